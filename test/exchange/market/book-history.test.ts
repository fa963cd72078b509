import {expect, test} from 'vitest';
import {priceUnits, updateId} from '../../../source/domain/units.js';
import {BookHistory} from '../../../source/exchange/market/book-history.js';
import {lots} from '../../../source/exchange/listing/lots.js';

/** A bid at 50 grows by one lot with each id from 11 on. */
const grow = (history: BookHistory, toId: number): void => {
	for (let id = 11; id <= toId; id += 1) {
		const change = {updateId: updateId(id), side: 'bid', priceUnits: priceUnits(50), before: lots(id - 11), after: lots(id - 10)} as const;
		history.record(change);
	}
};

const bid = (quantity: number) => ({bids: [{priceUnits: priceUnits(50), qtyLots: lots(quantity)}], asks: []});

test('every held id gives its own book, and the oldest held is the one before the log', () => {
	const history = new BookHistory(updateId(10), 8);
	grow(history, 15);
	expect(history.oldestHeld()).toBe(10);
	expect(history.rewind(bid(5), updateId(10))).toEqual({bids: [], asks: []});
	expect(history.rewind(bid(5), updateId(13))).toEqual(bid(3));
	expect(history.rewind(bid(5), updateId(15))).toEqual(bid(5));
	expect(history.rewind(bid(5), updateId(9))).toBeUndefined();
});

test('a full log forgets the oldest changes and stays right about the others', () => {
	const history = new BookHistory(updateId(10), 8);
	grow(history, 40);
	expect(history.oldestHeld()).toBe(32);
	expect(history.rewind(bid(30), updateId(32))).toEqual(bid(22));
	expect(history.rewind(bid(30), updateId(31))).toBeUndefined();
	expect(history.since(updateId(32))).toEqual(bid(30));
	expect(history.since(updateId(40))).toEqual({bids: [], asks: []});
	expect(history.since(updateId(41))).toBeUndefined();
});

test('a log without changes knows the present only', () => {
	const history = new BookHistory(updateId(10));
	expect(history.rewind(bid(1), updateId(10))).toEqual(bid(1));
	expect(history.holds(updateId(9))).toBe(false);
});
