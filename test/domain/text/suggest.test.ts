import {describe, expect, it} from 'vitest';
import {editDistance, isSlip, nearest} from '../../../source/domain/text/suggest.js';

describe('editDistance', () => {
	it.each([
		['', '', 0],
		['abc', '', 3],
		['stream', 'stream', 0],
		['strem', 'stream', 1],
		['steram', 'stream', 1],
		['symbl', 'symbol', 1],
		['kitten', 'sitting', 3],
	])('%s → %s is %i', (a, b, distance) => {
		expect(editDistance(a, b)).toBe(distance);
		expect(editDistance(b, a)).toBe(distance);
	});
});

describe('nearest', () => {
	it('finds the mistyped, in any case, and the cut short', () => {
		const names = ['symbol', 'speed', 'levels', 'spread-offset'];
		expect(nearest('SYMBL', names)).toBe('symbol');
		expect(nearest('lev', names)).toBe('levels');
		expect(nearest('spread', names)).toBe('spread-offset');
		expect(nearest('anything', [])).toBeUndefined();
	});

	it('is not impressed by a very long name', () => {
		expect(nearest('x'.repeat(100_000), ['a', 'bb'])).toBe('a');
	});
});

it('tells a slip from another word', () => {
	expect(isSlip('SYMBL', 'SYMBOL')).toBe(true);
	expect(isSlip('RECORD', 'SYMBOL')).toBe(false);
});
