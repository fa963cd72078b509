/**
 * Where the net comes from, in parts that add up to it to the last digit:
 *
 *     net = spread captured + adverse selection + inventory − fees
 *
 * For a fill of s·q lots (s = +1 bought, −1 sold) at price p, with the mid m at the fill and the mid n five seconds
 * later: captured is s·q·(m − p), adverse selection s·q·(n − m), and inventory is what the market did to everything that
 * is held besides: Q·mark − K, where K is what Q cost at those later mids. Until the five seconds are over, or where a
 * hole or an empty side hides the mid, K has the mid at the fill in its place, and without that one the price itself.
 * A taking fill captures less than nothing: the spread that it paid.
 */

import {gainAtHalfUnits, worth, worthAtHalfUnits, type Instrument} from '../../../domain/instrument.js';
import {addMoney, money, subtractMoney, ZERO_MONEY, type Money} from '../../../domain/money.js';
import type {UnixMs} from '../../../domain/units.js';
import type {FillCircumstances} from '../types/execution-observer.js';
import type {OrderFill} from '../types/order-report.js';

const ATTRIBUTION_HORIZON_S = 5;

export type AttributionView = {
	readonly horizonS: number;
	readonly spreadCaptured: Money;
	/** Of fills whose horizon has passed; as a result: what was lost is negative. */
	readonly adverseSelection: Money;
	readonly inventory: Money;
};

type Booked = {readonly instrument: Instrument; readonly lots: bigint};

type Waiting = {
	readonly executionId: number;
	/** When it happened, on the exchange's clock. */
	readonly atMs: UnixMs;
	/** Twice the mid then. */
	readonly midHalfUnits: number | undefined;
	/** The books have it; they hear of a fill one latency after it happened. */
	booked: Booked | undefined;
	/** Twice the mid in ticks at the horizon; `gone` where it will never be known. */
	later: number | 'not-yet' | 'gone';
};

export class Attribution {
	#waiting: Waiting[] = [];
	#mid: number | undefined;
	#captured: Money = ZERO_MONEY;
	#adverse: Money = ZERO_MONEY;
	/** K: what the inventory cost at the mids that its fills are measured by. */
	#cost: Money = ZERO_MONEY;

	/** What is held at the start, at what it cost. */
	open(cost: Money): void {
		this.#cost = cost;
	}

	/** A fill, in the exchange's time. */
	onFill({executionId, atMs}: OrderFill, {midHalfUnits}: FillCircumstances): void {
		this.#waiting.push({executionId, atMs, midHalfUnits, booked: undefined, later: midHalfUnits === undefined ? 'gone' : 'not-yet'});
	}

	/** @param midHalfUnits from this moment on. */
	onMid(atMs: UnixMs, midHalfUnits: number | undefined): void {
		for (const one of this.#waiting) {
			if (one.later === 'not-yet' && one.atMs + HORIZON_MS < atMs) this.#resolve(one, this.#mid ?? 'gone');
		}
		this.#mid = midHalfUnits;
		this.#forgetDone();
	}

	/** A hole in the feed: the mid at the horizon will not be known. */
	interrupt(): void {
		for (const one of this.#waiting) if (one.later === 'not-yet') one.later = 'gone';
		this.#mid = undefined;
		this.#forgetDone();
	}

	/** @param midHalfUnits at the fill. @param lots by which the inventory changed: a fee in the base asset is out of it. */
	book(instrument: Instrument, {executionId, priceUnits}: OrderFill, midHalfUnits: number | undefined, lots: bigint): void {
		const paid = worth(instrument, priceUnits, lots);
		const atMid = midHalfUnits === undefined ? paid : worthAtHalfUnits(instrument, midHalfUnits, lots);
		this.#captured = money(this.#captured + atMid - paid);
		this.#cost = addMoney(this.#cost, atMid);
		const one = this.#waiting.find((candidate) => candidate.executionId === executionId);
		if (one === undefined) return;
		one.booked = {instrument, lots};
		this.#settle(one);
		this.#forgetDone();
	}

	/** @param held worth of the inventory at its mark; where there is no mark, what it cost by the books. */
	view(held: Money): AttributionView {
		return {
			horizonS: ATTRIBUTION_HORIZON_S,
			spreadCaptured: this.#captured,
			adverseSelection: this.#adverse,
			inventory: subtractMoney(held, this.#cost),
		};
	}

	#resolve(one: Waiting, later: number | 'gone'): void {
		one.later = later;
		this.#settle(one);
	}

	/** Once a fill is in the books and its horizon has passed, what the market did to it has its name. */
	#settle({midHalfUnits, booked, later}: Waiting): void {
		if (booked === undefined || typeof later !== 'number' || midHalfUnits === undefined) return;
		const moved = gainAtHalfUnits(booked.instrument, midHalfUnits, later, booked.lots);
		this.#adverse = addMoney(this.#adverse, moved);
		this.#cost = addMoney(this.#cost, moved);
	}

	#forgetDone(): void {
		if (this.#waiting.length > 0) this.#waiting = this.#waiting.filter(({booked, later}) => booked === undefined || later === 'not-yet');
	}
}

const HORIZON_MS = ATTRIBUTION_HORIZON_S * 1000;
