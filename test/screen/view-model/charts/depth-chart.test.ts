import {expect, test} from 'vitest';
import {screenPanels} from '../../../../source/screen/view-model/screen/screen.js';
import {frame, ladder, liveFrames, maker, orders, ticks} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const depth = (change: Parameters<typeof frame>[0] = {}) =>
	new Scene(120, 40).frames([...liveFrames(), frame({sequence: 9, ...change})]).press('d');
const mountain = (scene: Scene) =>
	screenPanels(scene.state)
		.flatMap(({rows}) => rows.flat())
		.filter(({text}) => /^[▁-█ ]*█{2}/.test(text));
/** Distance of each own order from the middle between bids and asks, in cells; the first row is half a cell away. */
const ownCells = (price: string, side: 'bid' | 'ask'): number => {
	const line =
		depth({maker: maker({orders: [{...orders.find((order) => order.side === side)!, priceUnits: ticks(price)}]})}).lines.find((text) =>
			text.includes('own '),
		) ?? '';
	return line.lastIndexOf(side === 'bid' ? 'B' : 'S');
};

test('what is not to be trusted says so, and has no colours of its sides', () => {
	expect(depth().text).not.toContain('NOT LIVE');
	expect(mountain(depth()).some(({role}) => role === 'bid')).toBe(true);
	const stale = depth({trusted: false});
	expect(stale.text).toContain('NOT LIVE');
	expect(mountain(stale).length).toBeGreaterThan(0);
	expect(mountain(stale).every(({role, dim}) => role === undefined && dim === true)).toBe(true);
});

test('an own order stands in the column of its row: bids down, asks up', () => {
	const best = ownCells('67234.00', 'bid');
	expect(ownCells('67234.15', 'bid')).toBe(best);
	expect(ownCells('67233.99', 'bid')).toBe(best - 1);
	const ask = ownCells('67235.00', 'ask');
	expect(ask).toBe(best + 1);
	expect(ownCells('67234.16', 'ask')).toBe(ask);
	expect(ownCells('67235.01', 'ask')).toBe(ask + 1);
});

test('beyond what the snapshot vouches for there is no mountain, and a sign for it', () => {
	const scene = depth({ladder: {...ladder(), knownFromUnits: ticks('67230.00'), knownToUnits: ticks('67240.00')}});
	expect(scene.text).toMatch(/·{10}/);
	expect(depth({ladder: {...ladder(), knownFromUnits: undefined, knownToUnits: undefined}}).text).not.toMatch(/·{3}/);
});
