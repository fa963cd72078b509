import {expect, test} from 'vitest';
import {EVERYTHING, knownRange} from '../../../../source/engine/feed/book/known-range.js';
import {snapshotAt, type Pair} from '../../../helpers/diffs.js';

const bids: readonly Pair[] = [
	[100, 1],
	[99, 1],
	[95, 1],
];
const asks: readonly Pair[] = [
	[101, 1],
	[104, 1],
];

test.each<[name: string, bids: readonly Pair[], asks: readonly Pair[], depth: number, from: number | undefined, to: number | undefined]>([
	['a full list vouches as far as its last level', bids, [...asks, [110, 1]], 3, 95, 110],
	['a shorter list holds the whole side', bids, asks, 3, 95, undefined],
	['an empty side is known to be empty', [], asks, 2, undefined, 104],
	['more than was asked for is no shorter', bids, asks, 2, 95, 104],
])('%s', (_name, bidPairs, askPairs, depth, from, to) => {
	expect(knownRange(snapshotAt(1, {bids: bidPairs, asks: askPairs}), depth)).toEqual({fromUnits: from, toUnits: to});
});

test('before any snapshot nothing limits what is known', () => {
	expect(EVERYTHING).toEqual({fromUnits: undefined, toUnits: undefined});
});
