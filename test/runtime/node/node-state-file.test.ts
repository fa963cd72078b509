import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openState, stateFolder} from '../../../source/runtime/node/node-state-file.js';

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

test('a pipe in its place is reported, and replaced by what is written', async () => {
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

test('programs that write at the same time lose nothing of each other', async () => {
	const stores = [await openState(['x.json'], {folder}), await openState(['x.json'], {folder}), await openState(['x.json'], {folder})];
	const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
	for (let count = 0; count < 20; count += 1) {
		for (const [index, store] of stores.entries()) store.update('x.json', (value) => [...listed(value), `${index}.${count}`]);
	}

	await Promise.all(stores.map(async (store) => store.settled()));
	expect(new Set(listed(await reopened(folder))).size).toBe(60);
	expect(readdirSync(folder)).toEqual(['x.json']);
});

test('what another program wrote is seen after a look, and what is being written here is not taken off by it', async () => {
	const [one, two] = [await openState(['x.json'], {folder}), await openState(['x.json'], {folder})];
	one.update('x.json', () => ({a: 1}));
	await one.settled();
	expect(two.read('x.json')).toBeUndefined();
	await two.refresh('x.json');
	expect(two.read('x.json')).toEqual({a: 1});
	two.update('x.json', (value) => ({was: value}));
	await two.refresh('x.json');
	expect(two.read('x.json')).toEqual({was: {a: 1}});
});

test('each reader is called once, after the file was read or could not be', async () => {
	writeFileSync(join(folder, 'x.json'), '{"theirs":1}');
	for (const at of [folder, join(folder, 'x.json', 'below')]) {
		const store = await openState([], {folder: at});
		const asked: unknown[] = [];
		const {promise, resolve} = Promise.withResolvers<void>();
		store.update(
			'x.json',
			(value) => {
				asked.push(value);
				return {ours: 1};
			},
			resolve,
		);
		await promise;
		expect(asked).toEqual(at === folder ? [undefined, {theirs: 1}] : [undefined]);
	}
});

test('a lock that a killed program left is taken away after a while, by one of all who wait', {timeout: 20_000}, async () => {
	writeFileSync(join(folder, 'x.json.lock'), '1');
	const stores = [await openState(['x.json'], {folder}), await openState(['x.json'], {folder})];
	const counted = (value: unknown): number => (typeof value === 'object' && value !== null && 'count' in value ? Number(value.count) : 0);
	for (const store of stores) store.update('x.json', (value) => ({count: counted(value) + 1}));
	await Promise.all(stores.map(async (store) => store.settled()));
	expect(await reopened(folder)).toEqual({count: 2});
	expect(readdirSync(folder)).toEqual(['x.json']);
});

test('a program that was stopped with the lock in hand begins anew when others have gone on', {timeout: 20_000}, async () => {
	const [slow, quick] = [await openState(['x.json'], {folder}), await openState(['x.json'], {folder})];
	let stopped = true;
	slow.update('x.json', (value) => {
		// Between this program's check and its write another one takes the abandoned lock.
		if (stopped && value !== undefined) {
			stopped = false;
			rmSync(join(folder, 'x.json.lock'));
			writeFileSync(join(folder, 'x.json'), '{"theirs":1}');
		}

		return {...(typeof value === 'object' ? value : {}), ours: 1};
	});
	writeFileSync(join(folder, 'x.json'), '{}');
	await slow.settled();
	await quick.refresh('x.json');
	expect(quick.read('x.json')).toEqual({theirs: 1, ours: 1});
});
