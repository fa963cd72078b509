/** What the risk layer and the models know of the market besides its touch: slow price, usual spread, fills' sides. */

import {lossyUnits, type PriceOrigin} from '../../../domain/instrument.js';
import {midHalfUnits, spreadUnits, type Touch} from '../../../domain/book/metrics.js';
import {BASIS_POINTS} from '../../../domain/money.js';
import type {MonotonicMs, Side} from '../../../domain/units.js';
import {RecentValues} from '../../../domain/recent-values.js';
import type {SideOffReason} from '../types/quotes.js';

/** Memory of the slow price. */
const REFERENCE_MS = 30_000;
const SPREADS = 256;
const MEDIAN_EVERY_MS = 1000;

export class MarketStatistics {
	readonly #spreads = new RecentValues(SPREADS);
	#origin: PriceOrigin = {originUnits: 0n};
	#reference: {readonly value: number; readonly at: MonotonicMs} | undefined;
	#spreadBp: number | undefined;
	#usualSpreadBp: number | undefined;
	#medianAt = -Infinity;
	#fills: {readonly side: Side; readonly at: MonotonicMs}[] = [];

	/** Prices are counted from elsewhere. */
	setOrigin(instrument: PriceOrigin): void {
		this.interrupt();
		this.#origin = instrument;
	}

	/** Slow mean of the mid, twice it. */
	get referenceHalfUnits(): number | undefined {
		return this.#reference?.value;
	}

	get spreadBp(): number | undefined {
		return this.#spreadBp;
	}

	get usualSpreadBp(): number | undefined {
		return this.#usualSpreadBp;
	}

	observe(touch: Touch, at: MonotonicMs): void {
		const mid = midHalfUnits(touch);
		this.#spreadBp = (spreadUnits(touch) / lossyUnits(this.#origin, mid / 2)) * BASIS_POINTS;
		this.#spreads.add(this.#spreadBp);
		if (at - this.#medianAt >= MEDIAN_EVERY_MS) {
			this.#medianAt = at;
			this.#usualSpreadBp = this.#spreads.percentile(0.5);
		}

		const last = this.#reference;
		const weight = last === undefined ? 1 : 1 - Math.exp(-Math.max(at - last.at, 0) / REFERENCE_MS);
		this.#reference = {value: last === undefined ? mid : last.value + (mid - last.value) * weight, at};
	}

	/** After a hole the price may be anywhere. */
	interrupt(): void {
		this.#reference = undefined;
		this.#spreads.clear();
		this.#medianAt = -Infinity;
	}

	onFill(side: Side, at: MonotonicMs): void {
		this.#fills.push({side, at});
	}

	/** The side that was filled too often without the other. */
	blocked(limit: number, windowMs: number, now: MonotonicMs): Readonly<Partial<Record<Side, SideOffReason>>> {
		this.#fills = this.#fills.filter(({at}) => now - at <= windowMs);
		const net = this.#fills.reduce((sum, {side}) => sum + (side === 'bid' ? 1 : -1), 0);
		if (Math.abs(net) < limit) return {};
		return net > 0 ? {bid: 'one-sided-fills'} : {ask: 'one-sided-fills'};
	}
}
