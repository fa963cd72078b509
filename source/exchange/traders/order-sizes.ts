/** Distributions of order sizes: many odd small ones, many round ones, a few large. All multiples of the lot step. */

import type {Listing} from '../listing/listing.js';
import {lots, type Lots} from '../listing/lots.js';
import type {Random} from '../listing/random.js';

export type OrderSizes = {
	/** Of an order behind the touch. */
	readonly layer: () => Lots;
	/** Of an order at the best price. */
	readonly touch: () => Lots;
	/** Of a large order at a round price. */
	readonly wall: () => Lots;
	/** Of a taker order. */
	readonly taker: () => Lots;
};

/** Multiples of the usual order size. */
const ROUND_SIZES = [0.1, 0.2, 0.5, 1, 1, 2, 5, 10, 20, 50] as const;
const ROUND_TAKES = [1, 2, 5, 10, 20, 50, 100] as const;
const LARGEST = 4000;

export const createOrderSizes = ({instrument, typicalQuantity}: Listing, random: Random): OrderSizes => {
	const step = instrument.stepLots;
	const size = (typicalOrders: number): Lots => {
		const wanted = Math.min(typicalOrders, LARGEST) * typicalQuantity;
		return lots(Math.max(1, Math.round(wanted / step)) * step);
	};

	const skewed = (median: number, spread: number): Lots => size(median * Math.exp(spread * random.normal()));
	return {
		layer: () => (random.chance(0.3) ? size(random.pick(ROUND_SIZES)) : skewed(1.2, 1.5)),
		touch: () => (random.chance(0.2) ? size(random.pick(ROUND_SIZES) * 5) : skewed(25, 1)),
		wall: () => size(Math.round(random.between(6, 50)) * 50),
		taker() {
			const habit = random.uniform();
			if (habit < 0.1) return size(random.pick(ROUND_TAKES));
			return habit < 0.55 ? skewed(0.15, 1) : skewed(1.5, 1.3);
		},
	};
};
