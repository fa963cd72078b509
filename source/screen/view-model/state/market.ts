/** One market on this screen: its memory, and the operator's choices for it. */

import type {Instrument} from '../../../domain/instrument.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {QtyLots, UnixMs} from '../../../domain/units.js';
import type {Cursor} from '../memory/ladder-cursor.js';
import type {MarketMemory} from '../memory/market-memory.js';
import {withEvents} from '../memory/remember-frame.js';
import {recounted} from '../memory/tape-ring.js';
import {displaySizes, sizeProblems, type DisplaySettings, type DisplaySizes} from '../settings/display-settings.js';

/** In prices and lots of the market's instrument. */
export type MarketChoices = {
	/** Undefined until the first price. */
	readonly groupIndex: number | undefined;
	readonly cursor: Cursor | undefined;
	/** The configured sizes in lots; undefined until the instrument is known. */
	readonly sizes: DisplaySizes | undefined;
	/** Order sizes of the keys 1 to 5, in base units; undefined until known. */
	readonly sizePresets: readonly string[] | undefined;
	/** The pinned size of a full bar. */
	readonly barLots: number | undefined;
	/** Smaller taker orders are hidden. */
	readonly tapeFilter: QtyLots | undefined;
};

export type Market = {
	readonly memory: MarketMemory;
	/** The memory at the time the operator froze the picture. */
	readonly frozen: MarketMemory | undefined;
	readonly choices: MarketChoices;
};

const NO_CHOICES: MarketChoices = {
	groupIndex: undefined,
	cursor: undefined,
	sizes: undefined,
	sizePresets: undefined,
	barLots: undefined,
	tapeFilter: undefined,
};

/** Starts a market on this screen from a kept memory, with this screen's own sizes. */
export const marketWith = (memory: MarketMemory, settings: DisplaySettings): Market => {
	const fresh: Market = {memory, frozen: undefined, choices: NO_CHOICES};
	const {frame} = memory;
	if (frame?.instrument === undefined) return fresh;
	const begun = withSizes(fresh, settings, frame.instrument, frame.atMs);
	// Until a frame confirms it, the kept memory counts as silent.
	return {...begun, memory: {...begun.memory, silentMs: 0, tape: recounted(memory.tape, begun.choices.tapeFilter)}};
};

/** Converts sizes to lots once the instrument is known; a message names those that cannot be used. */
export const withSizes = (market: Market, settings: DisplaySettings, instrument: Instrument, atMs: UnixMs): Market => {
	const sizes = displaySizes(settings, instrument);
	return {
		...market,
		memory: withEvents(market.memory, sizeProblems(settings, instrument).map(warning(atMs))),
		choices: {...market.choices, sizes, barLots: sizes.barScale, tapeFilter: sizes.tapeFilter},
	};
};

/** After a change of units: ends cursor, rows and frozen picture, whose prices are not comparable. */
export const withoutUnits = (market: Market, atMs: UnixMs): Market => ({
	memory:
		market.frozen === undefined
			? market.memory
			: withEvents(market.memory, ['the frozen picture has ended: prices count in other units now'].map(warning(atMs))),
	frozen: undefined,
	choices: {...market.choices, cursor: undefined, groupIndex: undefined},
});

const warning =
	(atMs: UnixMs) =>
	(text: string): JournalEntry => ({atMs, kind: 'command', level: 'warning', text});
