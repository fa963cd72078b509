import {expect, test} from 'vitest';
import {
	addChartFrame,
	chartSamples,
	emptyCharts,
	withoutPrices,
	type ChartSample,
} from '../../../../source/screen/view-model/memory/chart-history.js';
import {after, frame, ticks} from '../../../helpers/frames.js';

const fill = (side: 'buy' | 'sell', price: string) => ({side, priceUnits: ticks(price)}) as never;
const at = (ms: number, change: Parameters<typeof frame>[0] = {}) => frame({atMs: after(ms), fills: [], ...change});
const history = (...frames: readonly ReturnType<typeof frame>[]): readonly ChartSample[] =>
	chartSamples(frames.reduce(addChartFrame, emptyCharts));

test('there is a sample a second, with the newest of it', () => {
	const samples = history(at(0), at(500), at(999, {trusted: false}), at(1000), at(2500));
	expect(samples.map(({atMs}) => atMs)).toEqual([after(0), after(1000), after(2500)]);
	expect(samples[0]?.mid).toBeUndefined();
	expect(samples[1]?.mid).toBe(frame().touch.midHalfUnits! / 2);
});

test('a book that is not to be trusted has no mid and no spread', () => {
	expect(history(at(0, {trusted: false}))[0]).toMatchObject({mid: undefined, spreadUnits: undefined});
	expect(history(at(0))[0]).toMatchObject({spreadUnits: 1});
});

test('no fill is lost between two samples, and none is in two', () => {
	const samples = history(
		at(0),
		at(100, {fills: [fill('buy', '67230.00'), fill('sell', '67240.00')]}),
		at(200),
		at(1000),
		at(1100, {fills: [fill('sell', '67241.00')]}),
	);
	expect(samples.map(({bought, sold}) => [bought, sold])).toEqual([
		[ticks('67230.00'), ticks('67240.00')],
		[undefined, ticks('67241.00')],
	]);
});

test('half an hour is kept', () => {
	let charts = emptyCharts;
	for (let second = 0; second < 1900; second += 1) charts = addChartFrame(charts, at(second * 1000));
	const samples = chartSamples(charts);
	expect(samples).toHaveLength(1800);
	expect(samples[0]?.atMs).toBe(after(100_000));
});

test('a clock that is set back begins a new sample at once', () => {
	expect(history(at(3_600_000), at(0), at(400), at(1000)).map(({atMs}) => atMs)).toEqual([after(3_600_000), after(0), after(1000)]);
});

test('in other ticks the results stay, the prices go', () => {
	const charts = [at(0), at(1000, {fills: [fill('buy', '67230.00'), fill('sell', '67231.00')]})].reduce(addChartFrame, emptyCharts);
	const before = chartSamples(charts);
	const stripped = chartSamples(withoutPrices(charts));
	expect(stripped.map(({net, inventory}) => [net, inventory])).toEqual(before.map(({net, inventory}) => [net, inventory]));
	expect(stripped.every(({mid, spreadUnits, bought, sold}) => [mid, spreadUnits, bought, sold].every((price) => price === undefined))).toBe(
		true,
	);
	expect(before.at(-1)).toMatchObject({bought: ticks('67230.00'), sold: ticks('67231.00')});
});
