/** Why there are no quotes, with the numbers, and what brings them back; shared by both sizes of the panel. */

import type {MonitorFrame} from '../../../engine/frame.js';
import type {Quoting, SideOffReason} from '../../../engine/maker/types/quotes.js';
import {keyOf, type Keymap} from '../settings/active-keys.js';
import {durationText} from '../cells/format.js';
import {SIDE_WORDS, inventoryText} from '../words/maker-words.js';

/** In the order of a reader's questions. Empty while quoting. */
export type Why = {
	/** The numbers that caused it; empty if there are none. */
	readonly cause: string;
	readonly remedy: string;
	/** What must be done first. */
	readonly before?: string;
};

const NOTHING: Why = {cause: '', remedy: ''};

export const whyNoQuotes = (frame: MonitorFrame, keymap: Keymap): Why => {
	const {quoting} = frame.maker;
	if (frame.maker.flattening) return {cause: flatteningText(frame), remedy: `${keyOf(keymap, 'pull')} stops it`};
	if (quoting.kind !== 'pulled') return NOTHING;
	switch (quoting.reason) {
		case 'operator':
			return {cause: '', remedy: `${keyOf(keymap, 'resume')} quotes again`};
		case 'killed':
			return {cause: riskDetail(frame), remedy: `${keyOf(keymap, 'rearm')}, then Y, quotes again`, before: heldFirst(frame, keymap)};
		case 'risk':
			return {cause: riskDetail(frame), remedy: coolingText(frame)};
		case 'not-calibrated':
			return {
				cause: frame.maker.calibration?.refused ?? 'volatility not known yet',
				remedy: `${keyOf(keymap, 'model')} takes another model`,
			};
		case 'bad-size':
			return {cause: 'a value from the start is refused', remedy: `${keyOf(keymap, 'log')} says which one`};
		case 'no-tick-size':
		case 'no-lot-step':
			return {cause: 'the venue does not say it', remedy: 'quotes when it does'};
		case 'no-side':
			return {cause: noSideText(quoting), remedy: 'quotes when a side may again'};
		case 'book-not-trusted':
		case 'one-sided-book':
		case 'no-instrument':
			return {cause: '', remedy: 'quotes when LIVE again'};
		case 'off':
			return NOTHING;
	}
};

const noSideText = ({bidOff, askOff}: Quoting & {readonly kind: 'pulled'}): string => {
	const word = (off: SideOffReason | undefined): string => (off === undefined ? 'not wanted' : SIDE_WORDS[off]);
	return `bid ${word(bidOff)}, ask ${word(askOff)}`;
};

/** After a kill the position remains: closing it comes before quoting again. */
const heldFirst = ({maker}: MonitorFrame, keymap: Keymap): string =>
	maker.account.inventoryLots === 0n ? '' : `${keyOf(keymap, 'flatten')} or :flatten closes it`;

const flatteningText = ({instrument, maker}: MonitorFrame): string =>
	instrument === undefined ? 'flattening' : `flattening ${inventoryText(instrument, maker.account.inventoryLots, true)}`;

const riskDetail = ({maker}: MonitorFrame): string => maker.risk?.detail ?? '';

/** Delay between the risk layer's check and the frame that shows it. */
const STILL_MS = 600;

const coolingText = ({maker, atMs}: MonitorFrame): string => {
	const {resumesAtMs: until, limits} = maker.risk ?? {};
	if (until === undefined || limits === undefined) return 'quotes when that clears';
	// The cool-down restarts as long as the cause lasts.
	const lasts = until - atMs > limits.coolDownMs - STILL_MS;
	return lasts
		? `quotes ${durationText(limits.coolDownMs)} after that clears`
		: `quotes in ${durationText(Math.max(until - atMs, 1000))} at least`;
};
