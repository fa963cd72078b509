/**
 * Getting flat by taking: quotes go first, and only when none of them can be filled any more is what is then held
 * sold or bought back, as an order that takes at once within a limit price and expires. So the position is closed
 * and never turned round. It goes on, however many orders that takes, while anything is left and offered; it ends, and
 * says what is left and why, when the book cannot be believed, when the limits or the venue's rules allow no order, or
 * when nothing has been offered within the limit price for a while. Decides only; the desk sends.
 */

import {formatPrice, isBelowMinimum, mostOrderLots, notional, plainQty, type Instrument} from '../../../domain/instrument.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {Touch} from '../../../domain/book/metrics.js';
import {priceUnits, type MonotonicMs, type PriceUnits, type Side} from '../../../domain/units.js';
import {floorToStep} from '../settings/price-money.js';
import {collarAround} from '../pricing/price-collar.js';
import type {RiskLimits} from '../settings/risk-limits.js';
import {withoutRebate} from './side-room.js';
import {takerLimit} from '../pricing/taker-limit.js';
import type {TakerOrder} from '../types/taker-order.js';

/** An order takes what the book shows; the next one waits for what it has done. So long without a fill is the end. */
const GIVE_UP_AFTER_MS = 15_000;

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
	/** Slow mean of the mid, twice it: the collar is around it. */
	readonly referenceHalfUnits: number | undefined;
	/** An own order could still be filled, as far as is known. */
	readonly ordersOpen: boolean;
	/** Of one of them nobody knows what became of it: waiting for it has an end. */
	readonly ordersUnknown: boolean;
	readonly mayOrder: boolean;
	/** What a purchase brings beyond its quantity: a rebate in the base asset. */
	readonly takerBaseRebate: bigint;
	readonly now: MonotonicMs;
};

/** Since when nothing has moved, and what was held then. */
type Progress = {readonly at: MonotonicMs; readonly heldLots: bigint | undefined};

export class Flattener {
	#progress: Progress | undefined;
	#orders = 0;

	get isActive(): boolean {
		return this.#progress !== undefined;
	}

	/** Again while it runs: it begins anew. */
	start(now: MonotonicMs): void {
		this.#progress = {at: now, heldLots: undefined};
		this.#orders = 0;
	}

	stop(): void {
		this.#progress = undefined;
	}

	step(inputs: FlattenInputs): FlattenStep {
		const {inventoryLots, ordersOpen, ordersUnknown, mayOrder, now} = inputs;
		if (this.#progress === undefined) return {kind: 'wait'};
		if (ordersUnknown && now - this.#progress.at > GIVE_UP_AFTER_MS) {
			return this.#over(true, `flatten gave up: what became of an own order is not known; ${leftText(inputs)}`);
		}
		if (ordersOpen || ordersUnknown) return {kind: 'wait'};
		if (inventoryLots === 0n) return this.#over(false, 'flat; quotes stay off');
		if (!mayOrder) return {kind: 'wait'};
		if (this.#progress.heldLots !== inventoryLots) this.#progress = {at: now, heldLots: inventoryLots};
		if (now - this.#progress.at > GIVE_UP_AFTER_MS) {
			return this.#over(
				true,
				`flatten gave up: nothing more is offered within ${inputs.limits.maxSlippageBp} bp of the best price, after ${ordersText(this.#orders)}; ${leftText(inputs)}`,
			);
		}
		const order = takerOrder(inputs);
		if (typeof order === 'string') return this.#over(true, `flatten stopped: ${order}; ${leftText(inputs)}`);
		this.#orders += 1;
		return {kind: 'send', order};
	}

	#over(left: boolean, text: string): FlattenStep {
		this.stop();
		return {kind: 'over', left, text};
	}
}

const ordersText = (count: number): string => (count === 1 ? '1 order' : `${count} orders`);

/** `+0.042 is left`. */
const leftText = ({instrument, inventoryLots}: Pick<FlattenInputs, 'instrument' | 'inventoryLots'>): string =>
	`${plainQty(instrument, inventoryLots)} ${instrument.baseAsset} is left`;

/** The next order, within every limit; or why there is none, in words. */
const takerOrder = ({
	instrument,
	inventoryLots,
	touch,
	limits,
	referenceHalfUnits,
	takerBaseRebate,
}: FlattenInputs): TakerOrder | string => {
	const side = inventoryLots > 0n ? 'ask' : 'bid';
	const best = side === 'bid' ? touch.ask.priceUnits : touch.bid.priceUnits;
	const price = withinCollar(instrument, side, takerLimit(instrument, side, best, limits.maxSlippageBp), {
		collarBp: limits.collarBp,
		referenceHalfUnits,
	});
	if (side === 'bid' ? price < best : price > best) return `the best price ${formatPrice(instrument, best)} is outside the price collar`;
	const heldLots = side === 'bid' ? withoutRebate(-inventoryLots, takerBaseRebate) : inventoryLots;
	const qtyLots = cappedLots(instrument, heldLots, best, limits);
	return isBelowMinimum(instrument, best, qtyLots) ? tooSmall(instrument, heldLots, best) : {side, priceUnits: price, qtyLots};
};

/** The venue's least order is more than is held, or more than the limits allow one order to be. */
const tooSmall = (instrument: Instrument, heldLots: bigint, best: PriceUnits): string =>
	isBelowMinimum(instrument, best, floorToStep(instrument, heldLots))
		? 'it is less than the venue takes as one order'
		: 'the largest order that the limits allow is less than the venue takes';

type Collar = {readonly collarBp: number; readonly referenceHalfUnits: number | undefined};

const withinCollar = (instrument: Instrument, side: Side, price: PriceUnits, {collarBp, referenceHalfUnits}: Collar): PriceUnits => {
	const {lowestUnits, highestUnits} = collarAround(referenceHalfUnits, collarBp, instrument);
	return priceUnits(side === 'bid' ? Math.min(price, highestUnits) : Math.max(price, lowestUnits));
};

/** No more than an order may have, in whole steps. */
const cappedLots = (instrument: Instrument, heldLots: bigint, best: PriceUnits, {maxOrderLots, maxOrderNotional}: RiskLimits): OwnLots => {
	const perLot = notional(instrument, best, 1n);
	const venueMost = mostOrderLots(instrument, best, true);
	const caps = [
		heldLots,
		...(venueMost === undefined ? [] : [venueMost]),
		...(maxOrderLots === undefined ? [] : [BigInt(maxOrderLots)]),
		...(maxOrderNotional === undefined || perLot === 0n ? [] : [maxOrderNotional / perLot]),
	];
	const most = caps.reduce((least, cap) => (cap < least ? cap : least));
	return floorToStep(instrument, most);
};
