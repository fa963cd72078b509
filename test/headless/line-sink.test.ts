import {describe, expect, it} from 'vitest';
import {LineSink} from '../../source/headless/line-sink.js';
import type {Line} from '../../source/headless/ndjson.js';
import type {LineType} from '../../source/headless/stream-settings.js';
import {slowTarget} from './canned-session.js';

const line = (type: LineType, n: number): Line => ({type, tail: `"n":${n}`});
const read = (texts: readonly string[]) => texts.map((text) => JSON.parse(text) as {type: LineType; seq: number; n: number});
const names = (texts: readonly string[]) => read(texts).map(({type, n}) => `${type}${n}`);

const setUp = (capacity: number, conflateBeyond = 40, dropBeyond = 100) => {
	const slow = slowTarget(capacity);
	let losses = 0;
	const sink = new LineSink(slow.target, () => (losses += 1), {conflateBeyond, dropBeyond});
	return {...slow, sink, lossCalls: () => losses};
};

describe('LineSink', () => {
	it('writes at once to a quick reader', () => {
		const {sink, written} = setUp(Number.POSITIVE_INFINITY);
		for (let n = 0; n < 1000; n += 1) sink.push(line('book', n));
		expect(written).toHaveLength(1000);
		expect(sink.isEmpty).toBe(true);
		expect(sink.losses).toEqual({dropped: 0, conflated: 0});
	});

	it('loses nothing to a reader who pauses shortly', () => {
		const {sink, written, drain} = setUp(1);
		for (let n = 0; n < 8; n += 1) sink.push(line('book', n));
		expect(names(written)).toEqual(['book0']);
		drain(Number.POSITIVE_INFINITY);
		expect(read(written).map(({n}) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect(sink.losses.conflated).toBe(0);
	});

	it('keeps only the newest book and stats for one who stays slow, and every trade, in order', () => {
		const {sink, written, drain, lossCalls} = setUp(1, 40, 10_000);
		sink.push(line('status', 0));
		for (let n = 0; n < 20; n += 1) {
			sink.push(line('book', n));
			sink.push(line('stats', n));
			sink.push(line('trade', n));
		}

		drain(Number.POSITIVE_INFINITY);
		expect(names(written)).toEqual(['status0', ...Array.from({length: 19}, (_, n) => `trade${n}`), 'book19', 'stats19', 'trade19']);
		expect(sink.losses).toEqual({dropped: 0, conflated: 38});
		expect(lossCalls()).toBe(1);
	});

	it('goes back to every line once the reader has caught up', () => {
		const {sink, written, drain} = setUp(1);
		for (let n = 0; n < 20; n += 1) sink.push(line('book', n));
		drain(Number.POSITIVE_INFINITY);
		for (let n = 20; n < 24; n += 1) sink.push(line('book', n));
		expect(names(written)).toEqual(['book0', 'book19', 'book20', 'book21', 'book22', 'book23']);
	});

	it('drops the oldest beyond the bound, counts them, and keeps its size', () => {
		const {sink, written, drain} = setUp(1);
		for (let n = 0; n < 10_000; n += 1) sink.push(line('trade', n));
		drain(Number.POSITIVE_INFINITY);
		const numbers = read(written).map(({n}) => n);
		expect(numbers.at(-1)).toBe(9999);
		expect(numbers.length).toBeLessThan(25);
		expect(sink.losses.dropped).toBe(10_000 - numbers.length);
		expect(numbers.slice(1)).toEqual(Array.from({length: numbers.length - 1}, (_, index) => 10_001 - numbers.length + index));
	});

	it('numbers the lines that are written, without a hole', () => {
		const {sink, written, drain} = setUp(1);
		for (let n = 0; n < 50; n += 1) sink.push(line(n % 2 === 0 ? 'book' : 'trade', n));
		drain(Number.POSITIVE_INFINITY);
		expect(read(written).map(({seq}) => seq)).toEqual(written.map((_, index) => index + 1));
	});

	it('takes up where it stopped when the reader takes a little at a time', () => {
		const {sink, written, drain} = setUp(1, 10_000, 10_000);
		for (let n = 0; n < 10; n += 1) sink.push(line('trade', n));
		for (let turn = 0; turn < 20; turn += 1) drain(1);
		expect(read(written).map(({n}) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
		expect(sink.isEmpty).toBe(true);
	});

	it('says nothing of a loss where there is none', () => {
		const {sink, drain, lossCalls} = setUp(1, 40, 10_000);
		for (let n = 0; n < 50; n += 1) sink.push(line('trade', n));
		drain(Number.POSITIVE_INFINITY);
		expect([lossCalls(), sink.losses]).toEqual([0, {dropped: 0, conflated: 0}]);
	});

	/** The tail of a line here has five characters. */
	it('thins at the first character beyond its bound, and not at the bound', () => {
		const {sink, written, drain} = setUp(1, 10, 10_000);
		for (let n = 0; n < 3; n += 1) sink.push(line('book', n));
		expect(sink.losses.conflated).toBe(0);
		sink.push(line('book', 3));
		expect(sink.losses.conflated).toBe(2);
		drain(Number.POSITIVE_INFINITY);
		expect(names(written)).toEqual(['book0', 'book3']);
	});

	it('drops at the first character beyond its bound, down to half of it, and never what is newest of book and stats', () => {
		const {sink, written, drain} = setUp(1, 1, 30);
		sink.push(line('status', 0));
		sink.push(line('book', 1));
		sink.push(line('stats', 2));
		for (let n = 3; n < 7; n += 1) sink.push(line('trade', n));
		expect(sink.losses.dropped).toBe(0);
		sink.push(line('trade', 7));
		expect(sink.losses.dropped).toBe(4);
		drain(Number.POSITIVE_INFINITY);
		expect(names(written)).toEqual(['status0', 'book1', 'stats2', 'trade7']);
	});

	it('loses nothing to the next short pause of a reader who had been slow', () => {
		const {sink, written, drain} = setUp(1);
		for (let n = 0; n < 20; n += 1) sink.push(line('book', n));
		drain(1000);
		drain(Number.POSITIVE_INFINITY);
		drain(1);
		sink.push(line('book', 20));
		for (let n = 21; n < 24; n += 1) sink.push(line('book', n));
		const {conflated} = sink.losses;
		drain(Number.POSITIVE_INFINITY);
		expect([sink.losses.conflated, names(written).slice(-4)]).toEqual([conflated, ['book20', 'book21', 'book22', 'book23']]);
	});

	it('tells of a loss once, and once again when the reader had caught up meanwhile', () => {
		const {sink, drain, lossCalls} = setUp(1, 10, 10_000);
		for (let n = 0; n < 30; n += 1) sink.push(line('book', n));
		expect(lossCalls()).toBe(1);
		drain(Number.POSITIVE_INFINITY);
		drain(1);
		sink.push(line('book', 30));
		for (let n = 31; n < 40; n += 1) sink.push(line('stats', n));
		expect(lossCalls()).toBe(2);
	});
});
