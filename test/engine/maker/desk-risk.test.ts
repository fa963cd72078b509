import {array, assert, constantFrom, integer, nat, oneof, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {BookView} from '../../../source/domain/book/order-book.js';
import {unixMs, type Aggressor} from '../../../source/domain/units.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import {paperDesk, type HeardDesk} from '../../helpers/paper-desk.js';
import type {MakerOutput} from '../../../source/engine/maker/types/maker-output.js';
import {skewBy} from '../../../source/engine/maker/settings/parameter-edits.js';
import {bookOf, instant, NOON, trade} from '../../helpers/diffs.js';
import {moneyOf, plain} from '../../helpers/instruments.js';

const UNIT = 100_000_000;
const settings = (change: Partial<MakerSettings> = {}): MakerSettings => ({
	halfSpread: moneyOf('0.05'),
	inventorySkew: moneyOf('0'),
	orderSize: '1',
	maxInventory: '3',
	inventory: '0',
	makerFeeRate: 0n,
	...change,
});

const bookAt = (mid: number, half = 1): BookView => bookOf({bids: [[mid - half, UNIT]], asks: [[mid + half, UNIT]]});

/** A market maker with latency and hold-back, and a clock that only moves forward. */
class Floor {
	readonly desk: HeardDesk;
	readonly said: MakerOutput[] = [];
	ms = 0;

	constructor(change: Partial<MakerSettings> = {}) {
		this.desk = paperDesk(settings(change), instant(0), () => 0);
		this.desk.onClock({offsetMs: 0, errorMs: 0});
		this.desk.setInstrument(plain);
	}

	pass(ms: number): this {
		for (let left = ms; left > 0; left -= 50) {
			this.ms += Math.min(left, 50);
			this.said.push(...this.desk.onTime(instant(this.ms)));
		}

		return this;
	}

	book(view: BookView, trusted = true): this {
		const at = instant(this.ms);
		if (trusted) this.desk.onDepth(view, at.wallMs, at);
		this.said.push(...this.desk.onBook(view, trusted ? undefined : 'book-not-trusted', at));
		return this;
	}

	print(aggressor: Aggressor, price: number, lots: number): this {
		const at = unixMs(NOON + this.ms);
		this.said.push(...this.desk.onTrade({...trade(this.ms, aggressor, price, lots), tradeAtMs: at, eventAtMs: at}, instant(this.ms)));
		return this;
	}

	get journal(): readonly string[] {
		return this.said.flatMap((one) => (one.kind === 'journal' ? [one.entry.text] : []));
	}

	get view() {
		return this.desk.view;
	}
}

test('with latency and hold-back an order is entering, then resting, and a fill comes when nothing earlier can', () => {
	const floor = new Floor().book(bookAt(10_005));
	expect(floor.view.orders.map(({phase}) => phase)).toEqual(['entering', 'entering']);
	floor.pass(50).book(bookAt(10_005));
	expect(floor.view.orders.map(({phase}) => phase)).toEqual(['resting', 'resting']);
	floor.print('sell', 9990, UNIT).pass(200);
	expect(floor.view.account.fillCount).toBe(0);
	floor.pass(100);
	expect(floor.view.account).toMatchObject({fillCount: 1, inventoryLots: BigInt(UNIT), optimistic: {fillCount: 1}});
	expect(floor.said.findLast((one) => one.kind === 'fill')?.fill).toMatchObject({cause: 'through', executedAtMs: NOON + 50});
});

test('trades that were known at a hole in the feed count, then all orders are gone', () => {
	const floor = new Floor().book(bookAt(10_005)).pass(50).book(bookAt(10_005)).pass(50);
	floor.print('sell', 9990, UNIT).book(bookAt(10_005), false);
	expect(floor.view).toMatchObject({orders: [], account: {fillCount: 1}, quoting: {kind: 'pulled', reason: 'book-not-trusted'}});
});

test("markouts and uptime are measured in the exchange's time", () => {
	const floor = new Floor({halfSpread: moneyOf('0.01')});
	for (let count = 0; count < 20; count += 1) floor.book(bookAt(10_005)).pass(100);
	floor.print('sell', 10_000, UNIT);
	for (let count = 0; count < 80; count += 1) floor.book(bookAt(10_003)).pass(100);
	const {markouts, execution} = floor.view;
	expect(markouts?.capture).toMatchObject({count: 1});
	expect(markouts?.capture.mean).toBeCloseTo((1 / 10_004) * 10_000, 6);
	expect(markouts?.horizons.map(({horizonS, markout}) => [horizonS, markout.count])).toEqual([
		[1, 1],
		[5, 1],
		[30, 0],
	]);
	expect(markouts?.horizons[0]?.markout.mean).toBeCloseTo((-1 / 10_004) * 10_000, 6);
	expect(execution?.uptime?.bid).toBeGreaterThan(0.8);
	expect(execution?.ordersFilled).toBe(1);
});

describe('the risk layer acts', () => {
	test('what was lost before the session kills nothing, and stands apart', () => {
		const limits = {maxLoss: moneyOf('5'), maxDrawdown: moneyOf('5'), maxLossRate: moneyOf('5')};
		const floor = new Floor({inventory: '1', averagePrice: moneyOf('110'), limits}).book(bookAt(10_005)).pass(50).book(bookAt(9900));
		expect(floor.view).toMatchObject({
			quoting: {kind: 'quoting'},
			risk: {state: 'active'},
			account: {inherited: moneyOf('-9.95'), net: moneyOf('-11')},
		});
		expect(floor.view.execution).toMatchObject({drawdown: moneyOf('1.05')});
	});

	test('nor does an old gain shield what is lost of it', () => {
		const floor = new Floor({inventory: '1', averagePrice: moneyOf('50'), limits: {maxLoss: moneyOf('5')}})
			.book(bookAt(10_005))
			.book(bookAt(9500));
		expect(floor.view).toMatchObject({
			risk: {state: 'killed', reason: 'max-loss'},
			account: {inherited: moneyOf('50.05'), net: moneyOf('45')},
		});
	});

	test('a loss beyond the limit kills: all orders off, latched, journalled with its numbers', () => {
		const floor = new Floor({inventory: '1', averagePrice: moneyOf('110'), limits: {maxLoss: moneyOf('5')}})
			.book(bookAt(10_005))
			.book(bookAt(9500));
		expect(floor.view).toMatchObject({
			quoting: {kind: 'pulled', reason: 'killed'},
			orders: [],
			risk: {state: 'killed', reason: 'max-loss'},
		});
		expect(floor.journal).toEqual(['ACTIVE to KILLED (max-loss: lost 5.05, limit 5)']);
		floor.pass(60_000).book(bookAt(12_000));
		expect(floor.view.quoting).toMatchObject({reason: 'killed'});
		floor.said.push(...floor.desk.rearm(instant(floor.ms)));
		floor.pass(100).book(bookAt(12_000));
		// Immediately far from the former market: no longer killed, but the collar rejects the price.
		expect(floor.view.quoting).toMatchObject({reason: 'no-side', bidOff: 'price-collar', askOff: 'price-collar'});
	});

	test('beyond the inventory limit only what reduces is quoted', () => {
		const floor = new Floor({inventory: '4', averagePrice: moneyOf('100.05'), limits: {maxLoss: moneyOf('1000')}}).book(bookAt(10_005));
		expect(floor.view).toMatchObject({
			risk: {state: 'reduce-only', reason: 'inventory'},
			quoting: {bid: undefined, bidOff: 'reduce-only', ask: {qtyLots: UNIT}},
		});
	});

	test('an engine that stood still is pulled, and comes back after the cool-down', () => {
		const floor = new Floor().book(bookAt(10_005));
		floor.ms += 1500;
		floor.said.push(...floor.desk.onTime(instant(floor.ms)));
		expect(floor.view).toMatchObject({risk: {state: 'pulled', reason: 'event-loop-lag'}, quoting: {kind: 'pulled', reason: 'risk'}});
		floor.pass(4900).book(bookAt(10_005));
		expect(floor.view.quoting.kind).toBe('pulled');
		floor.pass(200).book(bookAt(10_005));
		expect(floor.view.quoting.kind).toBe('quoting');
	});

	test('what held a step up is judged once: the book of the same step is judged for itself', () => {
		const floor = new Floor().book(bookAt(10_005));
		floor.ms += 1500;
		floor.desk.onTime(instant(floor.ms));
		expect(floor.view.risk?.reason).toBe('event-loop-lag');
		floor.desk.desk.onBook(bookAt(10_005, 300), undefined);
		expect(floor.view.risk?.reason).toBe('wide-spread');
	});

	test('orders that are refused again and again pull the quotes, and the cool-down ends it', () => {
		const floor = new Floor({
			halfSpread: moneyOf('0.01'),
			limits: {
				maxRejects: 2,
				maxVolatilityBp: 1e9,
				maxLoss: moneyOf('100000'),
				maxDrawdown: moneyOf('100000'),
				maxLossRate: moneyOf('100000'),
			},
		}).book(bookAt(10_005));
		for (let round = 1; round <= 4 && floor.view.risk?.state !== 'pulled'; round += 1) {
			// While orders are in flight the market falls through the bid repeatedly.
			const at = instant(floor.ms + 1);
			floor.desk.onDepth(bookAt(10_005 - 40 * round), at.wallMs, at);
			floor.pass(700).book(bookAt(10_005 - 40 * round));
		}

		expect(floor.view.risk).toMatchObject({state: 'pulled', reason: 'post-only-rejects'});
		floor.pass(5100).book(bookAt(10_005));
		expect(floor.view.quoting.kind).toBe('quoting');
	});

	test('the operator kills and only reduces from anywhere', () => {
		const floor = new Floor().book(bookAt(10_005));
		floor.desk.operator.setReduceOnly(true);
		expect(floor.book(bookAt(10_005)).view.risk).toMatchObject({state: 'reduce-only', reason: 'operator'});
		floor.said.push(...floor.desk.killByOperator(instant(floor.ms)));
		expect(floor.view).toMatchObject({quoting: {kind: 'pulled', reason: 'killed'}, orders: []});
	});

	test('a kill before the first price holds too', () => {
		const floor = new Floor();
		floor.desk.killByOperator(instant(0));
		expect(floor.book(bookAt(10_005)).view.quoting).toMatchObject({kind: 'pulled', reason: 'killed'});
	});
});

test('a model without numbers that may be believed does not quote, one that was given them does', () => {
	expect(new Floor({quoting: {model: 'glft'}}).book(bookAt(10_005)).view.quoting).toMatchObject({kind: 'pulled', reason: 'not-calibrated'});
	const given = {model: 'as-rolling', volatility: 0.02, arrivalDecay: 20, riskAversion: 0.1, horizonS: 60} as const;
	const {quoting} = new Floor({quoting: given}).book(bookAt(10_005)).view;
	if (quoting.kind !== 'quoting') throw new Error('no quotes');
	// γσ²(T−t)/2 + ln(1+γ/k)/γ = 0.0012 + 0.04988.
	expect(Number(quoting.halfSpread) / 1e26).toBeCloseTo(0.0012 + Math.log(1 + 0.1 / 20) / 0.1, 9);
});

const action = oneof(
	record({do: constantFrom('book'), mid: integer({min: 9980, max: 10_030}), half: integer({min: 1, max: 6}), wait: nat(200)}),
	record({
		do: constantFrom('print'),
		aggressor: constantFrom<Aggressor>('buy', 'sell'),
		off: integer({min: -12, max: 12}),
		lots: integer({min: 1, max: 3 * UNIT}),
		wait: nat(200),
	}),
	record({do: constantFrom('distrust', 'pull', 'resume', 'kill', 'rearm', 'rearm', 'skew', 'reduce', 'both'), wait: nat(50)}),
);

test('with latency, hold-back, levels and every key: inventory stays within its worst case, and nothing is quoted without trust', () => {
	let fills = 0;
	assert(
		property(array(action, {minLength: 60, maxLength: 120}), constantFrom(1, 3), (actions, levels) => {
			const floor = new Floor({
				quoting: {levels},
				inventorySkew: moneyOf('0.005'),
				limits: {maxLoss: moneyOf('100000'), maxDrawdown: moneyOf('100000'), maxLossRate: moneyOf('100000')},
			});
			const limit = BigInt(3 * UNIT);
			let mid = 10_005;
			let trusted = false;
			for (const one of actions) {
				floor.pass(one.wait);
				const at = instant(floor.ms);
				if ('mid' in one) {
					({mid} = one);
					trusted = true;
					floor.book(bookAt(one.mid, one.half));
				} else if ('off' in one) floor.print(one.aggressor, mid + one.off, one.lots);
				else if (one.do === 'distrust') {
					trusted = false;
					floor.book(bookAt(mid), false);
				} else if (one.do === 'pull') floor.desk.pullByOperator(at);
				else if (one.do === 'resume') floor.desk.operator.resume();
				else if (one.do === 'kill') floor.desk.killByOperator(at);
				else if (one.do === 'rearm') floor.said.push(...floor.desk.rearm(at));
				else if (one.do === 'skew') floor.desk.operator.change(skewBy(3));
				else floor.desk.operator.setReduceOnly(one.do === 'reduce');
				const {account, orders, quoting, risk} = floor.view;
				expect(account.inventoryLots <= limit && account.inventoryLots >= -limit).toBe(true);
				expect(account.net).toBe(account.realised + account.unrealised - account.fees);
				if (!trusted) expect([quoting.kind, orders.length]).toEqual(['pulled', 0]);
				if (quoting.kind === 'pulled') expect(orders).toEqual([]);
				expect(risk?.reason).not.toBe('identity-broken');
				const bids = orders.filter(({side}) => side === 'bid').map(({priceUnits}) => priceUnits);
				const asks = orders.filter(({side}) => side === 'ask').map(({priceUnits}) => priceUnits);
				if (bids.length > 0 && asks.length > 0) expect(Math.max(...bids)).toBeLessThan(Math.min(...asks));
			}

			fills += floor.view.account.fillCount;
		}),
		{numRuns: 150},
	);
	expect(fills).toBeGreaterThan(100);
});

test('every transition is said once, with what was measured and its limit, and once to a person', () => {
	const floor = new Floor({
		inventory: '2',
		averagePrice: moneyOf('100'),
		limits: {maxLossRate: moneyOf('0.5'), lossWindowMs: 1000, coolDownMs: 200, maxLoss: moneyOf('3')},
	});
	floor.book(bookAt(10_005)).pass(100).book(bookAt(9970));
	for (let step = 0; step < 20; step += 1) floor.pass(100).book(bookAt(9970));
	floor.book(bookAt(9800));
	const transitions = floor.said.flatMap((one) => (one.kind === 'risk' ? [one.transition] : []));
	expect(transitions).toMatchObject([
		{from: 'active', to: 'pulled', reason: 'loss-rate', value: '0.7', limit: '0.5'},
		{from: 'pulled', to: 'active', reason: undefined, value: undefined, limit: undefined},
		{from: 'active', to: 'killed', reason: 'max-loss', limit: '3'},
	]);
	expect(floor.journal.filter((text) => /^[A-Z_]+ to [A-Z_]+\b/.test(text))).toHaveLength(transitions.length);
	expect(floor.view.risk?.transitions).toBe(transitions.length);
});
