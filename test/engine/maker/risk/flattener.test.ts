import {describe, expect, test} from 'vitest';
import {touchOf, type Touch} from '../../../../source/domain/book/metrics.js';
import {monotonicMs} from '../../../../source/domain/units.js';
import {Flattener, type FlattenInputs} from '../../../../source/engine/maker/risk/flattener.js';
import {DEFAULT_RISK_LIMITS, type RiskLimits} from '../../../../source/engine/maker/settings/risk-limits.js';
import {bookOf} from '../../../helpers/diffs.js';
import {bitcoin, instrumentWith, moneyOf, plain} from '../../../helpers/instruments.js';

const COIN = 100_000_000n;
const touch = touchOf(bookOf({bids: [[10_000_00, 1]], asks: [[10_001_00, 1]]})) as Touch;

const inputs = (change: Partial<FlattenInputs> = {}): FlattenInputs => ({
	instrument: bitcoin,
	inventoryLots: COIN / 2n,
	touch,
	limits: DEFAULT_RISK_LIMITS,
	referenceHalfUnits: undefined,
	ordersOpen: false,
	ordersUnknown: false,
	mayOrder: true,
	takerBaseRebate: 0n,
	now: monotonicMs(0),
	...change,
});

const started = (): Flattener => {
	const flattener = new Flattener();
	flattener.start(monotonicMs(0));
	return flattener;
};

const limits = (change: Partial<RiskLimits>): RiskLimits => ({...DEFAULT_RISK_LIMITS, ...change});

test('what was not asked for does nothing', () => {
	expect(new Flattener().step(inputs())).toEqual({kind: 'wait'});
});

test('it waits for every own order to be gone, and for the order rate', () => {
	const flattener = started();
	expect(flattener.step(inputs({ordersOpen: true}))).toEqual({kind: 'wait'});
	expect(flattener.step(inputs({mayOrder: false}))).toEqual({kind: 'wait'});
	expect(flattener.step(inputs()).kind).toBe('send');
});

test('it waits for what is not known of an own order, even where none is said to be open, and no longer than 15 s', () => {
	const flattener = started();
	expect(flattener.step(inputs({ordersUnknown: true}))).toEqual({kind: 'wait'});
	expect(flattener.step(inputs({ordersUnknown: true, now: monotonicMs(15_000)}))).toEqual({kind: 'wait'});
	expect(flattener.step(inputs({ordersUnknown: true, ordersOpen: true, now: monotonicMs(15_001)}))).toEqual({
		kind: 'over',
		left: true,
		text: 'flatten gave up: what became of an own order is not known; 0.5 BTC is left',
	});
	expect(flattener.isActive).toBe(false);
});

test.each<[what: string, change: Partial<FlattenInputs>, order: object]>([
	['what is long is sold down to 50 bp below the best bid', {}, {side: 'ask', priceUnits: 995_000, qtyLots: 50_000_000}],
	[
		'what is short is bought up to 50 bp above the best ask',
		{inventoryLots: -COIN},
		{side: 'bid', priceUnits: 1_005_100 + 0, qtyLots: 100_000_000},
	],
	['the slippage is the operator’s', {limits: limits({maxSlippageBp: 1})}, {side: 'ask', priceUnits: 999_900}],
	['no further than the price collar', {limits: limits({collarBp: 10}), referenceHalfUnits: 2_000_000}, {side: 'ask', priceUnits: 999_000}],
	['no more than an order may have', {limits: limits({maxOrderLots: 20_000_000})}, {qtyLots: 20_000_000}],
	['nor worth more', {limits: limits({maxOrderNotional: moneyOf('1000')})}, {qtyLots: 10_000_000}],
	['no more than the venue takes of an order', {instrument: instrumentWith({maxQty: '0.3'})}, {qtyLots: 30_000_000}],
	['nor of one that takes at once', {instrument: instrumentWith({maxQty: '0.3', maxTakerQty: '0.2'})}, {qtyLots: 20_000_000}],
	['nor worth more than the venue takes', {instrument: instrumentWith({maxNotional: '1000'})}, {qtyLots: 10_000_000}],
	['in whole steps', {inventoryLots: 12_345_678n}, {qtyLots: 12_345_000}],
])('%s', (_what, change, order) => {
	const step = started().step(inputs(change));
	expect(step).toMatchObject({kind: 'send', order});
});

describe('it reports its end', () => {
	test('when nothing is held', () => {
		const flattener = started();
		expect(flattener.step(inputs({inventoryLots: 0n}))).toEqual({kind: 'over', left: false, text: 'flat; quotes stay off'});
		expect(flattener.isActive).toBe(false);
	});

	test('when what is held is less than the venue takes', () => {
		expect(started().step(inputs({inventoryLots: 100n}))).toMatchObject({
			kind: 'over',
			left: true,
			text: 'flatten stopped: it is less than the venue takes as one order; 0.000001 BTC is left',
		});
	});

	test('when the best price is outside the collar', () => {
		expect(started().step(inputs({limits: limits({collarBp: 10}), referenceHalfUnits: 2_100_000}))).toMatchObject({
			kind: 'over',
			text: expect.stringContaining('outside the price collar'),
		});
	});

	test('when the limits leave orders that the venue does not take', () => {
		expect(started().step(inputs({limits: limits({maxOrderLots: 1000})}))).toMatchObject({
			kind: 'over',
			left: true,
			text: 'flatten stopped: the largest order that the limits allow is less than the venue takes; 0.5 BTC is left',
		});
	});

	test('after fifteen seconds in which nothing was offered, whatever the number of orders', () => {
		const flattener = started();
		const at = (ms: number, change: Partial<FlattenInputs> = {}) => flattener.step(inputs({now: monotonicMs(ms), ...change}));
		for (let ms = 0; ms <= 15_000; ms += 300) expect(at(ms).kind).toBe('send');
		expect(at(15_001)).toEqual({
			kind: 'over',
			left: true,
			text: 'flatten gave up: nothing more is offered within 50 bp of the best price, after 51 orders; 0.5 BTC is left',
		});
	});
});

test('of one order it reports the rest, and a new start counts anew', () => {
	const flattener = started();
	const at = (ms: number) => flattener.step(inputs({now: monotonicMs(ms)}));
	at(0);
	expect(at(15_001)).toMatchObject({kind: 'over', text: expect.stringContaining('after 1 order;')});
	flattener.start(monotonicMs(20_000));
	at(20_000);
	expect(at(35_001)).toMatchObject({kind: 'over', text: expect.stringContaining('after 1 order;')});
});

test('one lot is sold, one lot short is bought back', () => {
	expect(started().step(inputs({instrument: plain, inventoryLots: 1n}))).toMatchObject({order: {side: 'ask', qtyLots: 1}});
	expect(started().step(inputs({instrument: plain, inventoryLots: -1n}))).toMatchObject({order: {side: 'bid', qtyLots: 1}});
});

test('no slippage at all still takes the best price', () => {
	expect(started().step(inputs({limits: limits({maxSlippageBp: 0})}))).toMatchObject({
		order: {side: 'ask', priceUnits: touch.bid.priceUnits},
	});
	expect(started().step(inputs({limits: limits({maxSlippageBp: 0}), inventoryLots: -COIN}))).toMatchObject({
		order: {side: 'bid', priceUnits: touch.ask.priceUnits},
	});
});

test('the collar is nearer than the slippage on either side', () => {
	const near = {limits: limits({collarBp: 20}), referenceHalfUnits: touch.bid.priceUnits + touch.ask.priceUnits};
	const priceOf = (inventoryLots: bigint): number => {
		const step = started().step(inputs({...near, inventoryLots}));
		return step.kind === 'send' ? step.order.priceUnits : 0;
	};
	const mid = near.referenceHalfUnits / 2;
	expect(priceOf(COIN) / mid).toBeCloseTo(0.998, 5);
	expect(priceOf(-COIN) / mid).toBeCloseTo(1.002, 5);
});

test('of several limits of one order the least counts, whichever it is', () => {
	expect(started().step(inputs({limits: limits({maxOrderLots: 20_000_000, maxOrderNotional: moneyOf('1000000')})}))).toMatchObject({
		order: {qtyLots: 20_000_000},
	});
	expect(started().step(inputs({limits: limits({maxOrderLots: 90_000_000, maxOrderNotional: moneyOf('1000000')})}))).toMatchObject({
		order: {qtyLots: 50_000_000},
	});
});

test('it goes on while something is left and offered', () => {
	const flattener = started();
	for (let order = 0; order < 500; order += 1) {
		const held = COIN - BigInt(order) * 100_000n;
		expect(flattener.step(inputs({inventoryLots: held, now: monotonicMs(order * 14_000)}))).toMatchObject({kind: 'send'});
	}

	expect(flattener.step(inputs({inventoryLots: 0n, now: monotonicMs(7_000_000)}))).toMatchObject({kind: 'over', left: false});
});

test('a rebate in the base asset comes on top of what is bought back: the position is closed, not turned', () => {
	const step = started().step(inputs({inventoryLots: -COIN, takerBaseRebate: 10_000n}));
	expect(step).toMatchObject({kind: 'send', order: {side: 'bid', qtyLots: 99_980_000}});
});
