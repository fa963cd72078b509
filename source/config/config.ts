/** The checked configuration: plain frozen data. */

import {DEFAULT_SNAPSHOT_DEPTH, DEFAULT_STALE_AFTER_MS, type EngineConfig} from '../engine/engine-config.js';
import type {MakerSettings} from '../engine/maker/settings/maker-settings.js';
import type {Endpoints} from '../runtime/node/ports.js';
import type {Keymap} from '../screen/view-model/settings/active-keys.js';
import type {DisplaySettings} from '../screen/view-model/settings/display-settings.js';
import type {OwnColours} from '../screen/view-model/settings/own-colours.js';
import type {StreamSettings} from '../headless/stream-settings.js';
import type {SettingsOf} from './option-table.js';

export type ScreenSettings = SettingsOf<'screen'> & {
	/** Overrides single colours of the theme. */
	readonly colors: OwnColours;
	readonly keymap: Keymap;
	readonly market: Partial<DisplaySettings>;
};

export type ExchangeSettings = SettingsOf<'exchange'>;

/** Number of sessions per strategy and the first seed. */
export type SimulationSettings = SettingsOf<'simulation'> & Pick<ExchangeSettings, 'seed'>;

export type Config = {
	readonly symbol: string;
	readonly venue: SettingsOf<'market'>['venue'];
	readonly demo: boolean;
	readonly endpoints: Endpoints;
	/** Unset: no market maker. */
	readonly maker: MakerSettings | undefined;
	readonly screen: ScreenSettings;
	readonly stream: StreamSettings;
	readonly recording: SettingsOf<'recording'>;
	/** Without a speed: as fast as it goes where nobody watches, as fast as it happened on the screen. */
	readonly replay: SettingsOf<'replay'> & {readonly speed: number | 'max' | undefined};
	readonly exchange: ExchangeSettings;
	readonly simulation: SimulationSettings;
};

/** The part that the engine receives. */
export const engineConfigOf = (config: Config): EngineConfig => ({
	symbol: config.symbol,
	venue: config.venue,
	...(config.maker === undefined ? {} : {maker: config.maker}),
	staleAfterMs: DEFAULT_STALE_AFTER_MS,
	snapshotDepth: DEFAULT_SNAPSHOT_DEPTH,
});
