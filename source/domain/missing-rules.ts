/** A tick that a venue has switched off or does not state: what prices look like is found in the prices. */

import type {Instrument, MissingRule} from './instrument.js';
import type {BookView} from './book/order-book.js';
import {decimalStrideOf} from './book/price-stride.js';

const WORDS: Readonly<Record<MissingRule, string>> = {'no-tick-size': 'no tick size', 'no-lot-step': 'no lot step'};

/** Why no order can be made, by the word for the first of the reasons; undefined where all rules are known. */
export const missingRule = ({missingRules}: Instrument): MissingRule | undefined => missingRules?.[0];

/** Why no order can be made, in words, all of it; undefined where all rules are known. */
export const missingText = ({missingRules}: Instrument): string | undefined =>
	missingRules && `${missingRules.map((rule) => WORDS[rule]).join(', ')} from the venue`;

const lacksTick = ({missingRules = []}: Instrument): boolean => missingRules.includes('no-tick-size');

/** Fewer prices may all be round ones by chance. */
const LEAST_PRICES = 8;
const LEVELS_A_SIDE = 128;

/** Prices are shown on a tick that is still to be found in the data. */
export const awaitsGrid = (instrument: Instrument): boolean => lacksTick(instrument) && instrument.tickUnits === 1;

/** With the power of ten that nearly all prices next to the touch are multiples of for a tick, to look at; unchanged where they are too few to tell. */
export const withGridOf = (instrument: Instrument, book: BookView): Instrument => {
	const prices = [...book.top('bid', LEVELS_A_SIDE), ...book.top('ask', LEVELS_A_SIDE)].map(({priceUnits}) => priceUnits);
	const zeros = prices.length < LEAST_PRICES ? 0 : decimalStrideOf(prices);
	return zeros === 0 ? instrument : {...instrument, tickUnits: 10 ** zeros, priceDecimals: Math.max(0, instrument.unitDecimals - zeros)};
};

/** Where the venue gives no tick, prices look as they did. The units of both must be the same. */
export const keepingGrid = (held: Instrument, now: Instrument): Instrument =>
	lacksTick(now) ? {...now, tickUnits: held.tickUnits, priceDecimals: held.priceDecimals} : now;
