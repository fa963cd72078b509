/** WebSockets by `ws`, with limits on everything that a server could send without end. */

import {WebSocket, type ClientOptions, type RawData} from 'ws';
import {safeText} from '../../domain/text/safe-text.js';
import {networkFailure} from './node-network-failure.js';
import {ProxyError, TunnelAgent} from './node-tunnel.js';
import {ABNORMAL_CLOSE, type Proxy, type ProxySettings, type SocketHandle, type SocketHandlers, type PlainSockets} from './ports.js';
import {proxyFor, proxyName} from './proxy-route.js';

export type SocketLimits = {
	/** From the dial to the last byte of the handshake: what drips is no handshake either. */
	readonly handshakeMs: number;
	/** One message, all of its fragments together. */
	readonly messageBytes: number;
	readonly fragments: number;
	/** Pieces that a message not yet whole may come in. */
	readonly chunks: number;
	/** From the server's close frame to the end of the connection. */
	readonly closeMs: number;
	/** Every stream of ours is text; a few of the others are dropped, and with these it is no stream of ours. */
	readonly binaryFrames: number;
};

export const SOCKET_LIMITS: SocketLimits = {
	handshakeMs: 8000,
	messageBytes: 4 * 1024 * 1024,
	fragments: 64,
	chunks: 8192,
	closeMs: 1000,
	binaryFrames: 10,
};

const UNSUPPORTED_DATA = 1003;

export const nodeSockets = (limits: SocketLimits = SOCKET_LIMITS, proxies?: ProxySettings): PlainSockets => ({
	connect: (url, handlers) => new Listening(url, handlers, limits, proxyFor(proxies, new URL(url))),
});

/** `closeTimeout` is not in the types yet. */
const optionsOf = (limits: SocketLimits, tunnel: TunnelAgent | undefined): ClientOptions & {readonly closeTimeout: number} => ({
	...(tunnel === undefined ? {} : {agent: tunnel}),
	// Inflating costs more than the whole depth path, and a bomb could hide in it.
	perMessageDeflate: false,
	maxPayload: limits.messageBytes,
	maxFragments: limits.fragments,
	maxBufferedChunks: limits.chunks,
	closeTimeout: limits.closeMs,
	followRedirects: false,
	// Said, so that no environment variable can switch it off.
	rejectUnauthorized: true,
});

class Listening implements SocketHandle {
	readonly #socket: WebSocket;
	readonly #handlers: SocketHandlers;
	readonly #limits: SocketLimits;
	readonly #deadline: NodeJS.Timeout;
	readonly #url: URL;
	readonly #proxy: Proxy | undefined;
	readonly #tunnel: TunnelAgent | undefined;
	#ended = false;
	/** `ws` forgets a pause that comes before the connection is open. */
	#paused = false;
	#binaryFrames = 0;

	constructor(url: string, handlers: SocketHandlers, limits: SocketLimits, proxy: Proxy | undefined) {
		this.#url = new URL(url);
		this.#proxy = proxy;
		this.#tunnel = proxy === undefined ? undefined : new TunnelAgent(proxy, limits.handshakeMs);
		const socket = new WebSocket(url, optionsOf(limits, this.#tunnel));
		this.#socket = socket;
		this.#handlers = handlers;
		this.#limits = limits;
		this.#deadline = setTimeout(
			() => this.#fail(ABNORMAL_CLOSE, this.#named(`no handshake within ${limits.handshakeMs / 1000} s`)),
			limits.handshakeMs,
		);
		// At once: `ws` would wait for the server to close, which one that sends rubbish need not do.
		socket.on('error', (error) => this.#fail(ABNORMAL_CLOSE, this.#failureText(error)));
		socket.on('open', () => this.#onOpen());
		socket.on('message', (data, isBinary) => this.#onMessage(data, isBinary));
		socket.on('close', (code, reason) => this.#end(code, closeText(code, reason.toString('utf8'))));
	}

	send(text: string): void {
		if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
	}

	terminate(): void {
		this.#silence();
		this.#socket.terminate();
	}

	pause(): void {
		this.#paused = true;
		this.#socket.pause();
	}

	resume(): void {
		this.#paused = false;
		this.#socket.resume();
	}

	#failureText(error: Error): string {
		return error instanceof ProxyError ? error.message : this.#named(networkFailure(error, this.#url.host));
	}

	/** Whose fault it is, the proxy's or the host's, nobody can say who looks from here. */
	#named(reason: string): string {
		return this.#proxy === undefined ? reason : `through ${proxyName(this.#proxy)}: ${reason}`;
	}

	#onOpen(): void {
		clearTimeout(this.#deadline);
		if (this.#ended) return;
		this.#handlers.onOpen();
		if (this.#paused) this.#socket.pause();
	}

	#onMessage(data: RawData, isBinary: boolean): void {
		if (this.#ended) return;
		if (!isBinary) this.#handlers.onMessage(bytesOf(data));
		else if ((this.#binaryFrames += 1) >= this.#limits.binaryFrames) this.#fail(UNSUPPORTED_DATA, 'binary frames on a stream of text');
	}

	#fail(code: number, detail: string): void {
		this.#end(code, detail);
		this.#socket.terminate();
	}

	#end(code: number, detail: string): void {
		if (this.#ended) return;
		this.#silence();
		this.#handlers.onEnd(code, safeText(detail));
	}

	#silence(): void {
		this.#ended = true;
		this.#tunnel?.giveUp();
		clearTimeout(this.#deadline);
	}
}

const bytesOf = (data: RawData): Uint8Array => {
	if (Array.isArray(data)) return Buffer.concat(data);
	return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
};

const closeText = (code: number, reason: string): string => (reason === '' ? `close ${code}` : `close ${code} ${reason}`);
