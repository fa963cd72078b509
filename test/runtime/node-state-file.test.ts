import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openState, stateFolder} from '../../source/runtime/node-state-file.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mm-tui-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

test('the state folder follows the environment', () => {
	expect(stateFolder({XDG_STATE_HOME: '/state'})).toBe(join('/state', 'mm-tui'));
	for (const unset of ['', 'relative', './state']) expect(stateFolder({XDG_STATE_HOME: unset})).toBe(stateFolder({}));
	expect(stateFolder({HOME: '/home/me/'})).toBe('/home/me/.local/state/mm-tui');
	for (const unset of ['', 'relative', '.']) expect(stateFolder({HOME: unset})).toBe(stateFolder({}));
	expect(stateFolder({})).toMatch(/\.local[/\\]state[/\\]mm-tui$/);
});

const reopened = async (at: string): Promise<unknown> => (await openState(['x.json'], {folder: at})).read('x.json');

test('what was written is read, by its owner alone, and nothing is left beside it', async () => {
	const state = join(folder, 'new', 'state');
	const store = await openState(['x.json'], {folder: state});
	store.update('x.json', () => ({a: [1]}));
	store.update('x.json', (value) => ({was: value}));
	expect(store.read('x.json')).toEqual({was: {a: [1]}});
	await store.settled();
	expect(await reopened(state)).toEqual({was: {a: [1]}});
	expect(readdirSync(state)).toEqual(['x.json']);
	expect(statSync(join(state, 'x.json')).mode & 0o777).toBe(0o600);
	expect(statSync(state).mode & 0o777).toBe(0o700);
});

test.each([
	['nothing', undefined],
	['a torn file', '{"a":'],
	['a file that is too large', JSON.stringify('x'.repeat(64 * 1024))],
])('%s is no state', async (_, text) => {
	if (text !== undefined) writeFileSync(join(folder, 'x.json'), text);
	expect(await reopened(folder)).toBeUndefined();
});

test('a folder that cannot be made stops nothing', async () => {
	writeFileSync(join(folder, 'file'), '');
	const state = join(folder, 'file', 'state');
	const store = await openState(['x.json'], {folder: state});
	store.update('x.json', () => ({}));
	await store.settled();
	expect(await reopened(state)).toBeUndefined();
});

test('a pipe in its place is told of, and replaced by what is written', async () => {
	execFileSync('mkfifo', [join(folder, 'x.json')]);
	const problems: string[] = [];
	const store = await openState(['x.json'], {folder, onProblem: (text) => problems.push(text)});
	expect(problems).toEqual([`${join(folder, 'x.json')} is not used: it is not a plain file`]);
	store.update('x.json', () => ({a: 1}));
	await store.settled();
	expect(await reopened(folder)).toEqual({a: 1});
});

test('a link in its place is replaced, and what it leads to stays', async () => {
	writeFileSync(join(folder, 'theirs'), 'theirs');
	symlinkSync(join(folder, 'theirs'), join(folder, 'x.json'));
	const store = await openState(['x.json'], {folder});
	store.update('x.json', () => ({a: 1}));
	await store.settled();
	expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('theirs');
});
