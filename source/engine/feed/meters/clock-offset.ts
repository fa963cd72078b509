/** How far the venue's clock is from ours, by the sample with the shortest round trip (NTP's clock filter). */

import type {MonotonicMs, UnixMs} from '../../../domain/units.js';
import type {ClockOffset} from '../../../domain/clock-offset.js';

export type ClockSample = {
	readonly takenAt: MonotonicMs;
	readonly offsetMs: number;
	readonly roundTripMs: number;
};

const KEEP_FOR_MS = 600_000;
const MAX_SAMPLES = 16;
/** Clocks drift apart by about this much: 15 parts in a million. */
const DRIFT_MS_PER_MS = 15e-6;

/** @param sentAt and `receivedAt` on both clocks: the wall says when, the monotonic clock says how long. */
export const sampleClock = (
	sentAt: {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs},
	receivedAt: {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs},
	venueAt: UnixMs,
): ClockSample => {
	const roundTripMs = receivedAt.monoMs - sentAt.monoMs;
	return {
		takenAt: receivedAt.monoMs,
		offsetMs: venueAt - (receivedAt.wallMs - roundTripMs / 2),
		roundTripMs,
	};
};

export const addSample = (samples: readonly ClockSample[], sample: ClockSample): readonly ClockSample[] =>
	[...samples, sample].filter((one) => sample.takenAt - one.takenAt < KEEP_FOR_MS).slice(-MAX_SAMPLES);

/** The best sample now; its error grows with its age. */
export const clockOffset = (samples: readonly ClockSample[], now: MonotonicMs): ClockOffset | undefined => {
	let best: ClockOffset | undefined;
	for (const sample of samples) {
		const errorMs = sample.roundTripMs / 2 + (now - sample.takenAt) * DRIFT_MS_PER_MS;
		if (best === undefined || errorMs < best.errorMs) best = {offsetMs: sample.offsetMs, errorMs};
	}

	return best;
};
