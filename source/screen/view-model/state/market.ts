/** One market on this screen: what is remembered of it, and what the operator chose for it. */

import type {Instrument} from '../../../domain/instrument.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {QtyLots, UnixMs} from '../../../domain/units.js';
import type {Cursor} from '../memory/ladder-cursor.js';
import type {MarketMemory} from '../memory/market-memory.js';
import {withEvents} from '../memory/remember-frame.js';
import {recounted} from '../memory/tape-ring.js';
import {marketSizes, sizeProblems, type MarketSettings, type MarketSizes} from '../settings/market-settings.js';

/** Prices and lots of the market's instrument. */
export type MarketChoices = {
	/** Undefined until a first price allows a choice. */
	readonly groupIndex: number | undefined;
	readonly cursor: Cursor | undefined;
	/** What the settings' sizes are in lots; undefined until the instrument is known. */
	readonly sizes: MarketSizes | undefined;
	/** Order sizes of the keys 1 to 5, in base units; undefined until they are known. */
	readonly sizePresets: readonly string[] | undefined;
	/** The size of a full bar where it is pinned. */
	readonly barLots: number | undefined;
	/** Smaller taker orders are not shown. */
	readonly tapeFilter: QtyLots | undefined;
};

export type Market = {
	readonly memory: MarketMemory;
	/** The memory as it was when the operator froze the picture. */
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

/** As a screen takes a market up: what was kept of it before, seen at this screen's own sizes. */
export const marketWith = (memory: MarketMemory, settings: MarketSettings): Market => {
	const fresh: Market = {memory, frozen: undefined, choices: NO_CHOICES};
	const {frame} = memory;
	if (frame?.instrument === undefined) return fresh;
	const begun = withSizes(fresh, settings, frame.instrument, frame.atMs);
	// Until a frame comes nobody knows whether what was kept is still so.
	return {...begun, memory: {...begun.memory, silentMs: 0, tape: recounted(memory.tape, begun.choices.tapeFilter)}};
};

/** What was asked for in base units takes effect with an instrument, and what cannot is told. */
export const withSizes = (market: Market, settings: MarketSettings, instrument: Instrument, atMs: UnixMs): Market => {
	const sizes = marketSizes(settings, instrument);
	return {
		...market,
		memory: withEvents(market.memory, sizeProblems(settings, instrument).map(warning(atMs))),
		choices: {...market.choices, sizes, barLots: sizes.barScale, tapeFilter: sizes.tapeFilter},
	};
};

/** Other units have no prices in common with these: the cursor, the rows and a frozen picture end. */
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
