/** A loopback server that writes arbitrary bytes, without a library that would correct them. */

import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type AddressInfo, type Socket} from 'node:net';
import {createServer as createTlsServer, type TlsOptions} from 'node:tls';
import {onTestFinished} from 'vitest';

export type RawServer = {
	readonly port: number;
	/** Of all connections so far. */
	readonly sockets: readonly Socket[];
	close(): Promise<void>;
};

/** Closed at the end of the test at the latest. */
export const serve = async (onConnection: (socket: Socket, index: number) => void, tls?: TlsOptions): Promise<RawServer> => {
	const sockets: Socket[] = [];
	const take = (socket: Socket): void => {
		sockets.push(socket);
		socket.on('error', () => {});
		onConnection(socket, sockets.length - 1);
	};

	const server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const close = async (): Promise<void> => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => {
			server.close(resolve);
		});
	};

	onTestFinished(close);
	return {port: (server.address() as AddressInfo).port, sockets, close};
};

/** Calls back with each complete request head of a connection. */
export const onRequest = (socket: Socket, listener: (head: string) => void): void => {
	let text = '';
	socket.on('data', (bytes: Buffer) => {
		text += bytes.toString('latin1');
		for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
			const head = text.slice(0, end + 2);
			text = text.slice(end + 4);
			listener(head);
		}
	});
};

/** The response head of an upgrade, without the empty line. */
export const upgradeHead = (request: string): string => {
	const key = /sec-websocket-key: (\S+)/i.exec(request)?.[1] ?? '';
	const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
	return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n`;
};

/** Upgrades every connection and hands it over; later client data is dropped. */
export const upgradeAll =
	(onUpgraded: (socket: Socket) => void) =>
	(socket: Socket): void => {
		let upgraded = false;
		onRequest(socket, (head) => {
			if (upgraded) return;
			upgraded = true;
			socket.write(`${upgradeHead(head)}\r\n`);
			onUpgraded(socket);
		});
	};

export const OPCODE = {continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10} as const;

export type FrameOptions = {
	readonly fin?: boolean;
	/** Marks the frame as compressed. */
	readonly rsv1?: boolean;
	/** The length in the header, whatever the payload's is. */
	readonly length?: number | bigint;
};

/** A server frame: not masked. */
export const frameOf = (opcode: number, payload: Uint8Array | string, {fin = true, rsv1 = false, length}: FrameOptions = {}): Buffer => {
	const body = Buffer.from(payload);
	const size = BigInt(length ?? body.length);
	const first = (fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode;
	const wide = size > 0xff_ffn;
	const head = Buffer.alloc(size < 126n ? 2 : wide ? 10 : 4);
	head[0] = first;
	head[1] = size < 126n ? Number(size) : wide ? 127 : 126;
	if (wide) head.writeBigUInt64BE(size, 2);
	else if (size >= 126n) head.writeUInt16BE(Number(size), 2);
	return Buffer.concat([head, body]);
};

export const closeFrame = (code: number, reason: Uint8Array | string = ''): Buffer => {
	const head = Buffer.alloc(2);
	head.writeUInt16BE(code);
	return frameOf(OPCODE.close, Buffer.concat([head, Buffer.from(reason)]));
};

/** A client's frames, unmasked. Only whole frames below 126 bytes. */
export const clientFrames = (bytes: Buffer): {readonly opcode: number; readonly payload: Buffer}[] => {
	const frames = [];
	for (let at = 0; at + 6 <= bytes.length;) {
		const length = bytes[at + 1]! & 0x7f;
		const mask = bytes.subarray(at + 2, at + 6);
		const payload = Buffer.from(bytes.subarray(at + 6, at + 6 + length).map((byte, index) => byte ^ mask[index % 4]!));
		frames.push({opcode: bytes[at]! & 0x0f, payload});
		at += 6 + length;
	}

	return frames;
};
