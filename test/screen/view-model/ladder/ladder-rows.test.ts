import {describe, expect, test} from 'vitest';
import {priceUnits} from '../../../../source/domain/units.js';
import {ladderModel, rowsBeyond} from '../../../../source/screen/view-model/ladder/ladder-rows.js';
import {isUnknown} from '../../../../source/screen/view-model/state/known-rows.js';
import {type MonitorState} from '../../../../source/screen/view-model/state/monitor-state.js';
import {MAX_PICTURE_ROWS} from '../../../../source/screen/view-model/state/wanted-watch.js';
import {emptyLadder, frame, ladder, liveFrames, lots, maker, orders, ticks} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const modelOf = (change: Parameters<typeof frame>[0], rows = 26) => {
	const scene = new Scene(120, 40).frames([...liveFrames(), frame({sequence: 9, ...change})]);
	const {state} = scene as {state: MonitorState};
	return ladderModel(state, state.memory.frame!, state.memory.axis!, rows);
};

describe('a row without a level', () => {
	const picture = {...emptyLadder, knownFromUnits: priceUnits(100), knownToUnits: priceUnits(200)};

	test('is empty up to the very edge of what the snapshot vouches for, and unknown beyond it', () => {
		expect([99, 100, 200, 201].map((price) => isUnknown(picture, price))).toEqual([true, false, false, true]);
		expect(isUnknown(emptyLadder, 1)).toBe(false);
	});

	test('is unknown behind a picture that can hold no more, and empty behind one that can', () => {
		const levels = (count: number, step: number) =>
			Array.from({length: count}, (_, index) => ({priceUnits: priceUnits(10_000 + step * (index + 1)), qtyLots: lots('1')}));
		const full = {...emptyLadder, bids: levels(MAX_PICTURE_ROWS, -1), asks: levels(MAX_PICTURE_ROWS, 1)};
		expect([8976, 8975, 11_024, 11_025].map((price) => isUnknown(full, price))).toEqual([false, true, false, true]);
		const short = {...full, bids: full.bids.slice(1), asks: full.asks.slice(1)};
		expect([8975, 11_025].map((price) => isUnknown(short, price))).toEqual([false, false]);
	});
});

describe('own orders', () => {
	test('on one row are one size, and what is ahead of the first of them counts', () => {
		const [bid] = orders;
		const two = [
			{...bid!, leavesLots: Number(lots('0.01')), aheadLots: lots('5')},
			{...bid!, id: 9, leavesLots: Number(lots('0.02')), aheadLots: lots('3')},
			{...bid!, id: 10, leavesLots: Number(lots('0.03')), aheadLots: lots('4')},
		];
		const row = modelOf({maker: maker({orders: two})}).rows.find(
			({priceUnits: price}) => price === Math.floor(bid!.priceUnits / 100) * 100,
		);
		expect(row?.ownBid).toEqual({lots: lots('0.06'), aheadLots: lots('3')});
	});

	test('out of view are named, the nearest first, with their distance in rows', () => {
		const [bid] = orders;
		const far = ['67200.40', '67210.00'].map((price, index) => ({...bid!, id: 20 + index, priceUnits: ticks(price)}));
		const {ordersBelow, ordersAbove, rows} = modelOf({maker: maker({orders: far})});
		expect(ordersAbove).toEqual([]);
		expect(ordersBelow.map(({priceUnits: price}) => price)).toEqual([ticks('67210.00'), ticks('67200.40')]);
		expect(rowsBeyond(ordersBelow[0]!, rows, 100)).toBe((rows.at(-1)!.priceUnits - ticks('67210.00')) / 100);
	});
});

test('a size is on the side of the market its row lies on, from the touch outwards', () => {
	const {rows, middle} = modelOf({ladder: ladder()});
	expect(rows.slice(0, middle).every(({side}) => side === 'ask')).toBe(true);
	expect(rows.slice(middle).every(({side}) => side === 'bid')).toBe(true);
	expect(rows[middle]?.cumulativeLots).toBe(rows[middle]?.qtyLots);
});
