import {readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {COMMANDS, findCommand} from '../../source/commands/command-table.js';
import {commandHelp, programHelp} from '../../source/commands/help.js';
import {OPTIONS} from '../../source/config/option-table.js';

const golden = async (name: string) => readFile(new URL(`golden/${name}.txt`, import.meta.url), 'utf8');

const HELPS = [
	['mm-tui', programHelp()] as const,
	...COMMANDS.flatMap(({name}) => {
		const command = findCommand(name);
		return command === undefined ? [] : [[name, commandHelp(command)] as const];
	}),
];

describe.each(HELPS)('%s --help', (name, text) => {
	it('is the text that was agreed on', async () => {
		expect(text).toBe(await golden(name));
	});

	it('fits 80 columns of plain ASCII', () => {
		for (const line of text.split('\n')) {
			expect(line.length, line).toBeLessThanOrEqual(80);
			expect(line, line).toMatch(/^[ -~]*$/);
			expect(line, 'no space at its end').not.toMatch(/ $/);
		}

		expect(text.endsWith('\n')).toBe(true);
	});
});

it('shows every option', () => {
	for (const {name} of OPTIONS) expect(programHelp()).toMatch(new RegExp(`--(no-)?${name}\\b`));
});

it('does not mention commands that do not exist', () => {
	expect(programHelp()).not.toMatch(/backtest|doctor/);
});
