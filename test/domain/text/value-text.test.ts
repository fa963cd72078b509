/** Numbers printed by the program are read back as the same number. */

import {assert, bigInt, constantFrom, integer, property} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatTrimmed} from '../../../source/domain/text/decimal-text.js';
import {formatMoney, money, parseMoney} from '../../../source/domain/money.js';
import {parseDuration, parseOffset, plainNumber} from '../../../source/domain/text/value-text.js';
import {durationText} from '../../../source/screen/view-model/cells/format.js';

describe('numbers', () => {
	test.each([
		['+2', '2'],
		['.5', '0.5'],
		['-.5', '-0.5'],
		['−0.3', '-0.3'],
		[' 7 ', '7'],
		['12.3K', '12300'],
		['1.2345K', '1234.5'],
		['2M', '2000000'],
		['0.25B', '000250000000'.replace(/^0+(?=.)/, '')],
		['1T', '1000000000000'],
	])('%s', (text, plain) => {
		expect(parseMoney(plainNumber(text) ?? '')).toBe(parseMoney(plain));
	});

	test.each([
		'',
		'.',
		'+',
		'-',
		'1.',
		'1,5',
		'1 000',
		'1_000',
		'1e3',
		'0x1',
		'--1',
		'+-1',
		'1k',
		'K',
		'NaN',
		'１',
		'1.2.3',
		'9'.repeat(31),
	])('"%s" is none', (text) => {
		expect(plainNumber(text)).toBeUndefined();
	});

	test('any money, with any of its signs, is read as it was written', () => {
		assert(
			property(
				bigInt({min: -(10n ** 40n), max: 10n ** 40n}),
				constantFrom('', '+'),
				constantFrom('-', '\u{2212}'),
				(value, plus, minus) => {
					const text = formatMoney(money(value));
					const signed = text.startsWith('-') ? text.replace('-', minus) : `${plus}${text}`;
					expect(parseMoney(plainNumber(signed) ?? '')).toBe(value);
					expect(parseMoney(plainNumber(signed.replace(/^([^\d]?)0\./, '$1.')) ?? '')).toBe(value);
				},
			),
		);
	});
});

test.each([
	['2bp', 'bp', '2'],
	['2 bps', 'bp', '2'],
	['-0.5bp', 'bp', '-0.5'],
	['3t', 'ticks', '3'],
	['+1 tick', 'ticks', '1'],
	['−4ticks', 'ticks', '-4'],
])('%s is a distance in %s', (text, unit, value) => {
	expect(parseOffset(text)).toEqual({unit, value: parseMoney(value)});
});

test('without a unit it is money, and a stranger is none', () => {
	expect(parseOffset('+0.25')).toBe(parseMoney('0.25'));
	for (const text of ['bp', 't', '3x', '3tt', '2bpt', '', '2%']) expect(parseOffset(text)).toBeUndefined();
});

test('a length of time is read as it is printed', () => {
	for (const [text, ms] of [
		['25ms', 25],
		['1.5s', 1500],
		['5 s', 5000],
		['1m', 60_000],
		['5m03s', 303_000],
		['1h02m', 3_720_000],
	] as const) {
		expect(parseDuration(text)).toBe(ms);
	}
	for (const text of ['', '5', 's', '-5s', '5x', '5s!', '5 5']) expect(parseDuration(text)).toBeUndefined();
	assert(
		property(integer({min: 10, max: 86_399}), (seconds) => {
			const shown = durationText(seconds * 1000);
			const precise = seconds < 3600 ? seconds : Math.floor(seconds / 60) * 60;
			expect(parseDuration(shown)).toBe(precise * 1000);
		}),
	);
	expect(formatTrimmed(15n, 1)).toBe('1.5');
});
