/**
 * Getting flat by taking: quotes go first, and only when none of them can be filled any more is what is then held
 * sold or bought back, as an order that takes at once within a limit price and expires. So the position is closed
 * and never turned round. It gives up, and says what is left, when the book cannot be believed, when the limits
 * leave nothing to do, or after a few tries. Decides only; the desk sends.
 */

import {formatPrice, isBelowMinimum, notional, plainQty, type Instrument} from '../../domain/instrument.js';
import type {Touch} from '../../domain/metrics.js';
import {priceUnits, type MonotonicMs, type PriceUnits, type Side} from '../../domain/units.js';
import {collarAround} from './price-collar.js';
import type {RiskLimits} from './risk-limits.js';
import {takerLimit} from './taker-walk.js';

/** A try takes what the book shows; the next one waits for what it has done. */
const MOST_TRIES = 10;
const GIVE_UP_AFTER_MS = 15_000;

export type TakerOrder = {readonly side: Side; readonly priceUnits: PriceUnits; readonly qtyLots: number};

export type FlattenStep =
	| {readonly kind: 'wait'}
	| {readonly kind: 'send'; readonly order: TakerOrder}
	/** It is over; `left` is true where something is still held. */
	| {readonly kind: 'over'; readonly left: boolean; readonly text: string};

export type FlattenInputs = {
	readonly instrument: Instrument;
	readonly inventoryLots: bigint;
	readonly touch: Touch;
	readonly limits: RiskLimits;
	/** Slow mean of the mid, twice it in ticks: the collar is around it. */
	readonly referenceHalfUnits: number | undefined;
	/** An own order could still be filled, as far as is known. */
	readonly ordersOpen: boolean;
	readonly mayOrder: boolean;
	readonly now: MonotonicMs;
};

export class Flattener {
	#startedAt: MonotonicMs | undefined;
	#tries = 0;

	get isActive(): boolean {
		return this.#startedAt !== undefined;
	}

	/** Again while it runs: it begins anew. */
	start(now: MonotonicMs): void {
		this.#startedAt = now;
		this.#tries = 0;
	}

	stop(): void {
		this.#startedAt = undefined;
	}

	step(inputs: FlattenInputs): FlattenStep {
		const {inventoryLots, ordersOpen, mayOrder, now} = inputs;
		if (this.#startedAt === undefined || ordersOpen) return {kind: 'wait'};
		if (inventoryLots === 0n) return this.#over(false, 'flat; quotes stay off');
		const late = this.#tries >= MOST_TRIES || now - this.#startedAt > GIVE_UP_AFTER_MS;
		if (late) return this.#over(true, `flatten gave up after ${this.#tries} orders: ${leftText(inputs)}`);
		if (!mayOrder) return {kind: 'wait'};
		const order = takerOrder(inputs);
		if (typeof order === 'string') return this.#over(true, `flatten stopped, ${order}: ${leftText(inputs)}`);
		this.#tries += 1;
		return {kind: 'send', order};
	}

	#over(left: boolean, text: string): FlattenStep {
		this.stop();
		return {kind: 'over', left, text};
	}
}

/** `+0.042 is left`. */
const leftText = ({instrument, inventoryLots}: Pick<FlattenInputs, 'instrument' | 'inventoryLots'>): string =>
	`${plainQty(instrument, inventoryLots)} ${instrument.baseAsset} is left`;

/** The next order, within every limit; or why there is none, in words. */
const takerOrder = ({instrument, inventoryLots, touch, limits, referenceHalfUnits}: FlattenInputs): TakerOrder | string => {
	const side = inventoryLots > 0n ? 'ask' : 'bid';
	const best = side === 'bid' ? touch.ask.priceUnits : touch.bid.priceUnits;
	const price = withinCollar(side, takerLimit(side, best, limits.maxSlippageBp), limits.collarBp, referenceHalfUnits);
	if (side === 'bid' ? price < best : price > best) return `the best price ${formatPrice(instrument, best)} is outside the price collar`;
	const qtyLots = cappedLots(instrument, inventoryLots < 0n ? -inventoryLots : inventoryLots, best, limits);
	return isBelowMinimum(instrument, best, qtyLots) ? 'less than the venue takes as one order' : {side, priceUnits: price, qtyLots};
};

const withinCollar = (side: Side, price: PriceUnits, collarBp: number, referenceHalfUnits: number | undefined): PriceUnits => {
	const {lowestUnits, highestUnits} = collarAround(referenceHalfUnits, collarBp);
	return priceUnits(side === 'bid' ? Math.min(price, highestUnits) : Math.max(price, lowestUnits));
};

/** No more than an order may have, in whole steps. */
const cappedLots = (instrument: Instrument, heldLots: bigint, best: PriceUnits, {maxOrderLots, maxOrderNotional}: RiskLimits): number => {
	const step = BigInt(instrument.stepLots);
	const perLot = notional(instrument, best, 1n);
	const caps = [
		heldLots,
		BigInt(Number.MAX_SAFE_INTEGER),
		...(maxOrderLots === undefined ? [] : [BigInt(maxOrderLots)]),
		...(maxOrderNotional === undefined || perLot === 0n ? [] : [maxOrderNotional / perLot]),
	];
	const most = caps.reduce((least, cap) => (cap < least ? cap : least));
	return Number((most / step) * step);
};
