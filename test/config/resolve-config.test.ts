import {describe, expect, it} from 'vitest';
import {COLOUR_CHOICES} from '../../source/screen/render/colour-mode.js';
import {parseConfigFile} from '../../source/config/config-file.js';
import {engineConfigOf} from '../../source/config/config.js';
import {MAX_SPEED} from '../../source/config/limits.js';
import {ConfigFileError, OptionError} from '../../source/config/option-error.js';
import {OPTIONS, type CommandName, type OptionName} from '../../source/config/option-table.js';
import {COLOR_MODES} from '../../source/config/options/screen.js';
import type {RawValue} from '../../source/config/raw-value.js';
import {resolveConfig} from '../../source/config/resolve-config.js';
import {parseMoney} from '../../source/domain/money.js';
import {Exchange} from '../../source/exchange/exchange.js';

type Given = {
	command?: CommandName;
	flags?: Partial<Record<OptionName, string>>;
	env?: Record<string, string>;
	file?: string;
};

const flagLayer = (flags: Partial<Record<OptionName, string>>) =>
	new Map<OptionName, RawValue>(
		Object.entries(flags).map(([name, text]) => [name as OptionName, {text, origin: {kind: 'flag', flag: `--${name}`}}]),
	);

const resolve = ({command = 'stream', flags = {}, env = {}, file}: Given) =>
	resolveConfig({
		command,
		flags: flagLayer(flags),
		environment: env,
		file: file === undefined ? undefined : parseConfigFile('/etc/c.yaml', file),
	});

const failure = (given: Given): Error => {
	try {
		resolve(given);
	} catch (error) {
		return error as Error;
	}

	throw new Error('nothing was wrong');
};

describe('defaults', () => {
	it('in a demo makers get a rebate that quotes near the touch can live on, unless a fee is named', () => {
		expect(resolve({flags: {demo: 'true'}}).maker?.makerFeeRate).toBe(-5000n);
		expect(resolve({flags: {demo: 'true', 'maker-fee': '0.0002'}}).maker?.makerFeeRate).toBe(20_000n);
		expect(resolve({flags: {demo: 'false'}}).maker?.makerFeeRate).toBe(100_000n);
	});

	it('is what the contract says', () => {
		expect(resolve({})).toMatchObject({
			symbol: 'btcusdt',
			venue: 'binance',
			demo: false,
			endpoints: {},
			maker: {inventory: '0', makerFeeRate: 100_000n},
			screen: {fps: undefined, color: 'auto', theme: undefined, ascii: undefined, readOnly: false},
			stream: {every: 'update', levels: 20},
			exchange: {symbols: ['btcusdt'], port: 0, seed: 1, speed: 1, faults: []},
		});
		expect(resolve({}).stream.only).toHaveLength(8);
	});

	it('is frozen to the bottom', () => {
		const config = resolve({flags: {only: 'book'}});
		expect(Object.isFrozen(config)).toBe(true);
		expect(Object.isFrozen(config.stream.only)).toBe(true);
		expect(Object.isFrozen(config.maker)).toBe(true);
	});
});

describe('precedence', () => {
	const file = 'symbol: filecoin\n';
	const env = {MM_TUI_SYMBOL: 'envcoin'};
	it.each<[string, Given, string]>([
		['default', {}, 'btcusdt'],
		['file over default', {file}, 'filecoin'],
		['variable over file', {file, env}, 'envcoin'],
		['flag over variable', {file, env, flags: {symbol: 'flagcoin'}}, 'flagcoin'],
		['flag over file', {file, flags: {symbol: 'flagcoin'}}, 'flagcoin'],
		['an empty variable is not set', {file, env: {MM_TUI_SYMBOL: ''}}, 'filecoin'],
	])('%s', (_, given, symbol) => {
		expect(resolve(given).symbol).toBe(symbol);
	});

	it('a switch can be switched off by a higher layer', () => {
		expect(resolve({file: 'ascii: true', env: {MM_TUI_ASCII: 'no'}}).screen.ascii).toBe(false);
		expect(resolve({env: {MM_TUI_ASCII: '1'}, flags: {ascii: 'false'}}).screen.ascii).toBe(false);
	});

	it('the negated name works in each layer', () => {
		expect(resolve({env: {MM_TUI_NO_MARKET_MAKER: '1'}}).maker).toBeUndefined();
		expect(resolve({env: {MM_TUI_NO_MARKET_MAKER: '0'}}).maker).toBeDefined();
		expect(resolve({file: 'no-market-maker: true'}).maker).toBeUndefined();
		expect(resolve({file: 'market-maker: false'}).maker).toBeUndefined();
		expect(resolve({env: {MM_TUI_NO_COLOR: '1'}}).screen.color).toBe('never');
		expect(resolve({env: {MM_TUI_NO_COLOR: '0'}}).screen.color).toBe('auto');
	});

	it('--demo beats endpoints of a lower layer, and the other way round', () => {
		const urls = 'rest-url: https://a.example\nws-url: wss://a.example\n';
		expect(resolve({file: urls, flags: {demo: 'true'}})).toMatchObject({demo: true, endpoints: {}});
		expect(resolve({env: {MM_TUI_DEMO: '1'}, flags: {'ws-url': 'wss://b.example'}})).toMatchObject({
			demo: false,
			endpoints: {wsUrl: 'wss://b.example'},
		});
	});
});

describe('values', () => {
	it('keeps decimals exact', () => {
		const {maker} = resolve({
			file: 'spread-offset: 0.10\ninventory-skew: 12345678901234567.89\norder-size: 0.00100000\ninventory: -0.5\naverage-price: 67000.10\nmaker-fee: 0.00075\n',
		});
		expect(maker).toEqual({
			halfSpread: parseMoney('0.1'),
			inventorySkew: parseMoney('12345678901234567.89'),
			orderSize: '0.00100000',
			inventory: '-0.5',
			averagePrice: parseMoney('67000.1'),
			makerFeeRate: 75_000n,
		});
	});

	it('reads the options of a stream', () => {
		expect(resolve({flags: {only: 'trade,BOOK', every: '1.5s', levels: '5000'}}).stream).toEqual({
			only: ['book', 'trade'],
			every: 1500,
			levels: 5000,
		});
		expect(resolve({file: 'only: [book, fill]\nevery: 100ms'}).stream).toMatchObject({only: ['book', 'fill'], every: 100});
	});

	it('allows symbols of other scripts, and several for the exchange', () => {
		expect(resolve({flags: {symbol: '币安人生usdt'}}).symbol).toBe('币安人生usdt');
		expect(resolve({command: 'exchange', flags: {symbol: 'btcusdt,ethusdt'}}).exchange.symbols).toEqual(['btcusdt', 'ethusdt']);
	});

	it.each([
		['https://api.example/', 'https://api.example'],
		['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
		['http://127.9.9.9:1', 'http://127.9.9.9:1'],
		['http://LOCALHOST:80/x/', 'http://localhost/x'],
		['http://[::1]:9', 'http://[::1]:9'],
	])('takes the endpoint %s', (url, expected) => {
		expect(resolve({flags: {'rest-url': url}}).endpoints.restUrl).toBe(expected);
	});

	it('reads faults with the exchange own parser', () => {
		expect(resolve({command: 'exchange', flags: {fault: 'gap@20s,stall@60s+8s'}}).exchange.faults).toEqual([
			{kind: 'gap', atMs: 20_000},
			{kind: 'stall', atMs: 60_000, durationMs: 8000},
		]);
	});

	it('becomes an engine configuration', () => {
		expect(engineConfigOf(resolve({flags: {'market-maker': 'false'}}))).toEqual({
			symbol: 'btcusdt',
			venue: 'binance',
			staleAfterMs: 3000,
			snapshotDepth: 5000,
		});
	});
});

describe('what cannot be used', () => {
	it.each<[OptionName, string, RegExp]>([
		['symbol', '', /is no symbol/],
		['symbol', 'btc/usdt', /path separator; write btcusdt/],
		['symbol', '..\\x', /path separator/],
		['symbol', 'btc\u001B[31musdt', /cannot be seen/],
		['symbol', 'btc\u202Eusdt', /cannot be seen/],
		['symbol', 'b'.repeat(41), /longer than 40/],
		['symbol', 'a,b', /several symbols/],
		['venue', 'binanse', /did you mean binance\?/],
		['rest-url', 'api.example', /is not a URL/],
		['rest-url', 'ftp://api.example', /must start with https:/],
		['rest-url', 'http://api.example', /plain http: to another machine/],
		['rest-url', 'http://127.0.0.1.example', /plain http: to another machine/],
		['rest-url', 'https://me:secret@api.example', /^--rest-url: "https:\/\/api.example" had a user or password/],
		['rest-url', 'https://api.example?x=1', /before any \?/],
		['ws-url', 'ws://10.0.0.1', /plain ws: to another machine/],
		['ws-url', 'https://a', /must start with wss:/],
		['spread-offset', '1e-3', /neither a plain decimal number .* nor .* 2bp or 3t/],
		['spread-offset', '-1', /"-1" must not be less than zero/],
		['inventory-skew', '\u22122bp', /"\u22122bp" must not be less than zero/],
		['max-loss', '-5', /"-5" must not be less than zero/],
		['order-size', '0', /more than zero/],
		['inventory', '--1', /not a plain decimal/],
		['average-price', '0.00', /more than zero/],
		['maker-fee', '1', /fraction from 0 to below 1/],
		['fps', '0', /whole number from 1 to 60/],
		['fps', '61', /whole number from 1 to 60/],
		['fps', '1.5', /whole number/],
		['color', 'sometimes', /is not one of auto, 16/],
		['theme', 'drak', /did you mean dark\?/],
		['only', 'boook,trade', /"boook" is not one of .* did you mean book\?/],
		['only', 'book,', /is not one of/],
		['every', '5ms', /10ms to 60m/],
		['every', '100', /10ms to 60m/],
		['levels', '5001', /1 to 5000/],
		['levels', '0x10', /1 to 5000/],
	])('--%s %j', (name, text, message) => {
		const error = failure({flags: {[name]: text}});
		expect(error).toBeInstanceOf(OptionError);
		expect((error as OptionError).origin.kind).toBe('flag');
		expect(error.message).toMatch(new RegExp(`^--${name}: `));
		expect(error.message).toMatch(message);
	});

	it('names the nearest kind of fault', () => {
		expect(failure({command: 'exchange', flags: {fault: 'gapp@2s'}}).message).toBe(
			'--fault: "gapp" is not a kind of fault; did you mean gap?',
		);
		expect(failure({command: 'exchange', flags: {fault: 'gap'}}).message).toMatch(/does not say when/);
	});

	it('never says a secret', () => {
		expect(failure({flags: {'rest-url': 'https://me:hunter2@api.example'}}).message).not.toContain('hunter2');
	});

	it('names the variable', () => {
		expect(failure({env: {MM_TUI_FPS: '99'}}).message).toBe('MM_TUI_FPS: "99" is not a whole number from 1 to 60');
		expect(failure({env: {MM_TUI_NO_ASCII: 'maybe'}}).message).toBe('MM_TUI_NO_ASCII: "maybe" is neither true nor false');
	});

	it('names the file, the line and the key', () => {
		expect(failure({file: '# mine\nsymbol: btcusdt\nfps: 99\n'}).message).toBe(
			'/etc/c.yaml:3: fps: "99" is not a whole number from 1 to 60',
		);
	});

	it('names the conflict of --demo and endpoints', () => {
		const error = failure({flags: {demo: 'true', 'rest-url': 'https://a.example'}});
		expect(error.message).toBe('--rest-url: contradicts --demo, which connects to the built-in exchange; leave one of them out');
	});

	it("refuses the built-in exchange's flags without --demo", () => {
		expect(failure({flags: {seed: '3'}}).message).toBe('--seed: is for the built-in exchange; add --demo');
		expect(resolve({env: {MM_TUI_SEED: '3'}}).exchange.seed).toBe(3);
		expect(resolve({flags: {seed: '3', demo: 'true'}}).exchange.seed).toBe(3);
		expect(resolve({command: 'exchange', flags: {seed: '3'}}).exchange.seed).toBe(3);
	});

	it('distinguishes a broken file from a broken value', () => {
		expect(failure({file: 'smybol: x'})).toBeInstanceOf(ConfigFileError);
	});
});

const exchange = (speed: number) => () =>
	new Exchange({symbols: ['btcusdt'], port: 0, seed: 1, faults: [], speed}, {monoMs: () => 0, wallMs: () => 0});

describe('--speed', () => {
	it.each(['0.001', '1', '2.5', String(MAX_SPEED)])('%s is taken, by the built-in exchange too', (text) => {
		const {speed} = resolve({command: 'exchange', flags: {speed: text}}).exchange;
		expect(speed).toBe(Number(text));
		expect(exchange(speed)).not.toThrow();
	});

	it.each(['0', '0.0', '100.1', '-1', '1e1'])('%s is refused', (text) => {
		expect(failure({command: 'exchange', flags: {speed: text}}).message).toBe(
			`--speed: "${text}" is not a plain number above 0 and at most ${MAX_SPEED}`,
		);
	});

	it('has the limit of the exchange, which the help names', () => {
		expect(exchange(MAX_SPEED + 0.1)).toThrow(`at most ${MAX_SPEED}`);
		expect(OPTIONS.find(({name}) => name === 'speed')?.help).toMatch(`above 0 and at most ${MAX_SPEED}`);
	});
});

it('knows the themes and colours that the screen has', () => {
	expect(COLOR_MODES.toSorted()).toEqual(COLOUR_CHOICES.toSorted());
});
