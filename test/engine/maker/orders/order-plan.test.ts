import {describe, expect, test} from 'vitest';
import {priceUnits, unixMs} from '../../../../source/domain/units.js';
import {OrderBudget, planSide, type PlanInputs} from '../../../../source/engine/maker/orders/order-plan.js';
import {type PlannedOrder} from '../../../../source/engine/maker/types/planned-order.js';

const order = (price: number, change: Partial<PlannedOrder> = {}): PlannedOrder => ({
	id: 1,
	side: 'bid',
	level: 0,
	priceUnits: priceUnits(price),
	leavesLots: 10,
	placedAtMs: unixMs(0),
	phase: 'resting',
	busy: false,
	...change,
});

const quote = (price: number, lots = 10) => ({priceUnits: priceUnits(price), qtyLots: lots});

const openLots = ({orders = []}: Partial<PlanInputs>): number => orders.reduce((sum, {leavesLots}) => sum + Number(leavesLots), 0);
const leavingLots = ({orders = []}: Partial<PlanInputs>): number => openLots({orders: orders.filter(({phase}) => phase === 'leaving')});

const plan = (change: Partial<PlanInputs>) =>
	planSide({
		side: 'bid',
		wanted: [quote(100)],
		orders: [],
		limitLots: 100,
		openLots: openLots(change),
		leavingLots: leavingLots(change),
		toleranceUnits: 2,
		mayTighten: true,
		tokens: 10,
		limitUnits: 1000,
		force: false,
		...change,
	});

const kinds = (change: Partial<PlanInputs>): readonly string[] => plan(change).actions.map(({kind}) => kind);

test('without an order one is sent', () => {
	const actions = [{kind: 'send', request: {side: 'bid', level: 0, priceUnits: 100, qtyLots: 10}}];
	expect(plan({})).toEqual({actions, tightened: false, waiting: false});
	expect(plan({tokens: 1, limitLots: 10, limitUnits: 100})).toEqual({actions, tightened: false, waiting: false});
});

test.each([98, 99, 100, 101, 102])('an order at %i stays where 100 is wanted: its place is worth more', (price) => {
	expect(plan({orders: [order(price)]})).toEqual({actions: [], tightened: false, waiting: false});
});

test('an order of which nothing is known is left alone, wanted or not, and keeps its room', () => {
	const unknown = order(90, {phase: 'unknown'});
	expect(plan({orders: [unknown], wanted: []})).toEqual({actions: [], tightened: false, waiting: false});
	expect(plan({orders: [unknown], limitLots: 15})).toEqual({actions: [], tightened: false, waiting: true});
});

describe('anti-flicker', () => {
	test('going away from the market happens at once', () => {
		expect(plan({orders: [order(103)], mayTighten: false}).actions).toMatchObject([
			{kind: 'send', request: {priceUnits: 100, replaces: 1}},
		]);
	});

	test('going closer waits for its time', () => {
		expect(plan({orders: [order(95)], mayTighten: false})).toEqual({actions: [], tightened: false, waiting: true});
		expect(plan({orders: [order(95)], mayTighten: true})).toMatchObject({actions: [{kind: 'send'}], tightened: true});
	});

	test('an order further out than wanted stays within twice the tolerance, one too near within once', () => {
		expect([95, 96, 102, 103].map((price) => kinds({orders: [order(price)]}))).toEqual([['send'], [], [], ['send']]);
	});

	test('one unit closer is closer', () => {
		const exact = {orders: [order(99)], toleranceUnits: 0};
		expect(plan({...exact, mayTighten: false})).toEqual({actions: [], tightened: false, waiting: true});
		expect(plan(exact)).toMatchObject({actions: [{kind: 'send', request: {priceUnits: 100, replaces: 1}}], tightened: true});
		expect(plan({...exact, limitUnits: 99})).toEqual({actions: [], tightened: false, waiting: true});
		expect(plan({...exact, tokens: 0})).toEqual({actions: [], tightened: false, waiting: true});
	});

	test('of an ask the market is below', () => {
		const ask = {side: 'ask', limitUnits: 0, mayTighten: false} as const;
		expect(plan({...ask, orders: [order(106, {side: 'ask'})]})).toEqual({actions: [], tightened: false, waiting: true});
		expect(plan({...ask, orders: [order(106, {side: 'ask'})], mayTighten: true})).toMatchObject({
			actions: [{kind: 'send', request: {priceUnits: 100}}],
			tightened: true,
		});
		expect(plan({...ask, orders: [order(94, {side: 'ask'})]})).toMatchObject({
			actions: [{kind: 'send', request: {priceUnits: 100, replaces: 1}}],
			tightened: false,
		});
	});

	test('what the operator asks for waits for nothing', () => {
		expect(kinds({orders: [order(99)], mayTighten: false, force: true})).toEqual(['send']);
	});
});

test('a side that is not wanted is cancelled, every level of it', () => {
	expect(kinds({wanted: [], orders: [order(100), order(98, {id: 2, level: 1})]})).toEqual(['cancel', 'cancel']);
	expect(plan({wanted: [], orders: [order(100)]})).toMatchObject({tightened: false, waiting: false});
});

test('less of it keeps its place, more of it does not matter', () => {
	expect(plan({wanted: [quote(100, 4)], orders: [order(100)]})).toMatchObject({
		actions: [{kind: 'reduce', id: 1, qtyLots: 4}],
		tightened: false,
	});
	expect(plan({wanted: [quote(100, 40)], orders: [order(100)]}).actions).toEqual([]);
});

test('one message under way for each order', () => {
	expect(plan({orders: [order(100, {busy: true})]})).toEqual({actions: [], tightened: false, waiting: false});
	expect(plan({orders: [order(90, {busy: true})]})).toMatchObject({actions: [], waiting: true});
	expect(plan({orders: [order(90, {phase: 'leaving'})], limitLots: 10})).toMatchObject({actions: [], waiting: true});
});

describe('the worst case', () => {
	test('leaves no room for a replacement: first the cancel, then the order', () => {
		expect(plan({orders: [order(90)], limitLots: 15})).toMatchObject({actions: [{kind: 'cancel', id: 1}], tightened: false, waiting: true});
		expect(kinds({orders: [order(90)], limitLots: 15, tokens: 1})).toEqual(['cancel']);
		expect(plan({limitLots: 9})).toMatchObject({actions: [], waiting: true});
	});

	test('is counted over the levels', () => {
		expect(plan({wanted: [quote(100), quote(98), quote(96)], limitLots: 25}).actions).toHaveLength(2);
	});
});

describe('an order that could pass the limit', () => {
	const over = {limitLots: 6, mayTighten: false, tokens: 0, limitUnits: -1000};

	test('is cut to what is wanted, where it stands, and keeps its place', () => {
		expect(plan({...over, wanted: [quote(100, 6)], orders: [order(101)]}).actions).toEqual([{kind: 'reduce', id: 1, qtyLots: 6}]);
	});

	test.each([
		['nothing is wanted', []],
		['it is wanted elsewhere', [quote(95, 6)]],
		['still more is wanted', [quote(100, 7)]],
	])('is cancelled where %s', (_what, wanted) => {
		expect(plan({...over, wanted, orders: [order(101)]}).actions).toEqual([{kind: 'cancel', id: 1}]);
	});

	test('in flight, too: no answer is waited for', () => {
		const busy = {phase: 'entering', busy: true} as const;
		expect(plan({...over, wanted: [quote(100, 6)], orders: [order(100, busy)]}).actions).toEqual([{kind: 'reduce', id: 1, qtyLots: 6}]);
		expect(plan({...over, wanted: [], orders: [order(100, busy)]}).actions).toEqual([{kind: 'cancel', id: 1}]);
	});

	test('is the one furthest from the market', () => {
		const orders = [order(100), order(98, {id: 2, level: 1}), order(96, {id: 3, level: 2})];
		expect(plan({limitLots: 20, wanted: [quote(100), quote(98), quote(96)], orders})).toMatchObject({actions: [{kind: 'cancel', id: 3}]});
	});

	test('leaves to those on their way out what they may still be filled by', () => {
		const orders = [order(100), order(98, {id: 2, level: 1, phase: 'leaving'})];
		expect(plan({limitLots: 19, wanted: [quote(100)], orders}).actions).toEqual([{kind: 'cancel', id: 1}]);
		expect(plan({limitLots: 20, wanted: [quote(100)], orders}).actions).toEqual([]);
	});

	test('is judged by what is left after a cut of one nearer to the market', () => {
		const orders = [order(100), order(98, {id: 2, level: 1})];
		expect(plan({limitLots: 14, wanted: [quote(100, 4), quote(98)], orders}).actions).toEqual([{kind: 'reduce', id: 1, qtyLots: 4}]);
		expect(plan({limitLots: 13, wanted: [quote(100, 4), quote(98)], orders}).actions).toEqual([
			{kind: 'reduce', id: 1, qtyLots: 4},
			{kind: 'cancel', id: 2},
		]);
	});

	test('and by all of one that is only being cancelled', () => {
		const orders = [order(110), order(98, {id: 2, level: 1})];
		expect(plan({limitLots: 15, wanted: [quote(100), quote(98)], orders}).actions).toEqual([
			{kind: 'cancel', id: 1},
			{kind: 'cancel', id: 2},
		]);
	});

	test('one that is not there takes nothing from those behind it', () => {
		expect(plan({limitLots: 10, wanted: [quote(100), quote(98)], orders: [order(98, {level: 1})]})).toMatchObject({
			actions: [],
			waiting: true,
		});
	});

	test('is not replaced by another one beside it', () => {
		expect(plan({limitLots: 10, wanted: [quote(105)], orders: [order(100)]})).toMatchObject({
			actions: [{kind: 'cancel', id: 1}],
			waiting: true,
		});
		expect(plan({limitLots: 20, wanted: [quote(105)], orders: [order(100)]})).toMatchObject({
			actions: [{kind: 'send', request: {replaces: 1}}],
		});
	});
});

test('own orders never meet', () => {
	expect(plan({limitUnits: 99})).toMatchObject({actions: [], waiting: true});
	expect(plan({limitUnits: 99, orders: [order(90)]})).toMatchObject({actions: [], waiting: true});
	expect(plan({side: 'ask', limitUnits: 101})).toMatchObject({actions: [], waiting: true});
	expect(plan({side: 'ask', limitUnits: 100})).toMatchObject({actions: [{kind: 'send', request: {side: 'ask'}}], waiting: false});
});

describe('the order rate', () => {
	test('spent: closer waits, away is cancelled, for cancels always go', () => {
		expect(plan({tokens: 0, orders: [order(90)]})).toMatchObject({actions: [], waiting: true});
		expect(kinds({tokens: 0, orders: [order(110)]})).toEqual(['cancel']);
		expect(plan({tokens: 0})).toMatchObject({actions: [], waiting: true});
		expect(kinds({tokens: 1, orders: [order(90)]})).toEqual(['send']);
	});

	test('is spent by one level after the other', () => {
		expect(plan({tokens: 2, wanted: [quote(100), quote(98), quote(96)]})).toMatchObject({
			actions: [{request: {level: 0}}, {request: {level: 1}}],
			waiting: true,
		});
	});

	test('comes back with time', () => {
		const budget = new OrderBudget(2, 1000);
		budget.spend(0);
		budget.spend(500);
		expect([budget.left(900), budget.left(1000), budget.left(1500)]).toEqual([0, 1, 2]);
	});
});
