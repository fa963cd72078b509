/** One client's connection: its subscriptions, its limits, its pings. Knows a socket only as something to write to. */

import type {TimeUnit} from './wire-numbers.js';
import {answerControl, type Subscriptions} from './control-protocol.js';
import type {StreamAddress} from './stream-address.js';

export type ClientSocket = {
	send(text: string): void;
	ping(payload: string): void;
	pong(payload: Uint8Array): void;
	close(code: number, reason: string): void;
	/** Cuts without a word. */
	terminate(): void;
	/** Bytes given to the socket that the client has not taken yet. */
	bufferedBytes(): number;
};

export type SessionLimits = {
	readonly pingEveryMs: number;
	/** Without a pong for this long the client is gone. */
	readonly pongWithinMs: number;
	/** Frames of any kind that a client may send in a second. */
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
	/** Whether it talks to the WebSocket API, which wraps what it says unasked in `{"event":…}`. */
	readonly isApi: boolean;
	readonly #socket: ClientSocket;
	readonly #limits: SessionLimits;
	readonly #openedMs: number;
	#subscriptions: Subscriptions;
	#frameTimesMs: number[] = [];
	#pingedMs: number;
	#heardMs: number;
	#mutedUntilMs = -Infinity;

	/** `nowMs` is monotonic here and below. */
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

	/** From now on half open. */
	mute(untilMs: number): void {
		this.#mutedUntilMs = untilMs;
	}

	send(text: string, nowMs: number): void {
		if (this.isMuted(nowMs)) return;
		this.#socket.send(text);
		if (this.#socket.bufferedBytes() > this.#limits.maxBufferedBytes) this.#socket.terminate();
	}

	/** A request of the client's. */
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

	/** Keeps the venue's house rules; to be called often. `payload` is for a ping that may be due. */
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

	/** Whether nothing that the client says is heard. */
	isMuted(nowMs: number): boolean {
		return nowMs < this.#mutedUntilMs;
	}

	/** @returns whether a frame is to be listened to. */
	#admitFrame(nowMs: number): boolean {
		if (this.isMuted(nowMs)) return false;
		this.#frameTimesMs = this.#frameTimesMs.filter((time) => nowMs - time < SECOND_MS);
		this.#frameTimesMs.push(nowMs);
		if (this.#frameTimesMs.length <= this.#limits.framesPerSecond) return true;
		this.#socket.close(1008, 'Too many requests');
		return false;
	}
}
