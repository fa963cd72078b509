import {mkdtemp, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {LOG_NAME, nodeLog} from '../../../source/runtime/node/node-log.js';

let folder = '';
beforeEach(async () => {
	folder = path.join(await mkdtemp(path.join(tmpdir(), 'mm-tui-log-')), 'state');
});
afterEach(async () => rm(path.dirname(folder), {recursive: true, force: true}));

const read = async (name = LOG_NAME): Promise<string> => readFile(path.join(folder, name), 'utf8');

test('lines are written in order with time and process, readable by the user alone', async () => {
	const log = nodeLog({folder});
	log.write(Date.UTC(2026, 10, 20, 12), 'one');
	log.write(Date.UTC(2026, 10, 20, 12, 0, 1), 'two');
	await log.close();
	expect(await read()).toBe(`2026-11-20T12:00:00.000Z ${process.pid} one\n2026-11-20T12:00:01.000Z ${process.pid} two\n`);
	expect((await stat(path.join(folder, LOG_NAME))).mode & 0o777).toBe(0o600);
});

test('where nothing happened there is no file', async () => {
	await nodeLog({folder}).close();
	await expect(stat(folder)).rejects.toThrow('ENOENT');
});

test('a later run goes on where the one before ended', async () => {
	for (const text of ['first run', 'second run']) {
		const log = nodeLog({folder});
		log.write(0, text);
		// oxlint-disable-next-line no-await-in-loop
		await log.close();
	}

	expect((await read()).split('\n').map((line) => line.slice(-10))).toEqual([' first run', 'second run', '']);
});

test('a full file becomes the older one, and the two never grow beyond twice the bound', async () => {
	const log = nodeLog({folder, maxBytes: 500});
	for (let line = 0; line < 60; line += 1) {
		log.write(line, `line ${line}`);
		// oxlint-disable-next-line no-await-in-loop
		await log.close();
	}

	const [newer, older] = [await read(), await read(`${LOG_NAME}.1`)];
	expect(newer.length).toBeLessThanOrEqual(500);
	expect(older.length).toBeLessThanOrEqual(500);
	const numbers = `${older}${newer}`.match(/(?<=line )\d+/g)?.map(Number) ?? [];
	expect(numbers.at(-1)).toBe(59);
	expect(numbers).toEqual(numbers.map((_, index) => 60 - numbers.length + index));
});

test('what the disk does not take in time is left out, and counted in the file', async () => {
	const log = nodeLog({folder, maxWaiting: 200});
	for (let line = 0; line < 100; line += 1) log.write(0, `line ${line}`);
	await log.close();
	log.write(0, 'after it');
	await log.close();
	expect(await read()).toMatch(/\d+ lines left out: the disk did not take them\n/);
});

test('a disk that refuses is reported once, and does not throw', async () => {
	await writeFile(folder, 'a file where the folder should be');
	const problems: string[] = [];
	const log = nodeLog({folder});
	log.onProblem((text) => problems.push(text));
	for (let line = 0; line < 3; line += 1) {
		log.write(0, 'lost');
		// oxlint-disable-next-line no-await-in-loop
		await log.close();
	}

	expect(problems).toEqual([expect.stringMatching(/^the log file cannot be written: E\w+/)]);
});

test('what a disk refused is counted, as soon as it takes anything again', async () => {
	await writeFile(folder, 'a file where the folder should be');
	const log = nodeLog({folder});
	for (const text of ['one', 'two']) {
		log.write(0, text);
		// oxlint-disable-next-line no-await-in-loop
		await log.close();
	}

	await rm(folder);
	log.write(0, 'after it');
	await log.close();
	expect(await read()).toMatch(/ after it\n2 lines left out: the disk did not take them\n$/);
});
