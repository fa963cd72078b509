import {describe, expect, test} from 'vitest';
import {Parameters, RequestError} from '../../../../source/exchange/protocol/methods/parameters.js';

const read = (search: string, known = 9): Parameters => new Parameters([...new URLSearchParams(search)], known);

const refusal = (act: () => unknown): [code: number, message: string] => {
	try {
		act();
	} catch (error) {
		if (error instanceof RequestError) return [error.code, error.message];
	}

	throw new Error('it was not refused');
};

const UNREAD = -1104;

describe('strictness', () => {
	test('one that came twice', () => {
		expect(refusal(() => read('a=1&a=1'))).toEqual([-1101, 'Duplicate values for a parameter detected.']);
	});

	test('more than there are', () => {
		expect(refusal(() => read('a=1&b=2&c=3', 2))).toEqual([-1101, "Too many parameters; expected '2' and received '3'."]);
		expect(() => read('a=1&b=2', 2)).not.toThrow();
	});

	test('one that was not read', () => {
		const parameters = read('symbol=BTCUSDT&colour=red&limit=5');
		parameters.symbol();
		parameters.limit({usual: 100, most: 500});
		expect(refusal(() => parameters.finish())).toEqual([
			UNREAD,
			"Not all sent parameters were read; read '2' parameter(s) but was sent '3'.",
		]);
		parameters.optional('colour');
		expect(() => parameters.finish()).not.toThrow();
	});

	test('an empty one was read, and is as good as none', () => {
		const parameters = read('limit=&symbol=');
		expect(parameters.limit({usual: 7, most: 9})).toBe(7);
		expect(refusal(() => parameters.symbol())).toEqual([-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."]);
		expect(() => parameters.finish()).not.toThrow();
	});
});

test.each([
	['limit=3', 3],
	['limit=9', 9],
	['limit=10', 9],
	['limit=99999999999999999999', 9],
	['', 7],
])('of "%s" with 7 as usual and 9 at most the limit is %d', (search, limit) => {
	expect(read(search).limit({usual: 7, most: 9})).toBe(limit);
});

test.each(['-1', 'x', '1.5', '1e3', ' 1', '999999999999999999999'])('the limit "%s" is no number', (text) => {
	expect(refusal(() => read(`limit=${text}`).limit({usual: 7, most: 9}))[0]).toBe(-1100);
});

test('a limit of 0 is not valid', () => {
	expect(refusal(() => read('limit=0').limit({usual: 7, most: 9}))).toEqual([-1130, "Data sent for parameter 'limit' is not valid."]);
});

test('times come in milliseconds or microseconds', () => {
	expect(read('t=1772000000123').time('t')).toBe(1_772_000_000_123);
	expect(read('t=1772000000123456').time('t')).toBe(1_772_000_000_123.456);
	expect(read('t=100000000000000').time('t')).toBe(1e14);
	expect(read('').time('t')).toBeUndefined();
});

test.each([
	['symbol=BTCUSDT', 'BTCUSDT'],
	['symbols=["BTCUSDT","ETHUSDT"]', ['BTCUSDT', 'ETHUSDT']],
	['', undefined],
])('"%s" is about %j', (search, wanted) => {
	expect(read(search).oneOrSeveral()).toEqual(wanted);
});

test.each([
	[
		'symbol=A&symbols=["B"]',
		-1128,
		"Combination of optional parameters invalid. Recommendation: 'symbol' and 'symbols' cannot both be sent.",
	],
	['symbols=["A","A"]', -1151, 'Symbol is present multiple times in the list.'],
	['symbols=["a"]', -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'."],
	['symbols=[]', -1100, "Illegal characters found in parameter 'symbols'; legal range is '[\"^[A-Z0-9-_.]{1,20}$\"]'."],
	['symbols=[1]', -1100, "Illegal characters found in parameter 'symbols'; legal range is '[\"^[A-Z0-9-_.]{1,20}$\"]'."],
	['symbols=A', -1100, "Illegal characters found in parameter 'symbols'; legal range is '[\"^[A-Z0-9-_.]{1,20}$\"]'."],
	['symbol=btcusdt', -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'."],
])('"%s" is refused with %d', (search, code, message) => {
	expect(refusal(() => read(search).oneOrSeveral())).toEqual([code, message]);
});

test.each([
	['f=true', true],
	['f=FALSE', false],
	['', undefined],
])('the flag of "%s" is %s', (search, flag) => {
	expect(read(search).flag('f')).toBe(flag);
});

test('a flag is true or false', () => {
	expect(refusal(() => read('f=1').flag('f'))).toEqual([-1130, "Data sent for parameter 'f' is not valid."]);
});
