/**
 * Where prices are counted from. A double counts exactly as far as 2^53, which is a price of ninety million in steps
 * of 10^-8; beyond that, prices are counted from an origin near the market instead of from zero. Differences of prices
 * do not know about it; what a price is worth, and its text, do.
 *
 * An origin lies so far below the market that whatever is within reach stands above it: no price is ever negative.
 */

import {priceUnits, type PriceUnits} from './units.js';

/** A price as a whole number of units from zero: a `bigint` where no safe integer holds it. */
export type WholeUnits = number | bigint;

/** Twice as much is still counted exactly, and so is the sum of a bid and an ask. */
const REACH = 2 ** 52;
/** How far an origin lies below the price it is made for. */
const BELOW = BigInt(REACH) / 2n;
/** What stands no further from the market than this belongs to it. */
export const NEAR_MARKET = BELOW / 2n;
/** An origin is a multiple of about so many units, and so of every price group. */
const GRAIN = 10n ** 14n;

/** A price as counted from an origin; undefined where it is out of its reach. */
export const fromOrigin = (originUnits: bigint, units: WholeUnits): PriceUnits | undefined => {
	if (originUnits === 0n) return units <= REACH ? priceUnits(Number(units)) : roundNumber(BigInt(units));
	const distance = BigInt(units) - originUnits;
	return distance > 0n && distance <= REACH ? priceUnits(Number(distance)) : undefined;
};

/** From zero a double holds larger numbers too, where enough twos divide them: 1,700,000,000 in units of 10^-8 is one. */
const roundNumber = (units: bigint): PriceUnits | undefined => {
	const double = Number(units);
	let halved = double;
	while (halved > REACH) halved /= 2;
	return Number.isInteger(halved) && BigInt(double) === units ? priceUnits(double) : undefined;
};

/** The origin for a market at a price: a multiple of its tick and of its price groups; zero wherever that will do. */
export const originFor = (tickUnits: number, units: WholeUnits): bigint => {
	if (units <= REACH) return 0n;
	const below = BigInt(units) - BELOW;
	const grain = grainOf(BigInt(tickUnits));
	return (below / grain) * grain;
};

/** The market is so far from where its origin wants it that what stands near to it may be out of reach. */
export const isFarFrom = (originUnits: bigint, units: bigint): boolean => {
	if (originUnits === 0n) return units > REACH;
	const off = units - originUnits - BELOW;
	return off > NEAR_MARKET || off < -NEAR_MARKET;
};

/** The greatest decimal multiple of a tick that is not above {@link GRAIN}, or the tick. */
const grainOf = (tick: bigint): bigint => (tick * 10n > GRAIN ? tick : grainOf(tick * 10n));
