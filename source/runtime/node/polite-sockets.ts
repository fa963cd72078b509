/**
 * Keeps a venue's limits on dials over sessions, programs and restarts: so many in a window for each host, and none for
 * a while after a close for a policy violation. An engine keeps the same limits, but forgets them when its program
 * ends: one that is restarted in a loop would dial without end.
 */

import {isLoopback} from '../../domain/loopback.js';
import {unixMs, type UnixMs} from '../../domain/units.js';
import type {DialLimits} from '../../domain/venue-limits.js';
import {
	ABNORMAL_CLOSE,
	type ClockPort,
	type SocketHandle,
	type SocketHandlers,
	type SocketPort,
	type PlainSockets,
	type TimersPort,
} from './ports.js';

/** What is known of the dials of one venue: as many as its limit counts, oldest first. */
export type DialRecord = {readonly dialledAtMs: readonly UnixMs[]; readonly heldUntilMs: UnixMs};

/** Outlives the program. Never throws. */
export type DialMemory = {
	read(host: string): DialRecord;
	/**
	 * Makes the new record of what is there by then: another program may have dialled meanwhile. `change` may be asked
	 * twice, the last answer counts; `done` is called once, after it.
	 */
	update(host: string, change: (record: DialRecord) => DialRecord, done?: () => void): void;
};

export const NO_DIALS: DialRecord = {dialledAtMs: [], heldUntilMs: unixMs(0)};

type World = {readonly memory: DialMemory; readonly clock: ClockPort; readonly timers: Pick<TimersPort, 'after'>};

/** Of one dial. */
type Dial = {readonly url: string; readonly host: string; readonly handlers: SocketHandlers; readonly limits: DialLimits};

export const politeSockets = (sockets: PlainSockets, world: World): SocketPort => ({
	connect(url, handlers, limits) {
		const {host, hostname} = new URL(url);
		// No dial limit on loopback.
		return isLoopback(hostname) ? sockets.connect(url, handlers) : connectPolitely(sockets, world, {url, host, handlers, limits});
	},
});

/** Counts the dial in the record that all programs share, then makes or refuses it. */
const connectPolitely = (sockets: PlainSockets, world: World, dial: Dial): SocketHandle => {
	const {memory, clock} = world;
	const {url, host, handlers, limits} = dial;
	const socket = new LaterSocket();
	let refusal: string | undefined;
	const counted = (there: DialRecord): DialRecord => {
		const now = clock.now().wallMs;
		const waitMs = earliestDialMs(there, now, limits) - now;
		refusal = waitMs > 0 ? `${host} ${reasonToWait(there, now, limits)}: not before ${Math.ceil(waitMs / 1000)} s` : undefined;
		return waitMs > 0 ? there : {...there, dialledAtMs: [...pastDials(there, now), now].slice(-limits.most)};
	};

	memory.update(host, counted, () =>
		socket.begin(() => (refusal === undefined ? sockets.connect(url, minding(world, dial)) : refused(world, handlers, refusal))),
	);
	return socket;
};

/** Keeps a close for a policy violation for later dials, of this program and of others. */
const minding = ({memory, clock}: World, {host, handlers, limits}: Dial): SocketHandlers => ({
	...handlers,
	onEnd(code, detail) {
		if (code === limits.policyCloseCode) {
			const heldUntilMs = unixMs(clock.now().wallMs + limits.policyWaitMs);
			memory.update(host, (there) => ({...there, heldUntilMs}));
		}

		handlers.onEnd(code, detail);
	},
});

/** The handle of a dial that waits for its place in the record. Terminated before that, it is never made. */
class LaterSocket implements SocketHandle {
	#socket: SocketHandle | undefined;
	#isOver = false;
	#isPaused = false;

	begin(dial: () => SocketHandle): void {
		if (this.#isOver) return;
		this.#socket = dial();
		if (this.#isPaused) this.#socket.pause();
	}

	send(text: string): void {
		this.#socket?.send(text);
	}

	terminate(): void {
		this.#isOver = true;
		this.#socket?.terminate();
	}

	pause(): void {
		this.#isPaused = true;
		this.#socket?.pause();
	}

	resume(): void {
		this.#isPaused = false;
		this.#socket?.resume();
	}
}

const reasonToWait = (record: DialRecord, now: UnixMs, limits: DialLimits): string =>
	heldUntil(record, now, limits) > now
		? `closed a connection for bad manners (${limits.policyCloseCode})`
		: 'was dialled too often, also by other runs';

/** A hold longer than the venue's wait was written before the clock was set back: it counts as none. */
const heldUntil = ({heldUntilMs}: DialRecord, now: UnixMs, {policyWaitMs}: DialLimits): number =>
	heldUntilMs <= now + policyWaitMs ? heldUntilMs : 0;

/** What lies in the future was written before the clock was set back, and counts no more, also when that time comes. */
const pastDials = ({dialledAtMs}: DialRecord, now: UnixMs): readonly UnixMs[] => dialledAtMs.filter((at) => at <= now);

export const earliestDialMs = (record: DialRecord, now: UnixMs, limits: DialLimits): UnixMs => {
	const counted = pastDials(record, now);
	const oldest = counted[counted.length - limits.most];
	return unixMs(Math.max(now, heldUntil(record, now, limits), oldest === undefined ? 0 : oldest + limits.windowMs));
};

/** A dial that is not made. `onEnd` is called later, as always, never within `connect`. */
const refused = ({timers}: World, handlers: SocketHandlers, detail: string): SocketHandle => {
	const cancel = timers.after(0, () => handlers.onEnd(ABNORMAL_CLOSE, detail));
	return {send: () => {}, terminate: cancel, pause: () => {}, resume: () => {}};
};
