import {describe, expect, test} from 'vitest';
import {priceUnits, qtyLots, unixMs} from '../../source/domain/units.js';
import {FrameBuilder, MAX_BATCH} from '../../source/engine/build-frame.js';
import {reachOf} from '../../source/domain/book/reach.js';
import {instant} from '../helpers/diffs.js';
import {liveDriver} from '../helpers/engine-driver.js';

const WATCH = {groupUnits: 1, rows: 20};

const traded = (id: number, price: number) =>
	({
		kind: 'trade',
		trade: {
			kind: 'trade',
			id,
			priceUnits: priceUnits(price),
			qtyLots: qtyLots(1),
			aggressor: 'buy',
			tradeAtMs: unixMs(id),
			eventAtMs: unixMs(id),
		},
	}) as const;

const build = (builder: FrameBuilder, watch: Parameters<FrameBuilder['build']>[1] = WATCH) => {
	const {engine} = liveDriver();
	return builder.build(engine.view, watch, instant(10_000));
};

test('answers are in one frame each, and no more of them than fit', () => {
	const builder = new FrameBuilder();
	const answer = (id: number) => ({source: {origin: 'screen', id}, atMs: unixMs(id), result: 'done', detail: 'x'}) as const;
	for (let id = 1; id <= MAX_BATCH + 3; id += 1) builder.collect({kind: 'answer', answer: answer(id)});
	expect(build(builder).answers).toHaveLength(MAX_BATCH);
	builder.collect({kind: 'answer', answer: answer(9)});
	expect(build(builder).answers).toEqual([answer(9)]);
});

describe('prices of the session', () => {
	test('are those of every trade, also of those that did not fit into a frame', () => {
		const builder = new FrameBuilder();
		builder.collect(traded(1, 500));
		for (let id = 2; id <= MAX_BATCH + 10; id += 1) builder.collect(traded(id, 400 + (id % 50)));
		builder.collect(traded(MAX_BATCH + 11, 300));
		const frame = build(builder);
		expect(frame.session).toEqual({highUnits: 500, lowUnits: 300, lastUnits: 300});
		expect(frame.lost.trades).toBe(11);
		expect(build(builder).session.highUnits).toBe(500);
	});

	test('stay with another tick, and begin anew where prices count in other units', () => {
		const builder = new FrameBuilder();
		const instrument = liveDriver().engine.view.instrument!;
		builder.collect({kind: 'instrument', instrument});
		builder.collect(traded(1, 500));
		builder.collect({kind: 'instrument', instrument: {...instrument, tickUnits: 10 * instrument.tickUnits}});
		expect(build(builder).session).toEqual({highUnits: 500, lowUnits: 500, lastUnits: 500});
		builder.collect({kind: 'instrument', instrument: {...instrument, unitDecimals: instrument.unitDecimals + 1}});
		expect(build(builder).session).toEqual({highUnits: undefined, lowUnits: undefined, lastUnits: undefined});
	});
});

describe('what it takes to trade to a price', () => {
	test('is given exactly, for the watched price and the side on which it lies', () => {
		const {engine} = liveDriver();
		const {book, instrument} = engine.view;
		for (const [side, price] of [
			['ask', 10_012],
			['bid', 9998],
		] as const) {
			const {reach} = new FrameBuilder().build(engine.view, {...WATCH, cursorUnits: priceUnits(price)}, instant(10_000));
			expect(reach).toEqual({side, toUnits: price, ...reachOf(instrument!, book.levelsTo(side, priceUnits(price)))});
			expect(reach?.levels).toBe(3);
		}
	});

	test('is absent when not requested, and empty between the best prices', () => {
		expect(build(new FrameBuilder()).reach).toBeUndefined();
		expect(build(new FrameBuilder(), {...WATCH, cursorUnits: priceUnits(10_004)}).reach).toMatchObject({levels: 0, qtyLots: 0});
	});
});

test('a frame has the time of the newest diff, and what the shell measured', () => {
	const driver = liveDriver();
	driver.step({kind: 'event', generation: driver.generation, event: {...driver.truth.move(), eventAtMs: unixMs(12_345)}});
	const frame = new FrameBuilder().build(driver.engine.view, WATCH, instant(10_000), {p50Ms: 1, p99Ms: 2, samples: 3});
	expect(frame.bookAtMs).toBe(12_345);
	expect(frame.applyLatency).toEqual({p50Ms: 1, p99Ms: 2, samples: 3});
	expect(frame.ladder.evicted).toBe(0);
});
