/** What the program was told to do, checked. Plain frozen data. */

import type {Fault} from '../exchange/faults/fault.js';
import {DEFAULT_SNAPSHOT_DEPTH, DEFAULT_STALE_AFTER_MS, type EngineConfig} from '../engine/engine-config.js';
import type {MakerSettings} from '../engine/maker/settings/maker-settings.js';
import type {Endpoints} from '../runtime/node/ports.js';
import type {Keymap} from '../screen/view-model/settings/active-keys.js';
import type {Theme} from '../screen/view-model/settings/choices.js';
import type {MarketSettings} from '../screen/view-model/settings/market-settings.js';
import type {OwnColours} from '../screen/view-model/settings/own-colours.js';
import type {StreamSettings} from '../headless/stream-settings.js';

export const VENUES = ['binance'] as const;
export type Venue = (typeof VENUES)[number];

export const COLOR_MODES = ['auto', '16', '256', 'truecolor', 'never'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** Undefined: let the terminal decide. */
export type ScreenSettings = {
	readonly fps: number | undefined;
	readonly color: ColorMode;
	readonly theme: Theme | undefined;
	/** Laid over the theme. */
	readonly colors: OwnColours;
	readonly ascii: boolean | undefined;
	readonly readOnly: boolean;
	readonly mouse: boolean;
	readonly screenReader: boolean;
	readonly keymap: Keymap;
	readonly market: Partial<MarketSettings>;
};

export type ExchangeSettings = {
	readonly symbols: readonly string[];
	/** 0: any free one. */
	readonly port: number;
	readonly seed: number;
	/** Absent: what suits the symbol. */
	readonly tickSize: string | undefined;
	readonly speed: number;
	readonly faults: readonly Fault[];
};

export type SimulationSettings = {readonly paths: number; readonly seed: number};

export type Config = {
	readonly symbol: string;
	readonly venue: Venue;
	readonly demo: boolean;
	readonly endpoints: Endpoints;
	/** Absent: no market maker. */
	readonly maker: MakerSettings | undefined;
	readonly screen: ScreenSettings;
	readonly stream: StreamSettings;
	readonly exchange: ExchangeSettings;
	readonly simulation: SimulationSettings;
};

/** The part that an engine is started with. */
export const engineConfigOf = (config: Config): EngineConfig => ({
	symbol: config.symbol,
	venue: config.venue,
	...(config.maker === undefined ? {} : {maker: config.maker}),
	staleAfterMs: DEFAULT_STALE_AFTER_MS,
	snapshotDepth: DEFAULT_SNAPSHOT_DEPTH,
});
