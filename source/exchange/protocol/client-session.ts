/** One client's connection: subscriptions, limits, pings. It only writes to its socket. */

import type {TimeUnit} from './wire-numbers.js';
import {answerControl, type Subscriptions} from './control-protocol.js';
import type {StreamAddress} from './stream-address.js';

export type ClientSocket = {
	send(text: string): void;
	ping(payload: string): void;
	pong(payload: Uint8Array): void;
	close(code: number, reason: string): void;
	/** Destroys the socket without a close frame. */
	terminate(): void;
	/** Bytes written to the socket that the client has not taken yet. */
	bufferedBytes(): number;
};

export type SessionLimits = {
	readonly pingEveryMs: number;
	/** Without a pong for this long the session is closed. */
	readonly pongWithinMs: number;
	/** Frames of any kind that a client may send per second. */
	readonly framesPerSecond: number;
	readonly maxAgeMs: number;
	readonly maxBufferedBytes: number;
};

export const USUAL_LIMITS: SessionLimits = {
	pingEveryMs: 20_000,
	pongWithinMs: 60_000,
	framesPerSecond: 5,
	maxAgeMs: 24 * 3_600_000,
	maxBufferedBytes: 8 * 2 ** 20,
};

const SECOND_MS = 1000;

export class ClientSession {
	readonly timeUnit: TimeUnit;
	/** Whether it is a WebSocket API connection, which wraps unrequested messages in `{"event":…}`. */
	readonly isApi: boolean;
	readonly #socket: ClientSocket;
	readonly #limits: SessionLimits;
	readonly #openedMs: number;
	#subscriptions: Subscriptions;
	#frameTimesMs: number[] = [];
	#pingedMs: number;
	#heardMs: number;
	#mutedUntilMs = -Infinity;

	/** `nowMs` is monotonic, here and in all methods. */
	constructor(socket: ClientSocket, address: StreamAddress, limits: SessionLimits, nowMs: number, isApi = false) {
		this.isApi = isApi;
		this.#socket = socket;
		this.#limits = limits;
		this.timeUnit = address.timeUnit;
		this.#subscriptions = address.subscriptions;
		this.#openedMs = nowMs;
		this.#pingedMs = nowMs;
		this.#heardMs = nowMs;
	}

	get combined(): boolean {
		return this.#subscriptions.combined;
	}

	get streams(): ReadonlySet<string> {
		return this.#subscriptions.streams;
	}

	wants(stream: string): boolean {
		return this.#subscriptions.streams.has(stream);
	}

	/** Neither sends nor reads until then: a half-open connection. */
	mute(untilMs: number): void {
		this.#mutedUntilMs = untilMs;
	}

	send(text: string, nowMs: number): void {
		if (this.isMuted(nowMs)) return;
		this.#socket.send(text);
		if (this.#socket.bufferedBytes() > this.#limits.maxBufferedBytes) this.#socket.terminate();
	}

	/** Handles a client's request. */
	onText(text: string, nowMs: number): void {
		if (!this.#admitFrame(nowMs)) return;
		const {subscriptions, reply} = answerControl(this.#subscriptions, text);
		this.#subscriptions = subscriptions;
		this.send(reply, nowMs);
	}

	onPing(payload: Uint8Array, nowMs: number): void {
		if (this.#admitFrame(nowMs)) this.#socket.pong(payload);
	}

	onPong(nowMs: number): void {
		if (this.#admitFrame(nowMs)) this.#heardMs = nowMs;
	}

	/** Enforces the venue's limits and sends pings; call it often. `payload` gives the content of a ping. */
	tick(nowMs: number, payload: () => string): void {
		if (this.isMuted(nowMs)) return;
		if (nowMs - this.#openedMs > this.#limits.maxAgeMs) return this.#socket.close(1001, 'connection too old');
		if (nowMs - this.#heardMs > this.#limits.pongWithinMs) return this.#socket.terminate();
		if (nowMs - this.#pingedMs < this.#limits.pingEveryMs) return;
		this.#pingedMs = nowMs;
		this.#socket.ping(payload());
	}

	close(code: number, reason: string): void {
		this.#socket.close(code, reason);
	}

	terminate(): void {
		this.#socket.terminate();
	}

	/** Whether frames of the client are ignored now. */
	isMuted(nowMs: number): boolean {
		return nowMs < this.#mutedUntilMs;
	}

	/** @returns whether the frame is processed. */
	#admitFrame(nowMs: number): boolean {
		if (this.isMuted(nowMs)) return false;
		this.#frameTimesMs = this.#frameTimesMs.filter((time) => nowMs - time < SECOND_MS);
		this.#frameTimesMs.push(nowMs);
		if (this.#frameTimesMs.length <= this.#limits.framesPerSecond) return true;
		this.#socket.close(1008, 'Too many requests');
		return false;
	}
}
