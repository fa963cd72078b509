/** A coin at 10^9 in steps of 10^-8, from bytes to lines, compared with a book of bigints. */

import {assert, asyncProperty, bigInt, constantFrom, integer, oneof, array, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {bookFields, depthFields, tradeFields} from '../helpers/line-fields.js';
import {around, BILLION, E8, goLive, highSession, opened, plainWire, type Change, type HighSession} from '../helpers/high-venue.js';

type Watched = HighSession & {readonly wrong: string[]; readonly seen: {books: number; lines: Record<string, unknown>[]}};

/** Checks that every trusted book is the venue's at its id. */
const watched = async (levels: readonly Change[], tickSize?: string): Promise<Watched> => {
	const {world, venue, session} = highSession(levels, tickSize);
	const wrong: string[] = [];
	const seen: Watched['seen'] = {books: 0, lines: []};
	session.onOutput((output: EngineOutput) => {
		const {instrument} = session.view;
		if (instrument === undefined) return;
		if (output.kind === 'trade') seen.lines.push(tradeFields(instrument, output.trade));
		if (output.kind !== 'book') return;
		seen.lines.push(depthFields(instrument, output));
		if (!session.view.trusted || output.updateId !== venue.lastId) return;
		seen.books += 1;
		const {bids, asks} = bookFields(session.view, 1000);
		for (const [side, told] of [
			['bid', bids],
			['ask', asks],
		] as const) {
			if (JSON.stringify(told) !== JSON.stringify(venue.side(side))) {
				wrong.push(`${side} at ${output.updateId}: ${JSON.stringify(told).slice(0, 200)}`);
			}
		}
	});
	await opened(world);
	return {world, venue, session, wrong, seen};
};

const live = async (watch: Watched, change: readonly Change[] = []): Promise<void> => {
	await goLive(watch, change);
	expect(watch.session.view.status).toMatchObject({state: 'live'});
};

test("the book goes live, and its lines have the venue's own prices, touch, spread, mid and microprice", async () => {
	const watch = await watched(around(BILLION + 12_345_679n));
	watch.venue.top();
	watch.venue.trade(BILLION + 12_345_680n);
	await live(watch);
	watch.venue.trade(BILLION + 12_345_678n);
	watch.venue.change([
		['bid', BILLION + 12_345_678n, 300],
		['ask', BILLION + 12_345_680n, 0],
	]);
	expect(bookFields(watch.session.view, 2)).toMatchObject({
		state: 'live',
		trusted: true,
		best_bid: '1000000000.12345678',
		best_ask: '1000000000.12345687',
		spread: '0.00000009',
		mid: '1000000000.123456825',
		microprice: '1000000000.123456833892215569',
		bids: [
			['1000000000.12345678', '0.000003'],
			['1000000000.12345675', '0.00000101'],
		],
		asks: [
			['1000000000.12345687', '0.00000201'],
			['1000000000.12345694', '0.00000202'],
		],
	});
	expect(watch.seen.lines.filter((line) => 'aggressor' in line).map(({price}) => price)).toEqual([
		'1000000000.1234568',
		'1000000000.12345678',
	]);
	expect(watch.seen.lines.at(-1)).toMatchObject({bids: [['1000000000.12345678', '0.000003']], asks: [['1000000000.1234568', '0']]});
	expect(watch.wrong).toEqual([]);
	expect(watch.session.view.counters).toMatchObject({malformedEvents: 0, topMismatches: 0, tradesLost: 0});
	await watch.session.close();
});

test('another reading of the instrument leaves the book as it is', async () => {
	const watch = await watched(around(BILLION));
	await live(watch);
	const {resyncs} = watch.session.view.counters;
	for (let step = 0; step < 700; step += 1) {
		watch.venue.change([['bid', BILLION - 1n, 100 + (step % 2)]]);
		// oxlint-disable-next-line no-await-in-loop
		await watch.world.run(500);
	}

	expect(watch.world.asked.filter(({url}) => url.includes('exchangeInfo')).length).toBeGreaterThan(1);
	expect(watch.session.view.counters.resyncs).toBe(resyncs);
	expect(watch.session.view.counters.auditMismatches).toBe(0);
	expect(watch.wrong).toEqual([]);
	await watch.session.close();
});

test('levels that lie anywhere between the least price and ten times the market are in the lines, and come and go', async () => {
	const stubs: readonly Change[] = [
		['bid', 1n, 5],
		['bid', 123_456_789n, 7],
		['bid', BILLION / 2n + 1n, 9],
		['ask', BILLION * 10n + 1n, 4],
		['ask', BILLION + BILLION / 10n + 3n, 8],
	];
	const watch = await watched([...around(BILLION), ...stubs]);
	await live(watch);
	expect(bookFields(watch.session.view, 100)['bids']).toEqual(watch.venue.side('bid'));
	expect(watch.session.view.book.levelCount('bid')).toBe(43);
	watch.venue.change([
		['bid', 1n, 0],
		['ask', BILLION * 10n + 1n, 6],
		['ask', BILLION * 9n + 1n, 2],
	]);
	expect(watch.seen.lines.at(-1)).toMatchObject({
		bids: [['0.00000001', '0']],
		asks: [
			['10000000000.00000001', '0.00000006'],
			['9000000000.00000001', '0.00000002'],
		],
	});
	expect(bookFields(watch.session.view, 100)['asks']).toEqual(watch.venue.side('ask'));
	expect(watch.wrong).toEqual([]);
	await watch.session.close();
});

test('where the market goes, its origin follows: up by the half, and down to prices that are counted from zero', async () => {
	const watch = await watched(around(BILLION));
	await live(watch);
	for (const mid of [BILLION + BILLION / 50n, BILLION + BILLION / 2n, 5n * E8 + 77n]) {
		const gone = (['bid', 'ask'] as const).flatMap((side) => [...watch.venue.levels[side].keys()].map((units): Change => [side, units, 0]));
		watch.venue.change([...gone, ...around(mid)]);
		watch.venue.trade(mid - 1n);
		// oxlint-disable-next-line no-await-in-loop
		await live(watch);
		expect(watch.session.view.instrument?.originUnits === 0n).toBe(mid < BILLION);
		expect(bookFields(watch.session.view, 1)['best_bid']).toBe(plainWire(mid - 1n));
		expect(watch.seen.lines.findLast((line) => 'aggressor' in line)).toMatchObject({price: plainWire(mid - 1n)});
	}

	expect(watch.wrong).toEqual([]);
	await watch.session.close();
});

test('a stub far beyond the reach of doubles leaves an ordinary market as it was', async () => {
	const watch = await watched([...around(95_000n * E8), ['ask', BILLION + 1n, 3]]);
	await live(watch);
	expect(watch.session.view.instrument?.originUnits).toBe(0n);
	expect(watch.session.view.counters.resyncs).toBe(0);
	expect(bookFields(watch.session.view, 100)['asks']).toEqual(watch.venue.side('ask'));
	await watch.session.close();
});

test('on a tick of one, the whole book is counted from zero; an order from before the tick rose has all of its digits', async () => {
	const levels = Array.from({length: 40}, (_, index): readonly Change[] => [
		['bid', BILLION - (1n + BigInt(index) ** 5n) * E8, 100 + index],
		['ask', BILLION + (1n + BigInt(index) ** 5n) * E8, 200 + index],
	]).flat();
	const watch = await watched(levels, '1.00');
	await live(watch);
	expect(watch.session.view.instrument).toMatchObject({originUnits: 0n, tickUnits: 100_000_000});
	expect(watch.session.view.book.top('bid', 100)).toHaveLength(40);
	watch.venue.change([['bid', BILLION - 3n * E8 + 1n, 7]]);
	await live(watch);
	expect(bookFields(watch.session.view, 2)['bids']).toEqual([
		['999999999', '0.000001'],
		['999999998', '0.00000101'],
	]);
	expect(bookFields(watch.session.view, 100)['bids']).toEqual(watch.venue.side('bid'));
	expect(bookFields(watch.session.view, 100)['bids']).toContainEqual(['999999997.00000001', '0.00000007']);
	expect(watch.session.view.counters.malformedEvents).toBe(0);
	expect(watch.wrong).toEqual([]);
	await watch.session.close();
});

test("whatever happens around any high price, every trusted book is the venue's", async () => {
	const mid = oneof(
		bigInt({min: BILLION - 10n ** 15n, max: BILLION + 10n ** 15n}),
		bigInt({min: 2n ** 51n, max: 2n ** 56n}),
		bigInt({min: BILLION, max: 500n * BILLION}),
	);
	const offset = oneof(bigInt({min: 1n, max: 60n}), bigInt({min: 1n, max: 10n ** 9n}), bigInt({min: 1n, max: 2n ** 54n}));
	const step = array(tuple(constantFrom('bid' as const, 'ask' as const), offset, integer({min: 0, max: 5})), {minLength: 1, maxLength: 6});
	await assert(
		asyncProperty(mid, array(step, {maxLength: 25}), async (start, steps) => {
			const watch = await watched(around(start));
			await live(watch);
			for (const [index, changes] of steps.entries()) {
				// The market moves by far more than a tick, and stays uncrossed.
				const set = changes.map(([side, away, lots]): Change => [side, side === 'bid' ? start - away : start + away, lots]);
				watch.venue.change(set.filter(([, units]) => units > 0n));
				// oxlint-disable-next-line no-await-in-loop
				if (index % 5 === 4) await watch.world.run(100);
			}

			await live(watch, [['bid', start - 2n, 9]]);
			watch.venue.change([['bid', start - 2n, 3]]);
			expect(watch.wrong).toEqual([]);
			expect(watch.seen.books).toBeGreaterThan(0);
			expect(bookFields(watch.session.view, 1000)['asks']).toEqual(watch.venue.side('ask'));
			await watch.session.close();
		}),
		{numRuns: 60},
	);
});
