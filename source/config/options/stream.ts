/** Options that choose the lines of `mm-tui stream` and of a replay. */

import {LINE_TYPES, USUAL_LINE_TYPES} from '../../headless/stream-settings.js';
import {MAX_LEVELS} from '../limits.js';
import {readEvery, someOf, wholeNumber} from '../value-readers.js';
import type {OptionGroup} from './option-row.js';

/** Written whatever is chosen. */
const ALWAYS = 'status';
const usual = USUAL_LINE_TYPES.filter((type) => type !== ALWAYS);
const named = LINE_TYPES.filter((type) => !USUAL_LINE_TYPES.includes(type));

export const STREAM_OPTIONS = {
	title: 'Stream',
	commands: ['stream', 'replay'],
	rows: [
		{
			name: 'only',
			placeholder: 'TYPES',
			defaultText: 'all',
			help: `line types, separated by commas: ${usual.join(', ')}; ${named.join(' and ')} only if named; ${ALWAYS} is always written`,
			read: someOf(LINE_TYPES),
			section: 'stream',
			key: 'only',
			fallback: USUAL_LINE_TYPES,
		},
		{
			name: 'every',
			placeholder: 'update|DURATION',
			help: 'interval of book lines: update for every update, or a duration such as 100ms or 1s',
			read: readEvery,
			section: 'stream',
			key: 'every',
			fallback: 'update',
		},
		{
			name: 'levels',
			placeholder: 'N',
			help: `book levels per side, 1 to ${MAX_LEVELS}`,
			read: wholeNumber(1, MAX_LEVELS),
			section: 'stream',
			key: 'levels',
			fallback: 20,
		},
	],
} as const satisfies OptionGroup;
