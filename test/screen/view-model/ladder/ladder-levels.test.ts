/** Fewer ladder levels: the freed rows go to the events, and the axis follows. */

import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {priceUnits} from '../../../../source/domain/units.js';
import {hasFewer} from '../../../../source/screen/view-model/ladder/ladder-levels.js';
import {panelRect} from '../../../../source/screen/view-model/state/layout.js';
import {ladderSpace, layoutOf} from '../../../../source/screen/view-model/state/monitor-state.js';
import {wantedWatch} from '../../../../source/screen/view-model/state/wanted-watch.js';
import {after, frame, ladder, liveFrames, maker, orders, ticks, touch} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const live = (columns = 120, rows = 40) => new Scene(columns, rows).frames(liveFrames());
const type = (scene: Scene, line: string) =>
	scene.press(':', ...Array.from(line, (character) => (character === ' ' ? 'space' : character)), 'return');
const shown = ({state}: Scene) => ladderSpace(layoutOf(state), true).priceRows;
const rect = ({state}: Scene, id: 'ladder' | 'events' | 'tape' | 'orders') => panelRect(layoutOf(state), id);
const prices = (scene: Scene) => scene.lines.flatMap((line) => /67\d\d\d\.00/.exec(line.slice(1, 40))?.[0] ?? []);

describe('the presets', () => {
	test.each([
		[200, 60, [20, 10, 5, undefined]],
		[120, 40, [10, 5, undefined]],
		[100, 30, [5, undefined]],
		[80, 24, [5, undefined]],
		[70, 40, [10, 5, undefined]],
	] as const)('at %i×%i D goes through those that are fewer than what fits', (columns, rows, expected) => {
		const scene = live(columns, rows);
		expect([...expected, ...expected].map(() => scene.press('D').state.levels)).toEqual([...expected, ...expected]);
	});

	test('where there is nothing to give up D says how many there are', () => {
		const scene = live(60, 16).press('D');
		expect(scene.state.levels).toBeUndefined();
		expect(scene.text).toContain('ladder has all levels that fit, 4 a side');
	});

	test('is of the ladder also where another panel shows', () => {
		const scene = live(70, 40).press('tab', 'D');
		expect(scene.state).toMatchObject({levels: 10, focus: 'tape'});
		expect(scene.text).toContain('ladder has 10 levels a side, the events have the room');
		expect(scene.press('D', 'D').text).toContain('ladder has all levels that fit, 15 a side');
		expect(shown(scene.press('D', 'shift+tab'))).toBe(20);
	});

	test('a number and all are typed', () => {
		const scene = type(live(), 'levels 7');
		expect(shown(scene)).toBe(14);
		expect(scene.text).toContain('ladder has 7 levels a side, the events have the room');
		expect(type(scene, 'levels all').text).toContain('ladder has all levels that fit, 13 a side');
		expect(type(scene, 'levels 40').text).toContain('ladder has all levels that fit, 13 a side');
		for (const wrong of ['0', '-1', '2.5', '100', 'some']) {
			expect(type(live(), `levels ${wrong}`).text, wrong).toContain('is neither a number of levels from 1 to 99 nor all');
		}
	});

	test('what was chosen waits for a size at which it is fewer', () => {
		const scene = type(live(80, 16), 'levels 10');
		expect(hasFewer(scene.state)).toBe(false);
		expect(scene.lines.find((line) => line.includes('LADDER'))).not.toContain('levels');
		expect(shown(scene.resize(120, 40))).toBe(20);
		expect(scene.text).toContain('10 levels');
	});
});

describe('the room', () => {
	test('goes to the events below the ladder, and the other columns have the height', () => {
		const [all, ten] = [live(), live().press('D')];
		expect(rect(ten, 'events')!.height).toBeGreaterThan(rect(all, 'events')!.height);
		expect(rect(ten, 'tape')!.height).toBe(rect(all, 'tape')!.height + rect(all, 'events')!.height);
		expect(rect(ten, 'orders')!.height).toBeGreaterThan(rect(all, 'orders')!.height);
		expect(ten.text).toContain('FILL   SELL 0.0100 @ 67271.02');
	});

	test('brings events onto screens that have none', () => {
		expect(live(80, 24).text).not.toContain('EVENTS');
		expect(live(80, 24).press('D').text).toContain('EVENTS');
		expect(live(80, 24).press('D', 'shift+tab').state.focus).toBe('events');
		expect(live(80, 24).press('D', 'shift+tab', 'D').state.focus, 'gone with their panel').toBe('ladder');
	});

	test('a ladder alone has all of it', () => {
		const scene = live().press('D', 'z');
		expect(shown(scene)).toBeGreaterThan(26);
		expect(scene.press('D').text).toContain('a ladder alone has all its levels');
		expect(shown(scene.press('z')), 'as before').toBe(20);
	});

	test('panels tile at every size, whatever the levels', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 60, max: 250}),
				fc.integer({min: 16, max: 80}),
				fc.integer({min: 1, max: 40}),
				(columns, rows, levels) => {
					const {panels} = layoutOf({...live().state, columns, rows, levels});
					expect(panels.reduce((sum, {rect: {width, height}}) => sum + width * height, 0)).toBe(columns * (rows - 1));
					for (const {
						rect: {width, height},
					} of panels) {
						expect(Math.min(width, height)).toBeGreaterThan(0);
					}
					expect(panels.filter(({id}) => id === 'ladder')).toHaveLength(1);
					for (const {
						rect: {height},
					} of panels.filter(({id}) => id === 'events')) {
						expect(height, 'a border and a line').toBeGreaterThanOrEqual(3);
					}
				},
			),
			{numRuns: 300},
		);
	});
});

describe('everything follows the smaller axis', () => {
	const five = () => live().press('D', 'D');
	const movedBy = (rows: number, sequence: number) => {
		const shift = <T extends {readonly priceUnits: number}>(level: T) => ({
			...level,
			priceUnits: priceUnits(level.priceUnits + rows * 100),
		});
		const [picture, base] = [ladder(), touch()];
		return frame({
			sequence,
			atMs: after(sequence * 100),
			ladder: {...picture, bids: picture.bids.map(shift), asks: picture.asks.map(shift)},
			touch: touch({bid: shift(base.bid!), ask: shift(base.ask!), midHalfUnits: base.midHalfUnits! + rows * 200}),
		});
	};

	test('spread, banner and totals', () => {
		expect(prices(five())).toEqual([
			'67239.00',
			'67238.00',
			'67237.00',
			'67236.00',
			'67235.00',
			'67234.00',
			'67233.00',
			'67232.00',
			'67231.00',
			'67230.00',
		]);
		expect(five().text).toContain('67234.15 × 67234.16  spread 0.01 = 1 tick');
		expect(live().press('D').text).toMatch(/Σ10 bid 35\.664 .* ask 27\.239/);
		expect(five().frames([frame({sequence: 9, trusted: false})]).text).toContain('** NOT LIVE');
		expect(five().text).toContain('LADDER  group 1.00  (100 ticks)  5 levels');
	});

	test('arrows to own orders out of view', () => {
		expect(live().text).not.toContain('own bid');
		expect(five().text).toContain('▼ own bid .010 at 67224.04');
		const high = maker({orders: orders.map((order) => ({...order, priceUnits: ticks('67241.00'), side: 'ask' as const}))});
		expect(five().frames([frame({sequence: 9, maker: high})]).text).toContain('▲ own ask .010 at 67241.00');
	});

	test('the cursor’s edges, and half a page', () => {
		expect(five().press('home').state.choices.cursor?.priceUnits).toBe(ticks('67239.00'));
		expect(five().press('end').state.choices.cursor?.priceUnits).toBe(ticks('67230.00'));
		expect(prices(five().press('pageup'))[0]).toBe('67244.00');
		const scene = five();
		for (let press = 0; press < 6; press += 1) scene.press('up');
		expect(prices(scene)[0]).toBe('67240.00');
	});

	test('the axis moves when the market comes near the nearer edge, and not before', () => {
		expect(prices(five().frames([movedBy(2, 10)]))[0]).toBe('67239.00');
		expect(prices(five().frames([movedBy(3, 10)]))[0]).toBe('67242.00');
		expect(prices(live().frames([movedBy(3, 10)]))[0]).toBe('67247.00');
	});

	test('what the engine is asked for', () => {
		expect(wantedWatch(live(200, 60).state).rows).toBeGreaterThan(wantedWatch(live(200, 60).press('D', 'D', 'D').state).rows);
	});
});
