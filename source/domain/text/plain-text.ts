/** A handful of numbers and words as one line of the log. */

import {formatTrimmed} from './decimal-text.js';
import {plainQty, type Instrument} from '../instrument.js';
import {formatMoney, money} from '../money.js';

/**
 * `halfSpread 0.5, order 0.01`: names as the engine has them, quantities in base units where the instrument is known,
 * money as decimal text; what is absent is left out.
 */
export const plainText = (numbers: object, instrument?: Instrument): string =>
	Object.entries(numbers)
		.flatMap(([name, value]: [string, unknown]) => (value === undefined ? [] : [plainEntry(name, value, instrument)]))
		.join(', ');

const plainEntry = (name: string, value: unknown, instrument: Instrument | undefined): string => {
	const isNumber = typeof value === 'bigint' || typeof value === 'number';
	if (isNumber && name.endsWith('Lots') && instrument !== undefined) {
		return `${name.slice(0, -'Lots'.length)} ${plainQty(instrument, BigInt(value))}`;
	}
	if (typeof value === 'bigint') {
		return `${name} ${name.endsWith('FeeRate') ? formatTrimmed(value, FEE_DECIMALS) : formatMoney(money(value))}`;
	}
	return `${name} ${typeof value === 'object' && value !== null ? `{${plainText(value, instrument)}}` : String(value)}`;
};

const FEE_DECIMALS = 8;
