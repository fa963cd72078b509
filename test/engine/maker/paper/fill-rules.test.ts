import {describe, expect, test} from 'vitest';
import {
	fillAtPrice,
	fillThrough,
	fillWithoutPrint,
	observeLevel,
	queueAt,
	shareBehind,
	type Queue,
} from '../../../../source/engine/maker/paper/fill-rules.js';
import type {FillRule} from '../../../../source/engine/maker/settings/paper-rules.js';
import {type FillModel} from '../../../../source/engine/maker/settings/names.js';

const rule = (model: FillModel, power = 1): FillRule => ({model, power});
const queue = (change: Partial<Queue> = {}): Queue => ({leaves: 10, ahead: 30, traded: 0, shown: 40, passed: false, ...change});

describe('a print at our price', () => {
	test.each<[model: FillModel, quantity: number, lots: number, ahead: number, leaves: number]>([
		['queue-conservative', 20, 0, 10, 10],
		['queue-conservative', 30, 0, 0, 10],
		['queue-conservative', 34, 4, 0, 6],
		['queue-conservative', 40, 10, 0, 0],
		['queue-conservative', 400, 10, 0, 0],
		['queue-prob', 34, 4, 0, 6],
		['queue-optimistic', 34, 4, 0, 6],
		['trade-through', 400, 0, 30, 10],
		['touch', 1, 10, 30, 0],
	])('%s: %i lots fill %i', (model, quantity, lots, ahead, leaves) => {
		const filled = fillAtPrice(rule(model), queue(), quantity, 1);
		expect([filled.lots, filled.queue.ahead, filled.queue.leaves]).toEqual([lots, ahead, leaves]);
		expect(filled.cause).toBe(lots > 0 ? 'print' : undefined);
		expect(filled.queue.traded).toBe(quantity);
	});

	test('of which nothing is left touches nobody', () => {
		expect(fillAtPrice(rule('touch'), queue(), 0, 1)).toMatchObject({lots: 0, cause: undefined, queue: {leaves: 10}});
	});

	test('fills in whole steps, but never leaves an odd remainder of our own unfillable', () => {
		expect(fillAtPrice(rule('queue-conservative'), queue({ahead: 0, leaves: 25}), 19, 10).lots).toBe(10);
		expect(fillAtPrice(rule('queue-conservative'), queue({ahead: 0, leaves: 25}), 25, 10).lots).toBe(25);
	});
});

describe('a print through our price', () => {
	test.each<[model: FillModel, quantity: number, lots: number]>([
		['queue-conservative', 1, 1],
		['queue-conservative', 10, 10],
		['queue-conservative', 99, 10],
		['queue-conservative', 0, 0],
		['queue-prob', 4, 4],
		['queue-optimistic', 4, 4],
		['trade-through', 1, 10],
		['touch', 1, 10],
	])('%s: of %i lots fills %i', (model, quantity, lots) => {
		const filled = fillThrough(rule(model), queue(), quantity, 1);
		expect(filled).toMatchObject({lots, cause: lots === 0 ? undefined : 'through', queue: {leaves: 10 - lots}});
	});

	test('leaves nobody ahead of us, and fills whole steps', () => {
		const filled = fillThrough(rule('queue-conservative'), queue({leaves: 25}), 19, 10);
		expect(filled).toMatchObject({lots: 10, queue: {ahead: 0, passed: true, leaves: 15}});
		expect(fillAtPrice(rule('queue-conservative'), filled.queue, 20, 10).lots).toBe(15);
	});

	describe.each<[FillModel]>([['queue-conservative'], ['queue-prob'], ['queue-optimistic']])('%s: what is left of us', (model) => {
		const passed = fillThrough(rule(model), queue(), 3, 1).queue;

		test('goes with a level that is gone then', () => {
			expect(observeLevel(rule(model), passed, 0)).toMatchObject({lots: 7, cause: 'through', queue: {leaves: 0}});
		});

		test('stays on a level that still stands, and with what comes after it', () => {
			const stood = observeLevel(rule(model), passed, 5);
			expect(stood).toMatchObject({lots: 0, cause: undefined, queue: {leaves: 7, passed: false}});
			expect(observeLevel(rule(model), stood.queue, 0)).toMatchObject({lots: 0, queue: {leaves: 7}});
		});

		test('stays where the market never had a level', () => {
			const alone = fillThrough(rule(model), queueAt(10, 0), 3, 1).queue;
			expect(observeLevel(rule(model), alone, 0)).toMatchObject({lots: 0, queue: {leaves: 7}});
		});
	});

	test('a level of one lot, and one lot left of us, are swept like any other', () => {
		const alone = fillThrough(rule('queue-conservative'), queue({shown: 1, ahead: 1}), 9, 1).queue;
		expect(observeLevel(rule('queue-conservative'), alone, 0)).toMatchObject({lots: 1, cause: 'through'});
	});

	test('who is filled already is not swept', () => {
		const filled = fillThrough(rule('queue-conservative'), queue(), 10, 1).queue;
		expect(observeLevel(rule('queue-conservative'), filled, 0)).toMatchObject({lots: 0, cause: undefined});
	});

	test('a level that goes without such a print takes nothing of us with it', () => {
		expect(observeLevel(rule('queue-conservative'), queue(), 0)).toMatchObject({lots: 0, cause: undefined, queue: {leaves: 10}});
	});
});

test.each<[FillModel, number]>([
	['queue-conservative', 10],
	['queue-prob', 10],
	['touch', 10],
	['trade-through', 0],
])('%s: the other side at our price without a print fills %i', (model, lots) => {
	expect(fillWithoutPrint(rule(model), queue()).lots).toBe(lots);
});

describe('a depth event', () => {
	test('that shows what trades have taken moves nobody (no double counting)', () => {
		const traded = fillAtPrice(rule('queue-optimistic'), queue(), 20, 1).queue;
		expect(observeLevel(rule('queue-optimistic'), traded, 20).queue).toMatchObject({ahead: 10, traded: 0, shown: 20});
	});

	test.each<[model: FillModel, ahead: number]>([
		['queue-conservative', 30],
		['queue-optimistic', 22],
		['queue-prob', 24],
	])('%s: 8 of 40 cancelled, 30 ahead: %d', (model, ahead) => {
		expect(observeLevel(rule(model), queue(), 32).queue.ahead).toBeCloseTo(ahead, 12);
	});

	test.each<[FillModel]>([['queue-conservative'], ['queue-optimistic'], ['queue-prob']])(
		'%s: what is shown bounds what is ahead; a level that went leaves nobody',
		(model) => {
			expect(observeLevel(rule(model), queue(), 12).queue.ahead).toBeLessThanOrEqual(12);
			expect(observeLevel(rule(model), queue(), 0).queue.ahead).toBe(0);
			expect(observeLevel(rule(model), queue(), 900).queue.ahead).toBe(30);
		},
	);

	test('that shows as much as before bounds what is ahead, and moves nobody who is nearer', () => {
		expect(observeLevel(rule('queue-prob'), queue({ahead: 50}), 40).queue.ahead).toBe(40);
		expect(observeLevel(rule('queue-prob'), queue({ahead: 3}), 40).queue.ahead).toBe(3);
	});

	test('from which a single lot went without a trade moves by its share', () => {
		expect(observeLevel(rule('queue-optimistic'), queue(), 39).queue.ahead).toBe(29);
		expect(observeLevel(rule('queue-optimistic'), queue({ahead: 1}), 39).queue.ahead).toBe(0);
	});

	test('more gone than can have stood behind stood ahead', () => {
		// 10 ahead, 30 behind: three quarters of the 32 that vanish are 24 of those behind, and 8 ahead.
		expect(observeLevel(rule('queue-prob'), queue({ahead: 10}), 8).queue.ahead).toBeCloseTo(2, 12);
		// Squared weights: 0.9 of 36 exceeds the 30 behind; the rest was ahead.
		expect(observeLevel(rule('queue-prob', 2), queue({ahead: 10}), 4).queue.ahead).toBeCloseTo(10 - 0.1 * 36 + (30 - 0.9 * 36), 12);
	});

	test('that leaves the level alone leaves what was traded for the next one', () => {
		const traded = fillAtPrice(rule('queue-prob'), queue(), 5, 1).queue;
		expect(observeLevel(rule('queue-prob'), traded, 40).queue).toMatchObject({traded: 5, shown: 40});
	});

	test('the quantity behind is what is left after the trades: not 16.875', () => {
		// 40 shown, 20 ahead; 8 traded, then 4 more gone: 20 of 32 left are behind.
		const traded = fillAtPrice(rule('queue-prob'), queue({ahead: 20, shown: 40}), 8, 1).queue;
		const after = observeLevel(rule('queue-prob'), traded, 28);
		expect(after.queue.ahead).toBeCloseTo(12 - (1 - 20 / 32) * 4, 12);
	});
});

test.each([
	[10, 10, 1, 0.5],
	[30, 10, 1, 0.25],
	[0.3, 0.1, 1, 0.25],
	[30, 10, 2, 0.1],
	[0, 0, 3, 1],
	[0, 5, 3, 1],
	[5, 0, 3, 0],
])('front %d, behind %d, n = %d: %d of those who go stood behind', (front, behind, power, share) => {
	expect(shareBehind(front, behind, power)).toBeCloseTo(share, 12);
});

test('a new order stands behind all that is shown', () => {
	expect(queueAt(5, 40)).toEqual({leaves: 5, ahead: 40, traded: 0, shown: 40, passed: false});
});
