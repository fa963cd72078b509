/** A market as clients see it, through the faults armed for its depth events, trades and book copies. */

import type {Snapshot, Trade} from '../../domain/feed-event.js';
import {DepthDistorter, type DepthFault, type OutgoingDepth} from '../faults/depth-distorter.js';
import {TradeDistorter, type TradeFault} from '../faults/trade-distorter.js';
import {DEPTH_SPEEDS_MS, type DepthEvent, type Market} from './market.js';
import type {AggregateTrade} from './trade-aggregator.js';

const MOST_LEVELS = 5000;
/** Age of a frozen copy at the moment of freezing. */
const FROZEN_AGE_MS = 2000;

export class ListedMarket {
	readonly market: Market;
	readonly #distorters = new Map(DEPTH_SPEEDS_MS.map((speed) => [speed, new DepthDistorter()]));
	readonly #trades = new TradeDistorter();
	#frozen: Snapshot | undefined;

	constructor(market: Market) {
		this.market = market;
	}

	/** Spoils the next depth event of each stream speed. */
	arm(fault: DepthFault): void {
		for (const distorter of this.#distorters.values()) distorter.arm(fault);
	}

	/** Spoils the next trades. */
	armTrades(fault: TradeFault): void {
		this.#trades.arm(fault);
	}

	/** The trades that clients get for this one. */
	passTrade(trade: Trade | AggregateTrade): readonly (Trade | AggregateTrade)[] {
		return trade.kind === 'trade' ? this.#trades.pass(trade) : this.#trades.passAggregate(trade);
	}

	/** The depth events that clients get for this one. */
	pass({speedMs, diff}: DepthEvent): readonly OutgoingDepth[] {
		return this.#distorters.get(speedMs)?.pass(diff, this.market.top()) ?? [];
	}

	/** Stores an old copy of the book for the fault `frozen-snapshot`. */
	freeze(): void {
		this.#frozen = this.market.snapshot(MOST_LEVELS, FROZEN_AGE_MS);
	}

	frozenSnapshot(limit: number): Snapshot | undefined {
		const frozen = this.#frozen;
		return frozen && {...frozen, bids: frozen.bids.slice(0, limit), asks: frozen.asks.slice(0, limit)};
	}
}
