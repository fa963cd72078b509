import {describe, expect, test} from 'vitest';
import {readDuration, readEvery} from '../../source/config/value-readers.js';

describe('how often', () => {
	test.each([
		['update', 'update'],
		[' UPDATE ', 'update'],
		['10ms', 10],
		['1.5s', 1500],
		['60m', 3_600_000],
		['1h', 3_600_000],
		['1 s', 1000],
	])('%j is %j', (text, value) => {
		expect(readEvery(text)).toEqual({ok: true, value});
	});

	test.each(['', 'updates', '9ms', '60.001m', '2h', '10', '-1s', '1 s 5'])('%j is refused', (text) => {
		expect(readEvery(text)).toMatchObject({
			ok: false,
			problem: `"${text}" is neither "update" nor a duration from 10ms to 60m such as 100ms or 1s`,
		});
	});
});

test('a duration may be nothing at all, and 60 minutes at most', () => {
	expect(readDuration('0s')).toEqual({ok: true, value: 0});
	expect(readDuration(' 60m ')).toEqual({ok: true, value: 3_600_000});
	expect(readDuration('60.001m')).toMatchObject({ok: false});
	expect(readDuration('1')).toMatchObject({ok: false});
});
