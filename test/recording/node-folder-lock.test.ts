/** One writer a folder, whatever became of the one before. */

import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {LockedError, lockFolder} from '../../source/recording/node-folder-lock.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'mm-tui-lock-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

test('a second one is refused by the name of the first, until the first gives it back', () => {
	const unlock = lockFolder(folder, 'lock');
	expect(() => lockFolder(folder, 'lock')).toThrow(LockedError);
	expect(() => lockFolder(folder, 'lock')).toThrow(String(process.pid));
	unlock();
	lockFolder(folder, 'lock')();
});

test('makes the folder', () => {
	const inner = path.join(folder, 'a', 'b');
	lockFolder(inner, 'lock')();
});

test("a dead process's lock is no lock", async () => {
	const child = spawn('true');
	await new Promise((resolve) => {
		child.once('exit', resolve);
	});
	writeFileSync(path.join(folder, 'lock'), `${child.pid} 1\n`);
	lockFolder(folder, 'lock')();
});

test('nor is that of a process whose number another has by now', () => {
	const mine = lockFolder(folder, 'lock');
	const [pid = '', started = ''] = readFileSync(path.join(folder, 'lock'), 'utf8').trim().split(' ');
	mine();
	expect(Number(started)).toBeGreaterThan(0);
	writeFileSync(path.join(folder, 'lock'), `${pid} ${Number(started) - 1}\n`);
	lockFolder(folder, 'lock')();
});

test('nor is a file that says nothing', () => {
	writeFileSync(path.join(folder, 'lock'), '');
	lockFolder(folder, 'lock')();
});
