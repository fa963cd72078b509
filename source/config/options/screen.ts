/** Options of the screen's drawing. */

import {THEMES} from '../../screen/view-model/settings/choices.js';
import {MAX_FPS} from '../limits.js';
import {oneOf, readBoolean, wholeNumber} from '../value-readers.js';
import {eitherOf, type OptionRow} from './option-row.js';

export const COLOR_MODES = ['auto', '16', '256', 'truecolor', 'never'] as const;

export const DRAWING_ROWS = [
	{
		name: 'fps',
		placeholder: 'N',
		defaultText: '10; 5 over SSH',
		help: `most frames per second, 1 to ${MAX_FPS}`,
		read: wholeNumber(1, MAX_FPS),
		section: 'screen',
		key: 'fps',
		fallback: undefined,
	},
	{
		name: 'color',
		placeholder: 'MODE',
		negative: 'never',
		help: eitherOf(COLOR_MODES, {never: 'also --no-color'}),
		read: oneOf(COLOR_MODES),
		section: 'screen',
		key: 'color',
		fallback: 'auto',
	},
	{
		name: 'theme',
		placeholder: 'NAME',
		defaultText: 'dark',
		help: eitherOf(THEMES, {cvd: 'for colour-blind eyes'}),
		read: oneOf(THEMES),
		section: 'screen',
		key: 'theme',
		fallback: undefined,
	},
	{
		name: 'ascii',
		defaultText: 'by the locale',
		help: 'draw with ASCII characters only',
		read: readBoolean,
		section: 'screen',
		key: 'ascii',
		fallback: undefined,
	},
	{
		name: 'read-only',
		help: 'keys and commands cannot change quotes',
		read: readBoolean,
		section: 'screen',
		key: 'readOnly',
		fallback: false,
	},
	{
		name: 'mouse',
		help: 'the wheel scrolls, a click selects; Shift selects text',
		read: readBoolean,
		section: 'screen',
		key: 'mouse',
		fallback: false,
	},
] as const satisfies readonly OptionRow[];

export const SENTENCE_ROWS = [
	{
		name: 'screen-reader',
		defaultText: 'as INK_SCREEN_READER says',
		help: 'print sentences instead of a picture',
		read: readBoolean,
		section: 'screen',
		key: 'screenReader',
		fallback: false,
	},
] as const satisfies readonly OptionRow[];
