/** Prices of own orders as money, and sizes as whole steps. */

import {unitMoney, type Instrument} from '../../../domain/instrument.js';
import {money, type Money} from '../../../domain/money.js';
import {wholeStepsOf, type OwnLots} from '../../../domain/own-lots.js';

/** Kept at hand: a quote needs it a dozen times. */
const TICKS = new WeakMap<Instrument, Money>();

/** One tick as money. */
export const tickMoney = (instrument: Instrument): Money => {
	const known = TICKS.get(instrument);
	if (known !== undefined) return known;
	const tick = money(BigInt(instrument.tickUnits) * unitMoney(instrument));
	TICKS.set(instrument, tick);
	return tick;
};

/** Rounded down to whole order steps; nothing below zero. */
export const floorToStep = (instrument: Instrument, lots: OwnLots): OwnLots => wholeStepsOf(lots, instrument.stepLots);
