import {expect, test} from 'vitest';
import {addChartSample, type ChartSample} from '../../source/view-model/chart-history.js';
import {after, frame, ticks} from '../helpers/frames.js';

const fill = (side: 'buy' | 'sell', price: string) => ({side, priceTicks: ticks(price)}) as never;
const at = (ms: number, change: Parameters<typeof frame>[0] = {}) => frame({atMs: after(ms), fills: [], ...change});
const history = (...frames: readonly ReturnType<typeof frame>[]): readonly ChartSample[] => frames.reduce<readonly ChartSample[]>(addChartSample, []);

test('there is a sample a second, with the newest of it', () => {
	const samples = history(at(0), at(500), at(999, {trusted: false}), at(1000), at(2500));
	expect(samples.map(({atMs}) => atMs)).toEqual([after(0), after(1000), after(2500)]);
	expect(samples[0]?.mid).toBeUndefined();
	expect(samples[1]?.mid).toBe(frame().touch.midHalfTicks! / 2);
});

test('a book that is not to be trusted has no mid and no spread', () => {
	expect(history(at(0, {trusted: false}))[0]).toMatchObject({mid: undefined, spreadTicks: undefined});
	expect(history(at(0))[0]).toMatchObject({spreadTicks: 1});
});

test('no fill is lost between two samples, and none is in two', () => {
	const samples = history(at(0), at(100, {fills: [fill('buy', '67230.00'), fill('sell', '67240.00')]}), at(200), at(1000), at(1100, {fills: [fill('sell', '67241.00')]}));
	expect(samples.map(({bought, sold}) => [bought, sold])).toEqual([
		[ticks('67230.00'), ticks('67240.00')],
		[undefined, ticks('67241.00')],
	]);
});

test('half an hour is kept', () => {
	let samples: readonly ChartSample[] = [];
	for (let second = 0; second < 1900; second += 1) samples = addChartSample(samples, at(second * 1000));
	expect(samples).toHaveLength(1800);
	expect(samples[0]?.atMs).toBe(after(100_000));
});
