/** A coin at 1.7 thousand million with a tick of one: prices beyond 2^53 units of 10^-8, through parsers, book and lines. */

import {expect, test} from 'vitest';
import {parsePrice} from '../../source/domain/instrument.js';
import {plainMicroprice, plainMid, touchOf} from '../../source/domain/metrics.js';
import {OrderBook} from '../../source/domain/order-book.js';
import {plainPrice} from '../../source/domain/instrument.js';
import {priceUnits} from '../../source/domain/units.js';
import {fastParse} from '../../source/venue/binance/fast-parse.js';
import {parseMessage} from '../../source/venue/binance/parse.js';
import {instrumentWith} from '../helpers/instruments.js';

const rupiah = instrumentWith({tickSize: '1.00', unitDecimals: 8});
const levels = (from: number, step: number): string =>
	JSON.stringify(Array.from({length: 40}, (_, index) => [`${from + index * step}.00000000`, '0.50000000']));
const text = `{"e":"depthUpdate","E":1723161600100,"s":"${rupiah.symbol}","U":1,"u":9,"b":${levels(1_700_000_000, -1)},"a":${levels(1_700_000_003, 2)}}`;

test('both parsers read the same levels, and the book holds and orders them', () => {
	const slow = parseMessage(text, rupiah);
	if (slow.kind !== 'diff') throw new Error(`not a diff: ${JSON.stringify(slow)}`);
	const quick = fastParse(Buffer.from(text), rupiah);
	if (quick?.kind !== 'diff') throw new Error('the fast parser refuses it');
	expect([...quick.bids]).toEqual([...slow.bids]);
	expect([...quick.asks]).toEqual([...slow.asks]);

	const book = new OrderBook();
	book.apply(slow);
	expect(book.top('bid', 40).map(({priceUnits: price}) => plainPrice(rupiah, price))).toEqual(Array.from({length: 40}, (_, index) => String(1_700_000_000 - index)));
	expect(book.top('ask', 3).map(({priceUnits: price}) => plainPrice(rupiah, price))).toEqual(['1700000003', '1700000005', '1700000007']);
	expect(book.qtyAt('bid', parsePrice(rupiah, '1699999990')!)).toBe(50_000_000);
	expect(book.qtyAt('bid', priceUnits(1_699_999_990.5 * 1e8))).toBe(0);
	const touch = touchOf(book)!;
	expect([plainMid(rupiah, touch), plainMicroprice(rupiah, touch)]).toEqual(['1700000001.5', '1700000001.5']);
});
