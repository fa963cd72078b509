import {array, assert, boolean, constantFrom, double, integer, oneof, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {RecentValues} from '../../source/domain/recent-values.js';

/** The nearest rank, of all of them sorted. */
const percentile = (values: readonly number[], share: number): number => {
	const sorted = Float64Array.from(values).toSorted();
	return sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? 0;
};

test.each([
	[[5], 0.5, 5],
	[[1, 2], 0.5, 1],
	[[1, 2, 3], 0.5, 2],
	[[1, 2, 3, 4], 0.99, 4],
	[[], 0.5, 0],
	[[1, 2, 3], 0, 1],
	[[1, 2, 3], 1, 3],
])('of %j the share %f lies at or below %f', (values, share, expected) => {
	const recent = new RecentValues(10);
	for (const value of values) recent.add(value);
	expect(recent.percentile(share)).toBe(expected);
	expect(percentile(values, share)).toBe(expected);
});

const SHARES = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 1];
const value = oneof(integer({min: -5, max: 5}), double(), constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY));
const burst = record({
	values: array(value, {maxLength: 40}),
	isAsked: boolean(),
	isCleared: integer({min: 0, max: 9}).map((die) => die === 0),
});

test('however many come between two questions, the percentiles are those of the newest values, sorted', () => {
	assert(
		property(integer({min: 1, max: 60}), array(burst, {maxLength: 20}), (capacity, bursts) => {
			const recent = new RecentValues(capacity);
			let all: number[] = [];
			for (const {values, isAsked, isCleared} of bursts) {
				if (isCleared) {
					recent.clear();
					all = [];
				}

				for (const each of values) recent.add(each);
				all = [...all, ...values].slice(-capacity);
				expect(recent.count).toBe(all.length);
				if (isAsked) expect(SHARES.map((share) => recent.percentile(share))).toEqual(SHARES.map((share) => percentile(all, share)));
			}
		}),
		{numRuns: 500},
	);
});

test('a ring larger than what is put in its place one by one says the same', () => {
	const recent = new RecentValues(1024);
	const all: number[] = [];
	for (let count = 0; count < 6000; count += 1) {
		const next = Math.floor((count * 7919) % 1013);
		recent.add(next);
		all.push(next);
		if (count % 97 === 0 || count % 500 === 0) expect(recent.percentile(0.99)).toBe(percentile(all.slice(-1024), 0.99));
	}
});
