/** What a screen is started with, and what of it the operator changes. */

import type {Keymap} from './active-keys.js';
import type {Theme} from './choices.js';
import type {MarketSettings} from './market-settings.js';

export type ScreenSettings = {
	/** As shown before the first frame. */
	readonly symbol: string;
	readonly venue: string;
	readonly ascii: boolean;
	readonly readOnly: boolean;
	/** Keys reach the program: stdin is a terminal. */
	readonly keys: boolean;
	/** What they do. */
	readonly keymap: Keymap;
	readonly theme: Theme;
	/** The terminal reports what the mouse does. */
	readonly mouse: boolean;
	/** Its name for the engine, where several give commands; undefined: the only screen. */
	readonly origin?: string;
	/** Sentences in place of a picture. */
	readonly lines: boolean;
	/** How ladder and tape look at the market; what is left out is as usual. */
	readonly market?: Partial<MarketSettings>;
};
