import {expect, test} from 'vitest';
import type {ListedDiff, Top} from '../../../source/domain/feed-event.js';
import {priceUnits, qtyLots, updateId} from '../../../source/domain/units.js';
import {DepthDistorter, type DepthFault} from '../../../source/exchange/faults/depth-distorter.js';

const level = (price: number, quantity: number) => ({priceUnits: priceUnits(price), qtyLots: qtyLots(quantity)});
const top: Top = {kind: 'top', updateId: updateId(9), bid: level(99, 1), ask: level(101, 1)};

const diff = (firstId: number, lastId: number): ListedDiff => ({
	kind: 'diff',
	firstId: updateId(firstId),
	lastId: updateId(lastId),
	bids: [level(98, 5)],
	asks: [],
});

const ids = (distorter: DepthDistorter, ...diffs: ListedDiff[]): string[][] =>
	diffs.map((each) => distorter.pass(each, top).map((out) => `${out.diff.firstId}-${out.diff.lastId}${out.damaged ? '!' : ''}`));

test.each<[DepthFault, string[][]]>([
	['gap', [[], ['13-14'], ['15-16']]],
	['duplicate', [['11-12', '11-12'], ['13-14'], ['15-16']]],
	['overlap', [['8-12'], ['13-14'], ['15-16']]],
	['reorder', [[], ['13-14', '11-12'], ['15-16']]],
	['bad-event', [['11-12!'], ['13-14'], ['15-16']]],
	['crossed', [['11-12'], ['13-14'], ['15-16']]],
])('%s spoils one event', (fault, expected) => {
	const distorter = new DepthDistorter();
	distorter.arm(fault);
	expect(ids(distorter, diff(11, 12), diff(13, 14), diff(15, 16))).toEqual(expected);
});

test('a crossed event has a bid above the best ask', () => {
	const distorter = new DepthDistorter();
	distorter.arm('crossed');
	expect(distorter.pass(diff(1, 2), top)[0]?.diff.bids).toEqual([level(98, 5), level(106, 100_000_000)]);
});

test('several faults wait for their turn', () => {
	const distorter = new DepthDistorter();
	distorter.arm('gap');
	distorter.arm('duplicate');
	expect(ids(distorter, diff(1, 2), diff(3, 4), diff(5, 6))).toEqual([[], ['3-4', '3-4'], ['5-6']]);
});
