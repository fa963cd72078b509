import {describe, expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {
	clipText,
	fitRow,
	fitSegments,
	justify,
	numberCell,
	padLeft,
	padRight,
	rowText,
	rowWidth,
	span,
} from '../../../../source/screen/view-model/cells/cells.js';
import {
	clockMsText,
	clockText,
	durationText,
	fineMsText,
	fittingMoneyText,
	halfUnitPriceText,
	millisecondsText,
	moneyText,
	priceStepText,
	signedMoneyText,
	signedText,
	sizeDecimals,
	sizeText,
} from '../../../../source/screen/view-model/cells/format.js';
import {initialGroup, groupTicksAt, bidRow, askRow} from '../../../../source/screen/view-model/memory/price-group.js';
import {btcusdt, lots, money, ticks} from '../../../helpers/frames.js';

const size = (qty: string, width: number, decimals = 3) => sizeText(lots(qty), {instrument: btcusdt, decimals, width});

describe('sizes', () => {
	test.each([
		['9.31', 6, '9.310'],
		['100.1234', 6, '100.12'],
		['1234.5678', 6, '1234.6'],
		['123456.7', 6, '123457'],
		['1234567.8', 6, '1235K'],
		['1234567890', 6, '1235M'],
		['0.0004', 6, '<0.001'],
		['0.0004', 4, '~0'],
		['12.3456', 4, '12.3'],
	])('%s in %i cells is %s', (qty, width, text) => {
		expect(size(qty, width)).toBe(text);
	});

	test('too wide for anything is all #', () => {
		expect(size('123456789', 2)).toBe('##');
	});

	test('signs and bare fractions', () => {
		expect(sizeText(lots('0.55'), {instrument: btcusdt, decimals: 2, width: 5, signed: true})).toBe('+0.55');
		expect(sizeText(-92_000_000, {instrument: btcusdt, decimals: 2, width: 5, signed: true})).toBe('-0.92');
		expect(sizeText(lots('0.01'), {instrument: btcusdt, decimals: 3, width: 4, bare: true})).toBe('.010');
	});

	test('beyond 2^53 stays exact', () => {
		expect(sizeText(12_345_678_901_234_567_890n, {instrument: btcusdt, decimals: 3, width: 18})).toBe('123456789012.346');
	});

	test('digits follow the price', () => {
		expect(sizeDecimals(btcusdt, ticks('67234.15'))).toBe(3);
		expect(sizeDecimals(btcusdt, ticks('3500.00'))).toBe(2);
		expect(sizeDecimals(btcusdt, ticks('0.15'))).toBe(0);
	});
});

describe('money and prices', () => {
	test.each([
		['12.41', '+12.41'],
		['-1.0775', '-1.08'],
		['0', '0.00'],
		['0.004', '0.00'],
		['-0.004', '0.00'],
		['2.675', '+2.68'],
	])('%s is %s', (text, shown) => {
		expect(signedMoneyText(money(text))).toBe(shown);
	});

	test('prices of halves of a tick and of steps', () => {
		expect(halfUnitPriceText(btcusdt, 13_446_831)).toBe('67234.155');
		expect(halfUnitPriceText(btcusdt, 13_446_832)).toBe('67234.160');
		expect(priceStepText(btcusdt, 100)).toBe('1.00');
		expect(moneyText(money('67230.766399'), 2)).toBe('67230.77');
	});

	test('no minus on nothing', () => {
		expect(signedText(-0.001, 2)).toBe('0.00');
		expect(signedText(0.31, 2)).toBe('+0.31');
	});
});

describe('time', () => {
	test.each([
		[2700, '2.7s'],
		[9960, '9s'],
		[42_000, '42s'],
		[303_000, '5m03s'],
		[3_720_000, '1h02m'],
		[100_900_000, '1d04h'],
		[-5, '0.0s'],
	])('%i ms is %s', (ms, text) => {
		expect(durationText(ms)).toBe(text);
	});

	test('clocks are UTC', () => {
		const at = unixMs(Date.UTC(2026, 10, 20, 14, 7, 31, 482));
		expect(clockText(at)).toBe('14:07:31');
		expect(clockMsText(at)).toBe('14:07:31.482');
		expect(millisecondsText(0.42)).toBe('0.4');
		expect(millisecondsText(38.4)).toBe('38');
		expect([0.042, 4.24, 42.4].map(fineMsText)).toEqual(['0.04', '4.2', '42']);
	});
});

describe('cells', () => {
	test('widths are display widths', () => {
		expect(padRight('日本', 6)).toBe('日本  ');
		expect(padLeft('Δ', 3)).toBe('  Δ');
		expect(clipText('日本語', 5)).toBe('日本');
		expect(clipText('abcdef', 3)).toBe('abc');
		expect(clipText('abc', 0)).toBe('');
	});

	test('a row is made exactly as wide as asked', () => {
		const row = [span('日本'), span('abc')];
		expect(rowText(fitRow(row, 3))).toBe('日 ');
		expect(rowText(fitRow(row, 6))).toBe('日本ab');
		expect(rowText(fitRow(row, 9))).toBe('日本abc  ');
	});

	test('a number is never shortened', () => {
		expect(numberCell('123.45', 6)).toBe('123.45');
		expect(numberCell('1123.45', 6)).toBe('######');
	});

	test('the right part gives way, and segments go by priority', () => {
		expect(rowText(justify([span('left')], [span('right')], 10))).toBe('left right');
		expect(rowText(justify([span('left')], [span('right')], 6))).toBe('left  ');
		const segments = ['a', 'bb', 'ccc'].map((text, index) => ({row: [span(text)], priority: index === 1 ? 0 : 9}));
		expect(rowWidth(fitSegments(segments, [span(' ')], 8))).toBe(8);
		expect(rowText(fitSegments(segments, [span(' ')], 7))).toBe('a ccc');
	});
});

describe('price groups', () => {
	test('1, 2, 5 and so on', () => {
		expect([0, 1, 2, 3, 4, 5, 6].map(groupTicksAt)).toEqual([1, 2, 5, 10, 20, 50, 100]);
		expect(groupTicksAt(-3)).toBe(1);
	});

	test('the first one suits the price', () => {
		expect(groupTicksAt(initialGroup(13_446_831))).toBe(100);
		expect(groupTicksAt(initialGroup(2))).toBe(1);
	});

	test('grouping never narrows the market', () => {
		expect(bidRow(6_723_415, 100)).toBe(6_723_400);
		expect(askRow(6_723_416, 100)).toBe(6_723_500);
		expect(bidRow(6_723_400, 100)).toBe(askRow(6_723_400, 100));
	});
});

test.each<[text: string, width: number, signed: boolean, shown: string]>([
	['12.41', 8, true, '+12.41'],
	['-1234567.891', 11, true, '-1234567.89'],
	['-1234567.891', 6, true, '-1235K'],
	['1234567.891', 4, false, '1.2M'],
	['1234567.891', 5, true, '+1.2M'],
	['98765432109876543210', 8, true, '+98765Q'],
	['0', 4, true, '0.00'],
	['123456', 2, true, '##'],
])('money %s in %i cells is on the same ladder of units as sizes', (text, width, signed, shown) => {
	expect(fittingMoneyText(money(text), width, {signed})).toBe(shown);
});
