import {expect, test} from 'vitest';
import {initialState} from '../../../../source/screen/view-model/state/monitor-state.js';
import {averageUnits, largeLevelLots, lastTradeRow, markedRows} from '../../../../source/screen/view-model/ladder/ladder-marks.js';
import {Scene, settings} from '../../../helpers/screen-scene.js';
import {account, btcusdt, frame, liveFrames, lots, maker, money, ticks, touch} from '../../../helpers/frames.js';

test('prices stand on the row of their side: up for what lies above the market, down for what lies below', () => {
	const marks = markedRows(frame(), 100);
	expect([...marks]).toEqual([
		[ticks('67235.00'), 'last'],
		[ticks('66980.00'), 'low'],
		[ticks('67302.00'), 'high'],
		[ticks('67260.00'), 'average'],
	]);
});

test('of two marks on one row the more telling one is shown', () => {
	const session = {highUnits: ticks('67234.16'), lowUnits: ticks('67234.15'), lastUnits: ticks('67234.16')};
	const flat = maker({account: account({averagePrice: money('67234.157')})});
	expect(markedRows(frame({session, maker: flat}), 100).get(ticks('67235.00'))).toBe('average');
	expect(markedRows(frame({session, maker: maker({account: account({averagePrice: undefined})})}), 100).get(ticks('67235.00'))).toBe(
		'high',
	);
	expect(lastTradeRow(frame({session, maker: flat}), 100)).toBe(ticks('67235.00'));
});

test('without a mid the last trade lies on no side, and has no row', () => {
	expect(lastTradeRow(frame({touch: touch({midHalfUnits: undefined})}), 100)).toBeUndefined();
	expect(lastTradeRow(frame({session: {...frame().session, lastUnits: undefined}}), 100)).toBeUndefined();
});

test('an average entry between two ticks keeps its fraction', () => {
	expect(averageUnits(btcusdt, money('67259.8125'))).toBe(6_725_981.25);
	expect(averageUnits(btcusdt, undefined)).toBeUndefined();
});

test('the operator sets what is large; by default it is twice the 90th percentile of the rows', () => {
	const chosen = new Scene(120, 40, {market: {largeLevel: '2.5'}}).frames(liveFrames()).state;
	expect(largeLevelLots(chosen, frame())).toBe(Number(lots('2.5')));
	const automatic = new Scene(120, 40).frames(liveFrames()).state;
	const least = largeLevelLots(automatic, frame()) ?? 0;
	const sizes = [...frame().ladder.bids, ...frame().ladder.asks].map(({qtyLots}) => Number(qtyLots));
	expect(sizes.filter((size) => size >= least).length).toBeGreaterThan(0);
	expect(sizes.filter((size) => size >= least).length).toBeLessThan(sizes.length / 10);
	expect(largeLevelLots(initialState(settings(), {columns: 120, rows: 40}), frame())).toBeUndefined();
});
