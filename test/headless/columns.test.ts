/** Every kind of column, over random values and instruments, against an object and `JSON.stringify`. */

import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {LevelColumns} from '../../source/domain/book/level-columns.js';
import type {Instrument} from '../../source/domain/instrument.js';
import {money, type Money} from '../../source/domain/money.js';
import {priceUnits, qtyLots, unixMs, type PriceUnits, type QtyLots, type UnixMs} from '../../source/domain/units.js';
import {columnWriter, type Column, type LevelOfLine} from '../../source/headless/columns.js';
import {LineText} from '../../source/headless/line-text.js';
import {bitcoin} from '../helpers/instruments.js';
import {oracleText} from './fields-oracle.js';

type Everything = {
	readonly price: PriceUnits | undefined;
	readonly halfUnits: number | undefined;
	readonly distance: number | bigint | undefined;
	readonly lots: QtyLots | bigint | undefined;
	readonly money: Money | undefined;
	readonly decimal: string | undefined;
	readonly near: readonly {readonly priceUnits: PriceUnits; readonly qtyLots: QtyLots}[];
	readonly listed: readonly LevelOfLine[];
	readonly number: number | undefined;
	readonly time: UnixMs | undefined;
	readonly duration: number | undefined;
	readonly figure: string | number | undefined;
	readonly flag: boolean;
	readonly word: string | undefined;
	readonly record: Readonly<Record<string, unknown>> | undefined;
};

const inColumns = (levels: Everything['near']): LevelColumns => {
	const columns = new LevelColumns();
	for (const level of levels) columns.push(level.priceUnits, level.qtyLots);
	return columns;
};

const COLUMNS: readonly Column<Everything>[] = [
	{name: 'price', kind: 'price', read: ({price}) => price},
	{name: 'half', kind: 'half-price', read: ({halfUnits}) => halfUnits},
	{name: 'distance', kind: 'distance', read: ({distance}) => distance},
	{name: 'quantity', kind: 'quantity', read: ({lots}) => lots},
	{name: 'money', kind: 'money', read: ({money: value}) => value},
	{name: 'decimal', kind: 'decimal', read: ({decimal}) => decimal},
	{name: 'columns', kind: 'levels', read: ({near}) => inColumns(near)},
	{name: 'near', kind: 'levels', read: ({near}) => near},
	{name: 'listed', kind: 'levels', read: ({listed}) => listed},
	{name: 'number', kind: 'number', read: ({number}) => number},
	{name: 'time', kind: 'time', read: ({time}) => time},
	{name: 'duration', kind: 'duration', read: ({duration}) => duration},
	{name: 'figure', kind: 'figure', read: ({figure}) => figure},
	{name: 'flag', kind: 'flag', read: ({flag}) => flag},
	{name: 'word', kind: 'word', read: ({word}) => word},
	{name: 'record', kind: 'record', read: ({record}) => record},
];

const perhaps = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, {nil: undefined});
/** Evenly over the number of digits, with what lies next to powers of ten and of two. */
const whole = fc.oneof(
	fc.maxSafeNat(),
	fc.tuple(fc.nat(15), fc.nat(999)).map(([zeros, value]) => Math.min(value * 10 ** zeros, Number.MAX_SAFE_INTEGER)),
	fc.tuple(fc.nat(15), fc.integer({min: -1, max: 1})).map(([zeros, off]) => Math.max(0, 10 ** zeros + off)),
	fc
		.tuple(fc.nat(53), fc.integer({min: -1, max: 1}))
		.map(([power, off]) => Math.min(Math.max(0, 2 ** power + off), Number.MAX_SAFE_INTEGER)),
);
const positive = whole.map((value) => Math.max(1, value));
const price = fc
	.oneof(
		positive,
		fc.tuple(positive, fc.nat(8)).map(([value, power]) => value * 2 ** power),
	)
	.map(priceUnits);
const bigLots = fc.bigInt({min: 1n, max: 10n ** 30n});
const lots = fc.oneof(whole, bigLots).map(qtyLots);
const signed = fc.oneof(
	whole,
	whole.map((value) => 0 - value),
	fc.bigInt({min: -(10n ** 40n), max: 10n ** 40n}),
);
const anyMoney = fc.oneof(
	fc.bigInt({min: -(10n ** 50n), max: 10n ** 50n}),
	fc.tuple(fc.integer(), fc.nat(40)).map(([value, zeros]) => BigInt(value) * 10n ** BigInt(zeros)),
);
const text = fc.oneof(fc.string(), fc.string({unit: 'binary'}), fc.constantFrom('币安"人生', 'a\\b', 'a\n\u2028', '\u007f', '\ud800', ''));
const level = fc.record({priceUnits: price, qtyLots: lots});
const remote = fc.record({units: fc.oneof(whole, fc.bigInt({min: 1n, max: 10n ** 40n})), qtyLots: lots});
const milliseconds = fc.oneof(fc.double({noNaN: true, min: -1e15, max: 1e15}), fc.constantFrom(-0.000_1, 0.000_5, 1_700_000_000_000.25));

const everything: fc.Arbitrary<Everything> = fc.record({
	price: perhaps(price),
	halfUnits: perhaps(positive),
	distance: perhaps(signed),
	lots: perhaps(fc.oneof(lots, bigLots)),
	money: perhaps(anyMoney.map(money)),
	decimal: perhaps(text),
	near: fc.array(level, {maxLength: 30}),
	listed: fc.array(fc.oneof(level, remote), {maxLength: 5}),
	number: perhaps(fc.oneof(whole, fc.double(), fc.constantFrom(0, -0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY))),
	time: perhaps(milliseconds.map(unixMs)),
	duration: perhaps(milliseconds),
	figure: perhaps(fc.oneof(text, fc.double())),
	flag: fc.boolean(),
	word: perhaps(text),
	record: perhaps(fc.dictionary(text, fc.oneof(text, fc.double(), fc.constant(null)))),
});

const instrument: fc.Arbitrary<Instrument | undefined> = perhaps(
	fc
		.record({
			unitDecimals: fc.nat(18),
			qtyDecimals: fc.nat(18),
			originUnits: fc.oneof(fc.constant(0n), fc.constant(0n), fc.bigInt({min: 1n, max: 10n ** 30n})),
		})
		.map((digits): Instrument => ({...bitcoin, ...digits})),
);

const write = columnWriter(COLUMNS);

test('whatever stands in a line, its text is what an object of it would be', () => {
	const out = new LineText();
	fc.assert(
		fc.property(everything, instrument, (of, market) => {
			write(out, of, market);
			expect(out.take()).toBe(oracleText(COLUMNS, of, market));
		}),
		{numRuns: 500},
	);
});

test('one after another they do not touch each other, however long', () => {
	const out = new LineText();
	const levels = Array.from({length: 3000}, (_, index) => ({priceUnits: priceUnits(1_000_000 - index), qtyLots: qtyLots(index + 1)}));
	for (const near of [levels, levels.slice(0, 2), levels.toReversed(), []]) {
		const column: Column<Everything['near']> = {name: 'near', kind: 'levels', read: (list) => inColumns(list)};
		columnWriter([column])(out, near, bitcoin);
		expect(out.take()).toBe(oracleText([column], near, bitcoin));
	}
});
