import {assert, bigInt, constantFrom, integer, property, tuple} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {applyExecution, averagePrice, identityError, openPosition, unrealisedAt} from '../../source/domain/accounting/position.js';
import {applyFifo, fifoCost, openFifo} from '../../source/domain/accounting/fifo.js';
import {createContract, lotsOfNotional, sameContract, spotContract, worthAtPrice} from '../../source/domain/contract.js';
import {averageCost, reachOf} from '../../source/domain/book/reach.js';
import {
	createInstrument,
	gainAtHalfUnits,
	notional,
	parsePrice,
	sameUnits,
	worth,
	type Instrument,
	type InstrumentText,
} from '../../source/domain/instrument.js';
import {formatMoney, negateMoney, ZERO_MONEY, type Money} from '../../source/domain/money.js';
import {ownLots} from '../../source/domain/own-lots.js';
import {qtyLots, type PriceUnits} from '../../source/domain/units.js';
import {moneyOf} from '../helpers/instruments.js';

const text: InstrumentText = {
	symbol: 'BTCUSD_PERP',
	baseAsset: 'BTC',
	quoteAsset: 'USD',
	venueStatus: 'TRADING',
	trading: 'trading',
	tickSize: '0.1',
	stepSize: '1',
	minQty: '1',
	minNotional: '0',
	qtyDecimals: 0,
};

/** An inverse contract of 100 USD, settled in BTC. */
const inverse = createInstrument({...text, contract: {kind: 'inverse', multiplier: '100', settlementAsset: 'BTC'}});
/** A linear contract of 0.01 BTC, settled in USDT. */
const multiplied = createInstrument({...text, contract: {kind: 'linear', multiplier: '0.01', settlementAsset: 'USDT'}});

const at = (instrument: Instrument, price: string): PriceUnits => {
	const units = parsePrice(instrument, price);
	if (units === undefined) throw new RangeError(price);
	return units;
};

test('what is bought and sold for itself is a linear contract of one, settled in the quote asset', () => {
	const spot = createInstrument(text);
	expect(spot.contract).toEqual(spotContract('USD'));
	expect(formatMoney(notional(spot, at(spot, '20000.5'), 3n))).toBe('60001.5');
});

test.each(['0', '-1', '1e3', '', 'x'])('"%s" is no multiplier', (multiplier) => {
	expect(() => createContract({kind: 'linear', multiplier, settlementAsset: 'X'})).toThrow(RangeError);
});

test('a multiplier with more digits than money can carry is refused', () => {
	const contract = {kind: 'linear', multiplier: `0.${'0'.repeat(30)}1`, settlementAsset: 'X'} as const;
	expect(() => createInstrument({...text, contract})).toThrow('too many digits');
});

test('the same price and quantity mean something else under another contract', () => {
	expect(sameContract(inverse.contract, createContract({kind: 'inverse', multiplier: '100.0', settlementAsset: 'BTC'}))).toBe(true);
	expect([sameUnits(inverse, inverse), sameUnits(inverse, multiplied)]).toEqual([true, false]);
});

describe('a linear contract with a multiplier', () => {
	test.each([
		['20000', 1n, '200'],
		['20000.1', 7n, '1400.007'],
		['20000.1', -7n, '-1400.007'],
	])('%s × %i contracts of 0.01 is %s', (price, lots, value) => {
		expect(formatMoney(notional(multiplied, at(multiplied, price), lots))).toBe(value);
		expect(formatMoney(worth(multiplied, at(multiplied, price), lots))).toBe(value);
	});

	test('is as exact as spot: gain, average, cost of a walk', () => {
		const [low, high] = [at(multiplied, '20000'), at(multiplied, '20000.1')];
		expect(formatMoney(gainAtHalfUnits(multiplied, 2 * low, 2 * high, 7n))).toBe('0.007');
		const reach = reachOf(multiplied, [
			{priceUnits: low, qtyLots: qtyLots(3)},
			{priceUnits: high, qtyLots: qtyLots(1)},
		]);
		expect([formatMoney(reach.cost), averageCost(multiplied, reach)]).toEqual(['800.001', moneyOf('20000.025')]);
		expect(worthAtPrice(multiplied, moneyOf('20000.025'), 4n)).toBe(moneyOf('800.001'));
	});
});

describe('an inverse contract', () => {
	test.each([
		['20000', 1n, '0.005'],
		['25000', 10n, '0.04'],
		['50000', -3n, '-0.006'],
		// 100 ÷ 30 000, half to even at the last of 26 digits.
		['30000', 1n, '0.00333333333333333333333333'],
		['30000', 2n, '0.00666666666666666666666667'],
	])('at %s, %i contracts of 100 are %s of the base asset', (price, lots, value) => {
		expect(formatMoney(notional(inverse, at(inverse, price), lots))).toBe(value);
		expect(worth(inverse, at(inverse, price), lots)).toBe(negateMoney(notional(inverse, at(inverse, price), lots)));
	});

	/** quantity × multiplier × (1/entry − 1/exit), the venues' formula. */
	test.each([
		['long, up', 10n, '20000', '25000', '0.01'],
		['long, down', 10n, '25000', '20000', '-0.01'],
		['short, up', -10n, '20000', '25000', '-0.01'],
		['short, down', -10n, '25000', '20000', '0.01'],
	])('%s: %i contracts from %s to %s gain %s', (_name, lots, from, to, gain) => {
		const [entry, exit] = [at(inverse, from), at(inverse, to)];
		expect(formatMoney(gainAtHalfUnits(inverse, 2 * entry, 2 * exit, lots))).toBe(gain);
		const start = openPosition(0n, ZERO_MONEY);
		const trade = (side: 'buy' | 'sell', priceUnits: PriceUnits, fee: Money) => ({
			side,
			priceUnits,
			qtyLots: ownLots(lots < 0n ? -lots : lots),
			fee,
		});
		const [first, second] = lots > 0n ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
		const open = applyExecution(inverse, start, trade(first, entry, moneyOf('0.00001')));
		expect(formatMoney(unrealisedAt(inverse, open, 2 * exit))).toBe(gain);
		expect(averagePrice(inverse, open)).toBe(moneyOf(from));
		const closed = applyExecution(inverse, open, trade(second, exit, moneyOf('0.00001')));
		expect([formatMoney(closed.realised), formatMoney(closed.fees), closed.openCost]).toEqual([gain, '0.00002', 0n]);
	});

	test('the average of two buys is the price that their value divides by, not the mean of prices', () => {
		const one = (price: string) => ({side: 'buy', priceUnits: at(inverse, price), qtyLots: ownLots(100), fee: ZERO_MONEY}) as const;
		const both = applyExecution(inverse, applyExecution(inverse, openPosition(0n, ZERO_MONEY), one('20000')), one('30000'));
		// 200 contracts of 100 for 0.5 + 0.3333… of the base asset: average 24 000.
		expect(averagePrice(inverse, both)).toBe(moneyOf('24000'));
		const reach = reachOf(inverse, [
			{priceUnits: at(inverse, '20000'), qtyLots: qtyLots(100)},
			{priceUnits: at(inverse, '25000'), qtyLots: qtyLots(100)},
		]);
		expect(formatMoney(reach.cost)).toBe('0.9');
		expect(formatMoney(averageCost(inverse, reach) ?? ZERO_MONEY).slice(0, 14)).toBe('22222.22222222');
	});
});

test.each([
	[multiplied, '20000', '1000', 5n],
	[multiplied, '20000', '999', 4n],
	[inverse, '20000', '0.05', 10n],
	[inverse, '20000', '0.0499', 9n],
])('so many lots have a notional, rounded down', (instrument, price, value, lots) => {
	expect(lotsOfNotional(instrument, moneyOf(price), moneyOf(value))).toBe(lots);
});

test('whatever is traded, the identity holds and first-in-first-out agrees, however each part is rounded', () => {
	const execution = tuple(constantFrom('buy', 'sell'), integer({min: 1, max: 999_999}), bigInt({min: 1n, max: 99n}));
	assert(
		property(constantFrom(inverse, multiplied), tuple(execution, execution, execution, execution, execution), (instrument, executions) => {
			let position = openPosition(0n, ZERO_MONEY);
			let fifo = openFifo(0n, ZERO_MONEY);
			for (const [side, price, lots] of executions) {
				const priceUnits = at(instrument, `${price}.3`);
				const one = {side, priceUnits, qtyLots: ownLots(lots), fee: ZERO_MONEY} as const;
				position = applyExecution(instrument, position, one);
				fifo = applyFifo(instrument, fifo, one);
				expect(identityError(instrument, position, 2 * priceUnits)).toBe(0n);
				expect(fifo.realised - fifoCost(fifo)).toBe(position.realised - position.openCost);
			}
		}),
	);
});
