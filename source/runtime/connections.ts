/** A session's sockets by generation: two of them while one connection takes over from another. */

import type {DialLimits} from '../domain/venue-limits.js';
import type {OutsideInput} from '../session/wire.js';
import type {SocketHandle, SocketPort} from './node/ports.js';

export class Connections {
	readonly #sockets: SocketPort;
	readonly #limits: DialLimits;
	readonly #feed: (input: OutsideInput) => void;
	readonly #open = new Map<number, SocketHandle>();
	#isPaused = false;

	/** @param feed takes what happens on them. */
	constructor(sockets: SocketPort, limits: DialLimits, feed: (input: OutsideInput) => void) {
		this.#sockets = sockets;
		this.#limits = limits;
		this.#feed = feed;
	}

	dial(generation: number, url: string): void {
		const handlers = {
			onOpen: () => this.#feed({kind: 'opened', generation}),
			onMessage: (data: Uint8Array) => this.#feed({kind: 'message', generation, data}),
			onEnd: (code: number, detail: string) => {
				this.#open.delete(generation);
				this.#feed({kind: 'lost', generation, code, detail});
			},
		};
		const socket = this.#sockets.connect(url, handlers, this.#limits);
		if (this.#isPaused) socket.pause();
		this.#open.set(generation, socket);
	}

	say(generation: number, text: string): void {
		this.#open.get(generation)?.send(text);
	}

	hangUp(generation: number): void {
		this.#open.get(generation)?.terminate();
		this.#open.delete(generation);
	}

	/** Reads from none of them, also of those that are dialled meanwhile, until {@link resume}. */
	pause(): void {
		this.#isPaused = true;
		for (const socket of this.#open.values()) socket.pause();
	}

	resume(): void {
		this.#isPaused = false;
		for (const socket of this.#open.values()) socket.resume();
	}

	close(): void {
		for (const socket of this.#open.values()) socket.terminate();
		this.#open.clear();
	}
}
