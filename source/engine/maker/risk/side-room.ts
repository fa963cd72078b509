/** How much one side may still be filled by, whatever the order of events: one rule for sizes, orders and flattening. */

import type {Instrument} from '../../../domain/instrument.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {Side} from '../../../domain/units.js';
import {floorToStep} from '../settings/price-money.js';
import type {MakerParameters} from '../settings/parameters.js';

/** Fee rates are fractions in units of this. */
const RATE_SCALE = 100_000_000n;

export type Holding = {
	readonly instrument: Instrument;
	readonly parameters: MakerParameters;
	readonly inventoryLots: bigint;
	/** Only what brings the inventory nearer to zero is allowed, and nothing beyond zero. */
	readonly reduceOnly: boolean;
};

/** In whole order steps; 0 where there is none. */
export const sideRoom = ({instrument, parameters, inventoryLots, reduceOnly}: Holding, side: Side): OwnLots => {
	const signed = side === 'bid' ? inventoryLots : -inventoryLots;
	const most = reduceOnly ? -signed : BigInt(parameters.maxInventoryLots) - signed;
	return floorToStep(instrument, side === 'bid' ? withoutRebate(most, parameters.baseRebate.maker) : most);
};

/**
 * The most to buy so that it and its rebate in the base asset are no more than `lots`. Each fill's rebate is rounded to
 * a lot by itself, half to even, so that together they can be twice the rate, and never more.
 */
export const withoutRebate = (lots: bigint, rebateRate: bigint): bigint =>
	rebateRate === 0n ? lots : (lots * RATE_SCALE) / (RATE_SCALE + 2n * rebateRate);
