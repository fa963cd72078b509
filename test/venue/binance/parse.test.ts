import {array, assert, constantFrom, integer, jsonValue, nat, oneof, property, string, tuple, type JsonValue} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseMessage, splitMessage} from '../../../source/venue/binance/parse.js';
import {readTime} from '../../../source/venue/binance/wire-time.js';
import {levels} from '../../helpers/diffs.js';
import {bitcoin, instrumentWith} from '../../helpers/instruments.js';

const depth = {
	e: 'depthUpdate',
	E: 1_772_000_000_123,
	s: 'BTCUSDT',
	U: 157,
	u: 160,
	b: [
		['95000.12000000', '1.50000000'],
		['95000.10000000', '0.00000000'],
	],
	a: [['95000.13000000', '0.00002000']],
};
const trade = {
	e: 'trade',
	E: 1_772_000_000_124,
	s: 'BTCUSDT',
	t: 12_345,
	p: '95000.12000000',
	q: '0.00150000',
	T: 1_772_000_000_123,
	m: true,
	M: true,
};
const ticker = {u: 400_900_217, s: 'BTCUSDT', b: '25.35000000', B: '31.21000000', a: '25.36000000', A: '40.66000000'};

const read = (message: unknown) => parseMessage(JSON.stringify(message), bitcoin);
const combined = (stream: string, data: unknown) => ({stream, data});

const depthEvent = {
	kind: 'diff',
	firstId: 157,
	lastId: 160,
	eventAtMs: 1_772_000_000_123,
	bids: levels([
		[9_500_012, 150_000_000],
		[9_500_010, 0],
	]),
	asks: levels([[9_500_013, 2000]]),
};

describe('a depth message', () => {
	test.each([
		['on the bare socket', depth],
		['in a combined stream', combined('btcusdt@depth@100ms', depth)],
		['with fields nobody knows', {...depth, X: {y: 1}, T: 1}],
		['wrapped as an event', {subscriptionId: 0, event: depth}],
	])('%s is read whole', (_name, message) => {
		expect(read(message)).toEqual(depthEvent);
	});

	test('in microseconds keeps the fraction of a millisecond', () => {
		expect(read({...depth, E: 1_772_000_000_123_456})).toMatchObject({eventAtMs: 1_772_000_000_123.456});
	});

	test('without a time is a depth message all the same', () => {
		const {E: _time, ...timeless} = depth;
		expect(read(timeless)).not.toHaveProperty('eventAtMs');
		expect(read(timeless)).toMatchObject({kind: 'diff', lastId: 160});
	});

	test('may have an empty side, or two', () => {
		expect(read({...depth, b: [], a: []})).toMatchObject({kind: 'diff', bids: [], asks: []});
	});

	test('may have quantities beyond 2^53', () => {
		expect(read({...depth, b: [['1.00', '92233720368.54775807']]})).toMatchObject({bids: levels([[100, 9_223_372_036_854_775_807n]])});
	});

	test.each([
		['U after u', {U: 161}],
		['an id as text', {U: '157'}],
		['an id with a fraction', {u: 160.5}],
		['a negative id', {U: -1}],
		['an id beyond 2^53', {u: 9_007_199_254_740_992}],
		['no first id', {U: undefined}],
		['no last id', {u: null}],
		['a side that is no list', {b: {}}],
		['a side that is missing', {a: undefined}],
		['a level that is no list', {a: ['95000.13']}],
		['a level with one member', {a: [['95000.13']]}],
		['a level that is null', {b: [null]}],
		['a price of zero', {b: [['0.00', '1']]}],
		['a negative price', {b: [['-1.00', '1']]}],
		['a price off the grid', {b: [['95000.125', '1']]}],
		['a price as a number', {b: [[95_000.12, '1']]}],
		['a price in exponents', {b: [['9.5e4', '1']]}],
		['an empty price', {b: [['', '1']]}],
		['a blank price', {b: [[' ', '1']]}],
		['a hexadecimal price', {b: [['0x10', '1']]}],
		['a negative quantity', {a: [['95000.13', '-1']]}],
		['no quantity', {a: [['95000.13', null]]}],
		['a quantity that is no number', {a: [['95000.13', 'NaN']]}],
		['a quantity finer than the venue has', {a: [['95000.13', '0.000000001']]}],
		[
			'a good level before the bad one',
			{
				b: [
					['95000.12', '1'],
					['95000.11', 'x'],
				],
			},
		],
		[
			'a bad level on the second side',
			{
				a: [
					['95000.13', '1'],
					[true, '1'],
				],
			},
		],
	])('with %s is lost whole, and says so', (_name, change) => {
		const event = read({...depth, ...change});
		expect(event).toMatchObject({kind: 'malformed', depth: true});
		expect(Object.keys(event).toSorted()).toEqual(['depth', 'kind', 'message']);
	});

	test.each([{s: 'ETHUSDT'}, {s: 'btcusdt'}, {s: undefined}, {s: ['BTCUSDT']}])(
		'of another symbol (%o) never touches this book',
		(change) => {
			expect(read({...depth, ...change})).toMatchObject({kind: 'malformed', depth: false});
		},
	);

	test('of a symbol in another script is read like any other', () => {
		const instrument = instrumentWith({symbol: '这是测试币456'});
		expect(parseMessage(JSON.stringify({...depth, s: '这是测试币456'}), instrument)).toEqual(depthEvent);
	});
});

describe('a trade', () => {
	const event = {
		kind: 'trade',
		id: 12_345,
		priceUnits: 9_500_012,
		qtyLots: 150_000,
		aggressor: 'sell',
		tradeAtMs: 1_772_000_000_123,
		eventAtMs: 1_772_000_000_124,
	};

	test('where the buyer was the maker was a sale', () => {
		expect(read(trade)).toEqual(event);
		expect(read(combined('btcusdt@trade', trade))).toEqual(event);
	});

	test('where the seller was the maker was a purchase', () => {
		expect(read({...trade, m: false})).toEqual({...event, aggressor: 'buy'});
	});

	test('in microseconds', () => {
		expect(read({...trade, E: 1_772_000_000_124_500, T: 1_772_000_000_123_250})).toMatchObject({
			tradeAtMs: 1_772_000_000_123.25,
			eventAtMs: 1_772_000_000_124.5,
		});
	});

	test.each([
		{t: '1'},
		{t: undefined},
		{p: 95_000},
		{p: '0'},
		{p: '95000.125'},
		{q: '-1'},
		{q: null},
		{T: undefined},
		{T: '1'},
		{m: undefined},
		{m: 'true'},
	])('with %o is not read, and costs the book nothing', (change) => {
		expect(read({...trade, ...change})).toMatchObject({kind: 'malformed', depth: false});
	});
});

describe('what else comes', () => {
	test.each<[name: string, message: unknown, event: unknown]>([
		['an answer to a subscription', {result: null, id: 1}, {kind: 'subscribed'}],
		[
			'a refusal with an error',
			{error: {code: 2, msg: 'Invalid request: unknown stream'}, id: 1},
			{kind: 'refused', message: '2 Invalid request: unknown stream'},
		],
		['a refusal without one', {code: 3, msg: 'Invalid JSON'}, {kind: 'refused', message: '3 Invalid JSON'}],
		['a refusal without words', {error: {}}, {kind: 'refused', message: 'undefined'}],
		['a shutdown', {e: 'serverShutdown', E: 1}, {kind: 'shutdown'}],
		['a shutdown in a combined stream', combined('!serverShutdown', {e: 'serverShutdown', E: 1}), {kind: 'shutdown'}],
		[
			'a book ticker',
			ticker,
			{kind: 'top', updateId: 400_900_217, bid: levels([[2535, 3_121_000_000]])[0], ask: levels([[2536, 4_066_000_000]])[0]},
		],
		['a ticker that cannot be read', {...ticker, B: 'x'}, {kind: 'malformed', depth: false, message: 'book ticker'}],
		['an aggregate trade', {...trade, e: 'aggTrade'}, {kind: 'unknown', name: 'aggTrade'}],
		['a candle', {e: 'kline', s: 'BTCUSDT', k: {}}, {kind: 'unknown', name: 'kline'}],
		['a partial book', {lastUpdateId: 160, bids: [], asks: []}, {kind: 'unknown', name: 'lastUpdateId,bids,asks'}],
		['an empty object', {}, {kind: 'unknown', name: ''}],
		['an event without a kind', {subscriptionId: 0, event: {}}, {kind: 'unknown', name: 'subscriptionId,event'}],
		['a stream without data', {stream: 'btcusdt@depth', data: null}, {kind: 'unknown', name: 'stream,data'}],
		['a kind that is a number', {e: 7}, {kind: 'unknown', name: '7'}],
		['a kind that is null', {e: null}, {kind: 'unknown', name: 'null'}],
		['a list', [depth], {kind: 'malformed', depth: false, message: 'not an object'}],
		['a number', 1, {kind: 'malformed', depth: false, message: 'not an object'}],
		['null', null, {kind: 'malformed', depth: false, message: 'not an object'}],
	])('%s', (_name, message, event) => {
		expect(read(message)).toEqual(event);
	});

	test.each(['', ' ', '{', '{"e":"depthUpdate"', `${JSON.stringify(depth)}{}`, '\u0000', 'ping'])('%j is not JSON', (text) => {
		expect(parseMessage(text, bitcoin)).toEqual({kind: 'malformed', depth: false, message: 'not JSON'});
	});
});

describe('a hostile message', () => {
	const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
	const nested = `${'{"event":'.repeat(100_000)}{}${'}'.repeat(100_000)}`;
	const twisted = '{"toString":1,"valueOf":1}';
	test.each([
		['a kind that cannot be written', `{"e":${twisted}}`],
		['a symbol that cannot be written', `{"e":"trade","s":${twisted}}`],
		['ids that cannot be written', `{"e":"depthUpdate","s":"BTCUSDT","U":${twisted},"u":${deep}}`],
		['a level of endless depth', `{"e":"depthUpdate","s":"BTCUSDT","U":1,"u":2,"a":[],"b":[${deep}]}`],
		['a level in a level', `{"e":"depthUpdate","s":"BTCUSDT","U":1,"u":2,"a":[],"b":[[[${deep}],1]]}`],
		['a trade id that cannot be written', `{"e":"trade","s":"BTCUSDT","t":${twisted}}`],
		['a refusal that cannot be written', `{"error":{"code":${twisted},"msg":{}}}`],
		['an event in an event, a hundred thousand times', nested],
		['data of endless depth', `{"stream":"x","data":{"e":${deep}}}`],
	])('%s does not throw', (_name, text) => {
		expect(['malformed', 'unknown', 'refused']).toContain(parseMessage(text, bitcoin).kind);
		expect(typeof splitMessage(text).dataText).toBe('string');
	});

	test('never brings an escape sequence into a message for people', () => {
		const evil = '\u001B]0;owned\u0007\u202E';
		const events = [
			read({...depth, s: evil}),
			read({...depth, U: evil}),
			read({...depth, b: [[evil, '1']]}),
			read({...trade, t: evil}),
			read({e: evil}),
			read({[evil]: 1}),
			read({error: {code: evil, msg: evil}}),
			read({code: 1, msg: evil}),
		];
		for (const event of events) expect(JSON.stringify(event)).not.toMatch(/\\u001b|\\u0007|\u202E/);
	});

	test('never makes a long one', () => {
		const long = 'x'.repeat(100_000);
		for (const message of [{e: long}, {[long]: 1}, {...trade, s: long}, {...depth, b: [[long, long]]}, {code: long, msg: long}]) {
			expect(JSON.stringify(read(message)).length).toBeLessThan(400);
		}
	});
});

const levelText = ([price, qty]: readonly [number, number]): [string, string] => [
	`${Math.floor(price / 100)}.${String(price % 100).padStart(2, '0')}000000`,
	`${Math.floor(qty / 1e8)}.${String(qty % 1e8).padStart(8, '0')}`,
];

describe('any message', () => {
	const odd = oneof(
		jsonValue({maxDepth: 2}),
		constantFrom<JsonValue>('1.00', '0', '-1', 1e21, -0, 9_007_199_254_740_992, '', null, [], {}),
	);
	const field = constantFrom(
		'e',
		'E',
		's',
		'U',
		'u',
		'b',
		'a',
		't',
		'p',
		'q',
		'T',
		'm',
		'stream',
		'data',
		'error',
		'code',
		'event',
		'result',
		'B',
		'A',
	);
	const mutated = tuple(constantFrom<Record<string, unknown>>(depth, trade, ticker), array(tuple(field, odd), {maxLength: 3})).map(
		([message, changes]) => JSON.stringify({...message, ...Object.fromEntries(changes)}),
	);
	const cut = tuple(constantFrom(depth, trade, ticker), nat(200), string({maxLength: 3})).map(([message, at, inserted]) => {
		const text = JSON.stringify(message);
		return text.slice(0, at) + inserted + text.slice(at + inserted.length);
	});

	test('is an event, whatever it is', () => {
		assert(
			property(
				oneof(
					string(),
					mutated,
					cut,
					jsonValue().map((value) => JSON.stringify(value)),
				),
				(text) => {
					const event = parseMessage(text, bitcoin);
					expect(typeof event.kind).toBe('string');
					splitMessage(text);
					if (event.kind !== 'diff') return;
					expect(event.firstId).toBeLessThanOrEqual(event.lastId);
					for (const level of [...event.bids, ...event.asks]) {
						expect(Number.isSafeInteger(level.priceUnits) && level.priceUnits > 0).toBe(true);
						expect(level.qtyLots >= 0).toBe(true);
					}
				},
			),
			{numRuns: 1000},
		);
	});

	test('of depth gives back every level exactly as it was written', () => {
		const level = tuple(integer({min: 1, max: 10_000_000}), nat());
		assert(
			property(array(level, {maxLength: 20}), array(level, {maxLength: 20}), (bids, asks) => {
				expect(read({...depth, b: bids.map(levelText), a: asks.map(levelText)})).toMatchObject({bids: levels(bids), asks: levels(asks)});
			}),
		);
	});
});

test.each<[value: unknown, time: number | undefined]>([
	[1_772_000_000_123, 1_772_000_000_123],
	[1_772_000_000_123_456, 1_772_000_000_123.456],
	[99_999_999_999_999, 99_999_999_999_999],
	[100_000_000_000_000, 100_000_000_000],
	[0, undefined],
	[-1, undefined],
	[1.5, undefined],
	['1772000000123', undefined],
	[null, undefined],
	[1e300, undefined],
])('the time %s is %s', (value, time) => {
	expect(readTime(value)).toBe(time);
});

describe('taken apart for the raw feed', () => {
	test('a combined message gives its stream and the very text of its data', () => {
		const data = '{"e":"depthUpdate","E":1772000000123456,"s":"BTCUSDT","U":12345678901234567890,"b":[["1.10000000", "2.0"]]}';
		expect(splitMessage(`{"stream":"btcusdt@depth@100ms","data":${data}}`)).toEqual({
			stream: 'btcusdt@depth@100ms',
			dataText: data,
			eventAtMs: 1_772_000_000_123.456,
		});
		expect(splitMessage(` { "data" : ${data} , "stream" : "x" } `)).toMatchObject({stream: 'x', dataText: data});
	});

	test.each([
		[depth, 'btcusdt@depth@100ms', depth.E],
		[trade, 'btcusdt@trade', trade.E],
		[ticker, 'btcusdt@bookTicker', undefined],
		[{result: null, id: 1}, undefined, undefined],
		[{s: 'BTCUSDT'}, undefined, undefined],
	])('on the bare socket %o belongs to %s', (message, stream, eventAtMs) => {
		const text = JSON.stringify(message);
		expect(splitMessage(`${text}\n`)).toEqual({stream, dataText: text, eventAtMs});
	});

	test('what is no JSON goes out as a JSON text', () => {
		expect(splitMessage('<html>"x"')).toEqual({stream: undefined, dataText: '"<html>\\"x\\""', eventAtMs: undefined});
	});
});
