import {describe, expect, test} from 'vitest';
import {createRandom} from '../../../source/exchange/listing/random.js';

const DRAWS = 20_000;
const draw = (next: () => number): number[] => Array.from({length: DRAWS}, next);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => value ** 2)) - mean(values) ** 2;

const first = (seed: number, name: string) => {
	const random = createRandom(seed, name);
	return [random.uniform(), random.uniform(), random.uniform()];
};

test('the same seed and name give the same numbers, another of either gives others', () => {
	expect(first(1, 'a')).toEqual(first(1, 'a'));
	expect(first(1, 'a')).not.toEqual(first(2, 'a'));
	expect(first(1, 'a')).not.toEqual(first(1, 'b'));
});

test('the sequence is this one, on every machine', () => {
	const random = createRandom(42, 'vector');
	expect([random.below(1e6), random.below(1e6), random.below(1e6)]).toMatchInlineSnapshot(`
		[
		  316510,
		  396795,
		  542717,
		]
	`);
});

describe('each distribution has its mean and its variance', () => {
	const random = createRandom(7, 'distributions');
	test.each<[string, () => number, number, number]>([
		['uniform', () => random.uniform(), 0.5, 1 / 12],
		['between', () => random.between(2, 4), 3, 1 / 3],
		['below', () => random.below(5), 2, 2],
		['normal', () => random.normal(), 0, 1],
		['exponential', () => random.exponential(2), 2, 4],
		['poisson', () => random.poisson(1.5), 1.5, 1.5],
		['poisson of little', () => random.poisson(0.01), 0.01, 0.01],
		['chance', () => Number(random.chance(0.3)), 0.3, 0.21],
		['pick', () => random.pick([1, 3]), 2, 1],
	])('%s', (_, next, expectedMean, expectedVariance) => {
		const values = draw(next);
		expect(Math.abs(mean(values) - expectedMean)).toBeLessThan(5 * Math.sqrt(expectedVariance / DRAWS));
		expect(variance(values)).toBeGreaterThan(expectedVariance * 0.8);
		expect(variance(values)).toBeLessThan(expectedVariance * 1.2);
	});
});
