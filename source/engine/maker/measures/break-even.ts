/**
 * Can the quotes live: a fill earns the half-spread and pays the fee and what the market does against it in the five
 * seconds after. In basis points of the price, measured means weighted by quantity. A fee is a cost: positive is paid,
 * negative is a rebate.
 */

import {lossyUnits, priceMoney, type Instrument} from '../../../domain/instrument.js';
import {basisPointsOf, BASIS_POINTS, type Money} from '../../../domain/money.js';
import type {Quoting, QuotingState} from '../types/quotes.js';
import type {MakerParameters} from '../settings/parameters.js';
import type {Markout, MarkoutView} from './markouts.js';
import type {Moments} from '../pricing/moments.js';

/**
 * `by-construction`: the half-spread does not pay the fee, whatever the market does. `by-measure`: with the adverse
 * selection of enough fills it does not either.
 */
export type EdgeVerdict = 'unknown' | 'pays' | 'loses-by-construction' | 'loses-by-measure';

export type BreakEven = {
	readonly horizonS: number;
	/** Of the quotes that stand; of the parameters where none do. Undefined before a first price. */
	readonly halfSpreadBp: number | undefined;
	/** Of a maker fill. */
	readonly feeBp: number;
	readonly adverse: Moments;
	/** What a fill earned after the horizon, less its fee. */
	readonly edge: Moments;
	/** Fee plus adverse selection: the least half-spread that loses nothing. */
	readonly breakEvenBp: number;
	readonly verdict: EdgeVerdict;
};

/** Fewer fills are no measurement. */
const LEAST_FILLS = 30;
/** As many standard errors below zero as chance seldom makes. */
const ERRORS_BELOW = 2;

const NONE: Moments = {count: 0, mean: 0, standardError: undefined};

export type BreakEvenInputs = {
	readonly instrument: Instrument;
	readonly parameters: MakerParameters;
	readonly quoting: Quoting;
	readonly markouts: MarkoutView;
	/** Twice the mark. */
	readonly markHalfUnits: number | undefined;
};

export const breakEven = ({instrument, parameters, quoting, markouts, markHalfUnits}: BreakEvenInputs): BreakEven => {
	const five = markouts.horizons.find(({horizonS}) => horizonS === HORIZON_S);
	const feeBp = Number(parameters.makerFeeRate) / FEE_RATE_PER_BP;
	const adverse = five?.adverse ?? NONE;
	const halfSpreadBp =
		quoting.kind === 'quoting' ? quotedHalfBp(instrument, quoting) : halfOf(parameters.halfSpread, instrument, markHalfUnits);
	const edge = edgeOf(five, feeBp);
	return {
		horizonS: HORIZON_S,
		halfSpreadBp,
		feeBp,
		adverse,
		edge,
		breakEvenBp: feeBp + (adverse.count === 0 ? 0 : adverse.mean),
		verdict: verdictOf(halfSpreadBp, feeBp, edge),
	};
};

const HORIZON_S = 5;
/** Rates are in units of 10^-8. */
const FEE_RATE_PER_BP = 100_000_000 / BASIS_POINTS;

const edgeOf = (five: Markout | undefined, feeBp: number): Moments => {
	const markout = five?.markout ?? NONE;
	return {...markout, mean: markout.count === 0 ? 0 : markout.mean - feeBp};
};

/** Half the distance of the two quotes, which rounding and the post-only rule make; of one side alone what the model asks for. */
const quotedHalfBp = (instrument: Instrument, {bid, ask, halfSpread, midHalfUnits}: QuotingState): number | undefined =>
	bid === undefined || ask === undefined || midHalfUnits === 0
		? halfOf(halfSpread, instrument, midHalfUnits)
		: ((ask.priceUnits - bid.priceUnits) * BASIS_POINTS) / (2 * lossyUnits(instrument, midHalfUnits / 2));

const halfOf = (halfSpread: Money, instrument: Instrument, halfUnits: number | undefined): number | undefined =>
	halfUnits === undefined ? undefined : basisPointsOf(halfSpread, priceMoney(instrument, halfUnits));

const verdictOf = (halfSpreadBp: number | undefined, feeBp: number, {count, mean, standardError}: Moments): EdgeVerdict => {
	if (halfSpreadBp !== undefined && feeBp > 0 && halfSpreadBp <= feeBp) return 'loses-by-construction';
	if (count < LEAST_FILLS || standardError === undefined) return 'unknown';
	if (mean < -ERRORS_BELOW * standardError) return 'loses-by-measure';
	return mean > 0 ? 'pays' : 'unknown';
};
