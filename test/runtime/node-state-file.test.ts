import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readState, stateFolder, writeState} from '../../source/runtime/node-state-file.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mm-tui-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

test('the state folder follows the environment', () => {
	expect(stateFolder({XDG_STATE_HOME: '/state'})).toBe(join('/state', 'mm-tui'));
	for (const unset of ['', 'relative', './state']) expect(stateFolder({XDG_STATE_HOME: unset})).toBe(stateFolder({}));
	expect(stateFolder({})).toMatch(/\.local[/\\]state[/\\]mm-tui$/);
});

test('what was written is read, by its owner alone, and nothing is left beside it', () => {
	const state = join(folder, 'new', 'state');
	writeState(state, 'x.json', {a: [1]});
	writeState(state, 'x.json', {a: [2]});
	expect(readState(state, 'x.json')).toEqual({a: [2]});
	expect(readdirSync(state)).toEqual(['x.json']);
	expect(statSync(join(state, 'x.json')).mode & 0o777).toBe(0o600);
	expect(statSync(state).mode & 0o777).toBe(0o700);
});

test.each([
	['nothing', undefined],
	['a torn file', '{"a":'],
	['a file that is too large', JSON.stringify('x'.repeat(64 * 1024))],
])('%s is no state', (_, text) => {
	if (text !== undefined) writeFileSync(join(folder, 'x.json'), text);
	expect(readState(folder, 'x.json')).toBeUndefined();
});

test('a folder that cannot be made stops nothing', () => {
	writeFileSync(join(folder, 'file'), '');
	const state = join(folder, 'file', 'state');
	writeState(state, 'x.json', {});
	expect(readState(state, 'x.json')).toBeUndefined();
});
