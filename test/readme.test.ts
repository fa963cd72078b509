import {readFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {EXIT, EXIT_CODE_HELP} from '../source/commands/process/exit-code.js';
import {README_TABLES, tableIn, withTables} from './helpers/readme-tables.js';

const file = new URL('../README.md', import.meta.url);
if (process.env['UPDATE_README'] === '1') writeFileSync(file, withTables(readFileSync(file, 'utf8')));
const readme = readFileSync(file, 'utf8');

test('opens with the two commands that do all the set-up', () => {
	expect(readme).toMatch(/^# mm-tui\n\n```sh\nnpm install && npm start .*\nnpm install && npm test\n```\n/);
});

test.each(Object.entries(README_TABLES))("the table of %s is the program's own: else run npm run readme", (name, make) => {
	expect(tableIn(readme, name)).toBe(make());
});

test('every exit code has its meaning in the help', () => {
	const codes = EXIT_CODE_HELP.flatMap(([text]) => {
		const [low = '', high = low] = /^(\d+)-(\d+)/.exec(text)?.slice(1) ?? [];
		const range = low === '' ? [] : Array.from({length: Number(high) - Number(low) + 1}, (_, index) => Number(low) + index);
		return [
			...range,
			...text
				.replace(/^\d+-\d+/, '')
				.split(/\D+/)
				.filter(Boolean)
				.map(Number),
		];
	});
	expect(codes.toSorted((a, b) => a - b)).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
});
