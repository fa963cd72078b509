/**
 * Own messages and the exchange's clock: no order is active before it could be, however late the feed and wrong
 * the clock.
 */

import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {BookView} from '../../../source/domain/book/order-book.js';
import {monotonicMs, unixMs, type Aggressor, type Instant} from '../../../source/domain/units.js';
import type {ClockOffset} from '../../../source/domain/clock-offset.js';
import {ExchangeClock, UNMEASURED_AGE_MS} from '../../../source/engine/maker/exchange-clock.js';
import {paperDesk, type HeardDesk} from '../../helpers/paper-desk.js';
import type {MakerOutput} from '../../../source/engine/maker/types/maker-output.js';
import {seededRandom} from '../../../source/domain/prng.js';
import {bookOf, NOON, trade} from '../../helpers/diffs.js';
import {moneyOf, plain} from '../../helpers/instruments.js';

describe('the exchange clock', () => {
	const at = (ms: number): Instant => ({monoMs: monotonicMs(ms), wallMs: unixMs(NOON + ms)});

	test('sends by the local clock, the offset and the doubt about it, whatever the age of the feed', () => {
		const clock = new ExchangeClock();
		clock.setOffset({offsetMs: 300, errorMs: 20});
		clock.observe(unixMs(NOON + 300 - 150), monotonicMs(0));
		expect([clock.heardTo(at(100)) - NOON, clock.sendingAt(at(100)) - NOON]).toEqual([250, 421]);
	});

	test('is never behind the feed’s messages', () => {
		const clock = new ExchangeClock();
		clock.setOffset({offsetMs: -5000, errorMs: 1});
		clock.observe(unixMs(NOON), monotonicMs(0));
		expect(clock.sendingAt(at(7)) - NOON).toBe(7);
	});

	test('takes the feed for as old as quotes may stand on while nothing is measured', () => {
		const clock = new ExchangeClock();
		expect(clock.isMeasured).toBe(false);
		clock.observe(unixMs(NOON - 150), monotonicMs(0));
		expect(clock.sendingAt(at(0)) - NOON).toBe(UNMEASURED_AGE_MS - 150);
		clock.setOffset({offsetMs: 0, errorMs: 0});
		expect(clock.isMeasured).toBe(true);
	});

	test('of all events the least delayed one counts, and one with a wrong time is forgotten', () => {
		const clock = new ExchangeClock();
		clock.observe(unixMs(NOON + 9000), monotonicMs(0));
		clock.observe(unixMs(NOON + 1000 - 80), monotonicMs(1000));
		expect(clock.heardTo(at(1000)) - NOON).toBe(10_000);
		for (const ms of [30_000, 60_000]) clock.observe(unixMs(NOON + ms - 80), monotonicMs(ms));
		clock.observe(unixMs(NOON + 60_500 - 400), monotonicMs(60_500));
		expect(clock.heardTo(at(60_500)) - NOON).toBe(60_420);
	});

	test('remembers the best of this window and of the one before, and of no other', () => {
		const clock = new ExchangeClock();
		const heard = (ms: number): number => clock.heardTo(at(ms)) - NOON - ms;
		clock.observe(unixMs(NOON - 80), monotonicMs(0));
		clock.observe(unixMs(NOON + 29_999 - 200), monotonicMs(29_999));
		expect(heard(29_999)).toBe(-80);
		clock.observe(unixMs(NOON + 30_000 - 150), monotonicMs(30_000));
		expect(heard(30_000)).toBe(-80);
		clock.observe(unixMs(NOON + 59_000 - 100), monotonicMs(59_000));
		expect(heard(59_000)).toBe(-80);
		clock.observe(unixMs(NOON + 60_000 - 300), monotonicMs(60_000));
		expect(heard(60_000)).toBe(-100);
	});

	test('without event times is the local one', () => {
		expect(new ExchangeClock().heardTo(at(5)) - NOON).toBe(5);
	});
});

const UNIT = 100_000_000;
const bookAt = (mid: number): BookView => bookOf({bids: [[mid - 1, UNIT]], asks: [[mid + 1, UNIT]]});

/**
 * The exchange's clock is `ahead` of the local one and its messages take time; they are delivered in order of
 * arrival.
 */
class World {
	readonly said: MakerOutput[] = [];
	readonly desk: HeardDesk;
	readonly #aheadMs: number;

	constructor(aheadMs: number, measured: ClockOffset | undefined, latencyMs: number, holdBackMs: number) {
		this.#aheadMs = aheadMs;
		const settings = {
			halfSpread: moneyOf('0.01'),
			inventorySkew: moneyOf('0'),
			orderSize: '1',
			maxInventory: '50',
			inventory: '0',
			makerFeeRate: 0n,
			quoting: {levels: 2, levelSpacing: moneyOf('0.01')},
			paper: {latencyMs, holdBackMs},
			limits: {maxLoss: moneyOf('1000000'), maxDrawdown: moneyOf('1000000'), maxLossRate: moneyOf('1000000')},
		};
		this.desk = paperDesk(settings, this.at(0), seededRandom(3));
		this.desk.onClock(measured);
		this.desk.setInstrument(plain);
	}

	at(ms: number): Instant {
		return {monoMs: monotonicMs(ms), wallMs: unixMs(NOON + ms)};
	}

	/** A local time on the exchange's clock. */
	there(ms: number): number {
		return NOON + ms + this.#aheadMs;
	}

	book(mid: number, sentMs: number, heardMs: number): void {
		const at = this.at(heardMs);
		this.desk.onDepth(bookAt(mid), unixMs(this.there(sentMs)), at);
		this.said.push(...this.desk.onBook(bookAt(mid), undefined, at));
	}

	print(aggressor: Aggressor, price: number, madeMs: number, heardMs: number): void {
		const when = unixMs(this.there(madeMs));
		this.said.push(
			...this.desk.onTrade({...trade(madeMs, aggressor, price, 3 * UNIT), tradeAtMs: when, eventAtMs: when}, this.at(heardMs)),
		);
	}

	get fills() {
		return this.said.flatMap((one) => (one.kind === 'fill' ? [one.fill] : []));
	}
}

test('with a feed that is 150 ms old no order meets what happened before it could be there', () => {
	const world = new World(0, {offsetMs: 0, errorMs: 0}, 50, 0);
	world.book(10_005, 0, 150);
	// Sent at 150, active at 200: too late for this print, which arrives at 320.
	world.print('sell', 9990, 170, 320);
	world.book(10_005, 200, 350);
	expect(world.fills).toEqual([]);
	world.print('sell', 9990, 230, 380);
	world.book(10_005, 300, 450);
	expect(world.fills.length).toBeGreaterThan(0);
	for (const {executedAtMs} of world.fills) expect(executedAtMs - NOON).toBeGreaterThanOrEqual(200);
});

const event = record({
	mid: integer({min: 10_000, max: 10_010}),
	print: constantFrom<'none' | Aggressor>('none', 'buy', 'sell'),
	reach: integer({min: 0, max: 6}),
	late: integer({min: 0, max: 250}),
});

test('no fill is older than its order’s sending and latency, on the exchange’s own clock', () => {
	assert(
		property(
			array(event, {minLength: 20, maxLength: 80}),
			record({
				ahead: integer({min: -3000, max: 3000}),
				doubt: integer({min: 0, max: 200}),
				off: integer({min: -100, max: 100}),
				measured: constantFrom(true, true, false),
				age: integer({min: 0, max: 700}),
				latency: constantFrom(0, 25, 200),
				holdBack: constantFrom(0, 250),
			}),
			(events, {ahead, doubt, off, measured, age, latency, holdBack}) => {
				// The true offset lies within the uncertainty of the measured one.
				const world = new World(ahead, measured ? {offsetMs: ahead + (off * doubt) / 100, errorMs: doubt} : undefined, latency, holdBack);
				for (const [index, {mid, print, reach, late}] of events.entries()) {
					const madeMs = index * 40;
					world.book(mid, madeMs, madeMs + age);
					// Trades arrive late, some later than the hold-back.
					if (print !== 'none') world.print(print, print === 'sell' ? mid - reach : mid + reach, Math.max(madeMs - late, 0), madeMs + age);
				}

				world.book(10_005, events.length * 40 + 5000, events.length * 40 + 5000 + age);
				for (const {executedAtMs, sentAtMs} of world.fills) {
					expect(executedAtMs).toBeGreaterThanOrEqual(world.there(sentAtMs - NOON) + latency);
				}
			},
		),
		{numRuns: 150},
	);
});
