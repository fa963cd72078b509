/** What is quoted now, from the chosen model to the orders at the paper exchange; and what was said of it last. */

import type {Instrument} from '../../domain/instrument.js';
import {midHalfUnits, type Touch} from '../../domain/book/metrics.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import type {MakerSettings} from './settings/maker-settings.js';
import type {EmitMaker} from './types/maker-output.js';
import {fairValue} from './pricing/fair-value.js';
import type {PullReason, Quoting, QuotingState} from './types/quotes.js';
import type {MakerParameters} from './settings/parameters.js';
import {quoteFor, sameQuoting} from './pricing/quote-prices.js';
import type {Measurements} from './measures/measurements.js';
import {modelShape} from './pricing/model-shape.js';
import type {OrderRouter} from './orders/order-router.js';
import type {QuoteRules} from './pricing/quote-sizes.js';

/** One moment of the market, as it concerns the quotes. */
export type QuotedMarket = {
	readonly instrument: Instrument;
	readonly parameters: MakerParameters;
	readonly inventoryLots: bigint;
	readonly touch: Touch;
	readonly rules: QuoteRules;
	readonly at: Instant;
	/** On the exchange's clock, no earlier than it is there. */
	readonly now: UnixMs;
	/** On the exchange's clock, as far as the feed has told. */
	readonly heardTo: UnixMs;
};

export type QuoterParts = {
	/** Absent: nothing is ever quoted. */
	readonly settings: MakerSettings | undefined;
	readonly router: OrderRouter;
	readonly measured: Measurements;
	readonly emit: EmitMaker;
};

export class Quoter {
	readonly #parts: QuoterParts;
	#quoting: Quoting;

	constructor(parts: QuoterParts, now: UnixMs) {
		this.#parts = parts;
		this.#quoting = parts.settings === undefined ? {kind: 'off'} : {kind: 'pulled', reason: 'no-instrument', sinceMs: now};
	}

	get quoting(): Quoting {
		return this.#quoting;
	}

	/** Quotes stand, or would as soon as a side may be quoted. */
	get isAtWork(): boolean {
		return this.#quoting.kind === 'quoting' || (this.#quoting.kind === 'pulled' && this.#quoting.reason === 'no-side');
	}

	/** As it is, said again: what goes with it has changed. */
	again(): void {
		this.#parts.emit({kind: 'quote', quoting: this.#quoting});
	}

	quote(market: QuotedMarket): void {
		const {instrument, parameters, inventoryLots, touch, rules, at, now, heardTo} = market;
		const {settings, measured, router} = this.#parts;
		const calibration = measured.calibration.view(instrument, heardTo);
		const shape = settings && modelShape({instrument, settings, parameters, calibration, inventoryLots, midHalfUnits: midHalfUnits(touch)});
		if (shape === undefined) {
			this.standDown('not-calibrated', at.wallMs, now);
			return;
		}

		const fair = fairValue(parameters.fairValue, instrument, touch, measured.micro.adjustment(touch));
		const quoting = quoteFor(instrument, parameters, inventoryLots, touch, {fair, shape, rules});
		router.route({...market, quoting});
		this.#show(withNoSide(quoting, at.wallMs));
	}

	/** Every order is cancelled; until that arrives it can still be filled. @returns whether that is news. */
	standDown(reason: PullReason, sinceMs: UnixMs, now: UnixMs): boolean {
		this.#parts.router.cancelAll(now);
		return this.show(reason, sinceMs);
	}

	/** Orders are gone already. @returns whether that is news. */
	show(reason: PullReason, sinceMs: UnixMs): boolean {
		return this.#show({kind: 'pulled', reason, sinceMs});
	}

	#show(quoting: Quoting): boolean {
		const same = sameQuoting(this.#quoting, quoting);
		// The time since which quotes are pulled belongs to the first of several equal pulls.
		if (!same || quoting.kind === 'quoting') this.#quoting = quoting;
		if (!same) this.#parts.emit({kind: 'quote', quoting});
		return !same;
	}
}

/** Nothing is quoted where neither side may be: then that is what is said, with each side's reason. */
const withNoSide = (quoting: QuotingState, sinceMs: UnixMs): Quoting =>
	quoting.bid === undefined && quoting.ask === undefined
		? {kind: 'pulled', reason: 'no-side', bidOff: quoting.bidOff, askOff: quoting.askOff, sinceMs}
		: quoting;
