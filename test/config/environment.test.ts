import {expect, it} from 'vitest';
import {environmentWarnings, readEnvironment} from '../../source/config/environment.js';
import {OPTIONS, variableName} from '../../source/config/option-table.js';

it('reads every option but --help and --version', () => {
	const names = OPTIONS.filter((option) => option.flagOnly !== true).map(({name}) => name);
	const values = readEnvironment(Object.fromEntries(names.map((name) => [variableName(name), 'x'])));
	expect([...values.keys()]).toEqual(names);
	expect(readEnvironment({MM_TUI_HELP: '1'}).size).toBe(0);
});

it('warns of what looks like a slip, and of nothing else', () => {
	expect(environmentWarnings({MM_TUI_SYMBL: 'x', MM_TUI_DEBUG: '1', MM_TUI_SYMBOL: 'y', MM_TUI_NO_COLOR: '1', SYMBL: 'z'})).toEqual([
		'the variable MM_TUI_SYMBL is not known and ignored; did you mean MM_TUI_SYMBOL?',
	]);
});

it('knows nothing of names that only an object has', () => {
	expect(readEnvironment(Object.create({MM_TUI_SYMBOL: undefined}) as Record<string, string>).size).toBe(0);
});
