import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {unixMs} from '../../source/domain/units.js';
import {retryAfterMs} from '../../source/engine/feed/rest/rest-budget.js';
import {binance} from '../../source/venue/binance/index.js';
import {instrumentText, snapshotText, SYMBOL, timeText} from '../simulation/model/wire.js';
import {anything, isUnpolluted, nearly, runs} from './mutate.js';

const AT = 1_800_000_000_123;
const read = binance.rest.readInstrument(instrumentText(10, 'TRADING'), SYMBOL);
if ('unreadable' in read) throw new Error(read.unreadable);
const instrument = read;

const SNAPSHOT = snapshotText(
	{
		lastId: 105,
		bids: [
			[99_990, 100_000],
			[99_980, 7],
			[99_900, 9_223_372_036_854_775_807n],
		],
		asks: [
			[100_010, 1],
			[100_020, 5],
		],
	},
	100,
);
const either = (texts: readonly string[]): fc.Arbitrary<string> =>
	fc.oneof({weight: 4, arbitrary: nearly(texts)}, {weight: 1, arbitrary: anything});

test('any body is a snapshot in order, or unreadable', () => {
	fc.assert(
		fc.property(either([SNAPSHOT]), (body) => {
			const snapshot = binance.rest.readSnapshot(body, instrument);
			if ('unreadable' in snapshot) return snapshot.unreadable.length > 0;
			const bids = snapshot.bids.map(({priceUnits}) => priceUnits);
			const asks = snapshot.asks.map(({priceUnits}) => priceUnits);
			const sorted =
				bids.every((price, index) => index === 0 || price < bids[index - 1]!) &&
				asks.every((price, index) => index === 0 || price > asks[index - 1]!);
			const uncrossed = bids.length === 0 || asks.length === 0 || bids[0]! < asks[0]!;
			return (
				sorted &&
				uncrossed &&
				Number.isSafeInteger(snapshot.lastId) &&
				[...snapshot.bids, ...snapshot.asks].every(({qtyLots}) => qtyLots > 0)
			);
		}),
		runs(1000),
	);
	expect(isUnpolluted()).toBe(true);
});

test('any body is an instrument whose numbers can be counted with, or unreadable', () => {
	fc.assert(
		fc.property(either([instrumentText(10, 'TRADING'), instrumentText(1, 'BREAK')]), (body) => {
			const one = binance.rest.readInstrument(body, SYMBOL);
			if ('unreadable' in one) return true;
			return (
				one.tickUnits > 0 && one.stepLots > 0 && one.minQtyLots >= 0 && one.minNotional >= 0n && Number.isSafeInteger(one.priceDecimals)
			);
		}),
		runs(800),
	);
});

test('any body is a time, or unreadable', () => {
	fc.assert(
		fc.property(either([timeText(AT)]), (body) => {
			const time = binance.rest.readTime(body);
			return typeof time === 'object' || (Number.isFinite(time) && time > 0);
		}),
		runs(500),
	);
});

test('any status, body and header is a refusal with a wait that can be waited', () => {
	const header = fc.oneof(
		fc.string(),
		fc.constantFrom('120', '0', '-1', '1e9', '99999999999999', 'Wed, 21 Oct 2026 07:28:00 GMT', 'soon', ''),
	);
	fc.assert(
		fc.property(
			fc.integer({min: 0, max: 999}),
			either(['{"code":-1003,"msg":"Too many"}', '{"code":-1121,"msg":"Invalid symbol."}']),
			header,
			(status, body, value) => {
				const refusal = binance.rest.readRefusal(status, body);
				const wait = retryAfterMs(value, unixMs(AT), (text) => Date.parse(text));
				const used = binance.rest.usedWeight({'x-mbx-used-weight-1m': value});
				return (
					refusal.message.length > 0 &&
					(wait === undefined || (Number.isFinite(wait) && wait >= 0)) &&
					used.every((one) => Number.isSafeInteger(one.used))
				);
			},
		),
		runs(800),
	);
});
