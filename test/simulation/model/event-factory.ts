/** Messages that a venue should not send, and unusual ones that it may. */

import type {ModelExchange} from './model-exchange.js';
import {depthText, SYMBOL, topText, tradeText, type ModelDiff, type ModelLevel} from './wire.js';
import type {World} from './world.js';

const BIDS = /"b":\[(?:\["[^"]*","[^"]*"\],?)*\]/;
const ASKS = /"a":\[(?:\["[^"]*","[^"]*"\],?)*\]/;

/** Values that no level may have. */
const BAD_LEVELS = [
	'["abc","1.00000000"]',
	'["100.01","NaN"]',
	'["100.01",""]',
	'["","1.0"]',
	'[" 100.01 ","1.0"]',
	'["100.01","-1.0"]',
	'["1e2","1.0"]',
	'["100.01","1e3"]',
	'["0x10","1.0"]',
	'["100.000000001","1.0"]',
	'["0.00000000","1.0"]',
	'["100.01","0.000000001"]',
	'["100.01",null]',
	'[100.01,1]',
	'["100.01"]',
	'["100.01","Infinity"]',
	'["100,01","1.0"]',
	'["100.","1.0"]',
	'[".01","1.0"]',
	'null',
	'[]',
] as const;

/** A depth event with one unreadable level among readable ones. */
export const badLevelText = (diff: ModelDiff, world: World): string => {
	const text = depthText(diff);
	const side = world.chance(0.5) ? BIDS : ASKS;
	const [list = '[]'] = side.exec(text) ?? [];
	const levels = list
		.slice(5, -1)
		.split(/(?<=\]),/)
		.filter((level) => level !== '');
	levels.splice(Math.floor(world.random() * (levels.length + 1)), 0, world.pick(BAD_LEVELS));
	return text.replace(list, `${list.slice(0, 5)}${levels.join(',')}]`);
};

/** A depth event whose ids are missing or of the wrong type. */
export const badIdsText = (diff: ModelDiff, world: World): string =>
	world.pick([
		depthText({...diff, firstId: diff.lastId + 1}),
		depthText({...diff, firstId: -5}),
		depthText(diff).replace(/"u":\d+/, `"u":"${diff.lastId}"`),
		depthText(diff).replace(/"u":\d+/, `"u":${diff.lastId}.5`),
		depthText(diff).replace(/"U":\d+,/, ''),
		depthText(diff).replace(/"u":\d+/, '"u":null'),
		depthText(diff).replace(/"a":\[.*\]/, '"a":{}'),
	]);

/** Ids beyond 2^53. */
export const unsafeIdsText = (diff: ModelDiff): string =>
	depthText(diff)
		.replace(/"U":\d+/, '"U":9007199254740993')
		.replace(/"u":\d+/, '"u":9007199254740993');

export const foreignText = (diff: ModelDiff): string => {
	const others = (levels: readonly ModelLevel[]): ModelLevel[] => levels.map(([price]) => [price, 777_700_000]);
	return depthText({...diff, bids: others(diff.bids), asks: others(diff.asks)}, 'OTHERUSDT');
};

/** An id that no trade of the exchange has. */
export const FORGED_TRADE_ID = 1e12;

/** Messages of an abandoned socket: consecutive ids, but invented quantities, trades and best prices. */
export const forgedTexts = (diff: ModelDiff): string[] => {
	const forged = (levels: readonly ModelLevel[]): ModelLevel[] =>
		levels.map(([price, lots]) => [price, Number(lots) === 0 ? 0 : 4_444_400_000]);
	return [
		depthText({...diff, bids: forged(diff.bids), asks: forged(diff.asks)}),
		tradeText({id: FORGED_TRADE_ID + diff.lastId, price: 1000, lots: 100_000, aggressor: 'sell', atMs: diff.atMs}),
		topText({id: diff.lastId, bid: [1000, 4_444_400_000], ask: [9_000_000, 4_444_400_000]}),
	];
};

const CORRUPT_LOTS = 123_456_700_000;

/** A level far from the touch with a wrong quantity, which only an audit can find. */
export const corruptDiff = (diff: ModelDiff, exchange: ModelExchange): ModelDiff => {
	const far = exchange.snapshot().bids.at(-2);
	return far === undefined ? diff : {...diff, bids: [...diff.bids.filter(([price]) => price !== far[0]), [far[0], CORRUPT_LOTS]]};
};

/** Invalid JSON, or JSON of an unknown kind. */
export const garbageText = (diff: ModelDiff, world: World): string => {
	const text = depthText(diff);
	return world.pick([
		text.slice(0, Math.floor(text.length * world.random())),
		'',
		'{',
		'null',
		'[]',
		'42',
		'"text"',
		'{"stream":"x","data":null}',
		'\u0000',
	]);
};

export const unknownText = (world: World): string =>
	world.pick([
		'{"e":"outboundAccountInfo","E":1}',
		'{"stream":"modelusdt@kline_1m","data":{"e":"kline","E":1,"s":"MODELUSDT"}}',
		'{"result":null,"id":1}',
		'{"hello":{"__proto__":{"polluted":true}}}',
		'{"e":"depthUpdate2"}',
		`{"e":"INSURANCE_FUND","s":"${SYMBOL}"}`,
	]);

export const refusedText = (): string => '{"error":{"code":2,"msg":"Invalid request: \\u001b]0;owned\\u0007 unknown property"},"id":1}';

/** Consecutive ids, but the best bid is not below the best ask. */
export const crossedDiff = (exchange: ModelExchange, locked: boolean, wallMs: number): ModelDiff | undefined => {
	const {ask} = exchange.top();
	if (ask[1] === 0) return undefined;
	const price = locked ? ask[0] : ask[0] + 20 * exchange.tick;
	return {firstId: exchange.id + 1, lastId: exchange.id + 1, atMs: wallMs, bids: [[price, 500_000_000]], asks: []};
};

/** Removals of levels that do not exist. */
export const withUnknownDeletes = (diff: ModelDiff, exchange: ModelExchange): ModelDiff => {
	const nothing: ModelLevel[] = [1, 2, 3].map((index) => [exchange.mid - (3000 + index) * exchange.tick, 0] as const);
	return {...diff, bids: [...nothing.filter(([price]) => price > 0 && !exchange.holds('bid', price)), ...diff.bids]};
};

const ZEROS = ['0', '0.0', '0.00', '000.00000000'] as const;

/** Zero in other spellings. */
export const zeroSpellings = (text: string, world: World): string => text.replaceAll('"0.00000000"', () => `"${world.pick(ZEROS)}"`);
