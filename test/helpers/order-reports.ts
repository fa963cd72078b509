/** Order reports, written short. */

import {ZERO_MONEY} from '../../source/domain/money.js';
import {priceUnits, unixMs} from '../../source/domain/units.js';
import type {OrderFill, OrderNews, OrderReport} from '../../source/engine/maker/types/order-report.js';

let number = 0;
const nextNumber = (): number => (number += 1);

/** A maker's fill of one lot of order 1, bought at 100, of which something is left, without a fee. */
export const orderFill = (changes: Partial<OrderFill> = {}): OrderFill => ({
	kind: 'filled',
	executionId: nextNumber(),
	orderId: 1,
	side: 'bid',
	level: 0,
	priceUnits: priceUnits(100),
	qtyLots: 1,
	leavesLots: 1,
	liquidity: 'maker',
	fee: {asset: 'USDT', amount: ZERO_MONEY},
	atMs: unixMs(0),
	sentAtMs: unixMs(0),
	...changes,
});

/** Any other report, of a bid. */
export const orderReport = (orderId: number, news: OrderNews, at = 0): OrderReport => ({
	...news,
	executionId: nextNumber(),
	orderId,
	side: 'bid',
	atMs: unixMs(at),
});
