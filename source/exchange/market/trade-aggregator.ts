/** Joins the fills of one taker order at one price into an aggregate trade. */

import type {Aggressor, PriceUnits} from '../../domain/units.js';
import {lots, type Lots} from '../listing/lots.js';
import type {Fill} from '../matching/engine-events.js';
import type {OrderId} from '../matching/resting-queue.js';

export type AggregateTrade = {
	readonly kind: 'aggregate-trade';
	readonly id: number;
	readonly priceUnits: PriceUnits;
	readonly quantity: Lots;
	readonly firstTradeId: number;
	readonly lastTradeId: number;
	readonly aggressor: Aggressor;
	readonly tradeAtMs: number;
};

type Open = {readonly takerOrderId: OrderId; readonly trade: AggregateTrade};

export class TradeAggregator {
	/** The aggregate that may still grow. */
	#open: Open | undefined;
	#lastId: number;

	constructor(lastId: number) {
		this.#lastId = lastId;
	}

	/** @returns the finished aggregate if this fill begins another one. */
	add(fill: Fill, atMs: number): AggregateTrade | undefined {
		const open = this.#open;
		if (open?.takerOrderId === fill.takerOrderId && open.trade.priceUnits === fill.priceUnits) {
			const quantity = lots(open.trade.quantity + fill.quantity);
			this.#open = {...open, trade: {...open.trade, quantity, lastTradeId: fill.tradeId}};
			return undefined;
		}

		const closed = this.close();
		this.#lastId += 1;
		this.#open = {takerOrderId: fill.takerOrderId, trade: firstOf(fill, this.#lastId, atMs)};
		return closed;
	}

	/** @returns the open aggregate, now finished. */
	close(): AggregateTrade | undefined {
		const closed = this.#open?.trade;
		this.#open = undefined;
		return closed;
	}
}

const firstOf = (fill: Fill, id: number, atMs: number): AggregateTrade => ({
	kind: 'aggregate-trade',
	id,
	priceUnits: fill.priceUnits,
	quantity: fill.quantity,
	firstTradeId: fill.tradeId,
	lastTradeId: fill.tradeId,
	aggressor: fill.aggressor,
	tradeAtMs: atMs,
});
