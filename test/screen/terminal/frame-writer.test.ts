/** Writing to a terminal that accepts part of a picture, nothing, or is closed. */

import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {FrameWriter} from '../../../source/screen/terminal/frame-writer.js';
import {cellTerminal} from '../../../source/screen/terminal/node-cell-terminal.js';

/** A scripted file descriptor: each write accepts what the next entry says. */
class FakeFd {
	readonly script: (number | string)[];
	taken = '';
	writes = 0;

	constructor(script: readonly (number | string)[]) {
		this.script = [...script];
	}

	write = (_fd: number, bytes: Uint8Array): number => {
		this.writes += 1;
		const next = this.script.shift() ?? Infinity;
		if (typeof next === 'string') throw Object.assign(new Error(next), {code: next});
		const taken = bytes.subarray(0, next);
		this.taken += Buffer.from(taken).toString();
		return taken.length;
	};
}

const start = (script: readonly (number | string)[]) => {
	const fd = new FakeFd(script);
	const tasks: (() => void)[] = [];
	const delays: number[] = [];
	const heard = {out: 0, gone: 0};
	const writer = new FrameWriter({
		terminal: cellTerminal(99, false, 'budget', fd.write),
		after: (delayMs, task) => {
			delays.push(delayMs);
			tasks.push(task);
			return () => {
				const index = tasks.indexOf(task);
				if (index >= 0) tasks.splice(index, 1);
			};
		},
		onOut: () => (heard.out += 1),
		onGone: () => (heard.gone += 1),
	});
	const send = (text: string) => writer.send(Buffer.from(text));
	/** Runs timers until there are none, or too many. */
	const pass = (times = 1000) => {
		for (let index = 0; index < times && tasks.length > 0; index += 1) tasks.shift()?.();
	};
	return {fd, writer, heard, send, pass, tasks, delays};
};

describe('a picture', () => {
	test('goes out in one write where there is room', () => {
		const {fd, writer, heard, send, tasks} = start([]);
		send('picture');
		expect([fd.taken, fd.writes, writer.isIdle, heard.out, tasks.length]).toEqual(['picture', 1, true, 0, 0]);
	});

	test('that is half out is finished before anything else, and then says so', () => {
		const {fd, writer, heard, send, pass} = start([3, 'EAGAIN', 'EAGAIN', 2, 'EAGAIN']);
		send('picture');
		expect([fd.taken, writer.isIdle]).toEqual(['pic', false]);
		pass(1);
		expect(writer.isIdle).toBe(false);
		pass();
		expect([fd.taken, writer.isIdle, heard.out]).toEqual(['picture', true, 1]);
	});

	test.each(['EAGAIN', 'EWOULDBLOCK', 'EINTR', 'ENOBUFS'])('%s is no error', (code) => {
		const {fd, heard, send, pass} = start([code, code]);
		send('picture');
		pass();
		expect([fd.taken, heard.gone]).toEqual(['picture', 0]);
	});

	test.each(['EIO', 'EPIPE', 'EBADF', 'ENXIO'])('%s ends it: said once, and nothing is tried again', (code) => {
		const {fd, heard, send, pass, tasks} = start([2, code]);
		send('picture');
		send('another');
		pass();
		expect([fd.taken, fd.writes, heard.gone, tasks.length]).toEqual(['pi', 2, 1, 0]);
	});

	test('that never gets out does not keep the end from coming', async () => {
		const {fd, writer, send, pass} = start([4, ...Array.from({length: 10_000}, () => 'EAGAIN')]);
		send('picture');
		const drained = writer.drain(100);
		for (let turn = 0; turn < 200; turn += 1) {
			pass(2);
			await Promise.resolve();
		}

		expect(await drained).toBe(false);
		writer.abandon();
		expect([fd.taken, writer.isIdle]).toEqual(['pict', true]);
	});

	test('is tried soon, rarely where the terminal takes nothing for long, and soon again when it took something', () => {
		const {send, pass, delays} = start([...Array.from({length: 120}, () => 'EAGAIN'), 1, ...Array.from({length: 5}, () => 'EAGAIN')]);
		send('picture');
		pass();
		expect(delays.slice(0, 99).every((delayMs) => delayMs === 4)).toBe(true);
		expect(delays.slice(99, 119).every((delayMs) => delayMs === 25)).toBe(true);
		expect(delays.slice(-5).every((delayMs) => delayMs === 4)).toBe(true);
	});

	test('that is lost while it is tried again is not said to be out', async () => {
		const {writer, heard, send, pass} = start([2, 'EAGAIN', 'EIO']);
		send('picture');
		pass();
		expect([heard.out, heard.gone, writer.isGone, await writer.drain(100)]).toEqual([0, 1, true, false]);
	});

	test('that was abandoned is tried no more', () => {
		const {fd, writer, send, tasks} = start([2, 'EAGAIN']);
		send('picture');
		writer.abandon();
		expect([fd.taken, tasks.length, writer.isIdle]).toEqual(['pi', 0, true]);
	});

	test('arrives whole and in order, however the terminal cuts it', () => {
		const step = fc.oneof(fc.integer({min: 0, max: 5}), fc.constant('EAGAIN'));
		fc.assert(
			fc.property(fc.array(step, {maxLength: 60}), fc.array(fc.string({minLength: 1, maxLength: 12}), {maxLength: 8}), (script, texts) => {
				const {fd, writer, send, pass} = start(script);
				const sent: string[] = [];
				for (const text of texts) {
					if (writer.isIdle) {
						send(text);
						sent.push(text);
					} else {
						pass(1);
					}
				}

				pass();
				expect(fd.taken).toBe(Buffer.from(sent.join('')).toString());
			}),
		);
	});
});
