import {expect, test} from 'vitest';
import {priceUnits} from '../../../source/domain/units.js';
import {lots} from '../../../source/exchange/listing/lots.js';
import {RestingQueue, type RestingOrder} from '../../../source/exchange/matching/resting-queue.js';

const order = (id: number, quantity: number): RestingOrder => ({id, side: 'bid', priceUnits: priceUnits(100), remaining: lots(quantity)});

const ids = (queue: RestingQueue): number[] => queue.orders.map(({id}) => id);

test('first in, first out; an order cancelled in the middle leaves the others in their places', () => {
	const queue = new RestingQueue(priceUnits(100));
	expect([queue.first(), queue.total, ids(queue)]).toEqual([undefined, 0, []]);
	const orders = [order(7, 5), order(3, 6), order(9, 7)] as const;
	for (const one of orders) queue.join(one);
	expect([queue.first()?.id, queue.total, ids(queue)]).toEqual([7, 18, [7, 3, 9]]);
	queue.take(orders[1], lots(6));
	expect([queue.total, ids(queue)]).toEqual([12, [7, 9]]);
	queue.take(orders[0], lots(2));
	expect([queue.total, ids(queue), orders[0].remaining]).toEqual([10, [7, 9], 3]);
	queue.take(orders[0], lots(2));
	expect(ids(queue)).toEqual([7, 9]);
	queue.take(orders[0], lots(1));
	queue.take(orders[2], lots(7));
	expect([queue.first(), queue.total, ids(queue)]).toEqual([undefined, 0, []]);
	queue.join(order(1, 4));
	queue.join(order(2, 4));
	expect([queue.first()?.id, queue.total]).toEqual([1, 8]);
});
