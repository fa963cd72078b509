/**
 * Paths that lead to something else than a file of ours: nothing blocks, nothing fills up, no other file is
 * written.
 */

import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {appendText, FileLane, readText, replaceText} from '../../../source/runtime/node/node-files.js';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'mm-tui-files-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const at = (name: string): string => join(folder, name);
const written = (name: string, text: string): string => {
	writeFileSync(at(name), text);
	return at(name);
};
const fifo = (): string => {
	execFileSync('mkfifo', [at('pipe')]);
	return at('pipe');
};
const linkTo = (target: string): string => {
	symlinkSync(target, at('link'));
	return at('link');
};
const isRoot = process.geteuid?.() === 0;
const foreign = (path: string): string => {
	execFileSync('chown', ['-h', '12345:12345', path]);
	return path;
};

describe('a text', () => {
	test('is read whole, up to the bound', async () => {
		const text = 'ä'.repeat(50);
		expect(await readText(written('x', text), 100)).toBe(text);
		expect(await readText(written('empty', ''), 100)).toBe('');
		await expect(readText(at('x'), 99)).rejects.toThrow('it is too large');
	});

	test('of 300 MB is not read', async () => {
		written('x', '');
		truncateSync(at('x'), 300 * 1024 * 1024);
		await expect(readText(at('x'), 1000)).rejects.toThrow('it is too large');
	});

	test('that says it has no size is read up to the bound all the same', async () => {
		expect(await readText('/proc/self/cmdline', 65_536)).toContain('node');
		await expect(readText('/proc/self/cmdline', 3)).rejects.toThrow('it is too large');
	});

	test.each([
		['a pipe', fifo],
		['a device', () => '/dev/zero'],
		['a link to a device', () => linkTo('/dev/zero')],
		['a folder', () => folder],
	])('is not %s', async (_, make) => {
		await expect(readText(make(), 1000)).rejects.toThrow('it is not a plain file');
	});

	test('is read through a link of one’s own', async () => {
		written('x', 'text');
		expect(await readText(linkTo(at('x')), 100)).toBe('text');
	});

	test.runIf(isRoot)('is not read through a link that somebody else made', async () => {
		written('x', 'text');
		await expect(readText(foreign(linkTo(at('x'))), 100)).rejects.toThrow('it is a link that somebody else made');
	});

	test('that is not there is what the system says', async () => {
		await expect(readText(at('none'), 100)).rejects.toMatchObject({code: 'ENOENT'});
	});
});

describe('appending', () => {
	test('goes on, for the owner alone, and a full file becomes the older one', async () => {
		const path = join(folder, 'new', 'log');
		for (const text of ['12345', '678', '90']) await appendText(path, text, 8);
		expect([readFileSync(path, 'utf8'), readFileSync(`${path}.1`, 'utf8')]).toEqual(['90', '12345678']);
		expect([statSync(path).mode & 0o777, statSync(join(folder, 'new')).mode & 0o777]).toEqual([0o600, 0o700]);
	});

	test('writes what is longer than the bound into an empty file', async () => {
		await appendText(at('log'), 'x'.repeat(20), 8);
		expect(readFileSync(at('log'), 'utf8')).toHaveLength(20);
		expect(existsSync(at('log.1'))).toBe(false);
	});

	test.each([
		['a pipe', fifo],
		['a device', () => linkTo('/dev/full')],
	])('does not write to %s', async (_, make) => {
		await expect(appendText(make(), 'x', 100)).rejects.toThrow('it is not a plain file');
	});

	test('does not make what a link leads to nowhere', async () => {
		await expect(appendText(linkTo(at('nowhere')), 'x', 100)).rejects.toMatchObject({code: 'ENOENT'});
		expect(existsSync(at('nowhere'))).toBe(false);
	});

	test.runIf(isRoot)('does not write through a link that somebody else made', async () => {
		written('x', 'text');
		await expect(appendText(foreign(linkTo(at('x'))), 'x', 100)).rejects.toThrow('it is a link that somebody else made');
		expect(readFileSync(at('x'), 'utf8')).toBe('text');
	});
});

describe('replacing', () => {
	test('takes the place of whatever stood there, follows nothing, and leaves no draft', async () => {
		written('x', 'theirs');
		await replaceText(linkTo(at('x')), 'ours');
		expect([readFileSync(at('x'), 'utf8'), readFileSync(at('link'), 'utf8'), statSync(at('link')).mode & 0o777]).toEqual([
			'theirs',
			'ours',
			0o600,
		]);
		symlinkSync(at('x'), `${at('y')}.${process.pid}`);
		await replaceText(at('y'), 'ours');
		expect([readFileSync(at('x'), 'utf8'), readFileSync(at('y'), 'utf8')]).toEqual(['theirs', 'ours']);
	});
});

describe('a lane', () => {
	const never = async (): Promise<never> => new Promise(() => {});

	test('does one thing after the other, and tells each of its own end', async () => {
		const lane = new FileLane();
		const order: string[] = [];
		const step = (name: string) => async (): Promise<string> => {
			order.push(`${name} begins`);
			await Promise.resolve();
			order.push(`${name} ends`);
			if (name === 'b') throw new Error('b failed');
			return name;
		};
		const results = await Promise.allSettled(['a', 'b', 'c'].map(async (name) => lane.run(step(name))));
		expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
		expect(results.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	});

	test('refuses at once what comes behind something that does not answer, and goes on when it does', async () => {
		const lane = new FileLane(1);
		let answer: (value: string) => void = () => {};
		await expect(lane.run(async () => new Promise((resolve) => (answer = resolve)))).rejects.toThrow('its drive does not answer');
		let begun = false;
		await expect(
			lane.run(async () => {
				begun = true;
			}),
		).rejects.toThrow('its drive does not answer');
		expect(begun).toBe(false);
		answer('at last');
		await new Promise((resolve) => setImmediate(resolve));
		expect(await lane.run(async () => 'again')).toBe('again');
		await expect(lane.run(never)).rejects.toMatchObject({code: 'no-answer'});
	});
});
