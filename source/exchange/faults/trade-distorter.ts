/** Spoils single trades, as asked for, on their way to all clients. */

import type {Trade} from '../../domain/feed-event.js';
import {priceUnits} from '../../domain/units.js';
import type {AggregateTrade} from '../market/trade-aggregator.js';
import type {FaultKind} from './fault.js';

export type TradeFault = Extract<FaultKind, 'trade-gap' | 'trade-duplicate' | 'trade-conflict'>;

const TRADE_FAULTS: ReadonlySet<FaultKind> = new Set<TradeFault>(['trade-gap', 'trade-duplicate', 'trade-conflict']);

export const isTradeFault = (kind: FaultKind): kind is TradeFault => TRADE_FAULTS.has(kind);

/** Trades that one gap swallows. */
const LOST = 3;
/** How far from the true price a contradicting trade is. */
const LIE_STEPS = 7;

export class TradeDistorter {
	/** Each spoils what comes next, in order. */
	readonly #armed: TradeFault[] = [];
	/** Ids of lost trades: above `from` and up to `to`. */
	#lost = {from: -1, to: -1};

	arm(fault: TradeFault): void {
		this.#armed.push(fault);
	}

	/** What clients get instead of this trade. */
	pass(trade: Trade): readonly Trade[] {
		if (trade.id <= this.#lost.to) return [];
		const fault = this.#armed.shift();
		switch (fault) {
			case undefined:
				return [trade];
			case 'trade-gap':
				this.#lost = {from: trade.id - 1, to: trade.id + LOST - 1};
				return [];
			case 'trade-duplicate':
				return [trade, trade];
			case 'trade-conflict':
				return [trade, {...trade, priceUnits: priceUnits(trade.priceUnits + LIE_STEPS)}];
		}
	}

	/** An aggregate is lost where one of its trades is. */
	passAggregate(trade: AggregateTrade): readonly AggregateTrade[] {
		return trade.lastTradeId > this.#lost.from && trade.firstTradeId <= this.#lost.to ? [] : [trade];
	}
}
