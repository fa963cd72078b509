/** Every test and fault named in test/README.md's fault table exists. */

import {existsSync, globSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {FAULT_NAMES} from './simulation/model/faults.js';
// @ts-expect-error -- a list for scripts, without types
import {PLANTS} from './simulation/plants.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const CATALOGUE = {W: 27, R: 19, Q: 16, D: 20, C: 6, P: 24} as const;
const RESULTS = /^(?:covered|partly|not here)\b/;

type Row = {readonly name: string; readonly ids: readonly string[]; readonly where: string; readonly result: string};

const readme = readFileSync(`${HERE}README.md`, 'utf8');
const section = readme.split('## The market-data faults of the catalogue')[1]?.split('\n## ')[0] ?? '';

/** `W19 fragments, W20 bomb` → two ids; `P18–P24` → seven. */
const idsOf = (cell: string): readonly string[] =>
	[...cell.matchAll(/\b([A-Z])(\d\d)(?:–[A-Z](\d\d))?/g)].flatMap(([, group, from, to]) =>
		Array.from({length: Number(to ?? from) - Number(from) + 1}, (_, index) => `${group}${String(Number(from) + index).padStart(2, '0')}`),
	);

const rows = section
	.split('\n')
	.filter((line) => /^\| [A-Z]\d\d/.test(line))
	.map((line): Row => {
		const [name = '', , where = '', result = ''] = line.slice(2, -2).split(' | ');
		return {name, ids: idsOf(name), where, result};
	});

const pathsOf = (file: string): readonly string[] =>
	file.includes('*')
		? globSync(`${HERE}${file}.test.{ts,tsx}`)
		: [`${HERE}${file}.test.ts`, `${HERE}${file}.test.tsx`].filter((path) => existsSync(path));

/** The first string argument of all calls: titles of tests and groups among them. */
const titlesOf = (path: string): readonly string[] =>
	[...readFileSync(path, 'utf8').matchAll(/\(\s*(?:'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`)/g)].map(
		([, single, double, back]) => (single ?? double ?? back ?? '').replaceAll(/\\(.)/g, '$1'),
	);

/** `…` matches any text. */
const isTitle = (wanted: string, title: string): boolean => {
	const parts = wanted.split('…');
	let at = 0;
	for (const [index, part] of parts.entries()) {
		const found = index === 0 ? (title.startsWith(part) ? 0 : -1) : title.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}

	return parts.at(-1) === '' || at === title.length;
};

/** Names in a cell that do not exist: files, titles, faults, planted bugs. */
const missing = (where: string): readonly string[] => {
	const lost: string[] = [];
	let titles: readonly string[] | undefined;
	for (const [, code, title] of where.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
		if (title !== undefined) {
			if (titles?.some((one) => isTitle(title, one)) !== true) lost.push(`"${title}"`);
		} else if (code?.includes('/') === true || TOP_LEVEL.has(code ?? '')) {
			const paths = pathsOf(code ?? '');
			titles = paths.flatMap(titlesOf);
			if (paths.length === 0) lost.push(code ?? '');
		} else if (code !== undefined && !KNOWN.has(code)) lost.push(code);
	}

	return lost;
};

const KNOWN: ReadonlySet<string> = new Set([...FAULT_NAMES, ...(PLANTS as readonly {name: string}[]).map(({name}) => name)]);

/** Test files directly in test/. */
const TOP_LEVEL: ReadonlySet<string> = new Set(['cli', 'cli-terminal']);

test('every market-data fault of the catalogue has one line', () => {
	const ids = rows.flatMap((row) => row.ids);
	const wanted = Object.entries(CATALOGUE).flatMap(([group, count]) =>
		Array.from({length: count}, (_, index) => `${group}${String(index + 1).padStart(2, '0')}`),
	);
	expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
});

describe('each line', () => {
	test.each(rows)('$name: names what is there', ({where, result}) => {
		expect(missing(where)).toEqual([]);
		expect(result).toMatch(RESULTS);
		if (result.startsWith('covered')) expect(where).toMatch(/`|sim/);
	});
});

const money = (readme.split('## Orders and money')[1]?.split('\n## ')[0] ?? '')
	.split('\n')
	.filter((line) => line.startsWith('| '))
	.slice(1)
	.map((line) => line.slice(2, -2).split(' | '));

test.each(money)('orders and money: %s: names what is there', (...cells) => {
	expect(cells).toHaveLength(3);
	expect(missing(cells[2] ?? '')).toEqual([]);
	expect(cells[2]).toContain('`');
});

test('a name that is not there is noticed', () => {
	expect(missing('`engine/no-such-file`')).toEqual(['engine/no-such-file']);
	expect(missing('`engine/feed/book/liveness` "no such name"')).toEqual(['"no such name"']);
	expect(missing('sim `no-such-fault`')).toEqual(['no-such-fault']);
	expect(isTitle('a … c', 'a b c d')).toBe(false);
	expect(isTitle('a … c…', 'a b c d')).toBe(true);
});
