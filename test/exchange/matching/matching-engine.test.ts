import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {priceUnits, updateId, type Side} from '../../../source/domain/units.js';
import {lots} from '../../../source/exchange/listing/lots.js';
import type {Fill, LevelChange, OrderRequest} from '../../../source/exchange/matching/engine-events.js';
import {MatchingEngine} from '../../../source/exchange/matching/matching-engine.js';

const startEngine = () => {
	const fills: Fill[] = [];
	const changes: LevelChange[] = [];
	const engine = new MatchingEngine(
		{updateId: updateId(100), tradeId: 10, orderId: 0},
		{onFill: (fill) => fills.push(fill), onLevelChange: (change) => changes.push(change)},
	);
	return {engine, fills, changes};
};

const order = (kind: 'limit' | 'limit-maker' | 'immediate', side: Side, price: number, quantity: number): OrderRequest => ({
	kind,
	side,
	priceUnits: priceUnits(price),
	quantity: lots(quantity),
});

const rest = (side: Side, price: number, quantity: number): OrderRequest => order('limit', side, price, quantity);

test('the best price goes first, and at one price whoever came first', () => {
	const {engine, fills} = startEngine();
	const late = engine.submit(rest('ask', 101, 5)).orderId;
	const first = engine.submit(rest('ask', 100, 5)).orderId;
	const second = engine.submit(rest('ask', 100, 5)).orderId;
	engine.submit(rest('bid', 101, 12));
	expect(fills.map((fill) => [fill.makerOrderId, fill.priceUnits, fill.quantity, fill.tradeId])).toEqual([
		[first, 100, 5, 11],
		[second, 100, 5, 12],
		[late, 101, 2, 13],
	]);
	expect(engine.best('ask')).toEqual({priceUnits: 101, qtyLots: 3});
});

test('an order that is made smaller keeps its place, one that is put up again does not', () => {
	const {engine, fills} = startEngine();
	const reduced = engine.submit(rest('bid', 50, 9)).orderId;
	const other = engine.submit(rest('bid', 50, 4)).orderId;
	expect(engine.reduce(reduced, lots(6))).toBe(true);
	engine.submit(order('immediate', 'ask', 50, 4));
	expect(fills.map((fill) => [fill.makerOrderId, fill.quantity])).toEqual([
		[reduced, 3],
		[other, 1],
	]);
});

test('a sweep tells every fill, and every level once', () => {
	const {engine, fills, changes} = startEngine();
	for (const price of [100, 100, 101, 102]) engine.submit(rest('ask', price, 2));
	changes.length = 0;
	engine.submit({kind: 'market', side: 'bid', quantity: lots(7)});
	expect(fills).toHaveLength(4);
	expect(changes.map((change) => [change.updateId, change.priceUnits, change.before, change.after])).toEqual([
		[105, 100, 4, 0],
		[106, 101, 2, 0],
		[107, 102, 2, 1],
	]);
});

test.each([
	['limit-maker', 100, 'rejected', 0, undefined],
	['limit-maker', 99, 'resting', 0, 99],
	['immediate', 100, 'expired', 5, undefined],
	['immediate', 99, 'expired', 0, undefined],
	['limit', 100, 'resting', 5, 100],
] as const)('a bid of kind %s at %d against an ask at 100 is %s', (kind, price, status, filled, bestBid) => {
	const {engine} = startEngine();
	engine.submit(rest('ask', 100, 5));
	expect(engine.submit(order(kind, 'bid', price, 8))).toMatchObject({status, filled});
	expect(engine.bestPrice('bid')).toBe(bestBid);
});

test('a market order against an empty side expires', () => {
	const {engine, changes} = startEngine();
	expect(engine.submit({kind: 'market', side: 'bid', quantity: lots(1)}).status).toBe('expired');
	expect(changes).toEqual([]);
});

test('a refused or unknown cancel changes nothing', () => {
	const {engine, changes} = startEngine();
	const {orderId} = engine.submit(rest('ask', 100, 5));
	expect(engine.reduce(orderId, lots(0))).toBe(false);
	expect(changes).toHaveLength(1);
	expect(engine.cancel(orderId)).toBe(true);
	expect(engine.cancel(orderId)).toBe(false);
	expect(engine.reduce(999, lots(1))).toBe(false);
	expect(changes).toHaveLength(2);
	expect(engine.orderCount).toBe(0);
});

const side = fc.constantFrom<Side>('bid', 'ask');
const price = fc.integer({min: 90, max: 110});
const quantity = fc.integer({min: 1, max: 20});
const action = fc.oneof(
	{weight: 5, arbitrary: fc.record({kind: fc.constantFrom('limit', 'limit-maker', 'immediate'), side, price, quantity})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('market'), side, quantity})},
	{weight: 2, arbitrary: fc.record({kind: fc.constantFrom('cancel', 'reduce'), pick: fc.nat(), quantity})},
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

const act = (engine: MatchingEngine, step: Action, live: number[]): number => {
	if ('pick' in step) {
		const id = live[step.pick % Math.max(1, live.length)] ?? 0;
		const left = engine.order(id)?.remaining ?? 0;
		if (step.kind === 'cancel') return engine.cancel(id) ? 0 - left : 0;
		return engine.reduce(id, lots(step.quantity)) ? -Math.min(left, step.quantity) : 0;
	}

	const outcome = engine.submit(
		'price' in step
			? order(step.kind, step.side, step.price, step.quantity)
			: {kind: 'market', side: step.side, quantity: lots(step.quantity)},
	);
	if (outcome.status !== 'resting') return 0 - outcome.filled;
	live.push(outcome.orderId);
	return step.quantity - 2 * outcome.filled;
};

const restingTotal = (engine: MatchingEngine): number =>
	(['bid', 'ask'] as const).flatMap((which) => engine.levels(which, 1000)).reduce((sum, level) => sum + Number(level.qtyLots), 0);

test('whatever is ordered, the book is never crossed, no level is empty, and no quantity appears or is lost', () => {
	fc.assert(
		fc.property(fc.array(action, {maxLength: 120}), (steps) => {
			const {engine, fills} = startEngine();
			const live: number[] = [];
			let expected = 0;
			for (const step of steps) {
				const filledBefore = fills.reduce((sum, fill) => sum + fill.quantity, 0);
				expected += act(engine, step, live);
				const filled = fills.reduce((sum, fill) => sum + fill.quantity, 0) - filledBefore;
				expect(filled).toBeGreaterThanOrEqual(0);
				expect(restingTotal(engine)).toBe(expected);
				const bid = engine.bestPrice('bid');
				const ask = engine.bestPrice('ask');
				if (bid !== undefined && ask !== undefined) expect(bid).toBeLessThan(ask);
				for (const level of [...engine.levels('bid', 1000), ...engine.levels('ask', 1000)]) {
					expect(level.qtyLots).toBeGreaterThan(0);
				}
			}
		}),
		{numRuns: 60},
	);
});

test('the level changes add up to the book, with ids and trades that follow each other', () => {
	fc.assert(
		fc.property(fc.array(action, {maxLength: 120}), (steps) => {
			const {engine, fills, changes} = startEngine();
			const live: number[] = [];
			for (const step of steps) act(engine, step, live);
			const sums = {bid: new Map<number, number>(), ask: new Map<number, number>()};
			for (const [index, change] of changes.entries()) {
				expect(change.updateId).toBe(101 + index);
				expect(change.before).toBe(sums[change.side].get(change.priceUnits) ?? 0);
				expect(change.after).not.toBe(change.before);
				sums[change.side].set(change.priceUnits, change.after);
			}

			for (const which of ['bid', 'ask'] as const) {
				const held = [...sums[which]].filter(([, total]) => total > 0);
				expect(new Map(engine.levels(which, 1000).map((level) => [level.priceUnits, level.qtyLots]))).toEqual(new Map(held));
			}

			expect(fills.map((fill) => fill.tradeId)).toEqual(fills.map((_, index) => 11 + index));
			expect(engine.updateId).toBe(100 + changes.length);
		}),
		{numRuns: 60},
	);
});

test('price–time priority: an order takes makers by price, then by age', () => {
	fc.assert(
		fc.property(fc.array(action, {maxLength: 120}), (steps) => {
			const {engine, fills} = startEngine();
			const live: number[] = [];
			for (const step of steps) act(engine, step, live);
			for (const [index, fill] of fills.entries()) {
				const next = fills[index + 1];
				if (next?.takerOrderId !== fill.takerOrderId) continue;
				const worse = (next.priceUnits - fill.priceUnits) * (fill.aggressor === 'buy' ? 1 : -1);
				expect(worse).toBeGreaterThanOrEqual(0);
				if (worse === 0) expect(next.makerOrderId).toBeGreaterThan(fill.makerOrderId);
			}
		}),
		{numRuns: 60},
	);
});
