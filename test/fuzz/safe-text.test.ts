import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {safeText} from '../../source/domain/text/safe-text.js';
import {EFFORT, runs} from './mutate.js';

// This file is about control characters.
/* oxlint-disable no-control-regex */
const HARMFUL = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

const fragment = fc.oneof(
	fc.string({unit: 'binary', maxLength: 20}),
	fc.constantFrom(
		'\u001B[31m',
		'\u001B]52;c;AAAA\u0007',
		'\u009B2J',
		'\u0090q\u009C',
		'\u001BP',
		'\u202E',
		'\u2066',
		'\uFEFF',
		'\r\n',
		'\t',
		'\u001B',
		'\uD800',
		'\uDC00',
		'這',
		'👩‍👩‍👧',
		'é',
	),
);
const hostile = fc.array(fragment, {maxLength: 30}).map((parts) => parts.join(''));

test('is one line without control characters, within its length, and stays the same when cleaned again', () => {
	fc.assert(
		fc.property(hostile, fc.integer({min: 1, max: 300}), (text, length) => {
			const safe = safeText(text, length);
			expect(safe).not.toMatch(HARMFUL);
			expect(safe.length).toBeLessThanOrEqual(length);
			expect(safe.isWellFormed()).toBe(true);
			expect(safeText(safe, length)).toBe(safe);
		}),
		runs(1500),
	);
});

test('takes no longer for a hostile megabyte than for a page', () => {
	const patterns = ['\u001B', '\u001B]', '\u001B[', '\u001BP', '\u009D', ' ', '\u202E', 'a\u001B[0', '\uD800', '\t\n'];
	for (const pattern of patterns) {
		const text = pattern.repeat(Math.ceil((1024 * 1024) / pattern.length));
		const start = performance.now();
		for (let count = 0; count < 3 * EFFORT; count += 1) safeText(text);
		expect((performance.now() - start) / (3 * EFFORT), JSON.stringify(pattern)).toBeLessThan(50);
	}
});
