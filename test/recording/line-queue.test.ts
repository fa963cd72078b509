/** The engine never waits for the recorder: what does not fit is a hole, and the hole is told. */

import {expect, test} from 'vitest';
import {instantOf} from '../../source/domain/units.js';
import {LineQueue} from '../../source/recording/line-queue.js';
import {unpackLines} from '../../source/recording/log/packed-lines.js';
import type {RecorderMessage} from '../../source/recording/recorder-messages.js';

const data = new TextEncoder().encode('x'.repeat(1000));
const at = (ms: number) => instantOf(ms, 1_700_000_000_000 + ms);

const numbersIn = (messages: readonly RecorderMessage[]): readonly number[] =>
	messages.flatMap((message) => {
		const numbers: number[] = [];
		if (message.kind === 'lines') {
			unpackLines(message.block, {message: ({n}) => void numbers.push(n), tail: ({n}) => void numbers.push(n)});
		} else if (message.kind === 'hole') {
			for (let n = message.hole.firstN; n <= message.hole.lastN; n += 1) numbers.push(n);
		}

		return numbers;
	});

test('lines go in blocks, at the latest a tenth of a second after the first', () => {
	const messages: RecorderMessage[] = [];
	const queue = new LineQueue((message) => messages.push(message));
	for (let n = 1; n <= 30; n += 1) queue.input(0, n, {kind: 'tick'}, at(n * 10));
	expect(messages.length).toBe(3);
	queue.flush();
	expect(numbersIn(messages)).toEqual(Array.from({length: 30}, (_, index) => index + 1));
});

test('a thread that takes nothing gets no more than the bound; each number is in a block or in a hole', () => {
	const messages: RecorderMessage[] = [];
	const queue = new LineQueue((message) => messages.push(message), 200_000);
	let n = 0;
	const second = () => {
		for (let line = 0; line < 100; line += 1) {
			n += 1;
			queue.input(0, n, {kind: 'message', generation: 1, data}, at(n * 10));
		}
	};
	for (let s = 0; s < 10; s += 1) second();
	expect(queue.isDropping).toBe(true);
	const bytes = messages.reduce((sum, message) => sum + (message.kind === 'lines' ? message.block.length : 0), 0);
	expect(bytes).toBeLessThan(200_000 + 65_536 * 2);
	queue.taken(bytes);
	second();
	expect(queue.isDropping).toBe(false);
	queue.flush();
	const holes = messages.filter((message) => message.kind === 'hole');
	expect(holes.map(({hole}) => hole.reason)).toEqual(['queue-full']);
	expect((holes[0]?.hole.toMs ?? 0) - (holes[0]?.hole.fromMs ?? 0)).toBeGreaterThanOrEqual(1000);
	expect(numbersIn(messages)).toEqual(Array.from({length: n}, (_, index) => index + 1));
});

test('holes of several logs are told each by itself', () => {
	const messages: RecorderMessage[] = [];
	const queue = new LineQueue((message) => messages.push(message), 1000);
	for (let n = 1; n <= 200; n += 1) {
		queue.input(0, n, {kind: 'message', generation: 1, data}, at(n * 10));
		queue.input(1, n, {kind: 'message', generation: 1, data}, at(n * 10));
		if (n === 100) queue.taken(messages.reduce((sum, message) => sum + (message.kind === 'lines' ? message.block.length : 0), 0));
	}

	expect(messages.filter((message) => message.kind === 'hole').map(({head}) => head.log)).toEqual(expect.arrayContaining([0, 1]));
});

test('what is missing at the end is told, too', () => {
	const messages: RecorderMessage[] = [];
	const queue = new LineQueue((message) => messages.push(message), 10_000);
	for (let n = 1; n <= 100; n += 1) queue.input(0, n, {kind: 'message', generation: 1, data}, at(n * 10));
	expect(queue.isDropping).toBe(true);
	queue.close();
	expect(numbersIn(messages)).toEqual(Array.from({length: 100}, (_, index) => index + 1));
});
