/** What is quoted now, from the chosen model to the orders at the paper exchange; and what was said of it last. */

import type {Instrument} from '../../domain/instrument.js';
import {midHalfUnits, type Touch} from '../../domain/book/metrics.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import type {MakerSettings} from './settings/maker-settings.js';
import type {MakerOutput} from './types/maker-output.js';
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

export class Quoter {
	readonly #settings: MakerSettings | undefined;
	readonly #router: OrderRouter;
	readonly #measured: Measurements;
	#quoting: Quoting;

	constructor(settings: MakerSettings | undefined, router: OrderRouter, measured: Measurements, now: UnixMs) {
		this.#settings = settings;
		this.#router = router;
		this.#measured = measured;
		this.#quoting = settings === undefined ? {kind: 'off'} : {kind: 'pulled', reason: 'no-instrument', sinceMs: now};
	}

	get quoting(): Quoting {
		return this.#quoting;
	}

	/** Quotes stand, or would as soon as a side may be quoted. */
	get isAtWork(): boolean {
		return this.#quoting.kind === 'quoting' || (this.#quoting.kind === 'pulled' && this.#quoting.reason === 'no-side');
	}

	/** As it is, said again: what goes with it has changed. */
	get again(): MakerOutput {
		return {kind: 'quote', quoting: this.#quoting};
	}

	quote(market: QuotedMarket): readonly MakerOutput[] {
		const {instrument, parameters, inventoryLots, touch, rules, at, now, heardTo} = market;
		const calibration = this.#measured.calibration.view(instrument, heardTo);
		const settings = this.#settings;
		const shape = settings && modelShape({instrument, settings, parameters, calibration, inventoryLots, midHalfUnits: midHalfUnits(touch)});
		if (shape === undefined) return this.standDown('not-calibrated', at.wallMs, now);
		const fair = fairValue(parameters.fairValue, instrument, touch, this.#measured.micro.adjustment(touch));
		const quoting = quoteFor(instrument, parameters, inventoryLots, touch, {fair, shape, rules});
		this.#router.route({...market, quoting});
		return this.#show(withNoSide(quoting, at.wallMs));
	}

	/** Every order is cancelled; until that arrives it can still be filled. */
	standDown(reason: PullReason, sinceMs: UnixMs, now: UnixMs): readonly MakerOutput[] {
		this.#router.cancelAll(now);
		return this.show(reason, sinceMs);
	}

	/** Orders are gone already. */
	show(reason: PullReason, sinceMs: UnixMs): readonly MakerOutput[] {
		return this.#show({kind: 'pulled', reason, sinceMs});
	}

	#show(quoting: Quoting): readonly MakerOutput[] {
		const same = sameQuoting(this.#quoting, quoting);
		// The time since which quotes are pulled belongs to the first of several equal pulls.
		if (!same || quoting.kind === 'quoting') this.#quoting = quoting;
		return same ? [] : [{kind: 'quote', quoting}];
	}
}

/** Nothing is quoted where neither side may be: then that is what is said, with each side's reason. */
const withNoSide = (quoting: QuotingState, sinceMs: UnixMs): Quoting =>
	quoting.bid === undefined && quoting.ask === undefined
		? {kind: 'pulled', reason: 'no-side', bidOff: quoting.bidOff, askOff: quoting.askOff, sinceMs}
		: quoting;
