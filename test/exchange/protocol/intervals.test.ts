import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {inTimeZone, KLINE_INTERVALS, readTimeZone, type KlineInterval} from '../../../source/exchange/protocol/intervals.js';

const interval = (name: string): KlineInterval => {
	const found = KLINE_INTERVALS.get(name);
	if (found === undefined) throw new Error(`no interval ${name}`);
	return found;
};

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

test.each([
	['1s', '2026-11-30T19:11:22.500Z', '2026-11-30T19:11'],
	['15m', '2026-11-30T19:14:59Z', '2026-11-30T19:00'],
	['4h', '2026-11-30T19:11:00Z', '2026-11-30T16:00'],
	['1d', '2026-11-30T23:59:59Z', '2026-11-30T00:00'],
	['1w', '2026-11-29T23:59:59Z', '2026-11-23T00:00'],
	['1w', '2026-11-30T00:00:00Z', '2026-11-30T00:00'],
	['1M', '2026-02-28T23:59:59Z', '2026-02-01T00:00'],
	['1M', '2024-02-29T12:00:00Z', '2024-02-01T00:00'],
	['1M', '2000-03-01T00:00:00Z', '2000-03-01T00:00'],
	['1M', '1970-01-01T00:00:00Z', '1970-01-01T00:00'],
])('the %s that holds %s began %s', (name, moment, open) => {
	expect(iso(interval(name).openOf(at(moment)))).toBe(open);
});

test('weeks begin on Monday, months on the 1st, and each follows the one before', () => {
	const moment = fc.integer({min: 0, max: at('2100-01-01')});
	fc.assert(
		fc.property(moment, fc.constantFrom(...KLINE_INTERVALS.values()), (ms, {name, openOf, nextOpen}) => {
			const open = openOf(ms);
			const next = nextOpen(open);
			expect(open).toBeLessThanOrEqual(ms);
			expect(next).toBeGreaterThan(ms);
			expect(openOf(next - 1)).toBe(open);
			expect(openOf(next)).toBe(next);
			if (name === '1w') expect(new Date(open).getUTCDay()).toBe(1);
			if (name === '1M') expect(new Date(open).getUTCDate()).toBe(1);
		}),
	);
});

describe('a time zone', () => {
	test.each([
		['0', 0],
		['8', 8],
		['+8:00', 8],
		[' 8:00', 8],
		['-1:00', -1],
		['05:45', 5.75],
		['-12:00', -12],
		['14', 14],
	])('%j is %d hours ahead', (text, hours) => {
		expect(readTimeZone(text)).toBe(hours * 3_600_000);
	});

	test.each(['', 'x', '8:', '8:60', '-12:01', '14:01', '15', '1.5', '--1'])('%j is none', (text) => {
		expect(readTimeZone(text)).toBeUndefined();
	});

	test('moves where a day, a week and a month begin', () => {
		const utc8 = 8 * 3_600_000;
		const moment = at('2026-11-30T19:11:00Z');
		expect(iso(inTimeZone(interval('1d'), utc8).openOf(moment))).toBe('2026-11-30T16:00');
		expect(iso(inTimeZone(interval('1w'), utc8).openOf(moment))).toBe('2026-11-29T16:00');
		expect(iso(inTimeZone(interval('1M'), utc8).openOf(moment))).toBe('2026-11-30T16:00');
		expect(iso(inTimeZone(interval('1M'), utc8).nextOpen(at('2026-10-31T16:00Z')))).toBe('2026-11-30T16:00');
	});
});
