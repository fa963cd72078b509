import {array, assert, integer, jsonValue, nat, oneof, property, shuffledSubarray, string, uniqueArray} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseInstrument, parseSnapshot, parseTime, readRefusal} from '../../../source/venue/binance/rest-bodies.js';
import {levels} from '../../helpers/diffs.js';
import {bitcoin, instrumentWith} from '../../helpers/instruments.js';

/** In the units of the venue's texts. */
const wire = instrumentWith({unitDecimals: 8, maxQty: '9000.00000000'});

const entry = {
	symbol: 'BTCUSDT',
	status: 'TRADING',
	baseAsset: 'BTC',
	quoteAsset: 'USDT',
	filters: [
		{filterType: 'PRICE_FILTER', minPrice: '0.01000000', maxPrice: '1000000.00000000', tickSize: '0.01000000'},
		{filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000'},
		{filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true},
	],
};
const info = (...symbols: unknown[]): string => JSON.stringify({timezone: 'UTC', symbols});

describe('an instrument', () => {
	test('is read from its entry, whatever case it was asked for in', () => {
		for (const symbol of ['btcusdt', 'BTCUSDT', 'BtcUsdt']) expect(parseInstrument(info(entry), symbol)).toEqual(wire);
		expect(parseInstrument(info({symbol: 'ETHUSDT'}, null, 1, entry), 'btcusdt')).toEqual(wire);
	});

	test.each(['BREAK', 'HALT', 'CANCEL_ONLY', 'POST_TRADING', 'SOMETHING_NEW'])('with status %s is not trading', (status) => {
		expect(parseInstrument(info({...entry, status}), 'btcusdt')).toMatchObject({trading: 'halted', venueStatus: status});
	});

	test('with no status is not trading', () => {
		expect(parseInstrument(info({...entry, status: undefined}), 'btcusdt')).toMatchObject({trading: 'halted', venueStatus: 'UNKNOWN'});
	});

	test('may have the older name of the least notional, or none', () => {
		const [price, lot] = entry.filters;
		const older = {...entry, filters: [price, lot, {filterType: 'MIN_NOTIONAL', minNotional: '5.00000000'}]};
		expect(parseInstrument(info(older), 'btcusdt')).toEqual(wire);
		expect(parseInstrument(info({...entry, filters: [price, lot]}), 'btcusdt')).toMatchObject({minNotional: 0n});
	});

	test.each([
		['no JSON', '<html>', /a page of HTML/],
		['an error', '{"code":-1121,"msg":"Invalid symbol."}', /no list of symbols/],
		['no symbols', '{"symbols":{}}', /no list of symbols/],
		['another symbol', info({...entry, symbol: 'ETHUSDT'}), /names no BTCUSDT/],
		['a tick that is a number', info({...entry, filters: [{filterType: 'PRICE_FILTER', tickSize: 0.01}]}), /tick size/],
		['a lot step that is a number', info({...entry, filters: [entry.filters[0], {filterType: 'LOT_SIZE', stepSize: 1}]}), /lot step/],
	])('with %s is not readable, and the message says what is missing', (_name, body, message) => {
		expect(parseInstrument(body, 'btcusdt')).toMatchObject({unreadable: expect.stringMatching(message)});
	});

	test.each([
		['a tick of zero', [{filterType: 'PRICE_FILTER', tickSize: '0.00000000'}, entry.filters[1]], ['no-tick-size']],
		['no price filter', [entry.filters[1]], ['no-tick-size']],
		['a tick of null', [{filterType: 'PRICE_FILTER', tickSize: null}, entry.filters[1]], ['no-tick-size']],
		['an empty tick', [{filterType: 'PRICE_FILTER', tickSize: ''}, entry.filters[1]], ['no-tick-size']],
		['filters that are none', [null, 5, {}, {filterType: null}], ['no-tick-size', 'no-lot-step']],
		['a list of filters that is null', null, ['no-tick-size', 'no-lot-step']],
		['a lot step of null', [entry.filters[0], {filterType: 'LOT_SIZE', minQty: null, maxQty: null, stepSize: null}], ['no-lot-step']],
		['no filters', undefined, ['no-tick-size', 'no-lot-step']],
		['a lot step of zero', [entry.filters[0], {filterType: 'LOT_SIZE', minQty: '0.00000000', stepSize: '0.00000000'}], ['no-lot-step']],
		['no lot size', [entry.filters[0]], ['no-lot-step']],
	])('with %s can be watched, and says which rule is missing', (_name, filters, missingRules) => {
		const read = parseInstrument(info({...entry, filters}), 'btcusdt');
		expect(read).toMatchObject({missingRules, unitDecimals: 8, qtyDecimals: 8, trading: 'trading'});
		expect(read).toMatchObject(missingRules[0] === 'no-tick-size' ? {tickUnits: 1} : {stepLots: 1, tickUnits: 1_000_000});
	});

	test.each(['1000000.00', '46000000.00', '9999999999.00', '0.00'])(
		'with a highest price of %s counts prices in the finest digit that its texts can have',
		(maxPrice) => {
			const filters = [{filterType: 'PRICE_FILTER', minPrice: '1.00', maxPrice, tickSize: '1.00'}, ...entry.filters.slice(1)];
			expect(parseInstrument(info({...entry, filters}), 'btcusdt')).toMatchObject({
				unitDecimals: 8,
				tickUnits: 100_000_000,
				originUnits: 0n,
			});
		},
	);

	test('may have minimums of zero', () => {
		const filters = [entry.filters[0], {...entry.filters[1], minQty: '0.00000000'}, {filterType: 'NOTIONAL', minNotional: '0.00000000'}];
		expect(parseInstrument(info({...entry, filters}), 'btcusdt')).toMatchObject({minQtyLots: 0, minNotional: 0n});
	});

	test('never carries an escape sequence in its words', () => {
		const evil = {...entry, baseAsset: '\u001B[31mBTC', quoteAsset: 'US\u202EDT', status: '\u001B]0;x\u0007TRADING'};
		expect(parseInstrument(info(evil), 'btcusdt')).toMatchObject({baseAsset: 'BTC', quoteAsset: 'USDT', venueStatus: 'TRADING'});
	});
});

const depthBody = (bids: unknown, asks: unknown, lastUpdateId: unknown = 160): string => JSON.stringify({lastUpdateId, bids, asks});
const priced = (cents: readonly number[]): string[][] =>
	cents.map((price) => [`${Math.floor(price / 100)}.${String(price % 100).padStart(2, '0')}`, '1']);

describe('a snapshot', () => {
	test('is read best first, in whatever order it came', () => {
		const snapshot = parseSnapshot(
			depthBody(
				[
					['99.00', '1'],
					['100.00', '2'],
					['98.50', '3'],
				],
				[
					['102.00', '1'],
					['101.00', '2'],
				],
			),
			bitcoin,
		);
		expect(snapshot).toEqual({
			lastId: 160,
			bids: levels([
				[10_000, 200_000_000],
				[9900, 100_000_000],
				[9850, 300_000_000],
			]),
			asks: levels([
				[10_100, 200_000_000],
				[10_200, 100_000_000],
			]),
		});
	});

	test('may have an empty side, or two', () => {
		expect(parseSnapshot(depthBody([], [['1.00', '1']]), bitcoin)).toMatchObject({bids: [], asks: levels([[100, 100_000_000]])});
		expect(parseSnapshot(depthBody([], []), bitcoin)).toMatchObject({bids: [], asks: []});
	});

	test('names no level of quantity zero', () => {
		expect(
			parseSnapshot(
				depthBody(
					[
						['100.00', '0.00000000'],
						['99.00', '1'],
					],
					[],
				),
				bitcoin,
			),
		).toMatchObject({bids: levels([[9900, 100_000_000]])});
	});

	test.each([
		['no JSON', '<html>502</html>', /not JSON/],
		['cut off', depthBody([], []).slice(0, -4), /not JSON/],
		['a list', '[]', /not JSON/],
		['an error with status 200', '{"code":-1003,"msg":"Too many requests"}', /lastUpdateId is undefined/],
		['an id as text', depthBody([], [], '160'), /lastUpdateId is 160/],
		['an id beyond 2^53', '{"lastUpdateId":9007199254740993,"bids":[],"asks":[]}', /lastUpdateId/],
		['an id that cannot be written', '{"lastUpdateId":{"toString":1},"bids":[],"asks":[]}', /lastUpdateId is an object/],
		['no bids', '{"lastUpdateId":1,"asks":[]}', /bid side is no list/],
		['a bad ask', depthBody([], [['1.00', 'x']]), /ask level \[1\.00, x\]/],
		['a price off the grid', depthBody([['1.005', '1']], []), /bid level/],
		[
			'a price twice',
			depthBody(
				[
					['1.00', '1'],
					['0.99', '1'],
					['1.00', '2'],
				],
				[],
			),
			/names a price twice/,
		],
		[
			'a price twice in other words',
			depthBody(
				[],
				[
					['1.00', '1'],
					['1.000', '1'],
				],
			),
			/names a price twice/,
		],
		['a crossed book', depthBody([['1.01', '1']], [['1.00', '1']]), /crossed/],
		['a locked book', depthBody([['1.00', '1']], [['1.00', '1']]), /crossed/],
	])('with %s is not readable', (_name, text, message) => {
		expect(parseSnapshot(text, bitcoin)).toEqual({unreadable: expect.stringMatching(message)});
	});

	test('is the same whatever the order of its levels', () => {
		const prices = uniqueArray(integer({min: 1, max: 10_000}), {maxLength: 15});
		const given = prices.chain((all) => shuffledSubarray(all, {minLength: all.length}).map((shuffled) => [all, shuffled] as const));
		assert(
			property(given, nat(14), ([all, shuffled], split) => {
				const sorted = all.toSorted((a, b) => a - b);
				const limit = sorted[split] ?? 0;
				const below = (list: readonly number[]): readonly number[] => list.filter((price) => price < limit);
				const above = (list: readonly number[]): readonly number[] => list.filter((price) => price >= limit);
				const snapshot = parseSnapshot(depthBody(priced(below(shuffled)), priced(above(shuffled))), bitcoin);
				expect(snapshot).toMatchObject({
					bids: below(sorted)
						.toReversed()
						.map((price) => ({priceUnits: price})),
					asks: above(sorted).map((price) => ({priceUnits: price})),
				});
			}),
		);
	});
});

test.each<[body: string, time: unknown]>([
	['{"serverTime":1772000000123}', 1_772_000_000_123],
	['{"serverTime":1772000000123456}', 1_772_000_000_123.456],
	['{"serverTime":"1772000000123"}', {unreadable: 'the time reply has no serverTime'}],
	['{"serverTime":0}', {unreadable: 'the time reply has no serverTime'}],
	['{}', {unreadable: 'the time reply has no serverTime'}],
	['nope', {unreadable: 'the time reply has no serverTime'}],
])('the time reply %s is %s', (body, time) => {
	expect(parseTime(body)).toEqual(time);
});

test.each<[status: number, body: string, kind: string, message: string]>([
	[400, '{"code":-1121,"msg":"Invalid symbol."}', 'unknown-symbol', 'HTTP 400 -1121 Invalid symbol.'],
	[
		400,
		'{"code":-1100,"msg":"Illegal characters found in parameter \'symbol\'."}',
		'unknown-symbol',
		"HTTP 400 -1100 Illegal characters found in parameter 'symbol'.",
	],
	[400, '{"code":-1102,"msg":"Mandatory parameter"}', 'other', 'HTTP 400 -1102 Mandatory parameter'],
	[429, '{"code":-1003,"msg":"Too much request weight used"}', 'rate-limited', 'HTTP 429 -1003 Too much request weight used'],
	[418, '{"code":-1003,"msg":"banned until 1659146400000"}', 'rate-limited', 'HTTP 418 -1003 banned until 1659146400000'],
	[429, '', 'rate-limited', 'HTTP 429'],
	[418, '', 'rate-limited', 'HTTP 418'],
	[403, '<html><h1>403 Forbidden</h1></html>', 'rate-limited', 'HTTP 403'],
	[400, '{"code":-1003,"msg":"x"}', 'rate-limited', 'HTTP 400 -1003 x'],
	[500, '<html>oops</html>', 'other', 'HTTP 500'],
	[502, '', 'other', 'HTTP 502'],
	[503, '{"code":-1008,"msg":"Server is busy"}', 'other', 'HTTP 503 -1008 Server is busy'],
	[301, '', 'other', 'HTTP 301'],
	[404, '[]', 'other', 'HTTP 404'],
	[400, '{"code":{"toString":1},"msg":"x"}', 'other', 'HTTP 400 an object x'],
	[400, '{"code":-1121}', 'unknown-symbol', 'HTTP 400'],
])('HTTP %i with %s is a refusal of kind %s', (status, body, kind, message) => {
	expect(readRefusal(status, body)).toEqual({kind, message});
});

test('no body of any reply makes a reader throw', () => {
	const anyBody = oneof(
		string(),
		jsonValue().map((value) => JSON.stringify(value)),
		array(jsonValue(), {maxLength: 3}).map((value) => JSON.stringify({symbols: value, bids: value, asks: value, lastUpdateId: 1})),
	);
	assert(
		property(anyBody, nat(600), (text, status) => {
			parseInstrument(text, 'btcusdt');
			parseSnapshot(text, bitcoin);
			parseTime(text);
			readRefusal(status, text);
		}),
		{numRuns: 300},
	);
});
