import {describe, expect, test} from 'vitest';
import {readOneSymbol, readSymbols} from '../../source/config/symbol-reader.js';

const problemOf = (text: string): string => {
	const read = readOneSymbol(text);
	return read.ok ? `taken: ${read.value}` : read.problem;
};

describe('a symbol', () => {
	test.each([
		['btcusdt', 'btcusdt'],
		[' BTCUSDT ', 'BTCUSDT'],
		['1000SATSUSDT', '1000SATSUSDT'],
		['币安人生usdt', '币安人生usdt'],
		['BTC-USDT', 'BTC-USDT'],
		['BTCUSDT_260327', 'BTCUSDT_260327'],
		['a.b', 'a.b'],
		['b'.repeat(40), 'b'.repeat(40)],
	])('%j is %j', (text, value) => {
		expect(readOneSymbol(text)).toEqual({ok: true, value});
	});

	test.each([
		['', 'is no symbol; write one such as btcusdt'],
		['  ', 'is no symbol'],
		['btc\u0000usdt', 'holds characters that cannot be seen'],
		['btc\u200Busdt', 'holds characters that cannot be seen'],
		['btc/usdt', 'holds a path separator; write btcusdt'],
		['btc\\usdt', 'holds a path separator; write btcusdt'],
		['../../etc', 'holds a path separator'],
		['btc usdt', 'holds a space'],
		['btc\u00A0usdt', 'holds characters that cannot be seen'],
		['btc\u3000usdt', 'holds'],
		['.', 'is a folder, not a symbol'],
		['..', 'is a folder, not a symbol'],
		['.btc', 'is a folder, not a symbol'],
		['btc..usdt', 'is a folder, not a symbol'],
		['%2e%2e', 'holds a character that means something in a URL'],
		['btc?x', 'holds a character that means something in a URL'],
		['btc#x', 'holds a character that means something in a URL'],
		['btc&x', 'holds a character that means something in a URL'],
		['btc@depth', 'holds a character that means something in a URL'],
		['b'.repeat(41), 'is longer than 40 characters'],
		['btcusdt,ethusdt', 'names several symbols; this command shows one'],
		[',', 'names several symbols'],
	])('%j is refused: %s', (text, problem) => {
		expect(problemOf(text)).toContain(problem);
	});
});

describe('several symbols', () => {
	test('come with commas between them', () => {
		expect(readSymbols('btcusdt')).toEqual({ok: true, value: ['btcusdt']});
		expect(readSymbols('btcusdt, ethusdt ,solusdt')).toEqual({ok: true, value: ['btcusdt', 'ethusdt', 'solusdt']});
	});

	test.each([
		['', '"" is no symbol'],
		['btcusdt,', '"" is no symbol'],
		[',btcusdt', '"" is no symbol'],
		['btcusdt,a/b,c', '"a/b" holds a path separator; write ab'],
		['a..b,btcusdt', '"a..b" is a folder'],
	])('%j is refused for the first that cannot be one: %s', (text, problem) => {
		const read = readSymbols(text);
		expect(read.ok ? 'taken' : read.problem).toContain(problem);
	});
});
