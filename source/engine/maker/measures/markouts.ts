/**
 * What fills were worth a little later: capture = side·(mid at the fill − price), markout_h = side·(mid h later −
 * price), both in basis points of the price; adverse selection is their difference. Every mean is weighted by quantity,
 * since money is: many small fills that pay do not outvote a large one that does not. Mids are the last ones at or before
 * a moment of the exchange's time; what a gap hides is left out and counted.
 */

import {lossyUnits, type PriceOrigin} from '../../../domain/instrument.js';
import {BASIS_POINTS} from '../../../domain/money.js';
import type {Side, UnixMs} from '../../../domain/units.js';
import type {FillCause} from '../settings/names.js';
import {WeightedMoments, type Moments} from '../pricing/moments.js';
import type {FillCircumstances} from '../types/execution-observer.js';
import type {OrderFill} from '../types/order-report.js';

const HORIZONS_S = [1, 5, 30] as const;

export type Markout = {
	readonly horizonS: number;
	readonly markout: Moments;
	readonly adverse: Moments;
	/** Not known any more. */ readonly missed: number;
};

export type MarkoutView = {
	readonly capture: Moments;
	readonly horizons: readonly Markout[];
	/** The first of the longer horizons, by side and by cause: where it is lost. */
	readonly bySide: Readonly<Record<Side, Moments>>;
	readonly byCause: Readonly<Record<QuoteFillCause, Moments>>;
	/** Of each quoted level, the nearest first; levels that were never filled have a count of zero. */
	readonly byLevel: readonly Moments[];
};

/** How a quote was filled: not by taking. */
export type QuoteFillCause = Exclude<FillCause, 'taken'>;

type SeenFill = OrderFill & FillCircumstances;

type Waiting = {readonly dueAt: number; readonly fill: SeenFill; readonly captureBp: number | undefined};

/** Twice the mid, and what prices are counted from. */
type MidOf = {readonly mid: number | undefined; readonly origin: PriceOrigin};

class Horizon {
	readonly #seconds: number;
	readonly markout = new WeightedMoments();
	readonly adverse = new WeightedMoments();
	readonly #waiting: Waiting[] = [];
	missed = 0;

	constructor(seconds: number) {
		this.#seconds = seconds;
	}

	add(fill: SeenFill, captureBp: number | undefined): void {
		this.#waiting.push({dueAt: fill.atMs + this.#seconds * 1000, fill, captureBp});
	}

	/** Settles what was due before `until` at the mid that stood. */
	settle(until: number, {mid: midHalfUnits, origin}: MidOf, tell: (fill: SeenFill, bp: number) => void): void {
		while ((this.#waiting[0]?.dueAt ?? Infinity) < until) {
			const due = this.#waiting.shift();
			if (due === undefined) return;
			if (midHalfUnits === undefined) this.missed += 1;
			else this.#count(due, basisPoints(due.fill, midHalfUnits, origin), tell);
		}
	}

	interrupt(): void {
		this.missed += this.#waiting.splice(0).length;
	}

	#count({fill, captureBp}: Waiting, bp: number, tell: (fill: SeenFill, bp: number) => void): void {
		this.markout.add(bp, fill.qtyLots);
		if (captureBp !== undefined) this.adverse.add(captureBp - bp, fill.qtyLots);
		tell(fill, bp);
	}

	get view(): Markout {
		return {horizonS: this.#seconds, markout: this.markout.moments, adverse: this.adverse.moments, missed: this.missed};
	}
}

const basisPoints = ({side, priceUnits}: SeenFill, midHalfUnits: number, origin: PriceOrigin): number =>
	((side === 'bid' ? 1 : -1) * (midHalfUnits / 2 - priceUnits) * BASIS_POINTS) / lossyUnits(origin, priceUnits);

export class Markouts {
	readonly #horizons = HORIZONS_S.map((seconds) => new Horizon(seconds));
	readonly #capture = new WeightedMoments();
	readonly #bySide = {bid: new WeightedMoments(), ask: new WeightedMoments()};
	readonly #byLevel: WeightedMoments[] = [];
	readonly #byCause = {print: new WeightedMoments(), through: new WeightedMoments(), 'no-print': new WeightedMoments()};
	#mid: number | undefined;
	#origin: PriceOrigin = {originUnits: 0n};

	/** Prices are counted from elsewhere: what waits is waited for no more. */
	setOrigin(instrument: PriceOrigin): void {
		this.interrupt();
		this.#origin = instrument;
	}

	onFill(reported: OrderFill, circumstances: FillCircumstances): void {
		const fill = {...reported, ...circumstances};
		const captureBp = fill.midHalfUnits === undefined ? undefined : basisPoints(fill, fill.midHalfUnits, this.#origin);
		if (captureBp !== undefined) this.#capture.add(captureBp, fill.qtyLots);
		for (const horizon of this.#horizons) horizon.add(fill, captureBp);
	}

	onMid(atMs: UnixMs, midHalfUnits: number | undefined): void {
		for (const [index, horizon] of this.#horizons.entries()) {
			horizon.settle(atMs, {mid: this.#mid, origin: this.#origin}, (fill, bp) => {
				if (index === SPLIT_HORIZON) this.#split(fill, bp);
			});
		}

		this.#mid = midHalfUnits;
	}

	/** The feed has a hole: what comes after it is no mid "at or before". */
	interrupt(): void {
		for (const horizon of this.#horizons) horizon.interrupt();
		this.#mid = undefined;
	}

	get view(): MarkoutView {
		return {
			capture: this.#capture.moments,
			horizons: this.#horizons.map(({view}) => view),
			bySide: {bid: this.#bySide.bid.moments, ask: this.#bySide.ask.moments},
			byLevel: this.#byLevel.map(({moments}) => moments),
			byCause: {print: this.#byCause.print.moments, through: this.#byCause.through.moments, 'no-print': this.#byCause['no-print'].moments},
		};
	}

	#split(fill: SeenFill, bp: number): void {
		this.#bySide[fill.side].add(bp, fill.qtyLots);
		if (fill.cause !== 'taken') this.#byCause[fill.cause].add(bp, fill.qtyLots);
		while (this.#byLevel.length <= fill.level) this.#byLevel.push(new WeightedMoments());
		this.#byLevel[fill.level]?.add(bp, fill.qtyLots);
	}
}

/** Five seconds. */
const SPLIT_HORIZON = 1;
