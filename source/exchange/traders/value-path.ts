/**
 * What an instrument is worth, as a path in ticks: noise whose strength comes and goes, a jump now and then, and a
 * slow pull back to the start, so that a session of any length stays near it.
 */

import type {Random} from '../listing/random.js';

export type FairValue = {
	/** In ticks, with a fraction. */
	ticks(): number;
	step(elapsedMs: number): void;
	/** Moves it, as an order that tells something does. */
	push(ticks: number): void;
};

/** Per square root of a second, as a part of the price: a quarter of what bitcoin does. */
const NOISE = 0.2e-4;
const JUMP = 1.5e-4;
const JUMP_EVERY_MS = 25_000;
const RETURN_MS = 1_800_000;
/** How fast calm and excited spells follow each other. */
const MOOD_MS = 20_000;
const MOOD_STRENGTH = 0.6;
/** With a coarse tick the path still has to cross ticks. */
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
