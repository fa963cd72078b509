/** A TCP gate before an exchange: counts connections and requests, and can silently drop all traffic. */

import {connect, type Socket} from 'node:net';
import type {TlsOptions} from 'node:tls';
import {serve} from './raw-server.js';

export class Gate {
	/** Unix milliseconds of every WebSocket request. */
	readonly dials: number[] = [];
	/** Every REST request with its path. */
	readonly requests: {readonly atMs: number; readonly path: string}[] = [];
	readonly #sockets = new Set<Socket>();
	#dead = false;

	/** @returns its port. */
	async open(exchangePort: number, tls?: TlsOptions): Promise<number> {
		const {port} = await serve((socket) => this.#take(socket, connect(exchangePort, '127.0.0.1')), tls);
		return port;
	}

	/** Drops all traffic without closing, as if a cable were pulled. */
	die(): void {
		this.#dead = true;
	}

	/** Passes new connections again; earlier ones stay dead. */
	live(): void {
		for (const socket of this.#sockets) socket.destroy();
		this.#dead = false;
	}

	#take(socket: Socket, behind: Socket): void {
		this.#sockets.add(socket);
		socket.on('data', (chunk) => {
			this.#count(chunk.toString('latin1'));
			if (!this.#dead) behind.write(chunk);
		});
		behind.on('data', (chunk) => {
			if (!this.#dead) socket.write(chunk);
		});
		behind.on('error', () => {});
		behind.on('close', () => socket.destroy());
		socket.on('close', () => {
			this.#sockets.delete(socket);
			behind.destroy();
		});
	}

	#count(text: string): void {
		const path = /^GET (?<path>\S+) HTTP/u.exec(text)?.groups?.['path'];
		if (path === undefined) return;
		if (/^upgrade: *websocket/imu.test(text)) this.dials.push(Date.now());
		else this.requests.push({atMs: Date.now(), path});
	}
}
