import {assert, constantFrom, dictionary, jsonValue, property, string, tuple} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {describeValue, isArray, isRecord, memberText, parseJson, readInteger, readUpdateId} from '../../source/venue/json.js';

test.each<[value: unknown, id: number | undefined]>([
	[0, 0],
	[157, 157],
	[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	[Number.MAX_SAFE_INTEGER + 1, undefined],
	[-1, undefined],
	[1.5, undefined],
	[Number.NaN, undefined],
	['157', undefined],
	[null, undefined],
	[157n, undefined],
	[[157], undefined],
])('%o as an update id is %s', (value, id) => {
	expect(readUpdateId(value)).toBe(id);
});

test('an id that JSON cannot hold exactly is no id', () => {
	expect(readUpdateId(parseJson('9007199254740993'))).toBeUndefined();
	expect(readUpdateId(parseJson('9007199254740991'))).toBe(9_007_199_254_740_991);
	expect(readInteger(parseJson('-9007199254740993'))).toBeUndefined();
});

test('text that is no JSON is no value, and never an exception', () => {
	for (const text of ['', '{', '{"a":}', 'undefined', '{"a":1}{"b":2}', '[1,2', '\u0000', 'NaN']) expect(parseJson(text)).toBeUndefined();
	assert(property(string(), (text) => void parseJson(text)));
});

test('a list is no record, and null is neither', () => {
	expect([isRecord({}), isRecord([]), isRecord(null), isRecord('x')]).toEqual([true, false, false, false]);
	expect([isArray([]), isArray({length: 0})]).toEqual([true, false]);
});

describe('a value is described in a few words without control characters', () => {
	test.each<[json: string, text: string]>([
		['1', '1'],
		['null', 'null'],
		['"\\u001b]0;owned\\u0007x"', 'x'],
		['[[1]]', 'a list'],
		['{"toString":1,"valueOf":1}', 'an object'],
		[`"${'x'.repeat(500)}"`, 'x'.repeat(80)],
	])('%s', (json, text) => {
		expect(describeValue(parseJson(json))).toBe(text);
	});
});

describe('the text of a member survives as it was sent', () => {
	test.each<[text: string, member: string | undefined]>([
		['{"data":1.50}', '1.50'],
		['{"data":12345678901234567890.10}', '12345678901234567890.10'],
		['{"data":1e400}', '1e400'],
		['{"data":-0.0}', '-0.0'],
		['{"data":1\n}', '1'],
		['{"data":1\t,"x":2}', '1'],
		['{"data":true\r\n}', 'true'],
		['{"data":null}', 'null'],
		['{"data":"a\\"b}"}', '"a\\"b}"'],
		['{"data":"\\\\"}', '"\\\\"'],
		['{"x":"{\\"data\\":1}","data":2}', '2'],
		['{"x":{"data":1},"data":{"b":[1, 2.0 ]}}', '{"b":[1, 2.0 ]}'],
		['{"x":[[]," ]"],"data":[ ]}', '[ ]'],
		[' \n{ "stream" : "a" , "data" : { "U" : 1 } } ', '{ "U" : 1 }'],
		['{"data":1,"data":2}', '2'],
		['{"d\\u0061ta":{"p":"1.00"}}', '{"p":"1.00"}'],
		['{"data2":1}', undefined],
		['{"DATA":1}', undefined],
		['{}', undefined],
		['[]', undefined],
		['"data"', undefined],
		['', undefined],
	])('%j', (text, member) => {
		expect(memberText(text, 'data')).toBe(member);
	});
});

test('of any document, however it is spaced, the member that is cut out is the member that JSON reads', () => {
	const key = constantFrom('data', 'stream', 'a"b', 'a\\', '', 'ключ', '}', ':', 'dat', 'data ');
	const space = string({unit: constantFrom(' ', '\n', '\t', '\r'), maxLength: 3});
	const document = dictionary(key, jsonValue({maxDepth: 3}));
	assert(
		property(document, tuple(space, space), constantFrom(undefined, 1, '\t'), (given, [before, after], indent) => {
			const text = before + JSON.stringify(given, null, indent) + after;
			const member = memberText(text, 'data');
			const plain: unknown = JSON.parse(JSON.stringify(given));
			expect(member === undefined ? undefined : parseJson(member)).toEqual(isRecord(plain) ? plain['data'] : undefined);
			expect(member?.trim()).toBe(member);
		}),
		{numRuns: 300},
	);
});

test('no text at all makes the search throw or run for ever', () => {
	const unit = constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', ' ', 'data', '1', '"data":');
	assert(
		property(string({unit, maxLength: 30}), (text) => {
			const member = memberText(text, 'data');
			if (member !== undefined) expect(text).toContain(member);
		}),
		{numRuns: 500},
	);
});
