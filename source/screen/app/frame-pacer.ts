/**
 * Flow control of frames: one credit per drawn picture, at most `fps` per second, and an alarm if a credit stays
 * unanswered.
 */

import type {Terminal, Unsubscribe} from '../terminal/terminal.js';

export type FramePacer = {
	/** Sends the first credit. */
	start(): void;
	/** Called when a frame arrives. */
	received(): void;
	/** Called when its picture is drawn; the next credit is sent when due. */
	drawn(): void;
	stop(): void;
};

const CHECK_EVERY_MS = 500;
/** Unanswered checks before the alarm. Several, because a single check may be late. */
const SILENT_CHECKS = 4;

const nothing: Unsubscribe = () => {};

export type PacerWiring = {
	readonly clock: Pick<Terminal, 'nowMs' | 'after'>;
	readonly intervalMs: number;
	readonly credit: () => void;
	readonly onSilence: (silentMs: number) => void;
};

export const createFramePacer = ({clock, intervalMs, credit, onSilence}: PacerWiring): FramePacer => {
	let creditedAtMs = 0;
	let waiting = false;
	let checks = 0;
	let cancelCredit: Unsubscribe = nothing;
	let cancelCheck: Unsubscribe = nothing;

	const give = (): void => {
		creditedAtMs = clock.nowMs();
		waiting = true;
		checks = 0;
		credit();
	};
	const check = (): void => {
		checks += waiting ? 1 : 0;
		if (checks >= SILENT_CHECKS) onSilence(clock.nowMs() - creditedAtMs);
		cancelCheck = clock.after(CHECK_EVERY_MS, check);
	};
	return {
		start: () => {
			give();
			cancelCheck = clock.after(CHECK_EVERY_MS, check);
		},
		received: () => {
			waiting = false;
			checks = 0;
		},
		drawn: () => {
			cancelCredit();
			cancelCredit = clock.after(Math.max(0, creditedAtMs + intervalMs - clock.nowMs()), give);
		},
		stop: () => {
			cancelCredit();
			cancelCheck();
		},
	};
};
