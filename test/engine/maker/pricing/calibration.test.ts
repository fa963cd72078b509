import {describe, expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {Calibration, fitIntensity, fitLine, refusal} from '../../../../source/engine/maker/pricing/calibration.js';
import {seededRandom} from '../../../../source/domain/prng.js';
import {trade} from '../../../helpers/diffs.js';
import {plain} from '../../../helpers/instruments.js';

test('the line through exact points is exact', () => {
	const line = fitLine([0.5, 1.5, 2.5, 9.5].map((x) => [x, 0.8 * Math.exp(-0.3 * x)] as const));
	expect(line?.slope).toBeCloseTo(-0.3, 12);
	expect(Math.exp(line?.intercept ?? 0)).toBeCloseTo(0.8, 12);
	expect(line?.rSquared).toBeCloseTo(1, 12);
	expect(fitLine([[1, 1]])).toBeUndefined();
});

/**
 * A market with known σ, A and k: a mid every 100 ms; each side is reached beyond δ at the rate A·e^(−kδ) per
 * second.
 */
const run = (seconds: number, {rate = 2, decay = 0.05, sigma = 4, seed = 1} = {}): Calibration => {
	const random = seededRandom(seed);
	const calibration = new Calibration();
	let mid = 10_000;
	for (let step = 0; step < seconds * 10; step += 1) {
		const at = step * 100;
		calibration.onMid(unixMs(at), mid);
		for (const aggressor of ['buy', 'sell'] as const) {
			if (random() >= rate / 10) continue;
			const reached = Math.ceil(-Math.log(1 - random()) / decay);
			const price = aggressor === 'buy' ? mid + reached : mid - reached;
			calibration.onTrade({...trade(step, aggressor, price, 1), tradeAtMs: unixMs(at + 50)});
		}

		mid += (random() < 0.5 ? 1 : -1) * sigma * Math.sqrt(0.1);
	}

	calibration.onMid(unixMs(seconds * 1000), mid);
	return calibration;
};

test('finds σ, A and k of a market that has them', () => {
	const view = run(600).view(plain, unixMs(600_000));
	expect(view.refused).toBeUndefined();
	expect(view.rSquared).toBeGreaterThan(0.97);
	expect(view.samples).toBeGreaterThan(1800);
	// A tick is 0.01.
	expect((view.decay ?? 0) * 0.01).toBeGreaterThan(0.045);
	expect((view.decay ?? 0) * 0.01).toBeLessThan(0.055);
	expect(view.rate).toBeGreaterThan(1.8);
	expect(view.rate).toBeLessThan(2.3);
	expect(view.volatility).toBeCloseTo(0.04, 2);
});

describe('a bad fit is refused, in words', () => {
	test.each([
		[run(20, {rate: 0.5}), /of 100 samples/],
		[run(600, {rate: 2, decay: 3}), /of 10 distances/],
	])('%#', (calibration, words) => {
		const view = calibration.view(plain, unixMs(600_000));
		expect(view.refused).toMatch(words);
		expect([view.rate, view.decay]).toEqual([undefined, undefined]);
	});

	test('no decay, or one that explains little', () => {
		const fit = {rate: 1, decayPerTick: 0.1, rSquared: 0.5, points: 20, toTicks: 50};
		expect(refusal(fit, 1000)).toMatch(/R² 0.50/);
		expect(refusal({...fit, decayPerTick: -0.1}, 1000)).toBe('k is not positive');
		expect(refusal({...fit, rSquared: 0.9}, 1000)).toBeUndefined();
	});
});

test('nothing reached is no fit, and far single trades are left out', () => {
	expect(fitIntensity([], 60)).toBeUndefined();
	const near = Array.from({length: 400}, (_, index) => 1 + (index % 20));
	expect(fitIntensity([...near, 5000, 9000], 60)?.toTicks).toBeLessThan(30);
});

test('a good fit lasts ten minutes', () => {
	const calibration = run(600);
	expect(calibration.view(plain, unixMs(1_200_000)).decay).toBeDefined();
	expect(calibration.view(plain, unixMs(1_200_001)).decay).toBeUndefined();
});

describe('σ is of changes over a second', () => {
	/** A mid every 100 ms; each second a move of ±4 ticks begins, divided into equal steps. */
	const creeping = (parts: number, seconds = 600): Calibration => {
		const random = seededRandom(7);
		const calibration = new Calibration();
		let mid = 10_000;
		let move = 0;
		for (let step = 0; step <= seconds * 10; step += 1) {
			calibration.onMid(unixMs(step * 100), mid);
			if (step % 10 === 0) move = (random() < 0.5 ? 4 : -4) / parts;
			if (step % 10 < parts) mid += move;
		}

		return calibration;
	};

	const ticksOf = (calibration: Calibration): number => (calibration.view(plain, unixMs(600_000)).volatility ?? 0) / 0.01;

	test('a price that jumps has its σ: four ticks a second', () => {
		expect(ticksOf(creeping(1))).toBeCloseTo(4, 1);
	});

	test('moves that take half a second come out at most a tenth too low, where steps of 100 ms would lose more than half', () => {
		const at = 4 * Math.sqrt(5 / 25);
		expect(ticksOf(creeping(5))).toBeGreaterThan(3.6);
		expect(at).toBeLessThan(2);
	});

	test('a price that only shakes within a second has less than its steps say', () => {
		const calibration = new Calibration();
		for (let step = 0; step <= 600; step += 1) calibration.onMid(unixMs(step * 100), 10_000 + (step % 2));
		// Over ten steps it returns; by steps of 100 ms it would be √10 ticks. Only the first second starts a step
		// late.
		expect(ticksOf(calibration)).toBeLessThan(0.05);
	});

	test('a steady drift is no volatility', () => {
		const calibration = new Calibration();
		for (let step = 0; step <= 600; step += 1) calibration.onMid(unixMs(step * 100), 10_000 + step);
		expect(ticksOf(calibration)).toBeLessThan(0.05);
	});

	test('there is none before some ten seconds, and no second spans a hole', () => {
		const known = (calibration: Calibration): boolean => calibration.view(plain, unixMs(0)).volatility !== undefined;
		expect([known(run(10)), known(run(20))]).toEqual([false, true]);
		const holes = new Calibration();
		for (let step = 0; step <= 600; step += 1) {
			// A jump of ten thousand ticks after each gap, otherwise no movement.
			if (step % 50 === 0) holes.interrupt();
			holes.onMid(unixMs(step * 100), 10_000 + 10_000 * Math.floor(step / 50));
		}

		expect(ticksOf(holes)).toBe(0);
		expect(known(holes)).toBe(true);
	});

	test('between holes that come every nine steps there is no whole second', () => {
		const holes = new Calibration();
		for (let step = 0; step <= 6000; step += 1) {
			if (step % 9 === 0) holes.interrupt();
			holes.onMid(unixMs(step * 100), 10_000 + step);
		}

		expect(holes.view(plain, unixMs(0)).volatility).toBeUndefined();
	});

	test('what is older than ten minutes is forgotten', () => {
		const calibration = new Calibration();
		for (let step = 0; step <= 12_200; step += 1) calibration.onMid(unixMs(step * 100), 10_000 + (step < 6000 && step % 20 < 10 ? 50 : 0));
		expect(ticksOf(calibration)).toBe(0);
	});
});
