import {expect, it} from 'vitest';
import {ConfigurationError, NetworkError, UsageError, exitCodeOf} from '../../../source/commands/process/exit-code.js';
import {ConfigFileError, OptionError} from '../../../source/config/option-error.js';

it.each([
	[new UsageError(''), 2],
	[new ConfigurationError(''), 3],
	[new NetworkError(''), 4],
	[new OptionError({kind: 'flag', flag: '--fps'}, ''), 2],
	[new OptionError({kind: 'variable', variable: 'MM_TUI_FPS'}, ''), 3],
	[new OptionError({kind: 'file', path: 'x', line: 1, key: 'fps'}, ''), 3],
	[new ConfigFileError(''), 3],
	[new TypeError(''), 1],
	['text', 1],
])('%s → %i', (error, code) => {
	expect(exitCodeOf(error)).toBe(code);
});
