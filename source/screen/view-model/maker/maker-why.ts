/** Why there are no quotes, with the numbers, and what brings them back: one answer for the panel, small or large. */

import type {MonitorFrame} from '../../../engine/frame.js';
import type {Quoting, SideOffReason} from '../../../engine/maker/types/quotes.js';
import {keyOf, type Keymap} from '../settings/active-keys.js';
import {durationText} from '../cells/format.js';
import {SIDE_WORDS, inventoryText} from '../words/maker-words.js';

/** In the order in which a person asks. Empty while quoting. */
export type Why = {
	/** The numbers that caused it; empty where there are none. */
	readonly cause: string;
	readonly remedy: string;
	/** What comes before that. */
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

/** A killed desk still holds what it holds: closing that comes before quoting again. */
const heldFirst = ({maker}: MonitorFrame, keymap: Keymap): string =>
	maker.account.inventoryLots === 0n ? '' : `${keyOf(keymap, 'flatten')} or :flatten closes it`;

const flatteningText = ({instrument, maker}: MonitorFrame): string =>
	instrument === undefined ? 'flattening' : `flattening ${inventoryText(instrument, maker.account.inventoryLots, true)}`;

const riskDetail = ({maker}: MonitorFrame): string => maker.risk?.detail ?? '';

/** Frames come a while after the risk layer has looked. */
const STILL_MS = 600;

const coolingText = ({maker, atMs}: MonitorFrame): string => {
	const {resumesAtMs: until, limits} = maker.risk ?? {};
	if (until === undefined || limits === undefined) return 'quotes when that clears';
	// The time begins anew as long as the cause lasts.
	const lasts = until - atMs > limits.coolDownMs - STILL_MS;
	return lasts
		? `quotes ${durationText(limits.coolDownMs)} after that clears`
		: `quotes in ${durationText(Math.max(until - atMs, 1000))} at least`;
};
