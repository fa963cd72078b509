import {assert, nat, property} from 'fast-check';
import {expect, test} from 'vitest';
import {updateId} from '../../../source/domain/units.js';
import {book} from '../../../source/venue/binance/book.js';
import {diff} from '../../helpers/diffs.js';

// A book at an id meets a diff U … u.
test.each([
	[98, 100, 105, 'gap'],
	[99, 100, 105, 'follows'],
	[100, 100, 105, 'follows'],
	[104, 100, 105, 'follows'],
	[105, 100, 105, 'old'],
	[105, 106, 110, 'follows'],
	[107, 106, 110, 'follows'],
	[107, 111, 111, 'gap'],
	[120, 106, 110, 'old'],
	[120, 121, 121, 'follows'],
	[120, 122, 122, 'gap'],
	[111, 111, 111, 'old'],
	[111, 90, 95, 'old'],
	[111, 110, 114, 'follows'],
	[114, 116, 118, 'gap'],
	[0, 1, 1, 'follows'],
	[0, 0, 0, 'old'],
	[1, 1_000_000_000_000, 1_000_000_000_001, 'gap'],
])('a book at %i meets U=%i u=%i: %s', (bookId, firstId, lastId, continuity) => {
	for (const first of [true, false]) expect(book.continuity(updateId(bookId), diff(firstId, lastId), first)).toBe(continuity);
});

test('a diff follows exactly when no id between the book and its end is missing, and it brings a new one', () => {
	assert(
		property(nat(60), nat(60), nat(10), (bookId, firstId, length) => {
			const lastId = firstId + length;
			const needed = Array.from({length: Math.max(lastId - bookId, 0)}, (_, index) => bookId + 1 + index);
			const covered = needed.every((id) => id >= firstId && id <= lastId);
			const expected = needed.length === 0 ? 'old' : covered ? 'follows' : 'gap';
			expect(book.continuity(updateId(bookId), diff(firstId, lastId), false)).toBe(expected);
		}),
		{numRuns: 500},
	);
});
