import {describe, expect, test} from 'vitest';
import {Timeline, type Moment} from '../../../../source/engine/maker/paper/paper-timeline.js';
import {trade} from '../../../helpers/diffs.js';

const print = (at: number): Moment => ({kind: 'trade', at, trade: trade(at, 'buy', 100, 1)});
const depth = (at: number): Moment => ({kind: 'depth', at, bid: undefined, ask: undefined, shown: new Map(), offers: new Map()});

const all = (timeline: Timeline, horizon = Infinity): readonly Moment[] => {
	const taken: Moment[] = [];
	for (let moment = timeline.takeUntil(horizon); moment !== undefined; moment = timeline.takeUntil(horizon)) taken.push(moment);
	return taken;
};

const timelineOf = (moments: readonly Moment[]): Timeline => {
	const timeline = new Timeline();
	for (const moment of moments) timeline.add(moment);
	return timeline;
};

test('moments come in order of time, up to the horizon and including it', () => {
	const timeline = timelineOf([depth(30), print(10), print(20)]);
	expect(all(timeline, 20).map(({at}) => at)).toEqual([10, 20]);
	expect(timeline.takeUntil(29)).toBeUndefined();
	expect(timeline.takeUntil(30)).toMatchObject({at: 30});
});

test('at one time prints come before depth, and equals in order of arrival', () => {
	const [firstDepth, secondDepth, firstPrint, secondPrint] = [depth(10), depth(10), print(10), print(10)];
	const taken = all(timelineOf([firstDepth, firstPrint, secondDepth, secondPrint]));
	expect(taken.map((moment) => [firstPrint, secondPrint, firstDepth, secondDepth].indexOf(moment))).toEqual([0, 1, 2, 3]);
});

describe('a moment that comes when its time was settled', () => {
	test('is counted, but not one of that very time', () => {
		const timeline = timelineOf([depth(10), depth(20)]);
		all(timeline, 10);
		timeline.add(print(10));
		expect(timeline.late).toBe(0);
		timeline.add(print(9));
		expect(timeline.late).toBe(1);
	});

	test('comes next, and nothing comes twice', () => {
		const timeline = timelineOf([depth(10), depth(20)]);
		all(timeline, 10);
		timeline.add(print(5));
		expect(all(timeline).map(({at}) => at)).toEqual([5, 20]);
	});
});

test('the last one tells how far it goes; none is the beginning of time', () => {
	expect(new Timeline().lastAt).toBe(-Infinity);
	expect(timelineOf([depth(10), depth(30), print(20)]).lastAt).toBe(30);
});

test('cleared, it begins anew', () => {
	const timeline = timelineOf([depth(10), depth(20)]);
	timeline.takeUntil(10);
	timeline.clear();
	expect(timeline.takeUntil(Infinity)).toBeUndefined();
	timeline.add(depth(30));
	expect(all(timeline)).toMatchObject([{at: 30}]);
});

test('of thousands each comes once, in order, while others are added', () => {
	const timeline = new Timeline();
	const taken: number[] = [];
	for (let at = 0; at < 5000; at += 1) {
		timeline.add(depth(at));
		if (at % 3 === 0) continue;
		const next = timeline.takeUntil(Infinity);
		if (next !== undefined) taken.push(next.at);
	}

	for (const {at} of all(timeline)) taken.push(at);
	expect(taken).toEqual(Array.from({length: 5000}, (_, at) => at));
});

test('fifty thousand may wait; of more the oldest is settled early', () => {
	const timeline = timelineOf(Array.from({length: 50_000}, (_, at) => depth(at)));
	expect(timeline.takeUntil(-1)).toBeUndefined();
	timeline.add(depth(50_000));
	expect(timeline.takeUntil(-1)).toMatchObject({at: 0});
	expect(timeline.takeUntil(-1)).toBeUndefined();
	all(timeline, 900);
	expect(timeline.takeUntil(-1)).toBeUndefined();
	for (let at = 50_001; at < 50_800; at += 1) timeline.add(depth(at));
	expect(timeline.takeUntil(-1)).toBeUndefined();
});
