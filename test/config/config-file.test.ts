import {describe, expect, it} from 'vitest';
import {parseConfigFile} from '../../source/config/config-file.js';

const parse = (text: string) =>
	Object.fromEntries([...parseConfigFile('c.yaml', text).values].map(([name, {text: value}]) => [name, value]));

describe('parseConfigFile', () => {
	it('keeps every value as the text that was written', () => {
		expect(parse('spread-offset: 0.10\ninventory: -1\nascii: yes\nsymbol: "007"\nonly:\n  - book\n  - trade\n')).toEqual({
			'spread-offset': '0.10',
			inventory: '-1',
			ascii: 'yes',
			symbol: '007',
			only: 'book,trade',
		});
	});

	it.each(['', '# only a comment\n', '---\n', '\uFEFFsymbol: btcusdt\n'])('takes %j', (text) => {
		expect(() => parse(text)).not.toThrow();
	});

	it.each([
		['fsp: 30', 'c.yaml:1: "fsp" is not an option of the file; did you mean fps?'],
		['symbol: x\n\nrest_url: https://a', 'c.yaml:3: "rest_url" is not an option of the file; did you mean rest-url?'],
		['config: other.yaml', 'c.yaml:1: "config" is not an option of the file'],
		['help: true', 'c.yaml:1: "help" is not an option of the file'],
		['__proto__: {symbol: x}', 'c.yaml:1: "__proto__" is not an option of the file'],
		['constructor: x', 'c.yaml:1: "constructor" is not an option of the file'],
		['<<: {symbol: x}', 'c.yaml:1: "<<" is not an option of the file'],
		['? [a, b]\n: x', 'c.yaml:1: "" is not an option of the file'],
		['- symbol', 'c.yaml:1: must be a list of "option: value" lines'],
		['just words', 'c.yaml:1: must be a list of "option: value" lines'],
		['symbol:', 'c.yaml:1: symbol: needs one plain value'],
		['symbol: {a: b}', 'c.yaml:1: symbol: needs one plain value'],
		['only: [[book]]', 'c.yaml:1: only: needs one plain value'],
		['fps: 1\nsymbol: x\nfps: 2', 'c.yaml:3: Map keys must be unique'],
		['ascii: true\nno-ascii: true', 'c.yaml:2: no-ascii: says again what another line says'],
		['symbol: !!js/function "function () {}"', 'c.yaml:1: Unresolved tag'],
		['symbol: !!float 1', 'c.yaml:1: Unresolved tag'],
		['symbol: "open', 'c.yaml:1: Missing closing "quote'],
		['a: &x 1\nsymbol: *x', 'c.yaml:1: "a" is not an option of the file'],
		['symbol: &x btcusdt\ntheme: *x', 'c.yaml:2: theme: needs one plain value'],
		['symbol: x\n---\nsymbol: y', 'c.yaml:2: Source contains multiple documents'],
		['\tsymbol: x', 'c.yaml:1: '],
	])('%j: %s', (text, message) => {
		expect(() => parse(text)).toThrow(message);
	});

	it('pollutes nothing', () => {
		expect(() => parse('"__proto__":\n  polluted: yes\n')).toThrow('is not an option');
		expect(({} as {polluted?: unknown}).polluted).toBeUndefined();
	});

	it('refuses what is too large to be a configuration', () => {
		expect(() => parse('#'.repeat(300_000))).toThrow('too large');
	});

	it('writes no control character of the file into a message', () => {
		expect(() => parse('"sym\\e[31mbol": x')).toThrow('c.yaml:1: "symbol" is not an option');
	});
});
