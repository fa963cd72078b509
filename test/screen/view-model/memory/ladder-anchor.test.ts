import {expect, test} from 'vitest';
import {anchorHalfUnits} from '../../../../source/screen/view-model/memory/ladder-anchor.js';
import {emptyTouch, frame, maker, orders, ticks} from '../../../helpers/frames.js';

const MID = 13_446_831;
const none = {highUnits: undefined, lowUnits: undefined, lastUnits: undefined};

test('mid, last trade, or between own orders', () => {
	expect(anchorHalfUnits('mid', frame())).toBe(MID);
	expect(anchorHalfUnits('last', frame())).toBe(2 * ticks('67234.16'));
	expect(anchorHalfUnits('own', frame())).toBe(ticks('67224.04') + ticks('67237.49'));
});

test('one own order is enough; without any, and before the first trade, the mid has to do', () => {
	expect(anchorHalfUnits('own', frame({maker: maker({orders: orders.slice(1)})}))).toBe(2 * ticks('67237.49'));
	expect(anchorHalfUnits('own', frame({maker: maker({orders: []})}))).toBe(MID);
	expect(anchorHalfUnits('last', frame({session: none}))).toBe(MID);
});

test('the own order nearest to the market counts', () => {
	const far = {...orders[0]!, id: 9, priceUnits: ticks('67000.00')};
	expect(anchorHalfUnits('own', frame({maker: maker({orders: [far, ...orders]})}))).toBe(ticks('67224.04') + ticks('67237.49'));
});

test('a market that is not there has no middle', () => {
	for (const anchor of ['mid', 'last', 'own'] as const) expect(anchorHalfUnits(anchor, frame({touch: emptyTouch}))).toBeUndefined();
});
