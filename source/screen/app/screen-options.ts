/** What a screen is started with, and how it ends. */

import type {EngineHost} from '../../runtime/host/engine-host.js';
import type {ColourMode} from '../render/colour-mode.js';
import type {Terminal} from '../terminal/terminal.js';
import type {Keymap} from '../view-model/settings/active-keys.js';
import type {Theme} from '../view-model/settings/choices.js';
import type {MarketSettings} from '../view-model/settings/market-settings.js';
import type {OwnColours} from '../view-model/settings/own-colours.js';

export type ScreenOptions = {
	/** Shown until the first frame names them. */
	readonly symbol: string;
	readonly venue: string;
	/** Pictures a second at most. */
	readonly fps: number;
	readonly colour: ColourMode;
	readonly theme: Theme;
	/** Laid over whichever theme. */
	readonly ownColours?: OwnColours;
	readonly ascii: boolean;
	/** No key can change quotes. */
	readonly readOnly: boolean;
	readonly keymap: Keymap;
	readonly mouse: boolean;
	/** Sentences in place of a picture, whatever the terminal could show. */
	readonly lines: boolean;
	/** How ladder and tape look at the market; what is left out is as usual. */
	readonly market?: Partial<MarketSettings>;
};

/** How the screen ended. The message is for stderr, after the terminal was given back. */
export type ScreenOutcome = {readonly code: number; readonly message?: string};

export type ScreenInput = {
	/** Stays open: whoever made it closes it. */
	readonly host: EngineHost;
	readonly options: ScreenOptions;
	readonly terminal: Terminal;
};

/** The flag asks for sentences, or the environment does. */
export const isLines = ({options, terminal}: ScreenInput): boolean => options.lines || terminal.wantsLines;
