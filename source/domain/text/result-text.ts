/** What a session came to, in one line: for the shell that is left behind, and for the end of the log. */

import {plainQty, type Instrument} from '../instrument.js';
import {formatMoney, type Money} from '../money.js';

export type SessionResult = {
	readonly instrument: Instrument;
	readonly inventoryLots: bigint;
	readonly realised: Money;
	readonly unrealised: Money;
	readonly fees: Money;
	/** realised + unrealised − fees. */
	readonly net: Money;
	readonly fillCount: number;
	/** The rule that decided the fills. */
	readonly fillModel: string;
	readonly elapsedMs: number;
};

/** To the last digit: what is told adds up. */
export const resultText = ({
	instrument,
	inventoryLots,
	realised,
	unrealised,
	fees,
	net,
	fillCount,
	fillModel,
	elapsedMs,
}: SessionResult): string => {
	const {symbol, baseAsset, quoteAsset} = instrument;
	const held = `inventory ${inventoryLots > 0n ? '+' : ''}${plainQty(instrument, inventoryLots)} ${baseAsset}`;
	const money = `net ${formatMoney(net)} ${quoteAsset} = realised ${formatMoney(realised)} + unrealised ${formatMoney(unrealised)} - fees ${formatMoney(fees)}`;
	return `${symbol} on paper: ${held}, ${money}, ${fillCount} ${fillCount === 1 ? 'fill' : 'fills'} (${fillModel}) in ${timeText(elapsedMs)}`;
};

/** `12s`, `3m05s`, `2h07m09s`. */
const timeText = (elapsedMs: number): string => {
	const seconds = Math.max(0, Math.round(elapsedMs / 1000));
	const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const two = (value: number): string => String(value).padStart(2, '0');
	if (hours > 0) return `${hours}h${two(minutes)}m${two(rest)}s`;
	return minutes > 0 ? `${minutes}m${two(rest)}s` : `${rest}s`;
};
