import {assert, bigInt, constantFrom, integer, nat, oneof, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatFixed, formatTrimmed, parseScaled, significantDecimals} from '../../../source/domain/text/decimal-text.js';

/** Reference in integer arithmetic; undefined if the text is not a plain decimal or has too many decimals. */
const reference = (text: string, decimals: number): bigint | undefined => {
	const parts = /^(\d+)(?:\.(\d+))?$/.exec(text);
	if (parts === null || text.length > 48) return undefined;
	const [, whole = '', fraction = ''] = parts;
	if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
	return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
};

describe('texts that are no plain decimal number are not read as one', () => {
	test.each([
		'',
		' ',
		'0x10',
		'1e-8',
		'1E5',
		'0e0',
		'-1',
		'-0',
		'+1',
		'1.',
		'.5',
		'.',
		'..',
		'1..2',
		'1.2.3',
		'1,5',
		'1_000',
		' 1',
		'1 ',
		'1\n',
		'\t1',
		'NaN',
		'Infinity',
		'-Infinity',
		'null',
		'١٢',
		'１',
		'1\u0000',
		'1n',
		'0b1',
		'true',
		'1'.repeat(49),
		'0'.repeat(49),
	])('%j', (text) => {
		expect(parseScaled(text, 8)).toBeUndefined();
	});

	test.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY, 0, 1, -1, 1.5, 1n, true, false, [], ['1'], {}, new String('1')])(
		'%o is no text',
		(value) => {
			expect(parseScaled(value, 8)).toBeUndefined();
		},
	);
});

test.each<[text: string, decimals: number, value: number | bigint | undefined]>([
	['0', 8, 0],
	['0.0', 8, 0],
	['0.00000000', 8, 0],
	['00', 2, 0],
	['007.50', 2, 750],
	['12.34', 2, 1234],
	['12.3', 2, 1230],
	['12', 2, 1200],
	['12.3400', 2, 1234],
	['12.340', 2, 1234],
	['12.3401', 2, undefined],
	['12.341', 2, undefined],
	['12.0', 0, 12],
	['12.5', 0, undefined],
	['0.00000001', 8, 1],
	['0.000000010', 8, 1],
	['0.000000001', 8, undefined],
	['9007199254740991', 0, 9_007_199_254_740_991],
	['9007199254740992', 0, 9_007_199_254_740_992n],
	['9007199254740993', 0, 9_007_199_254_740_993n],
	['90071992.54740991', 8, 9_007_199_254_740_991],
	['90071992.54740992', 8, 9_007_199_254_740_992n],
	['90071992.54740993', 8, 9_007_199_254_740_993n],
	['92233720368.54775807', 8, 9_223_372_036_854_775_807n],
	['92233720368.547758071', 8, undefined],
	['123456789012345678901234567890', 0, 123_456_789_012_345_678_901_234_567_890n],
	['0.123456789012345678901234567890', 30, 123_456_789_012_345_678_901_234_567_890n],
	['0.123456789012345678901234567890', 8, undefined],
	['1', 26, 100_000_000_000_000_000_000_000_000n],
])('%j with %i decimals is %s', (text, decimals, value) => {
	expect(parseScaled(text, decimals)).toBe(value);
});

const digits = string({unit: constantFrom('0', '1', '4', '5', '9'), minLength: 1, maxLength: 22});
const plainText = oneof(
	digits,
	digits.chain((whole) => digits.map((fraction) => `${whole}.${fraction}`)),
	digits.chain((whole) => nat(12).map((zeros) => `${whole}.5${'0'.repeat(zeros)}`)),
);

test('any plain text is read as whole-number arithmetic reads it', () => {
	assert(
		property(plainText, nat(26), (text, decimals) => {
			const wanted = reference(text, decimals);
			const value = parseScaled(text, decimals);
			expect(value === undefined ? undefined : BigInt(value)).toBe(wanted);
			if (wanted !== undefined) expect(typeof value).toBe(wanted <= BigInt(Number.MAX_SAFE_INTEGER) ? 'number' : 'bigint');
		}),
		{numRuns: 500},
	);
});

test('any text at all is read as the reference reads it, and nothing throws', () => {
	const odd = string({unit: constantFrom('0', '1', '9', '.', '-', 'e', ' ', 'x', '+'), maxLength: 8});
	assert(
		property(oneof(odd, string({maxLength: 60})), nat(10), (text, decimals) => {
			const value = parseScaled(text, decimals);
			expect(value === undefined ? undefined : BigInt(value)).toBe(reference(text, decimals));
		}),
		{numRuns: 500},
	);
});

test('what is written is read back, with all digits and without trailing zeros', () => {
	const value = oneof(
		bigInt({min: 0n, max: 10n ** 24n}),
		nat().map(BigInt),
		integer({min: 0}).map((n) => BigInt(n) * 1000n),
	);
	assert(
		property(value, nat(20), (units, decimals) => {
			for (const write of [formatFixed, formatTrimmed]) {
				const text = write(units, decimals);
				expect(text).toMatch(/^\d+(\.\d+)?$/);
				expect(BigInt(parseScaled(text, decimals) ?? -1)).toBe(units);
				expect(write(-units, decimals)).toBe(units === 0n ? text : `-${text}`);
			}

			expect(formatTrimmed(units, decimals)).not.toMatch(/\..*0$|\.$/);
			expect(significantDecimals(formatTrimmed(units, decimals))).toBeLessThanOrEqual(decimals);
		}),
		{numRuns: 500},
	);
});

test.each<[value: number | bigint, decimals: number, fixed: string, trimmed: string]>([
	[1234, 2, '12.34', '12.34'],
	[1230, 2, '12.30', '12.3'],
	[1200, 2, '12.00', '12'],
	[0, 2, '0.00', '0'],
	[-0, 2, '0.00', '0'],
	[5, 2, '0.05', '0.05'],
	[-5, 2, '-0.05', '-0.05'],
	[-50, 1, '-5.0', '-5'],
	[100, 0, '100', '100'],
	[1_000_000, 3, '1000.000', '1000'],
	[9_223_372_036_854_775_807n, 8, '92233720368.54775807', '92233720368.54775807'],
	[-1n, 26, `-0.${'0'.repeat(25)}1`, `-0.${'0'.repeat(25)}1`],
])('%s in units of 10^-%i is written %s, or %s for a machine', (value, decimals, fixed, trimmed) => {
	expect(formatFixed(value, decimals)).toBe(fixed);
	expect(formatTrimmed(value, decimals)).toBe(trimmed);
});

test.each([
	['0.01000000', 2],
	['1.00', 0],
	['1', 0],
	['0.00000001', 8],
	['0.50', 1],
	['10.0', 0],
])('%s carries %i digits behind the point', (text, decimals) => {
	expect(significantDecimals(text)).toBe(decimals);
});
