// The messages of a benchmark: a captured session where one lies beside the project, otherwise one made by the
// built-in exchange. Both are Binance spot's wire format.

import {existsSync, readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {createMarket} from '../../dist/exchange/market.js';

const CAPTURED = new URL('../../../shared/data/binance-spot-btcusdt-20240809a.ndjson.gz', import.meta.url);
const MADE_FOR_MS = 120_000;

const captured = () => {
	const lines = gunzipSync(readFileSync(CAPTURED)).toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
	const snapshot = lines.find((line) => line.rest === 'depth').raw;
	const {lastUpdateId} = JSON.parse(snapshot);
	const messages = lines.filter((line) => line.rest === undefined).map((line) => line.raw);
	return {source: 'captured BTCUSDT spot session', tickSize: '0.01', snapshot, messages: continuing(messages, lastUpdateId)};
};

const continuing = (messages, lastUpdateId) =>
	messages.filter((text) => !text.includes('"depthUpdate"') || JSON.parse(text).data.u > lastUpdateId);

const made = () => {
	const startMs = 1_800_000_000_000;
	const market = createMarket({symbol: 'BTCUSDT', seed: 1, startMs});
	const snapshot = bodyOf(market.snapshot(5000));
	const messages = market
		.advance(startMs + MADE_FOR_MS)
		.map((event) => wireText(event))
		.filter((text) => text !== undefined);
	return {source: `built-in exchange, seed 1, ${MADE_FOR_MS / 1000} s`, tickSize: '0.01', snapshot, messages};
};

const price = (ticks) => (ticks / 100).toFixed(8);
const qty = (lots) => (lots / 1e8).toFixed(8);
const pairs = (levels) => levels.map((level) => [price(level.priceTicks), qty(level.qtyLots)]);
const bodyOf = ({lastId, bids, asks}) => JSON.stringify({lastUpdateId: lastId, bids: pairs(bids), asks: pairs(asks)});
const wrapped = (stream, data) => JSON.stringify({stream: `btcusdt@${stream}`, data});

const wireText = (event) => {
	if (event.kind === 'trade') {
		const {id: t, priceTicks, qtyLots, aggressor, tradeAtMs: T, eventAtMs: E} = event;
		return wrapped('trade', {e: 'trade', E, s: 'BTCUSDT', t, p: price(priceTicks), q: qty(qtyLots), T, m: aggressor === 'sell', M: true});
	}

	if (event.kind !== 'depth' || event.speedMs !== 100) return undefined;
	const {firstId: U, lastId: u, eventAtMs: E, bids, asks} = event.diff;
	return wrapped('depth@100ms', {e: 'depthUpdate', E, s: 'BTCUSDT', U, u, b: pairs(bids), a: pairs(asks)});
};

/** @returns {{source: string, tickSize: string, snapshot: string, messages: string[]}} */
export const loadMessages = () => (existsSync(CAPTURED) ? captured() : made());
