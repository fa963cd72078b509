/** Everything the engine's shell needs of the world, as interfaces: tests and simulations bring their own. */

import type {DialLimits} from '../../domain/venue-limits.js';
import type {AddressBudgets} from '../../session/address-budget.js';
import type {Instant, UnixMs} from '../../domain/units.js';

export type ClockPort = {
	now(): Instant;
	/** Milliseconds since 1970 of an HTTP date, NaN where it is none. */
	parseDate(text: string): number;
};

/** Both return a function that cancels. */
export type TimersPort = {
	every(periodMs: number, run: () => void): () => void;
	after(delayMs: number, run: () => void): () => void;
};

export type RandomPort = {
	/** A fresh 32-bit seed. */
	seed(): number;
};

/** The code of a connection that ended without a close frame. */
export const ABNORMAL_CLOSE = 1006;

export type SocketHandlers = {
	onOpen(): void;
	/** A text message in UTF-8, to be read at once and not kept. Binary frames are not handed over. */
	onMessage(message: Uint8Array): void;
	/** Called exactly once, whatever ended it; {@link ABNORMAL_CLOSE} where there was no close frame. */
	onEnd(code: number, detail: string): void;
};

export type SocketHandle = {
	send(text: string): void;
	/** At once, without a close frame: no handler is called any more. */
	terminate(): void;
	pause(): void;
	resume(): void;
};

/** Dials without a limit. */
export type PlainSockets = {
	connect(url: string, handlers: SocketHandlers): SocketHandle;
};

export type SocketPort = {
	/** @param limits of the venue, within which it is dialled. */
	connect(url: string, handlers: SocketHandlers, limits: DialLimits): SocketHandle;
};

export type HttpReply = {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

export type HttpPort = {
	/**
	 * One GET within a total deadline, no redirects, no compression, a bounded body.
	 * @throws {Error} with a sentence for a person, for everything that is not an HTTP reply.
	 */
	get(url: string, headers: Readonly<Record<string, string>>): Promise<HttpReply>;
	/** Cancels what is under way and lets go of kept connections. */
	close(): Promise<void>;
};

/** Outlives the program: until when a venue's REST side wants to be left alone. Never throws. */
export type RestMemoryPort = {
	/** Never in the past, nor later than the longest wait that a venue may ask for. */
	holdUntil(baseUrl: string, now: UnixMs): UnixMs | undefined;
	/** A longer hold that is known stays. */
	remember(baseUrl: string, untilMs: UnixMs, now: UnixMs): void;
	/** Resolves when what other programs were told by now is known. Never throws. */
	refresh(): Promise<void>;
};

/** Where everything that happened is written down. Never waits, never throws. */
export type LogPort = {
	/** One line, already cleaned for a terminal. */
	write(atMs: number, text: string): void;
	/** Each is called when lines begin to be lost, with a sentence for a person. */
	onProblem(listener: (text: string) => void): void;
	/** Resolves when all of it is written, or cannot be. */
	close(): Promise<void>;
};

export type Ports = {
	readonly clock: ClockPort;
	readonly timers: TimersPort;
	readonly random: RandomPort;
	readonly sockets: SocketPort;
	readonly http: HttpPort;
	readonly restMemory: RestMemoryPort;
	/** Of all that stand on these ports. */
	readonly budgets: AddressBudgets;
	/** Memory that this process holds. */
	readonly rssBytes: () => number;
	readonly log: LogPort;
};

/** For whoever made them, when everything that uses them is closed: what was written before is in the log then. */
export const closePorts = async ({http, log}: Pick<Ports, 'http' | 'log'>): Promise<void> => {
	await Promise.all([http.close(), log.close()]);
};

export type Proxy = {
	readonly protocol: 'http:' | 'https:';
	/** As `URL` writes it. */
	readonly hostname: string;
	readonly port: number;
	/** Where it was named. */
	readonly variable: string;
	/** `user:password`. Never said. */
	readonly login?: string;
};

/** Everything that goes to another machine goes through the proxy, but for the exceptions. */
export type ProxySettings = {readonly proxy: Proxy; readonly exceptions: readonly string[]};

export type Endpoints = {readonly restUrl?: string; readonly wsUrl?: string; readonly proxy?: ProxySettings};
