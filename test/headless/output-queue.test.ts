import {expect, test} from 'vitest';
import {OutputQueue} from '../../source/headless/output-queue.js';

/** Accepts so many texts, then none until drained. */
const setUp = (room: number) => {
	const written: string[] = [];
	let [left, drained, listening] = [room, () => {}, 0];
	const queue = new OutputQueue<string>(
		{
			write(text) {
				written.push(text);
				left -= 1;
				return left > 0;
			},
			once(_, listener) {
				listening += 1;
				drained = listener;
			},
		},
		(entry) => entry.toUpperCase(),
	);
	let emptied = 0;
	queue.onEmptied(() => (emptied += 1));
	const drain = (more: number): void => {
		left = more;
		drained();
	};
	return {queue, written, drain, emptied: () => emptied, listening: () => listening};
};

test('what there is room for is written at once', () => {
	const {queue, written, emptied} = setUp(Infinity);
	queue.push('a', 1);
	queue.push('b', 2);
	expect([written, queue.size, queue.isEmpty, emptied()]).toEqual([['A', 'B'], 0, true, 0]);
});

test('queued text is counted by its size, is written in order, and its end is signalled once', () => {
	const {queue, written, drain, emptied, listening} = setUp(1);
	for (const [entry, size] of [
		['a', 9],
		['b', 2],
		['c', 3],
		['d', 4],
	] as const) {
		queue.push(entry, size);
	}
	expect([written, queue.size, queue.isEmpty, listening()]).toEqual([['A'], 9, false, 1]);
	drain(2);
	expect([written, queue.size, emptied(), listening()]).toEqual([['A', 'B', 'C'], 4, 0, 2]);
	drain(2);
	expect([written, queue.size, queue.isEmpty, emptied(), listening()]).toEqual([['A', 'B', 'C', 'D'], 0, true, 1, 2]);
	queue.push('e', 5);
	expect([written.at(-1), queue.size]).toEqual(['E', 0]);
});

test('an entry is rendered when it is written, not when it comes', () => {
	let rendered = 0;
	const queue = new OutputQueue<string>({write: () => false, once: () => {}}, (entry) => `${entry}${(rendered += 1)}`);
	queue.push('a', 1);
	queue.push('b', 1);
	expect(rendered).toBe(1);
});

test('what waits can be looked through, thinned and taken from, and its size follows', () => {
	const {queue, written, drain} = setUp(1);
	for (const [entry, size] of [
		['x', 1],
		['a', 1],
		['b', 10],
		['a', 100],
		['c', 1000],
	] as const) {
		queue.push(entry, size);
	}
	expect([queue.findLastIndex((entry) => entry === 'a'), queue.findLastIndex((entry) => entry === 'z')]).toEqual([2, -1]);
	queue.removeAt(2);
	expect(queue.size).toBe(1011);
	expect(queue.filter((entry, index) => entry !== 'b' && index < 9)).toBe(1);
	expect(queue.size).toBe(1001);
	expect(queue.filter(() => true)).toBe(0);
	drain(Infinity);
	expect(written).toEqual(['X', 'A', 'C']);
});
