/** The order sizes of the keys 1 to 5, and rounding of a size to order steps. */

import {formatTrimmed} from '../../../domain/text/decimal-text.js';
import {parseQty, plainQty, type Instrument} from '../../../domain/instrument.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import type {DisplaySettings} from '../settings/display-settings.js';

const MULTIPLES = [1n, 2n, 3n, 5n, 10n] as const;

/** Base units, decimal text: as configured, or multiples of the initial order size; undefined until that is known. */
export const sizePresets = ({orderSizes}: DisplaySettings, {instrument, maker}: MonitorFrame): readonly string[] | undefined => {
	if (orderSizes !== undefined) return orderSizes;
	const lots = maker.parameters?.orderLots;
	return instrument === undefined || lots === undefined ? undefined : MULTIPLES.map((times) => plainQty(instrument, BigInt(lots) * times));
};

export type WholeSteps = {readonly ok: true; readonly lots: bigint} | {readonly ok: false; readonly problem: string};

/**
 * Rounded down to whole order steps, as the engine does. A problem for too many decimals and for less than one
 * step, which the engine refuses.
 */
export const wholeOrderSteps = (instrument: Instrument, size: string): WholeSteps => {
	const {symbol, qtyDecimals, stepLots} = instrument;
	const lots = parseQty(instrument, size);
	if (lots === undefined) return {ok: false, problem: `${size} has more than the ${qtyDecimals} decimals of ${symbol}`};
	const step = BigInt(stepLots);
	const whole = BigInt(lots) - (BigInt(lots) % step);
	return whole > 0n
		? {ok: true, lots: whole}
		: {ok: false, problem: `${size} is less than the order step of ${formatTrimmed(stepLots, qtyDecimals)}`};
};
