/**
 * Reduce-only with everything possible in flight: latencies up to a second, replaced orders, several levels,
 * exhausted order rates, pulls and resumes faster than messages.
 */

import {array, assert, constantFrom, integer, property, record, type Arbitrary} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {BookView} from '../../../source/domain/book/order-book.js';
import {unixMs, type Aggressor} from '../../../source/domain/units.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import {paperDesk, type HeardDesk} from '../../helpers/paper-desk.js';
import type {MakerOutput} from '../../../source/engine/maker/types/maker-output.js';
import type {Fill} from '../../../source/engine/maker/types/fill.js';
import {seededRandom} from '../../../source/domain/prng.js';
import {bookOf, instant, NOON, trade} from '../../helpers/diffs.js';
import {moneyOf, plain} from '../../helpers/instruments.js';

const UNIT = 100_000_000;
const STEP_MS = 50;
const bookAt = (mid: number): BookView =>
	bookOf({
		bids: [
			[mid - 1, UNIT],
			[mid - 3, 5 * UNIT],
		],
		asks: [
			[mid + 1, UNIT],
			[mid + 3, 5 * UNIT],
		],
	});

class Floor {
	readonly desk: HeardDesk;
	readonly fills: Fill[] = [];
	readonly journal: string[] = [];
	ms = 0;

	constructor(change: Partial<MakerSettings> = {}) {
		const settings = {
			halfSpread: moneyOf('0.02'),
			inventorySkew: moneyOf('0'),
			orderSize: '1',
			maxInventory: '3',
			inventory: '0',
			averagePrice: moneyOf('100'),
			makerFeeRate: 0n,
			...change,
		};
		this.desk = paperDesk(settings, instant(0), seededRandom(1));
		this.desk.onClock({offsetMs: 0, errorMs: 0});
		this.desk.setInstrument(plain);
	}

	book(mid = 10_005): this {
		const at = instant((this.ms += STEP_MS));
		const view = bookAt(mid);
		this.desk.onDepth(view, at.wallMs, at);
		return this.hear(this.desk.onBook(view, undefined, at));
	}

	books(count: number, mid?: number): this {
		for (let n = 0; n < count; n += 1) this.book(mid);
		return this;
	}

	print(aggressor: Aggressor, price: number, lots: number): this {
		const at = unixMs(NOON + this.ms);
		return this.hear(this.desk.onTrade({...trade(this.ms, aggressor, price, lots), tradeAtMs: at, eventAtMs: at}, instant(this.ms)));
	}

	/** Runs until everything in flight has arrived. */
	settle(latencyMs: number): this {
		return this.books(Math.ceil((4 * latencyMs + 1000) / STEP_MS));
	}

	hear(told: readonly MakerOutput[]): this {
		for (const one of told) {
			if (one.kind === 'fill') this.fills.push(one.fill);
			if (one.kind === 'journal') this.journal.push(one.entry.text);
		}

		return this;
	}

	get inventory(): bigint {
		return this.desk.view.account.inventoryLots;
	}
}

type Step = {
	readonly mid: number;
	readonly print: 'none' | Aggressor;
	readonly reach: number;
	readonly lots: number;
	readonly act: 'none' | 'pull' | 'resume';
};

const step: Arbitrary<Step> = record({
	mid: integer({min: 9995, max: 10_015}),
	print: constantFrom<'none' | Aggressor>('none', 'buy', 'sell'),
	reach: integer({min: 0, max: 6}),
	lots: integer({min: 1, max: 40}).map((tenths) => (tenths * UNIT) / 10),
	act: constantFrom('none', 'none', 'none', 'none', 'pull', 'resume'),
});

const live = (floor: Floor, {mid, print, reach, lots, act}: Step): void => {
	floor.book(mid);
	if (print !== 'none') floor.print(print, print === 'sell' ? mid - reach : mid + reach, lots);
	if (act === 'pull') floor.hear(floor.desk.pullByOperator(instant(floor.ms)));
	if (act === 'resume') floor.desk.operator.resume();
};

const world = record({
	inventory: constantFrom('2.5', '-2', '0.7', '-1', '3', '-0.0001'),
	latencyMs: constantFrom(0, 25, 150, 400, 1000),
	cancelLatencyMs: constantFrom(0, 25, 150, 400, 1000),
	levels: constantFrom(1, 3),
	maxOrdersPer10s: constantFrom(2, 5, 100),
	makerFeeRate: constantFrom(0n, -100_000n, 100_000n),
	received: constantFrom(true, false),
	holdBackMs: constantFrom(0, 250),
});

const floorOf = ({
	inventory,
	latencyMs,
	cancelLatencyMs,
	levels,
	maxOrdersPer10s,
	makerFeeRate,
	received,
	holdBackMs,
}: typeof world extends Arbitrary<infer World> ? World : never): Floor =>
	new Floor({
		inventory,
		makerFeeRate,
		...(received ? {feeAsset: {kind: 'received'} as const} : {}),
		quoting: {levels, levelSpacing: moneyOf('0.01')},
		paper: {latencyMs, cancelLatencyMs, holdBackMs},
		limits: {
			maxOrdersPer10s,
			maxLoss: moneyOf('1000000'),
			maxDrawdown: moneyOf('1000000'),
			maxLossRate: moneyOf('1000000'),
			maxOneSidedFills: 1000,
			maxVolatilityBp: 9999,
		},
	});

/** |inventory| never grows, and its sign never changes. */
const expectOnlyLess = (fills: readonly Fill[]): void => {
	for (const {inventoryBeforeLots: before, inventoryLots: after} of fills) {
		expect(before * after >= 0n, `${before} to ${after}`).toBe(true);
		expect(after * after <= before * before, `${before} to ${after}`).toBe(true);
	}
};

test('while reducing, whatever is under way, the inventory never grows and never changes sign', () => {
	assert(
		property(world, array(step, {minLength: 20, maxLength: 120}), (of, steps) => {
			const floor = floorOf(of);
			floor.desk.operator.setReduceOnly(true);
			for (const one of steps) live(floor, one);
			floor.settle(of.latencyMs + of.cancelLatencyMs);
			expectOnlyLess(floor.fills);
		}),
		{numRuns: 120},
	);
});

test('reducing that begins in the middle: once what was sent before has ended, only less', () => {
	assert(
		property(world, array(step, {maxLength: 60}), array(step, {minLength: 20, maxLength: 80}), (of, before, after) => {
			const floor = floorOf(of);
			for (const one of before) live(floor, one);
			floor.desk.operator.setReduceOnly(true);
			const startedAt = NOON + floor.ms;
			for (const one of after) live(floor, one);
			floor.settle(of.latencyMs + of.cancelLatencyMs);
			// An earlier order can be filled until its cancel arrives, including jitter and its own latency.
			const late = startedAt + STEP_MS + 1.2 * Math.max(of.cancelLatencyMs, of.latencyMs) + 2;
			const since = floor.fills.filter(({executedAtMs, sentAtMs}) => executedAtMs > late || sentAtMs > startedAt + STEP_MS);
			for (const {inventoryBeforeLots, inventoryLots} of since) {
				// Orders sent while reducing never grow the position; only earlier ones can reverse it.
				expect(
					inventoryLots * inventoryLots <= inventoryBeforeLots * inventoryBeforeLots || inventoryBeforeLots * inventoryLots <= 0n,
				).toBe(true);
			}

			expectOnlyLess(floor.fills.filter(({executedAtMs}) => executedAtMs > late));
		}),
		{numRuns: 100},
	);
});

test('the inventory never passes its limit, rebates in the base asset included', () => {
	assert(
		property(world, array(step, {minLength: 20, maxLength: 120}), (of, steps) => {
			const floor = floorOf(of);
			for (const one of steps) live(floor, one);
			floor.settle(of.latencyMs + of.cancelLatencyMs);
			for (const {inventoryLots} of floor.fills) {
				expect(inventoryLots <= BigInt(3 * UNIT) && inventoryLots >= BigInt(-3 * UNIT), String(inventoryLots)).toBe(true);
			}
		}),
		{numRuns: 100},
	);
});

test('flattening among pulls and resumes: what takes only ever closes', () => {
	assert(
		property(
			world,
			array(record({at: step, flatten: constantFrom(false, false, false, true)}), {minLength: 10, maxLength: 80}),
			(of, steps) => {
				const floor = floorOf(of);
				for (const {at, flatten} of steps) {
					live(floor, at);
					if (flatten) floor.hear(floor.desk.flattenByOperator(instant(floor.ms)));
				}

				floor.settle(of.latencyMs + of.cancelLatencyMs);
				expectOnlyLess(floor.fills.filter(({liquidity}) => liquidity === 'taker'));
			},
		),
		{numRuns: 100},
	);
});

describe('an order that breaks a limit', () => {
	test('is cancelled at once when only reducing is asked for, though its acceptance has not been heard of', () => {
		const floor = new Floor({inventory: '1', paper: {latencyMs: 500, cancelLatencyMs: 50, holdBackMs: 0}}).book();
		expect(floor.desk.view.orders.map(({side, phase}) => [side, phase])).toEqual([
			['bid', 'entering'],
			['ask', 'entering'],
		]);
		floor.desk.operator.setReduceOnly(true);
		floor.book();
		expect(floor.desk.view.orders.map(({side}) => side)).toEqual(['ask']);
	});

	test('what is cut counts what was filled meanwhile: nothing beyond it', () => {
		const floor = new Floor({inventory: '0.6', paper: {latencyMs: 200, holdBackMs: 0, jitterMs: 0}}).books(20);
		floor.desk.operator.setReduceOnly(true);
		floor.book();
		// The reduction to 0.6 is in flight; 0.5 are sold before it arrives, then all the rest is offered.
		floor
			.print('buy', 10_008, UNIT / 2)
			.books(6)
			.print('buy', 10_008, 5 * UNIT)
			.books(20);
		expect(floor.fills.map(({qtyLots}) => qtyLots)).toEqual([UNIT / 2, UNIT / 10]);
		expect(floor.inventory).toBe(0n);
	});
});

test('flatten goes on, with as many orders as it takes, and says when it is flat', () => {
	const floor = new Floor({inventory: '2', maxOrder: '0.05', paper: {latencyMs: 0, holdBackMs: 0}, limits: {maxOrdersPer10s: 1000}});
	floor.desk.operator.setReduceOnly(true);
	floor.books(3);
	floor.hear(floor.desk.flattenByOperator(instant(floor.ms)));
	for (let count = 0; count < 400 && floor.inventory !== 0n; count += 1) floor.book(10_005 + (count % 2));
	expect(floor.fills.length).toBeGreaterThanOrEqual(40);
	expect(floor.inventory).toBe(0n);
	floor.book();
	expect(floor.journal.at(-1)).toBe('flat; quotes stay off');
});
