// Benchmark messages: a captured session if one lies beside the project, else one from the built-in exchange.
// Both are Binance spot's wire format, as the bytes of socket reads of 64 KiB.

import {existsSync, readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {createInstrument, createMarket} from './product.mjs';

const CAPTURED = new URL('../../../shared/data/binance-spot-btcusdt-20240809a.ndjson.gz', import.meta.url);
const MADE_FOR_MS = 120_000;
const READ_BYTES = 65_536;

export const instrument = createInstrument({
	symbol: 'BTCUSDT',
	baseAsset: 'BTC',
	quoteAsset: 'USDT',
	venueStatus: 'TRADING',
	trading: 'trading',
	tickSize: '0.01',
	stepSize: '0.00001',
	minQty: '0.00001',
	minNotional: '5',
	qtyDecimals: 8,
	unitDecimals: 8,
});

const captured = () => {
	const lines = gunzipSync(readFileSync(CAPTURED))
		.toString('utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line));
	const snapshot = lines.find((line) => line.rest === 'depth').raw;
	const {lastUpdateId} = JSON.parse(snapshot);
	const texts = lines.filter((line) => line.rest === undefined).map((line) => line.raw);
	return {source: 'a captured BTCUSDT spot session', snapshot, texts: continuing(texts, lastUpdateId)};
};

const continuing = (texts, lastUpdateId) =>
	texts.filter((text) => !text.includes('"depthUpdate"') || JSON.parse(text).data.u > lastUpdateId);

const made = () => {
	const startMs = 1_800_000_000_000;
	const market = createMarket({symbol: 'BTCUSDT', seed: 1, startMs});
	const snapshot = bodyOf(market.snapshot(5000));
	const texts = market
		.advance(startMs + MADE_FOR_MS)
		.map((event) => wireText(event))
		.filter((text) => text !== undefined);
	return {source: `the built-in exchange, seed 1, ${MADE_FOR_MS / 1000} s`, snapshot, texts};
};

const price = (ticks) => (ticks / 100).toFixed(8);
const qty = (lots) => (lots / 1e8).toFixed(8);
const pairs = (levels) => levels.map((level) => [price(level.priceUnits), qty(level.qtyLots)]);
const bodyOf = ({lastId, bids, asks}) => JSON.stringify({lastUpdateId: lastId, bids: pairs(bids), asks: pairs(asks)});
const wrapped = (stream, data) => JSON.stringify({stream: `btcusdt@${stream}`, data});

const wireText = (event) => {
	switch (event.kind) {
		case 'trade': {
			const {id: t, priceUnits, qtyLots, aggressor, tradeAtMs: T, eventAtMs: E} = event;
			return wrapped('trade', {e: 'trade', E, s: 'BTCUSDT', t, p: price(priceUnits), q: qty(qtyLots), T, m: aggressor === 'sell', M: true});
		}

		case 'top': {
			const {updateId: u, bid, ask} = event;
			return wrapped('bookTicker', {
				u,
				s: 'BTCUSDT',
				b: price(bid.priceUnits),
				B: qty(bid.qtyLots),
				a: price(ask.priceUnits),
				A: qty(ask.qtyLots),
			});
		}

		case 'depth': {
			if (event.speedMs !== 100) return undefined;
			const {firstId: U, lastId: u, eventAtMs: E, bids, asks} = event.diff;
			return wrapped('depth@100ms', {e: 'depthUpdate', E, s: 'BTCUSDT', U, u, b: pairs(bids), a: pairs(asks)});
		}

		default:
			return undefined;
	}
};

const inReads = (texts) => {
	let read = Buffer.alloc(READ_BYTES);
	let at = 0;
	return texts.map((text) => {
		const bytes = Buffer.from(text);
		if (bytes.length > READ_BYTES) return bytes;
		if (at + bytes.length > READ_BYTES) {
			read = Buffer.alloc(READ_BYTES);
			at = 0;
		}

		bytes.copy(read, at);
		at += bytes.length;
		return read.subarray(at - bytes.length, at);
	});
};

const KINDS = {
	depth: (text) => text.includes('"depthUpdate"'),
	trade: (text) => text.includes('"e":"trade"'),
	bookTicker: (text) => text.includes('@bookTicker'),
	mixed: () => true,
};

export const loadMessages = (kind = 'mixed') => {
	const {source, snapshot, texts} = existsSync(CAPTURED) && process.env.MM_TUI_BENCH_MADE === undefined ? captured() : made();
	const chosen = texts.filter(KINDS[kind]);
	return {source, snapshot, texts: chosen, messages: inReads(chosen)};
};
