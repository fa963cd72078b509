/**
 * Money does not depend on the origin of price units: the same market counted from another origin gives the same
 * results.
 */

import {assert, bigInt, constantFrom, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {notional, notionalAtHalfUnits, plainPrice, priceMoney, tickBelow, type Instrument} from '../../../source/domain/instrument.js';
import {midHalfUnits, plainMicroprice, plainMid, type Touch} from '../../../source/domain/book/metrics.js';
import {OrderBook} from '../../../source/domain/book/order-book.js';
import {reachOf} from '../../../source/domain/book/reach.js';
import {priceUnits, qtyLots, unixMs} from '../../../source/domain/units.js';
import {fairValue} from '../../../source/engine/maker/pricing/fair-value.js';
import {Attribution} from '../../../source/engine/maker/books/attribution.js';
import {quoteFor} from '../../../source/engine/maker/pricing/quote-prices.js';
import {collarAround} from '../../../source/engine/maker/pricing/price-collar.js';
import {takerLimit} from '../../../source/engine/maker/pricing/taker-limit.js';
import {instrumentWith, moneyOf} from '../../helpers/instruments.js';
import {makerParameters} from '../../helpers/maker.js';
import {orderFill} from '../../helpers/order-reports.js';

const ORIGIN = 10n ** 14n;
const fine = instrumentWith({tickSize: '0.00000005', unitDecimals: 8, minQty: '0', minNotional: '0', stepSize: '0.00000001'});
const shifted: Instrument = {...fine, originUnits: ORIGIN};

/** The same touch, counted from zero and from another origin. */
const touches = (bid: number, spread: number): readonly [Touch, Touch] => {
	const at = (from: number): Touch => ({
		bid: {priceUnits: priceUnits(bid - from), qtyLots: qtyLots(300_000_000)},
		ask: {priceUnits: priceUnits(bid + spread - from), qtyLots: qtyLots(100_000_001)},
	});
	return [at(0), at(Number(ORIGIN))];
};

const market = record({
	bid: integer({min: 2 * 10 ** 14, max: 10 ** 15}),
	spread: integer({min: 1, max: 10 ** 7}),
	lots: bigInt({min: -(10n ** 9n), max: 10n ** 9n}),
	fair: constantFrom<'mid' | 'weighted'>('mid', 'weighted'),
});

test('fair value, quotes, notionals, mid and microprice are the same', () => {
	assert(
		property(market, ({bid, spread, lots, fair}) => {
			const [from, to] = touches(bid, spread);
			const parameters = makerParameters({fairValue: fair, halfSpread: moneyOf('0.123456789'), levels: 3, levelSpacing: moneyOf('0.01')});
			const [a, b] = [quoteFor(fine, parameters, lots, from), quoteFor(shifted, parameters, lots, to)];
			const texts = (instrument: Instrument, quotes: typeof a) =>
				[...quotes.bids, ...quotes.asks].map((quote) => [plainPrice(instrument, quote.priceUnits), quote.qtyLots]);
			expect(texts(shifted, b)).toEqual(texts(fine, a));
			expect([b.fair, b.reservation, b.halfSpread, b.bidOff, b.askOff]).toEqual([a.fair, a.reservation, a.halfSpread, a.bidOff, a.askOff]);
			expect(fairValue(fair, shifted, to)).toEqual(fairValue(fair, fine, from));
			expect(priceMoney(shifted, midHalfUnits(to))).toBe(priceMoney(fine, midHalfUnits(from)));
			expect(notional(shifted, to.ask.priceUnits, lots)).toBe(notional(fine, from.ask.priceUnits, lots));
			expect(notionalAtHalfUnits(shifted, midHalfUnits(to), lots)).toBe(notionalAtHalfUnits(fine, midHalfUnits(from), lots));
			expect([plainMid(shifted, to), plainMicroprice(shifted, to)]).toEqual([plainMid(fine, from), plainMicroprice(fine, from)]);
		}),
	);
});

test('what is a share of the price is a share of all of it: collar, slippage, reach', () => {
	assert(
		property(market, ({bid, spread}) => {
			const [from, to] = touches(bid, spread);
			const [zero, origin] = [collarAround(midHalfUnits(from), 200, fine), collarAround(midHalfUnits(to), 200, shifted)];
			expect(Math.abs(origin.lowestUnits + Number(ORIGIN) - zero.lowestUnits)).toBeLessThanOrEqual(fine.tickUnits);
			expect(Math.abs(origin.highestUnits + Number(ORIGIN) - zero.highestUnits)).toBeLessThanOrEqual(fine.tickUnits);
			const [near, far] = [takerLimit(fine, 'ask', from.bid.priceUnits, 25), takerLimit(shifted, 'ask', to.bid.priceUnits, 25)];
			expect(Math.abs(far + Number(ORIGIN) - near)).toBeLessThanOrEqual(fine.tickUnits);
			const books = [from, to].map(({bid: one, ask}) => OrderBook.of({bids: [one], asks: [ask]}));
			expect(reachOf(shifted, books[1]!.top('ask', 1)).cost).toBe(reachOf(fine, books[0]!.top('ask', 1)).cost);
			expect(plainPrice(shifted, tickBelow(shifted, to.bid.priceUnits))).toBe(plainPrice(fine, tickBelow(fine, from.bid.priceUnits)));
		}),
	);
});

test('adverse selection is of the move, whatever prices are counted from', () => {
	const view = (instrument: Instrument, from: number) => {
		const attribution = new Attribution();
		const fill = orderFill({atMs: unixMs(1000), priceUnits: priceUnits(500_000_000_000_000 - from), qtyLots: 100_000_000});
		const mid = 2 * (500_000_000_000_010 - from);
		attribution.onFill(fill, {cause: 'print', midHalfUnits: mid});
		attribution.book(instrument, fill, mid, 100_000_000n);
		attribution.onMid(unixMs(1500), 2 * (500_000_000_000_007 - from));
		attribution.onMid(unixMs(7000), 2 * (500_000_000_000_001 - from));
		return attribution.view(moneyOf('0'));
	};

	const [zero, origin] = [view(fine, 0), view(shifted, Number(ORIGIN))];
	expect(origin.spreadCaptured).toBe(moneyOf('0.0000001'));
	expect(origin.adverseSelection).toBe(moneyOf('-0.00000003'));
	expect(origin).toEqual(zero);
});
