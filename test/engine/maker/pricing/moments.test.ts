import {array, assert, double, integer, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {RunningMoments, WeightedMoments} from '../../../../source/engine/maker/pricing/moments.js';

const weighted = (pairs: ReadonlyArray<readonly [value: number, weight: number]>): WeightedMoments => {
	const moments = new WeightedMoments();
	for (const [value, weight] of pairs) moments.add(value, weight);
	return moments;
};

const plain = (values: readonly number[]): RunningMoments => {
	const moments = new RunningMoments();
	for (const value of values) moments.add(value);
	return moments;
};

const value = double({min: -100, max: 100, noNaN: true});

test('known numbers', () => {
	expect(plain([2, 4, 9]).moments).toEqual({count: 3, mean: 5, standardError: Math.sqrt(26 / 2 / 3)});
	expect(plain([2, 4, 9]).deviation).toBeCloseTo(Math.sqrt(13), 12);
	// Σwx ÷ Σw = 34 ÷ 10; Σw²(x − 3.4)² = 4·1.96 + 49·0.36 + 1·… of (2, 2), (4, 7), (2, 1).
	const {count, mean, standardError} = weighted([
		[2, 2],
		[4, 7],
		[2, 1],
	]).moments;
	expect([count, mean]).toEqual([3, 3.4]);
	expect(standardError).toBeCloseTo(Math.sqrt(1.5 * (4 * 1.96 + 49 * 0.36 + 1.96)) / 10, 12);
});

test('one value has no standard error, and none is nothing', () => {
	expect(weighted([[3, 5]]).moments).toEqual({count: 1, mean: 3, standardError: undefined});
	expect(weighted([]).moments).toEqual({count: 0, mean: 0, standardError: undefined});
	expect([plain([3]).deviation, plain([3]).moments.standardError]).toEqual([undefined, undefined]);
});

test('with equal weights the weighted mean and its error are the plain ones', () => {
	assert(
		property(array(value, {minLength: 2, maxLength: 40}), integer({min: 1, max: 1e9}), (values, weight) => {
			const [a, b] = [weighted(values.map((one) => [one, weight] as const)).moments, plain(values).moments];
			expect(a.count).toBe(b.count);
			expect(a.mean).toBeCloseTo(b.mean, 8);
			expect(a.standardError).toBeCloseTo(b.standardError ?? NaN, 6);
		}),
	);
});

test('it is the mean of Σwx ÷ Σw, with the error of a ratio, however the values come', () => {
	assert(
		property(array(tuple(value, integer({min: 1, max: 1000})), {minLength: 2, maxLength: 40}), (pairs) => {
			const sum = pairs.reduce((all, [, weight]) => all + weight, 0);
			const mean = pairs.reduce((all, [one, weight]) => all + one * weight, 0) / sum;
			const squares = pairs.reduce((all, [one, weight]) => all + (weight * (one - mean)) ** 2, 0);
			for (const order of [pairs, pairs.toReversed()]) {
				const {moments} = weighted(order);
				expect(moments.mean).toBeCloseTo(mean, 8);
				expect(moments.standardError).toBeCloseTo(Math.sqrt((squares * pairs.length) / (pairs.length - 1)) / sum, 5);
			}
		}),
	);
});

test('one fill of ten moves the mean as far as ten of one', () => {
	const [whole, parts] = [
		weighted([
			[1, 10],
			[5, 30],
		]),
		weighted([...Array.from({length: 10}, () => [1, 1] as const), ...Array.from({length: 30}, () => [5, 1] as const)]),
	];
	expect(whole.moments.mean).toBeCloseTo(parts.moments.mean, 12);
	expect(whole.moments.mean).toBe(4);
});
