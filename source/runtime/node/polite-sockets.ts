/**
 * Sockets that keep to a venue's manners beyond the life of one session: how often is dialled, and how long not
 * after a close for bad manners. The engine keeps to the same rules by itself, but it forgets with the program, and
 * a program that is restarted in a loop would not.
 */

import {DIAL_WINDOW_MS, MAX_DIALS_PER_WINDOW, POLICY_WAIT_MS} from '../../engine/feed/link/connection.js';
import {POLICY_CLOSE_CODE} from '../../engine/feed/link/dialer.js';
import {isLoopback} from '../../domain/loopback.js';
import {unixMs, type UnixMs} from '../../domain/units.js';
import {ABNORMAL_CLOSE, type ClockPort, type SocketHandle, type SocketHandlers, type SocketPort, type TimersPort} from './ports.js';

/** What is known of the dials of one venue: {@link MAX_DIALS_PER_WINDOW} at most, oldest first. */
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

export const politeSockets = (sockets: SocketPort, world: World): SocketPort => ({
	connect(url, handlers) {
		const {host, hostname} = new URL(url);
		// On this machine nobody counts.
		return isLoopback(hostname) ? sockets.connect(url, handlers) : connectPolitely(sockets, world, url, host, handlers);
	},
});

/** The dial is counted where all programs count, and made when it has its place. */
const connectPolitely = (sockets: SocketPort, world: World, url: string, host: string, handlers: SocketHandlers): SocketHandle => {
	const {memory, clock} = world;
	const socket = new LaterSocket();
	let refusal: string | undefined;
	const counted = (there: DialRecord): DialRecord => {
		const now = clock.now().wallMs;
		const waitMs = earliestDialMs(there, now) - now;
		refusal = waitMs > 0 ? `${host} ${reasonToWait(there, now)}: not before ${Math.ceil(waitMs / 1000)} s` : undefined;
		return waitMs > 0 ? there : {...there, dialledAtMs: [...there.dialledAtMs, now].slice(-MAX_DIALS_PER_WINDOW)};
	};

	memory.update(host, counted, () =>
		socket.begin(() => (refusal === undefined ? sockets.connect(url, minding(world, host, handlers)) : refused(world, handlers, refusal))),
	);
	return socket;
};

/** Remembers a close for bad manners. */
const minding = ({memory, clock}: World, host: string, handlers: SocketHandlers): SocketHandlers => ({
	...handlers,
	onEnd(code, detail) {
		if (code === POLICY_CLOSE_CODE) {
			const heldUntilMs = unixMs(clock.now().wallMs + POLICY_WAIT_MS);
			memory.update(host, (there) => ({...there, heldUntilMs}));
		}

		handlers.onEnd(code, detail);
	},
});

/** Stands for a socket that is not dialled yet, and is not at all where it is given up before. */
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

const reasonToWait = (record: DialRecord, now: UnixMs): string =>
	heldUntil(record, now) > now ? `closed a connection for bad manners (${POLICY_CLOSE_CODE})` : 'was dialled too often, also by other runs';

/** A hold that is longer than any was written before the clock was set back. */
const heldUntil = ({heldUntilMs}: DialRecord, now: UnixMs): number => (heldUntilMs <= now + POLICY_WAIT_MS ? heldUntilMs : 0);

/** What lies in the future was written before the clock was set back, and counts no more. */
export const earliestDialMs = (record: DialRecord, now: UnixMs): UnixMs => {
	const counted = record.dialledAtMs.filter((at) => at <= now);
	const oldest = counted[counted.length - MAX_DIALS_PER_WINDOW];
	return unixMs(Math.max(now, heldUntil(record, now), oldest === undefined ? 0 : oldest + DIAL_WINDOW_MS));
};

/** Lost before it was made. Told later, as every end is. */
const refused = ({timers}: World, handlers: SocketHandlers, detail: string): SocketHandle => {
	const cancel = timers.after(0, () => handlers.onEnd(ABNORMAL_CLOSE, detail));
	return {send: () => {}, terminate: cancel, pause: () => {}, resume: () => {}};
};
