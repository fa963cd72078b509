/** The market maker's state in words, and inventories as text. */

import {stepDecimals, type Instrument} from '../domain/instrument.js';
import type {MonitorFrame} from '../engine/frame.js';
import type {PullReason, Quoting, SideOffReason} from '../engine/maker-state.js';
import type {SpanStyle} from './cells.js';
import {sizeText} from './format.js';
import {reasonText} from './trust.js';

const PULL_WORDS: Readonly<Record<PullReason, string>> = {
	operator: 'by operator',
	'book-not-trusted': 'book not trusted',
	'one-sided-book': 'one-sided book',
	'no-instrument': 'no instrument yet',
	off: 'off',
};

export const SIDE_WORDS: Readonly<Record<SideOffReason, string>> = {
	'max-inventory': 'max inventory',
	'below-minimum': 'below minimum',
	'price-not-positive': 'price not positive',
};

export const quotingWords = (quoting: Quoting, frame: MonitorFrame, compact: boolean): readonly [string, string, SpanStyle] => {
	switch (quoting.kind) {
		case 'off':
			return ['OFF', 'no market maker', {bold: true}];
		case 'pulled': {
			const why = quoting.reason === 'book-not-trusted' ? reasonText(frame.status.reason) : PULL_WORDS[quoting.reason];
			return ['PULLED', why, {role: 'alarm', bold: true, inverse: true}];
		}

		case 'quoting':
			return [compact ? '' : 'QUOTING', sidesText(quoting), {role: 'live', bold: true}];
	}
};

const sidesText = ({bid, ask}: Quoting & {readonly kind: 'quoting'}): string => {
	if (bid !== undefined && ask !== undefined) return 'both sides';
	if (bid === undefined && ask === undefined) return 'no side';
	return bid === undefined ? 'ask only' : 'bid only';
};

/** What is being asked for, as one line for the card. */
export const quotesText = ({maker, status}: MonitorFrame): string => {
	const {quoting} = maker;
	if (quoting.kind === 'off') return 'no market maker';
	if (quoting.kind === 'quoting') return `quotes ${sidesText(quoting)}`;
	const why = quoting.reason === 'book-not-trusted' ? reasonText(status.reason) : PULL_WORDS[quoting.reason];
	return `PULLED ${why}`;
};

/** Digits of an inventory: those of the order step, four at least unless the step has fewer, six at most. */
const inventoryDecimals = (instrument: Instrument): number => Math.min(stepDecimals(instrument), 4);

export const inventoryText = (instrument: Instrument, lots: number | bigint, signed: boolean): string =>
	sizeText(lots, {instrument, decimals: inventoryDecimals(instrument), width: 10, signed});
