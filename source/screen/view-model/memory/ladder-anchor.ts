/** The centre of the price axis: the mid, the last trade, or the own orders. */

import type {MonitorFrame} from '../../../engine/frame.js';
import type {WorkingOrder} from '../../../engine/maker/types/quotes.js';
import type {Side} from '../../../domain/units.js';
import type {Anchor} from '../settings/display-settings.js';

/** Twice the price in units; the mid if there is no last trade or own order. */
export const anchorHalfUnits = (anchor: Anchor, frame: MonitorFrame): number | undefined => {
	const mid = frame.touch.midHalfUnits;
	if (mid === undefined) return undefined;
	switch (anchor) {
		case 'mid':
			return mid;
		case 'last':
			return frame.session.lastUnits === undefined ? mid : 2 * frame.session.lastUnits;
		case 'own':
			return ownMiddle(frame.maker.orders) ?? mid;
	}
};

/** The middle of the best own bid and ask, or the only one. */
const ownMiddle = (orders: readonly WorkingOrder[]): number | undefined => {
	const [bid, ask] = [bestOf(orders, 'bid'), bestOf(orders, 'ask')];
	if (bid === undefined || ask === undefined) return bid === undefined ? twice(ask) : twice(bid);
	return bid + ask;
};

const twice = (price: number | undefined): number | undefined => (price === undefined ? undefined : 2 * price);

const bestOf = (orders: readonly WorkingOrder[], side: Side): number | undefined => {
	const prices = orders.filter((order) => order.side === side).map(({priceUnits}) => priceUnits);
	if (prices.length === 0) return undefined;
	return side === 'bid' ? Math.max(...prices) : Math.min(...prices);
};
