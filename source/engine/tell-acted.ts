/** How a parameter acts on the quotes, where that is not simply what was asked for. */

import {formatMoney} from '../domain/money.js';
import {plainQty, type Instrument} from '../domain/instrument.js';
import type {Side} from '../domain/units.js';
import type {Command} from './command.js';
import type {Quoting, QuotingState} from './maker/types/quotes.js';
import type {MakerParameters} from './maker/settings/parameters.js';

const SIDES: readonly Side[] = ['bid', 'ask'];

/** Empty where the quotes are what was asked for. Begins with its own punctuation, to stand behind what was asked. */
export const actedText = (command: Command, quoting: Quoting, parameters: MakerParameters, instrument: Instrument): string => {
	switch (quoting.kind) {
		case 'off':
			return '';
		case 'pulled':
			return `; no quotes: ${quoting.reason}`;
		case 'quoting': {
			const notes = [
				...(command.kind === 'set-order-size' ? sizeNotes(quoting, parameters, instrument) : []),
				...spreadNotes(command, quoting, parameters),
				...sideNotes(quoting),
			];
			return notes.length === 0 ? '' : ` asked, ${notes.join(', ')}`;
		}
	}
};

/** An order is smaller than asked where the inventory limit leaves no more room, or the side that adds to it shrinks. */
const sizeNotes = (quoting: QuotingState, {orderLots, sizeSkew}: MakerParameters, instrument: Instrument): readonly string[] => {
	const smaller = SIDES.flatMap((side) => {
		const quote = quoting[side];
		return quote === undefined || quote.qtyLots >= orderLots
			? []
			: [`${plainQty(instrument, BigInt(quote.qtyLots))} quoted on the ${side}`];
	});
	const why = sizeSkew === 0 ? 'inventory limit' : 'inventory limit or size skew';
	return smaller.map((text) => `${text}: ${why}`);
};

/** Beside what was asked for, volatility widens. */
const spreadNotes = ({kind}: Command, quoting: QuotingState, {model, halfSpread}: MakerParameters): readonly string[] => {
	const isAsked = kind === 'set-half-spread' || kind === 'adjust-half-spread';
	return isAsked && model === 'linear' && quoting.halfSpread !== halfSpread
		? [`${formatMoney(quoting.halfSpread)} quoted: widened for volatility`]
		: [];
};

const sideNotes = (quoting: QuotingState): readonly string[] =>
	SIDES.flatMap((side) => {
		const off = side === 'bid' ? quoting.bidOff : quoting.askOff;
		if (quoting[side] === undefined) return [`no ${side}: ${off ?? 'not wanted'}`];
		return (side === 'bid' ? quoting.bidClamped : quoting.askClamped) ? [`${side} kept from crossing the market`] : [];
	});
