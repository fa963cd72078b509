import {BASIS_POINTS} from '../../../domain/money.js';
import {lossyUnits, tickAbove, tickBelow, type Instrument} from '../../../domain/instrument.js';
import {priceUnits, type PriceUnits, type Side} from '../../../domain/units.js';

/**
 * The worst price an order of `side` accepts: on the tick grid, so many basis points beyond the other side's best at
 * most, but always such that it takes that best; never below a tick.
 */
export const takerLimit = (instrument: Instrument, side: Side, bestOfOther: PriceUnits, slippageBp: number): PriceUnits => {
	const allowed = (lossyUnits(instrument, bestOfOther) * slippageBp) / BASIS_POINTS;
	if (side === 'bid') return priceUnits(Math.max(tickBelow(instrument, bestOfOther + allowed), tickAbove(instrument, bestOfOther)));
	return priceUnits(
		Math.max(Math.min(tickAbove(instrument, bestOfOther - allowed), tickBelow(instrument, bestOfOther)), instrument.tickUnits),
	);
};
