/** Prices beyond 2^53 units of 10^-8, at a tick of one and at the finest tick, through both parsers and the book. */

import {array, assert, bigInt, constantFrom, integer, oneof, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {parsePrice, plainPrice, wholeUnits} from '../../source/domain/instrument.js';
import {plainMicroprice, plainMid, touchOf} from '../../source/domain/book/metrics.js';
import {OrderBook} from '../../source/domain/book/order-book.js';
import {originFor} from '../../source/domain/price-origin.js';
import {priceUnits, type Side} from '../../source/domain/units.js';
import {fastParse} from '../../source/venue/binance/fast-parse.js';
import {parseMessage} from '../../source/venue/binance/parse.js';
import {instrumentWith} from '../helpers/instruments.js';

const rupiah = instrumentWith({tickSize: '1.00', unitDecimals: 8});
const levels = (from: number, step: number): string =>
	JSON.stringify(Array.from({length: 40}, (_, index) => [`${from + index * step}.00000000`, '0.50000000']));
const text = `{"e":"depthUpdate","E":1723161600100,"s":"${rupiah.symbol}","U":1,"u":9,"b":${levels(1_700_000_000, -1)},"a":${levels(1_700_000_003, 2)}}`;

test('a coin at 1.7 thousand million with a tick of one: both parsers read the same levels, and the book holds and orders them', () => {
	const slow = parseMessage(text, rupiah);
	if (slow.kind !== 'diff') throw new Error(`not a diff: ${JSON.stringify(slow)}`);
	const quick = fastParse(Buffer.from(text), rupiah);
	if (quick?.kind !== 'diff') throw new Error('the fast parser refuses it');
	expect([...quick.bids]).toEqual([...slow.bids]);
	expect([...quick.asks]).toEqual([...slow.asks]);

	const book = new OrderBook();
	book.apply(slow);
	expect(book.top('bid', 40).map(({priceUnits: price}) => plainPrice(rupiah, price))).toEqual(
		Array.from({length: 40}, (_, index) => String(1_700_000_000 - index)),
	);
	expect(book.top('ask', 3).map(({priceUnits: price}) => plainPrice(rupiah, price))).toEqual(['1700000003', '1700000005', '1700000007']);
	expect(book.qtyAt('bid', parsePrice(rupiah, '1699999990')!)).toBe(50_000_000);
	expect(book.qtyAt('bid', priceUnits(1_699_999_990.5 * 1e8))).toBe(0);
	const touch = touchOf(book)!;
	expect([plainMid(rupiah, touch), plainMicroprice(rupiah, touch)]).toEqual(['1700000001.5', '1700000001.5']);
});

const BILLION = 10n ** 17n;
const fine = instrumentWith({tickSize: '0.00000001'});
const wire = (units: bigint): string => `${units / 100_000_000n}.${String(units % 100_000_000n).padStart(8, '0')}`;

test('a coin near ten to the ninth in steps of 10^-8: the book is one of bigints, whichever parser has read it', () => {
	const market = oneof(bigInt({min: BILLION - 10n ** 16n, max: BILLION + 10n ** 16n}), bigInt({min: 2n ** 52n, max: 10n ** 20n}));
	const away = oneof(integer({min: 1, max: 40}).map(BigInt), bigInt({min: 1n, max: 10n ** 12n}), bigInt({min: 1n, max: 2n ** 53n}));
	const level = tuple(constantFrom<Side>('bid', 'ask'), away, integer({min: 0, max: 3}));
	assert(
		property(market, array(array(level, {maxLength: 12}), {minLength: 1, maxLength: 12}), (mid, diffs) => {
			const instrument = {...fine, originUnits: originFor(fine.tickUnits, mid)};
			const [quick, slow] = [new OrderBook(), new OrderBook()];
			const model = {bid: new Map<bigint, number>(), ask: new Map<bigint, number>()};
			for (const [index, changes] of diffs.entries()) {
				const placed = changes
					.map(([side, distance, lots]) => [side, side === 'bid' ? mid - distance : mid + distance, lots] as const)
					.filter(([, units]) => units > 0n);
				for (const [side, units, lots] of placed) {
					if (lots === 0) model[side].delete(units);
					else model[side].set(units, lots);
				}

				const pairs = (of: Side) =>
					JSON.stringify(placed.filter(([side]) => side === of).map(([, units, lots]) => [wire(units), wire(BigInt(lots))]));
				const message = `{"e":"depthUpdate","E":1723161600100,"s":"BTCUSDT","U":${index + 1},"u":${index + 1},"b":${pairs('bid')},"a":${pairs('ask')}}`;
				const general = parseMessage(message, instrument);
				if (general.kind !== 'diff') throw new Error(`not a diff: ${JSON.stringify(general)}`);
				// The fast path leaves prices out of its range to the general parser.
				const fast = fastParse(Buffer.from(message), instrument) ?? general;
				if (fast.kind !== 'diff') throw new Error('the fast parser reads something else');
				expect(fast === general).toBe(general.remote !== undefined);
				quick.apply(fast);
				slow.apply(general);
			}

			for (const side of ['bid', 'ask'] as const) {
				const truth = [...model[side]].toSorted(([a], [b]) => (a > b === (side === 'bid') ? -1 : 1));
				for (const book of [quick, slow]) {
					const near = book
						.top(side, 1000)
						.map(({priceUnits: price, qtyLots}) => [BigInt(wholeUnits(instrument, price)), qtyLots] as const);
					const remote = book.remote(side).map(({units, qtyLots}) => [units, qtyLots] as const);
					expect([...near, ...remote].toSorted(([a], [b]) => (a > b === (side === 'bid') ? -1 : 1))).toEqual(truth);
					for (const [units, lots] of truth.slice(0, 20)) {
						const price = parsePrice(instrument, wire(units));
						if (price !== undefined) expect(book.qtyAt(side, price)).toBe(lots);
					}
				}
			}
		}),
	);
});
