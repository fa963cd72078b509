/** Display settings of a market and its sizes. Sizes stay text until the instrument is known. */

import {parseQty, sameRules, type Instrument} from '../../../domain/instrument.js';
import {lossyLots, type QtyLots} from '../../../domain/units.js';
import {SIZE_ACTIONS} from './action-ids.js';

/** Where the price axis is centred. */
export const ANCHORS = ['mid', 'last', 'own'] as const;
export type Anchor = (typeof ANCHORS)[number];

export type DisplaySettings = {
	readonly anchor: Anchor;
	/** Base units; undefined: derived from what is seen. */
	readonly largeLevel: string | undefined;
	readonly largePrint: string | undefined;
	readonly hugePrint: string | undefined;
	/** Initial filter of the tape: smaller prints are hidden. */
	readonly tapeFilter: string | undefined;
	/** Size of a full bar; undefined: the largest visible. */
	readonly barScale: string | undefined;
	/** Order sizes of the keys 1 to 5; undefined: multiples of the initial order size. */
	readonly orderSizes: readonly string[] | undefined;
	readonly changeWindowMs: number;
	/** Sizes that just changed are bold for a moment. */
	readonly flash: boolean;
	/** Bell for huge taker orders, at most every two seconds. */
	readonly bell: boolean;
};

export const DEFAULT_DISPLAY_SETTINGS: DisplaySettings = {
	anchor: 'mid',
	largeLevel: undefined,
	largePrint: undefined,
	hugePrint: undefined,
	tapeFilter: undefined,
	barScale: undefined,
	orderSizes: undefined,
	changeWindowMs: 10_000,
	flash: false,
	bell: false,
};

/** The same in lots. */
export type DisplaySizes = {
	readonly largeLevel: number | undefined;
	readonly largePrint: number | undefined;
	readonly hugePrint: number | undefined;
	readonly tapeFilter: QtyLots | undefined;
	readonly barScale: number | undefined;
};

/** One per size key. */
export const MOST_ORDER_SIZES = SIZE_ACTIONS.length;

/** Option names of the display sizes. */
const LOOKS = [
	['large-level', 'largeLevel'],
	['large-print', 'largePrint'],
	['huge-print', 'hugePrint'],
	['tape-filter', 'tapeFilter'],
	['bar-scale', 'barScale'],
] as const;

/** Sentences about settings that cannot be used with the instrument. */
export const sizeProblems = (settings: DisplaySettings, instrument: Instrument): readonly string[] => {
	const {symbol, qtyDecimals} = instrument;
	const tooFine = (name: string, text: string | undefined, then: string): readonly string[] =>
		text === undefined || parseQty(instrument, text) !== undefined
			? []
			: [`${name} ${text} has more than the ${qtyDecimals} decimals of ${symbol}: ${then}`];
	return [
		...LOOKS.flatMap(([name, key]) => tooFine(name, settings[key], 'not used')),
		...(settings.orderSizes ?? []).flatMap((text, index) => tooFine('sizes', text, `key ${index + 1} sets nothing`)),
	];
};

/** A size with more decimals than the instrument has is left out. */
export const displaySizes = (settings: DisplaySettings, instrument: Instrument): DisplaySizes => {
	const lots = (text: string | undefined): QtyLots | undefined => (text === undefined ? undefined : parseQty(instrument, text));
	const lossy = (text: string | undefined): number | undefined => {
		const exact = lots(text);
		return exact === undefined ? undefined : lossyLots(exact);
	};
	return {
		largeLevel: lossy(settings.largeLevel),
		largePrint: lossy(settings.largePrint),
		hugePrint: lossy(settings.hugePrint),
		tapeFilter: lots(settings.tapeFilter),
		barScale: lossy(settings.barScale),
	};
};

/** Returns `held` if nothing changed, so that values cached by object identity stay valid. */
export const sameInstrument = (held: Instrument | undefined, now: Instrument | undefined): Instrument | undefined =>
	held !== undefined && now !== undefined && sameRules(held, now) && held.trading === now.trading && held.venueStatus === now.venueStatus
		? held
		: now;
