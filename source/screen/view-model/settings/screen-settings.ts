/** Initial settings of a screen, and those that the operator can change. */

import type {Keymap} from './active-keys.js';
import type {Theme} from './choices.js';
import type {DisplaySettings} from './display-settings.js';

export type ScreenSettings = {
	/** Shown before the first frame. */
	readonly symbol: string;
	readonly venue: string;
	readonly ascii: boolean;
	readonly readOnly: boolean;
	/** Whether stdin is a terminal, so that keys arrive. */
	readonly keys: boolean;
	/** The key bindings. */
	readonly keymap: Keymap;
	readonly theme: Theme;
	/** Whether the terminal reports mouse events. */
	readonly mouse: boolean;
	/** Name of this screen towards the engine if several give commands; undefined for the only one. */
	readonly origin?: string;
	/** Sentences instead of a picture. */
	readonly lines: boolean;
	/** Display settings of ladder and tape; unset ones have their defaults. */
	readonly market?: Partial<DisplaySettings>;
};
