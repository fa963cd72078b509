import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {applyFifo, fifoCost, fifoLots, openFifo, type FifoBook} from '../../../source/domain/accounting/fifo.js';
import {formatMoney, ZERO_MONEY} from '../../../source/domain/money.js';
import {priceUnits, type Aggressor} from '../../../source/domain/units.js';
import {moneyOf, plain} from '../../helpers/instruments.js';

const UNIT = 100_000_000;

/** A fill in whole units at a price with two decimals. */
const fill = (side: Aggressor, units: number, price: number) => ({
	side,
	priceUnits: priceUnits(Math.round(price * 100)),
	qtyLots: Math.round(units * UNIT),
	fee: ZERO_MONEY,
});

type Fill = ReturnType<typeof fill>;

const after = (fills: readonly Fill[], start: FifoBook = openFifo(0n, ZERO_MONEY)): FifoBook =>
	fills.reduce((book, one) => applyFifo(plain, book, one), start);

/** `2 for 200`. */
const shown = ({open}: FifoBook): readonly string[] => open.map(({lots, cost}) => `${Number(lots) / UNIT} for ${formatMoney(cost)}`);

test('what was held before is one lot with its cost; nothing held is none', () => {
	expect(openFifo(1n, moneyOf('5'))).toEqual({open: [{lots: 1n, cost: moneyOf('5')}], realised: 0n});
	expect(openFifo(-3n, moneyOf('-5')).open).toEqual([{lots: -3n, cost: moneyOf('-5')}]);
	expect(openFifo(0n, ZERO_MONEY).open).toEqual([]);
});

test.each<[name: string, fills: readonly Fill[], open: readonly string[], realised: string]>([
	['buying opens a lot at each price', [fill('buy', 1, 100), fill('buy', 2, 101)], ['1 for 100', '2 for 202'], '0'],
	[
		'a sale closes the oldest first, in part',
		[fill('buy', 2, 100), fill('buy', 1, 101), fill('sell', 0.5, 103)],
		['1.5 for 150', '1 for 101'],
		'1.5',
	],
	['and goes on with the next one', [fill('buy', 2, 100), fill('buy', 1, 101), fill('sell', 2.5, 103)], ['0.5 for 50.5'], '7'],
	['exactly the oldest is gone then', [fill('buy', 2, 100), fill('buy', 1, 101), fill('sell', 2, 103)], ['1 for 101'], '6'],
	[
		'what is bought back closes the oldest sale',
		[fill('sell', 2, 100), fill('sell', 1, 101), fill('buy', 2.5, 99)],
		['-0.5 for -50.5'],
		'3',
	],
	['a loss is one', [fill('sell', 1, 100), fill('buy', 1, 104)], [], '-4'],
	['beyond what is held a lot of the other side begins', [fill('buy', 1, 100), fill('sell', 3, 105)], ['-2 for -210'], '5'],
	['from short to long too', [fill('sell', 1, 100), fill('buy', 3, 90)], ['2 for 180'], '10'],
	['lots of one price one after the other are one', [fill('buy', 1, 100), fill('buy', 2, 100)], ['3 for 300'], '0'],
	[
		'but not where another price is between them',
		[fill('buy', 1, 100), fill('buy', 1, 101), fill('buy', 2, 100), fill('buy', 1, 100)],
		['1 for 100', '1 for 101', '3 for 300'],
		'0',
	],
])('%s', (_name, fills, open, realised) => {
	const book = after(fills);
	expect(shown(book)).toEqual(open);
	expect(formatMoney(book.realised)).toBe(realised);
});

describe('a single lot', () => {
	const one = 1 / UNIT;

	test('is added to, closed and turned round like any other', () => {
		expect(fifoLots(after([fill('buy', one, 100), fill('buy', one, 101)]))).toBe(2n);
		expect(after([fill('buy', one, 100), fill('buy', 1, 101), fill('sell', one, 103)]).open).toMatchObject([{lots: BigInt(UNIT)}]);
		expect(after([fill('buy', one, 100), fill('sell', 2 * one, 103)]).open).toMatchObject([{lots: -1n}]);
		expect(after([fill('sell', one, 100), fill('buy', 2 * one, 103)]).open).toMatchObject([{lots: 1n}]);
	});
});

test('the cost of a part is the exact share, half to even, and what is left keeps the rest', () => {
	const third = after([fill('sell', 1 / UNIT, 100)], openFifo(3n, moneyOf('0.1')));
	expect(fifoCost(third)).toBe((moneyOf('0.1') * 2n) / 3n + 1n);
	expect(third.open).toMatchObject([{lots: 2n}]);
});

/** Reference: tracks each lot at its own price; a closing lot realises the difference to the oldest opposite one. */
const byHand = (fills: readonly Fill[]): {readonly open: readonly bigint[]; readonly realised: bigint} => {
	const open: {readonly sign: bigint; readonly price: bigint}[] = [];
	let realised = 0n;
	for (const {side, priceUnits: price, qtyLots} of fills) {
		const sign = side === 'buy' ? 1n : -1n;
		for (let lot = 0; lot < qtyLots; lot += 1) {
			const oldest = open[0];
			if (oldest === undefined || oldest.sign === sign) open.push({sign, price: BigInt(price)});
			else {
				open.shift();
				realised += oldest.sign * (BigInt(price) - oldest.price);
			}
		}
	}

	return {open: open.map(({sign, price}) => sign * price), realised};
};

test('lot by lot it is the same', () => {
	const fills = array(
		record({
			side: constantFrom<Aggressor>('buy', 'sell'),
			priceUnits: integer({min: 1, max: 9}).map(priceUnits),
			qtyLots: integer({min: 1, max: 6}),
			fee: constantFrom(ZERO_MONEY),
		}),
		{maxLength: 30},
	);
	const unit = moneyOf('0.01') / BigInt(UNIT);
	assert(
		property(fills, (some) => {
			const book = after(some);
			const wanted = byHand(some);
			expect(book.realised).toBe(wanted.realised * unit);
			expect(fifoCost(book)).toBe(wanted.open.reduce((sum, price) => sum + price, 0n) * unit);
			expect(fifoLots(book)).toBe(wanted.open.reduce((sum, price) => sum + (price > 0n ? 1n : -1n), 0n));
		}),
	);
});
