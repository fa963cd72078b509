/** Options of a screen, and its outcome. */

import type {EngineHost} from '../../runtime/host/engine-host.js';
import type {ColourMode} from '../render/colour-mode.js';
import type {Terminal} from '../terminal/terminal.js';
import type {Keymap} from '../view-model/settings/active-keys.js';
import type {Theme} from '../view-model/settings/choices.js';
import type {DisplaySettings} from '../view-model/settings/display-settings.js';
import type {OwnColours} from '../view-model/settings/own-colours.js';

export type ScreenOptions = {
	/** Shown until the first frame arrives. */
	readonly symbol: string;
	readonly venue: string;
	/** Most pictures per second. */
	readonly fps: number;
	readonly colour: ColourMode;
	readonly theme: Theme;
	/** Overrides single colours of any theme. */
	readonly ownColours?: OwnColours;
	readonly ascii: boolean;
	/** Keys and commands cannot change quotes. */
	readonly readOnly: boolean;
	readonly keymap: Keymap;
	readonly mouse: boolean;
	/** Prints sentences instead of a picture, whatever the terminal can do. */
	readonly lines: boolean;
	/** Display settings of ladder and tape; unset ones have their defaults. */
	readonly market?: Partial<DisplaySettings>;
};

/** How the screen ended. The message is for stderr, after the terminal is restored. */
export type ScreenOutcome = {readonly code: number; readonly message?: string};

export type ScreenInput = {
	/** Not closed by the screen. */
	readonly host: EngineHost;
	readonly options: ScreenOptions;
	readonly terminal: Terminal;
};

/** Whether sentences are asked for, by option or environment. */
export const isLines = ({options, terminal}: ScreenInput): boolean => options.lines || terminal.wantsLines;
