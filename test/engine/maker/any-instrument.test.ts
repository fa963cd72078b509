/** With default settings the market maker works on any instrument, whatever its tick, step, price and fee. */

import {assert, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {isBelowMinimum, notionalAtHalfUnits, priceMoney, type Instrument} from '../../../source/domain/instrument.js';
import {basisPointsOf, lossyMoney} from '../../../source/domain/money.js';
import {priceUnits, qtyLots} from '../../../source/domain/units.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import {breakEven} from '../../../source/engine/maker/measures/break-even.js';
import {chooseLimits, chooseParameters} from '../../../source/engine/maker/settings/maker-parameters.js';
import {tickMoney} from '../../../source/engine/maker/settings/price-money.js';
import {quoteFor} from '../../../source/engine/maker/pricing/quote-prices.js';
import {collarAround} from '../../../source/engine/maker/pricing/price-collar.js';
import {bitcoin, instrumentWith, shiba} from '../../helpers/instruments.js';
import {markouts} from '../../helpers/maker-views.js';

const NO_MARKOUTS = {...markouts(), horizons: []};

type Market = {readonly instrument: Instrument; readonly bid: number; readonly spreadTicks: number; readonly fee: bigint};

/** Steps and minimum sizes of every magnitude, prices from one to ten million ticks. */
const anyMarket = record({
	tickSize: constantFrom('0.00000001', '0.0000001', '0.00005', '0.001', '0.01', '0.05', '0.1', '1', '10'),
	stepSize: constantFrom('0.00000001', '0.00001', '0.001', '0.1', '1', '10'),
	minQty: constantFrom('0', '0.00000001', '0.001', '0.5', '1', '100'),
	minNotional: constantFrom('0', '0.0001', '1', '5', '10'),
	bidTicks: constantFrom(1, 2, 3, 7, 12, 40, 130, 999, 6_723_415, 9_999_999).chain((most) =>
		integer({min: Math.max(1, Math.floor(most / 2)), max: most}),
	),
	spreadTicks: constantFrom(1, 1, 1, 2, 3, 10),
	fee: constantFrom(100_000n, 75_000n, 0n, -5000n, -10_000n, 400_000n, 20_000n),
})
	.map(({tickSize, stepSize, minQty, minNotional, bidTicks, spreadTicks, fee}): Market => {
		const instrument = instrumentWith({tickSize, stepSize, minQty, minNotional});
		return {instrument, bid: bidTicks * instrument.tickUnits, spreadTicks, fee};
	})
	.filter(isCountable);

/** Excludes minimum notionals above 10^10 steps, which only a worthless coin with a step of one would need. */
function isCountable({instrument, bid}: Market): boolean {
	const steps =
		(lossyMoney(instrument.minNotional) / lossyMoney(priceMoney(instrument, 2 * bid)) / instrument.stepLots) * 10 ** instrument.qtyDecimals;
	return steps < 1e10;
}

const touchOf = ({instrument, bid, spreadTicks}: Market) => ({
	bid: {priceUnits: priceUnits(bid), qtyLots: qtyLots(1000)},
	ask: {priceUnits: priceUnits(bid + spreadTicks * instrument.tickUnits), qtyLots: qtyLots(1000)},
});

const quoted = (market: Market, share = 0, change: Partial<MakerSettings> = {}) => {
	const {instrument, fee} = market;
	const settings: MakerSettings = {inventory: '0', makerFeeRate: fee, ...change};
	const touch = touchOf(market);
	const mid = touch.bid.priceUnits + touch.ask.priceUnits;
	const parameters = chooseParameters(instrument, settings, mid);
	const limits = chooseLimits(instrument, settings, parameters, mid);
	const held = BigInt(Math.round(Number(parameters.maxInventoryLots) * share));
	const rules = {...limits, reduceOnly: false, blocked: {}, referenceHalfUnits: mid, widening: 1};
	return {parameters, limits, mid, touch, quoting: quoteFor(instrument, parameters, held, touch, {rules})};
};

/** Sides that are off for any reason but a price below the venue's smallest. */
const sides = (market: Market, share?: number) => {
	const {quoting} = quoted(market, share);
	return [
		{side: 'bid' as const, quote: quoting.bid, off: quoting.bidOff},
		{side: 'ask' as const, quote: quoting.ask, off: quoting.askOff},
	];
};

describe('the quotes of a flat desk', () => {
	test('are two, on the grid, not crossing, within the collar, of a size that the venue takes', () => {
		assert(
			property(anyMarket, (market) => {
				const {instrument} = market;
				const {quoting, limits, mid, touch, parameters} = quoted(market);
				const tick = instrument.tickUnits;
				const collar = collarAround(mid, limits.collarBp, {originUnits: 0n, tickUnits: tick});
				for (const {side, quote, off} of sides(market)) {
					if (quote === undefined) {
						expect([side, off]).toEqual(['bid', 'price-not-positive']);
						continue;
					}

					expect(Number.isInteger(quote.priceUnits / tick)).toBe(true);
					expect(quote.priceUnits).toBeGreaterThanOrEqual(Math.max(collar.lowestUnits, tick));
					expect(quote.priceUnits).toBeLessThanOrEqual(collar.highestUnits);
					expect(BigInt(quote.qtyLots) % BigInt(instrument.stepLots)).toBe(0n);
					expect(isBelowMinimum(instrument, quote.priceUnits, quote.qtyLots)).toBe(false);
					expect(quote.qtyLots).toBe(parameters.orderLots);
				}

				if (quoting.bid !== undefined) expect(quoting.bid.priceUnits).toBeLessThan(touch.ask.priceUnits);
				if (quoting.ask !== undefined) expect(quoting.ask.priceUnits).toBeGreaterThan(touch.bid.priceUnits);
			}),
			{numRuns: 1000},
		);
	});

	test('pay their fee: they never lose by construction', () => {
		assert(
			property(anyMarket, (market) => {
				const {quoting, parameters, mid} = quoted(market);
				const {verdict, halfSpreadBp, feeBp} = breakEven({
					instrument: market.instrument,
					parameters,
					quoting,
					markouts: NO_MARKOUTS,
					markHalfUnits: mid,
				});
				// If the bid's price would be zero there is no bid; the ask must still exceed the fee.
				if (quoting.bid === undefined || quoting.ask === undefined) return;
				expect(verdict).not.toBe('loses-by-construction');
				expect(halfSpreadBp).toBeGreaterThan(feeBp);
			}),
			{numRuns: 1000},
		);
	});

	test('stand at the touch, or a tick off it, where a tick is more than twice what they want to earn', () => {
		assert(
			property(
				anyMarket.filter((market) => market.spreadTicks <= 2 && wantedOf(market) * 2 <= lossyMoney(tickMoney(market.instrument))),
				(market) => {
					const {quoting, touch} = quoted(market);
					const tick = market.instrument.tickUnits;
					const off = [
						quoting.bid === undefined ? 0 : touch.bid.priceUnits - quoting.bid.priceUnits,
						quoting.ask === undefined ? 0 : quoting.ask.priceUnits - touch.ask.priceUnits,
					];
					for (const distance of off) expect([0, tick]).toContain(distance);
					if (market.spreadTicks === 1) expect(off).toEqual([0, 0]);
				},
			),
			{numRuns: 500},
		);
	});
});

/** The fee plus a basis point, at least half a tick, in quote currency. */
const wantedOf = ({instrument, bid, spreadTicks, fee}: Market): number =>
	lossyMoney(priceMoney(instrument, 2 * bid + spreadTicks * instrument.tickUnits)) * Math.max(Number(fee) / 1e8 + 1e-4, 0.5e-4);

test('with a large inventory the side that adds gives way, the side that reduces stays, and nothing crosses or leaves the collar', () => {
	assert(
		property(anyMarket, constantFrom(-1, -0.6, 0.6, 1), (market, share) => {
			const flat = quoted(market);
			const held = quoted(market, share);
			const [adds, reduces] = share > 0 ? (['bid', 'ask'] as const) : (['ask', 'bid'] as const);
			const sign = share > 0 ? -1 : 1;
			if (Math.abs(share) === 1) {
				expect([held.quoting[adds], share > 0 ? held.quoting.bidOff : held.quoting.askOff]).toEqual([
					undefined,
					held.quoting[adds === 'bid' ? 'bidOff' : 'askOff'],
				]);
			} else if (held.quoting[adds] !== undefined) {
				expect(sign * (held.quoting[adds].priceUnits - (flat.quoting[adds]?.priceUnits ?? 0))).toBeGreaterThanOrEqual(0);
			}
			const reducing = held.quoting[reduces];
			const before = flat.quoting[reduces];
			if (reducing !== undefined && before !== undefined) {
				expect(sign * (reducing.priceUnits - before.priceUnits)).toBeGreaterThanOrEqual(0);
			}
			if (before !== undefined) expect(reducing).toBeDefined();
		}),
		{numRuns: 500},
	);
});

describe('a coin at 0.00000012 in ticks of 0.00000001', () => {
	const coin: Market = {instrument: shiba, bid: 12, spreadTicks: 1, fee: 100_000n};

	test('is quoted at the touch; a long inventory steps back from buying by a tick', () => {
		expect(sides(coin).map(({quote}) => quote?.priceUnits)).toEqual([12, 13]);
		expect(sides(coin, 0.4).map(({quote}) => quote?.priceUnits)).toEqual([12, 13]);
		expect(sides(coin, 0.8).map(({quote}) => quote?.priceUnits)).toEqual([11, 13]);
		expect(sides(coin, -0.8).map(({quote}) => quote?.priceUnits)).toEqual([12, 14]);
	});

	test('a tick against a full inventory neither kills nor pulls, four of them do', () => {
		const {limits, parameters} = quoted(coin);
		const lost = (ticks: number) => notionalAtHalfUnits(shiba, 2 * ticks, BigInt(parameters.maxInventoryLots));
		expect([limits.maxLossRate, limits.maxLoss, limits.maxDrawdown]).toEqual([lost(2), lost(4), lost(4)]);
		expect(limits.maxVolatilityBp).toBeGreaterThan(1500);
	});
});

test('on a fine grid the limits stay as they were', () => {
	const {limits, parameters, mid} = quoted({instrument: bitcoin, bid: 6_723_415, spreadTicks: 1, fee: 100_000n});
	const full = notionalAtHalfUnits(bitcoin, mid, BigInt(parameters.maxInventoryLots));
	expect([limits.collarBp, limits.maxVolatilityBp]).toEqual([200, 50]);
	expect([limits.maxLoss, limits.maxLossRate]).toEqual([full / 10n, full / 50n]);
});

test('a half-spread of two percents gets a collar of four', () => {
	const wide = quoted({instrument: bitcoin, bid: 6_723_415, spreadTicks: 1, fee: 2_000_000n});
	expect(wide.limits.collarBp).toBeCloseTo(2 * (basisPointsOf(wide.parameters.halfSpread, priceMoney(bitcoin, wide.mid)) ?? 0), 6);
	expect(wide.quoting.bid).toBeDefined();
});

test('a coin at 1.7 thousand million with a tick of one is quoted like any other, on its ticks', () => {
	const instrument = instrumentWith({tickSize: '1', unitDecimals: 8});
	const market: Market = {instrument, bid: 1_700_000_000 * instrument.tickUnits, spreadTicks: 3, fee: 100_000n};
	const {quoting, touch} = quoted(market);
	expect([quoting.bidOff, quoting.askOff]).toEqual([undefined, undefined]);
	for (const quote of [quoting.bid!, quoting.ask!]) expect(quote.priceUnits % instrument.tickUnits).toBe(0);
	expect(quoting.bid!.priceUnits).toBeLessThan(touch.ask.priceUnits);
	expect(quoting.ask!.priceUnits).toBeGreaterThan(touch.bid.priceUnits);
});
