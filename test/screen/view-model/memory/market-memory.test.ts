/** A market's memory can be kept without a screen and handed to a later one. */

import {array, assert, boolean, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {priceUnits} from '../../../../source/domain/units.js';
import type {MonitorFrame} from '../../../../source/engine/frame.js';
import {rowText} from '../../../../source/screen/view-model/cells/cells.js';
import {emptyMemory, marketKey, type MarketMemory} from '../../../../source/screen/view-model/memory/market-memory.js';
import {rememberFrame} from '../../../../source/screen/view-model/memory/remember-frame.js';
import type {ScreenSettings} from '../../../../source/screen/view-model/settings/screen-settings.js';
import {screenPanels} from '../../../../source/screen/view-model/screen/screen.js';
import {initialState, type KeptMarkets} from '../../../../source/screen/view-model/state/monitor-state.js';
import {after, badMinuteFrames, frame, gapFrame, ladder, liveFrames, prints, touch, trade} from '../../../helpers/frames.js';
import {Scene, settings} from '../../../helpers/screen-scene.js';

const KEY = marketKey(settings());

/** A copy, as received from another thread or process. */
const handedOver = (memory: MarketMemory, key = KEY): KeptMarkets => structuredClone(new Map([[key, memory]]));

const late = (kept: KeptMarkets, [columns, rows]: readonly [number, number] = [120, 40], change: Partial<ScreenSettings> = {}): Scene => {
	const scene = new Scene(columns, rows, change);
	scene.state = initialState(settings(change), {columns, rows}, kept);
	return scene;
};

/** Rows without the frame rate, which belongs to the screen. */
const rowsOf = ({state}: Scene) =>
	screenPanels({...state, frameTimes: []}).map(({id, rect, rows}) => ({id, rect, rows: rows.map(rowText)}));

const shifted = <T extends {readonly priceUnits: number}>(level: T, byUnits: number) => ({
	...level,
	priceUnits: priceUnits(level.priceUnits + byUnits),
});

/** A market that moves by whole rows, trades, and is sometimes not trusted. */
const marketFrames = array(
	record({
		rows: integer({min: -3, max: 3}),
		gapMs: constantFrom(100, 900, 1100, 4000),
		trades: array(record({side: constantFrom<('buy' | 'sell')[]>('buy', 'sell'), qty: constantFrom('0.010', '1.500', '40.000')}), {
			maxLength: 4,
		}),
		trusted: constantFrom(true, true, true, false),
		lost: boolean(),
	}),
	{minLength: 1, maxLength: 25},
).map((steps) => {
	let [at, rows, id] = [100, 0, prints.at(-1)!.id];
	return steps.map((step, index): MonitorFrame => {
		at += step.gapMs;
		rows += step.rows;
		const [by, base, picture] = [rows * 100, touch(), ladder()];
		const make = step.trusted ? frame : gapFrame;
		return make({
			sequence: 10 + index,
			atMs: after(at),
			bookAtMs: after(at - 40),
			trusted: step.trusted,
			ladder: {
				...picture,
				bids: picture.bids.map((level) => shifted(level, by)),
				asks: picture.asks.map((level) => shifted(level, by)),
			},
			touch: touch({bid: shifted(base.bid!, by), ask: shifted(base.ask!, by), midHalfUnits: base.midHalfUnits! + 2 * by}),
			trades: step.trades.map(({side, qty}) => {
				id += 1;
				return trade(id, side, (67_234.15 + rows).toFixed(2), qty, after(at - 30));
			}),
			lost: {trades: step.lost ? 2 : 0, fills: 0, journal: 0},
		});
	});
});

describe('a screen that was handed the memory', () => {
	test('of a screen like it draws the same rows as that one, from its first picture on', () => {
		assert(
			property(marketFrames, integer({min: 0, max: 25}), constantFrom([120, 40], [80, 24], [200, 60], [44, 12]), (frames, at, size) => {
				const stayed = new Scene(size[0], size[1]).frames([...liveFrames(), ...frames.slice(0, at)]);
				const came = late(handedOver(stayed.state.memory), size);
				for (const next of [stayed.state.memory.frame!, ...frames.slice(at)]) {
					stayed.frames([next]);
					came.frames([next]);
					expect(rowsOf(came)).toEqual(rowsOf(stayed));
				}
			}),
			{numRuns: 60},
		);
	});

	test('of a host without a screen draws the same rows, once both axes are put to the market', () => {
		assert(
			property(marketFrames, constantFrom([120, 40], [200, 60]), (frames, size) => {
				const all = [...liveFrames(), ...frames];
				const stayed = new Scene(size[0], size[1]).frames(all);
				const kept = all.reduce((memory, next) => rememberFrame(memory, next), emptyMemory);
				const newest = frame({sequence: 99, atMs: after(200_000)});
				const came = late(handedOver(kept), size);
				for (const scene of [stayed, came]) scene.frames([newest]).press('space');
				expect(rowsOf(came)).toEqual(rowsOf(stayed));
			}),
			{numRuns: 60},
		);
	});

	test('is full before its own first frame came', () => {
		const kept = badMinuteFrames().reduce((memory, next) => rememberFrame(memory, next), emptyMemory);
		const text = late(handedOver(kept)).text;
		expect(text).toContain('67234.15');
		expect(text).toContain('3 trades missing');
		expect(text).toContain('check: 1000 levels compared');
		expect(late(new Map()).text).not.toContain('67234.15');
	});

	test('believes nothing of it until a frame came', () => {
		const kept = liveFrames().reduce((memory, next) => rememberFrame(memory, next), emptyMemory);
		const scene = late(handedOver(kept));
		expect(scene.text).toContain('NO PICTURE');
		expect(scene.text).toContain('NOT LIVE');
		expect(scene.frames([frame({sequence: 5})]).text).toContain('● LIVE');
	});

	test('looks at it with its own sizes', () => {
		const change = {market: {tapeFilter: '0.500'}};
		const stayed = new Scene(120, 40, change).frames(liveFrames());
		const kept = liveFrames().reduce((memory, next) => rememberFrame(memory, next), emptyMemory);
		const came = late(handedOver(kept), [120, 40], change);
		expect(came.state.choices).toMatchObject({tapeFilter: stayed.state.choices.tapeFilter, sizes: stayed.state.choices.sizes});
		expect(came.state.memory.tape.hidden).toBe(stayed.state.memory.tape.hidden);
		expect(came.state.memory.tape.hidden).toBeGreaterThan(0);
		const problem = late(handedOver(kept), [120, 40], {market: {largeLevel: '0.0000000001'}});
		expect(problem.text).toContain('large-level 0.0000000001 has more than');
	});

	test('leaves the kept value unchanged', () => {
		const kept = liveFrames().reduce((memory, next) => rememberFrame(memory, next), emptyMemory);
		const before = structuredClone(kept);
		const more = frame({sequence: 5, atMs: after(2000), trades: [trade(6000, 'buy', '67234.16', '9.000', after(1990))]});
		late(new Map([[KEY, kept]])).frames([more]);
		expect(late(handedOver(kept)).frames([more]).text).toBe(late(handedOver(before)).frames([more]).text);
	});
});

describe('of several markets', () => {
	const OTHER = marketKey({venue: 'binance', symbol: 'ETHUSDT'});
	const ether = (next: MonitorFrame): MonitorFrame => ({...next, symbol: 'ETHUSDT'});
	const two = (change: Partial<ScreenSettings> = {}) =>
		late(
			new Map([
				[KEY, emptyMemory],
				[OTHER, emptyMemory],
			]),
			[120, 40],
			change,
		);

	test('the frames of one that is not shown change nothing on the screen', () => {
		const alone = new Scene(120, 40).frames(liveFrames());
		const scene = two().frames(liveFrames().flatMap((next, index) => [next, ether(badMinuteFrames()[index + 2] ?? next)]));
		expect(rowsOf(scene)).toEqual(rowsOf(alone));
	});

	test('each is remembered while another is shown, with what was chosen for it', () => {
		const scene = two().frames(liveFrames()).press('up', 'up', 'P');
		const {memory, choices, frozen} = scene.state;
		scene.act({kind: 'show', market: OTHER});
		expect(scene.state.choices.cursor).toBeUndefined();
		expect(scene.state.frozen).toBeUndefined();
		scene.frames([...badMinuteFrames().map(ether), frame({sequence: 8, atMs: after(9000)})]);
		expect(scene.text).toContain('ETHUSDT');
		expect(scene.text).toContain('NOT LIVE');
		scene.act({kind: 'show', market: KEY});
		expect(scene.state).toMatchObject({shown: KEY, choices, frozen});
		expect(scene.state.memory).toEqual(rememberFrame(memory, frame({sequence: 8, atMs: after(9000)})));
		expect(scene.text).not.toContain('ETHUSDT');
		expect(scene.text).toContain('FROZEN');
	});

	test('a question about one is answered with no when another is shown', () => {
		const scene = two().frames(liveFrames()).press('F');
		expect(scene.state.question).toBeDefined();
		scene.act({kind: 'show', market: OTHER});
		expect(scene.state.question).toBeUndefined();
		expect(scene.press('Y').commands).toEqual([]);
	});

	test('an unknown one is not shown', () => {
		const scene = two().frames(liveFrames());
		const {state} = scene;
		expect(scene.act({kind: 'show', market: 'binance:XRPUSDT'}).state).toBe(state);
	});
});
