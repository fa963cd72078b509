import {ZERO_MONEY} from '../../../../source/domain/money.js';
import {describe, expect, test} from 'vitest';
import {touchOf} from '../../../../source/domain/book/metrics.js';
import type {BookView} from '../../../../source/domain/book/order-book.js';
import {priceUnits, unixMs} from '../../../../source/domain/units.js';
import {ExecutionStats} from '../../../../source/engine/maker/measures/execution-stats.js';
import type {MakerParameters} from '../../../../source/engine/maker/settings/parameters.js';
import {quoteFor} from '../../../../source/engine/maker/pricing/quote-prices.js';
import {OrderRouter} from '../../../../source/engine/maker/orders/order-router.js';
import {PaperExchange} from '../../../../source/engine/maker/paper/paper-exchange.js';
import {bookOf, instant, NOON} from '../../../helpers/diffs.js';
import {instrumentWith, moneyOf, plain} from '../../../helpers/instruments.js';
import {makerParameters} from '../../../helpers/maker.js';

const UNIT = 100_000_000;
const bookAt = (mid: number): BookView => bookOf({bids: [[mid - 100, UNIT]], asks: [[mid + 100, UNIT]]});

/** A router with a paper exchange; quotes lie five units around the mid. */
class Desk {
	readonly exchange: PaperExchange;
	readonly router: OrderRouter;
	readonly #parameters: MakerParameters;

	constructor(parameters: Partial<MakerParameters> = {}, latencyMs = 0, cancelLatencyMs = latencyMs) {
		this.#parameters = makerParameters(parameters);
		this.exchange = new PaperExchange({
			settings: {
				rule: {model: 'queue-conservative', power: 1},
				entryLatencyMs: latencyMs,
				cancelLatencyMs,
				jitterMs: 0,
				responseLatencyMs: 0,
				holdBackMs: 0,
				measured: false,
			},
			observer: {onTouch() {}, onFill() {}, onTrade() {}},
			random: () => 0,
			feeOf: () => ({asset: 'USDT', amount: ZERO_MONEY}),
		});
		this.router = new OrderRouter(this.exchange, new ExecutionStats());
	}

	/** @returns the working orders at that time, bids first. */
	at(ms: number, mid: number, inventoryLots = 0n): readonly (readonly [side: string, price: number])[] {
		const book = bookAt(mid);
		const touch = touchOf(book);
		if (touch === undefined) throw new Error('one-sided');
		this.exchange.advance(unixMs(NOON + ms));
		this.exchange.see(book);
		const quoting = quoteFor(plain, this.#parameters, inventoryLots, touch);
		this.router.route({
			instrument: plain,
			parameters: this.#parameters,
			quoting,
			inventoryLots,
			rules: {reduceOnly: false},
			at: instant(ms),
			now: unixMs(NOON + ms),
		});
		return this.standing(ms);
	}

	standing(ms: number): readonly (readonly [side: string, price: number])[] {
		const orders = this.exchange.working(unixMs(NOON + ms)).filter(({phase}) => phase !== 'leaving');
		return orders.map(({side, priceUnits: price}) => [side, Number(price)] as const).toSorted((a, b) => a[1] - b[1]);
	}
}

const quotes = (bid: number, ask: number) => [
	['bid', bid],
	['ask', ask],
];

describe('anti-flicker', () => {
	test.each([
		['the bid', 1, 'bid'],
		['the ask', -1, 'ask'],
	] as const)('%s takes its first step closer at once, the next one a second later, away whenever it wants', (_side, step, closer) => {
		const desk = new Desk();
		expect(desk.router.isWaiting).toBe(false);
		expect(desk.at(0, 10_000)).toEqual(quotes(9995, 10_005));
		expect(desk.at(100, 10_000 + step)).toEqual(quotes(9995 + step, 10_005 + step));
		expect(desk.router.isWaiting).toBe(false);
		expect(desk.at(900, 10_000 + step)).toEqual(quotes(9995 + step, 10_005 + step));
		const [bid, ask] = desk.at(1099, 10_000 + 2 * step);
		expect([bid?.[1], ask?.[1]]).toEqual(closer === 'bid' ? [9996, 10_007] : [9993, 10_004]);
		expect(desk.router.isWaiting).toBe(true);
		expect(desk.at(1100, 10_000 + 2 * step)).toEqual(quotes(9995 + 2 * step, 10_005 + 2 * step));
		expect(desk.router.isWaiting).toBe(false);
	});
});

describe('hurried, once', () => {
	test('tolerance holds nothing up, and then it does again', () => {
		const desk = new Desk({refreshTolerance: moneyOf('0.02')});
		desk.at(0, 10_000);
		expect(desk.at(1000, 10_001)).toEqual(quotes(9995, 10_005));
		desk.router.hurry();
		expect(desk.at(2000, 10_001)).toEqual(quotes(9996, 10_006));
		expect(desk.at(3000, 10_000)).toEqual(quotes(9996, 10_006));
	});

	test('the order of the present moment moves before its time has come', () => {
		const desk = new Desk();
		desk.at(0, 10_000);
		desk.at(100, 10_001);
		desk.router.hurry();
		expect(desk.at(150, 10_002)).toEqual(quotes(9997, 10_007));
	});
});

test('the side that gives way goes first, so that the other finds room in the same moment', () => {
	const desk = new Desk({halfSpread: moneyOf('0.005')});
	expect(desk.at(0, 10_000)).toEqual(quotes(9999, 10_001));
	expect(desk.at(1000, 10_003)).toEqual(quotes(10_002, 10_004));
	expect(desk.at(2000, 10_000)).toEqual(quotes(9999, 10_001));
	expect(desk.at(3000, 10_010)).toEqual(quotes(10_009, 10_011));
	expect(desk.router.isWaiting).toBe(false);
});

test('tolerance leaves the two sides no nearer than the least spread', () => {
	const desk = new Desk({halfSpread: moneyOf('0.005'), refreshTolerance: moneyOf('0.05')});
	desk.at(0, 10_000);
	// Each order may stay within five units, but not within two of each other.
	expect(desk.at(1000, 10_001)).toEqual(quotes(10_000, 10_002));
});

test('one side alone has all of the tolerance, and beyond it an order goes away at once', () => {
	const desk = new Desk({halfSpread: moneyOf('0.005'), inventorySkew: moneyOf('0'), refreshTolerance: moneyOf('0.02')});
	const short = BigInt(-10 * UNIT);
	expect(desk.at(0, 10_000, short)).toEqual([['bid', 9999]]);
	expect(desk.at(1000, 9998, short)).toEqual([['bid', 9999]]);
	expect(desk.at(2000, 9997, short)).toEqual([['bid', 9996]]);
	const both = new Desk({refreshTolerance: moneyOf('0.02')});
	both.at(0, 10_000);
	expect(both.at(1000, 10_003)).toEqual(quotes(9995, 10_008));
});

test('what the limit leaves no room for is cut in its place, and cancelled where nothing is left', () => {
	const desk = new Desk({inventorySkew: moneyOf('0')});
	desk.at(0, 10_000);
	desk.at(1000, 10_000, BigInt(9.5 * UNIT));
	expect(desk.exchange.working(unixMs(NOON + 1000)).map(({id, side, leavesLots}) => [id, side, leavesLots])).toEqual([
		[1, 'bid', UNIT / 2],
		[2, 'ask', UNIT],
	]);
	expect(desk.at(2000, 10_000, BigInt(10 * UNIT))).toEqual([['ask', 10_005]]);
});

describe('the order rate', () => {
	test('is spent by every order that is sent, cancels are free', () => {
		const desk = new Desk();
		desk.router.setRate(3);
		expect(desk.router.mayOrder(instant(0))).toBe(true);
		desk.at(0, 10_000);
		expect(desk.router.mayOrder(instant(0))).toBe(true);
		desk.router.cancelAll(unixMs(NOON + 100));
		expect(desk.at(200, 10_000)).toEqual([['bid', 9995]]);
		expect([desk.router.mayOrder(instant(200)), desk.router.isWaiting]).toEqual([false, true]);
		expect(desk.at(10_000, 10_000)).toEqual(quotes(9995, 10_005));
	});

	test('and by those that take', () => {
		const desk = new Desk();
		desk.router.setRate(1);
		desk.exchange.see(bookAt(10_000));
		desk.router.take({side: 'ask', priceUnits: priceUnits(9000), qtyLots: UNIT}, instant(0), unixMs(NOON));
		expect(desk.router.mayOrder(instant(1))).toBe(false);
		expect(desk.exchange.openLots('ask')).toBe(UNIT);
	});
});

describe('all cancelled', () => {
	test('nothing waits any more', () => {
		const desk = new Desk();
		desk.router.setRate(1);
		desk.at(0, 10_000);
		expect(desk.router.isWaiting).toBe(true);
		desk.router.cancelAll(unixMs(NOON));
		expect([desk.router.isWaiting, desk.standing(0)]).toEqual([false, []]);
	});

	test('what is on its way out is not cancelled again, which would hold up what is sent after it', () => {
		const desk = new Desk({}, 10, 100);
		desk.at(0, 10_000);
		desk.router.cancelAll(unixMs(NOON + 20));
		desk.router.cancelAll(unixMs(NOON + 80));
		desk.at(125, 10_000);
		expect(desk.exchange.working(unixMs(NOON + 136)).filter(({phase}) => phase === 'resting')).toHaveLength(2);
	});
});

test('under other rules orders that the venue would refuse are cancelled, all others stay, and the next quotes follow at once', () => {
	const desk = new Desk({refreshTolerance: moneyOf('0.02')});
	desk.at(0, 10_000);
	desk.at(1000, 10_001);
	desk.router.cancelOffGrid(instrumentWith({stepSize: '0.00000001', minQty: '0', minNotional: '0'}), unixMs(NOON + 1000));
	expect(desk.standing(1000)).toEqual(quotes(9995, 10_005));
	expect(desk.at(1100, 10_001)).toEqual(quotes(9996, 10_006));
	desk.router.cancelOffGrid({...plain, stepLots: UNIT * 3}, unixMs(NOON + 1100));
	expect(desk.standing(1100)).toEqual([]);
	const coarse = new Desk();
	coarse.at(0, 10_001);
	coarse.router.cancelOffGrid({...plain, tickUnits: 2 * plain.tickUnits}, unixMs(NOON));
	expect(coarse.standing(0)).toEqual(
		[
			['bid', 9996],
			['ask', 10_006],
		].filter(([, price]) => Number(price) % (2 * plain.tickUnits) === 0),
	);
	coarse.router.cancelOffGrid({...plain, tickUnits: 4 * plain.tickUnits}, unixMs(NOON));
	expect(coarse.standing(0)).toEqual([['bid', 9996]]);
});
