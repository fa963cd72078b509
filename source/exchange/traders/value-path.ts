/**
 * The fair value as a random path in ticks: noise of changing strength, rare jumps, and a slow pull back to the
 * start so that long sessions stay near it.
 */

import type {Random} from '../listing/random.js';

export type FairValue = {
	/** In ticks, with a fraction. */
	ticks(): number;
	step(elapsedMs: number): void;
	/** Moves the value, as an informed order does. */
	push(ticks: number): void;
};

/** Relative change per square root of a second; about a quarter of bitcoin's. */
const NOISE = 0.2e-4;
const JUMP = 1.5e-4;
const JUMP_EVERY_MS = 25_000;
const RETURN_MS = 1_800_000;
/** Time scale on which calm and volatile phases alternate. */
const MOOD_MS = 20_000;
const MOOD_STRENGTH = 0.6;
/** Least noise in ticks, so that the value still crosses ticks when the tick is coarse. */
const LEAST_NOISE_TICKS = 0.7;

export const createFairValue = (startTicks: number, random: Random): FairValue => {
	const noiseTicks = Math.max(startTicks * NOISE, LEAST_NOISE_TICKS);
	const jumpTicks = Math.max(startTicks * JUMP, 5 * LEAST_NOISE_TICKS);
	let offset = 0;
	let mood = 0;
	return {
		ticks: () => startTicks + offset,
		step(elapsedMs) {
			const part = elapsedMs / MOOD_MS;
			mood += -mood * part + MOOD_STRENGTH * Math.sqrt(2 * part) * random.normal();
			const noise = noiseTicks * Math.exp(mood) * Math.sqrt(elapsedMs / 1000);
			offset += (-offset * elapsedMs) / RETURN_MS + noise * random.normal();
			if (random.chance(elapsedMs / JUMP_EVERY_MS)) offset += jumpTicks * random.normal();
		},
		push(ticks) {
			offset += ticks;
		},
	};
};
