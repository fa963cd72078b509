/** The raw feed without an engine: every message as it came. */

import type {Instant, UnixMs} from '../domain/units.js';

export type RawMessage = {
	readonly receivedAt: Instant;
	/** The venue's stream name, undefined for a control message. */
	readonly stream: string | undefined;
	/** The payload's own text, byte for byte. */
	readonly dataText: string;
	/** When the venue sent it, where it says so. */
	readonly eventAtMs: UnixMs | undefined;
	/** Receive time + measured clock offset − event time; undefined without an event time. */
	readonly latencyMs: number | undefined;
};

export type RawFeedEvent =
	| {readonly kind: 'message'; readonly message: RawMessage}
	/** For people: connected, lost, retrying. */
	| {readonly kind: 'notice'; readonly text: string}
	| {readonly kind: 'fatal'; readonly message: string};

export type RawFeed = {
	onEvent(listener: (event: RawFeedEvent) => void): void;
	/** Stops and starts reading the socket: the consumer's back-pressure. */
	pause(): void;
	resume(): void;
	close(): Promise<void>;
};
