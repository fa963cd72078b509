/** Spoils single trades on their way to all clients, as armed. */

import type {Trade} from '../../domain/feed-event.js';
import {priceUnits} from '../../domain/units.js';
import type {AggregateTrade} from '../market/trade-aggregator.js';
import type {FaultKind} from './fault.js';

export type TradeFault = Extract<FaultKind, 'trade-gap' | 'trade-duplicate' | 'trade-conflict'>;

const TRADE_FAULTS: ReadonlySet<FaultKind> = new Set<TradeFault>(['trade-gap', 'trade-duplicate', 'trade-conflict']);

export const isTradeFault = (kind: FaultKind): kind is TradeFault => TRADE_FAULTS.has(kind);

/** Trades lost in one gap. */
const LOST = 3;
/** Price steps between the true price and that of a contradicting trade. */
const LIE_STEPS = 7;

export class TradeDistorter {
	/** Each entry spoils the next trade, in order. */
	readonly #armed: TradeFault[] = [];
	/** Ids of lost trades: above `from` and up to `to`. */
	#lost = {from: -1, to: -1};

	arm(fault: TradeFault): void {
		this.#armed.push(fault);
	}

	/** The trades that clients get instead of this one. */
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

	/** An aggregate is dropped if any of its trades was. */
	passAggregate(trade: AggregateTrade): readonly AggregateTrade[] {
		return trade.lastTradeId > this.#lost.from && trade.firstTradeId <= this.#lost.to ? [] : [trade];
	}
}
