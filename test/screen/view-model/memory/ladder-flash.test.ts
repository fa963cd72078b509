import {array, assert, integer, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {priceUnits, qtyLots, unixMs, type Side} from '../../../../source/domain/units.js';
import {flashesAfter, isLit, NO_FLASHES} from '../../../../source/screen/view-model/memory/ladder-flash.js';
import {ladder, ticks} from '../../../helpers/frames.js';

const side = array(tuple(integer({min: 1, max: 30}), integer({min: 1, max: 3})), {maxLength: 15});

const levels = (pairs: ReadonlyArray<readonly [number, number]>, which: Side) => {
	const sizes = new Map(pairs.map(([price, qty]) => [which === 'bid' ? price : price + 100, qty]));
	return [...sizes]
		.map(([price, qty]) => ({priceUnits: priceUnits(price), qtyLots: qtyLots(qty)}))
		.toSorted((a, b) => (which === 'bid' ? b.priceUnits - a.priceUnits : a.priceUnits - b.priceUnits));
};

test('every row within both pictures that changed is marked, and no other', () => {
	assert(
		property(side, side, side, side, (bids, asks, newBids, newAsks) => {
			const before = {...ladder('now', 0), bids: levels(bids, 'bid'), asks: levels(asks, 'ask')};
			const after = {...ladder('now', 0), bids: levels(newBids, 'bid'), asks: levels(newAsks, 'ask')};
			const marks = flashesAfter(NO_FLASHES, before, after, unixMs(5));
			for (const which of ['bids', 'asks'] as const) {
				const [old, now] = [before[which], after[which]];
				const inside = (price: number) =>
					[old, now].every(
						(list) => list.length > 0 && (which === 'bids' ? price >= list.at(-1)!.priceUnits : price <= list.at(-1)!.priceUnits),
					);
				const at = (list: typeof old, price: number) => list.find((level) => level.priceUnits === price)?.qtyLots;
				for (const {priceUnits: price} of [...old, ...now]) {
					if (inside(price)) expect(marks.has(price)).toBe(at(old, price) !== at(now, price));
				}
			}
		}),
	);
});

test('a mark lasts for 300 ms, and another group has none', () => {
	const [before, after] = [ladder('before'), ladder()];
	const row = ticks('67245.00');
	const marks = flashesAfter(NO_FLASHES, before, after, unixMs(0));
	expect([0, 299, 300].map((ms) => isLit(flashesAfter(marks, after, after, unixMs(ms)), row, unixMs(ms)))).toEqual([true, true, false]);
	expect(isLit(marks, ticks('67246.00'), unixMs(0))).toBe(false);
	expect(flashesAfter(marks, after, {...after, groupUnits: 5}, unixMs(1)).size).toBe(0);
});

test('a row that changes again and again is lit once, and again after a second at rest', () => {
	const [one, other] = [ladder('before'), ladder()];
	const row = ticks('67245.00');
	let [flashes, pictures] = [NO_FLASHES, [one, other]];
	const lit: boolean[] = [];
	for (let ms = 0; ms <= 2000; ms += 200) {
		flashes = flashesAfter(flashes, pictures[0], pictures[1]!, unixMs(ms));
		lit.push(isLit(flashes, row, unixMs(ms)));
		pictures = pictures.toReversed();
	}

	expect(lit).toEqual([true, true, ...Array.from({length: 9}, () => false)]);
	const rested = flashesAfter(flashesAfter(flashes, one, one, unixMs(3100)), one, other, unixMs(3200));
	expect(isLit(rested, row, unixMs(3200))).toBe(true);
});
