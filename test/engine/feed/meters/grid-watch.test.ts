import {array, assert, constantFrom, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {GridWatch} from '../../../../source/engine/feed/meters/grid-watch.js';

/** Successive best bids, each replacing the one before. */
const signsOf = (watch: GridWatch, prices: readonly number[]): number =>
	prices.filter((price) => {
		const sign = watch.look(price, NaN);
		watch.look(0, NaN);
		return sign;
	}).length;

const begun = (tickUnits: number | undefined): GridWatch => {
	const watch = new GridWatch();
	watch.begin(tickUnits);
	watch.look(0, NaN);
	return watch;
};

test('prices on the tick, of which some are on no coarser one, never speak against it', () => {
	assert(
		property(constantFrom(1, 5, 100), array(integer({min: 1, max: 1e9}), {maxLength: 200}), (tick, ticks) => {
			// Of two neighbours one is odd, and they share no factor.
			const prices = ticks.flatMap((count) => [count * tick, (count + 1) * tick]);
			expect(signsOf(begun(tick), prices)).toBe(0);
		}),
	);
});

test('a price between the ticks speaks against them at once', () => {
	assert(
		property(constantFrom(2, 5, 100), integer({min: 1, max: 1e9}), (tick, ticks) => {
			expect(signsOf(begun(tick), [ticks * tick + 1])).toBe(1);
		}),
	);
});

test('after what the old tick allowed, two dozen prices on another one speak against it, whatever its factor', () => {
	assert(
		property(constantFrom(2, 3, 5, 10, 50), integer({min: 10, max: 1e7}), (factor, from) => {
			const prices = Array.from({length: 24}, (_none, index) => (from + (index % 7)) * factor);
			expect(signsOf(begun(1), [2 * from * factor + 1, ...prices])).toBe(1);
		}),
	);
});

test('the first touch of a book is not new, nor is one that is worse than before', () => {
	const watch = begun(10);
	watch.interrupt();
	expect(watch.look(1003, 1017)).toBe(false);
	expect(watch.look(1001, 1019)).toBe(false);
	expect(watch.look(1002, 1019)).toBe(true);
	expect(watch.look(1002, 1018)).toBe(true);
});

test('without a tick no price speaks against it', () => {
	expect(signsOf(begun(undefined), [3, 7, 11])).toBe(0);
});

test('what was seen before the rules were read again says nothing against them', () => {
	const watch = begun(1);
	const round = Array.from({length: 23}, (_none, index) => 1000 + 10 * (index % 8));
	expect(signsOf(watch, round)).toBe(0);
	watch.begin(1);
	expect(signsOf(watch, round)).toBe(0);
	expect(signsOf(watch, [1000])).toBe(1);
});
