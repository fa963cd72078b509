// What makes a line of a depth message. `start` makes a book of the snapshot, outside the clock; `take` has the bytes.

import {OrderBook as CcxtOrderBook} from '../peers/node_modules/ccxt/js/src/base/ws/OrderBook.js';
import {binance, LineSink, MarketSession, startLineStream} from './product.mjs';

const LEVELS = 20;
/** From one depth message to the next. */
const STEP_MS = 100;
/** Before the first message the session opens its connection and asks for the time. */
const START_MS = 1000;
const TICK_MS = 50;

const EXCHANGE_INFO = JSON.stringify({
	symbols: [
		{
			symbol: 'BTCUSDT',
			status: 'TRADING',
			baseAsset: 'BTC',
			quoteAsset: 'USDT',
			filters: [
				{filterType: 'PRICE_FILTER', tickSize: '0.01000000'},
				{filterType: 'LOT_SIZE', minQty: '0.00001000', stepSize: '0.00001000'},
				{filterType: 'NOTIONAL', minNotional: '5.00000000'},
			],
		},
	],
});

/** With the rebate of the demo. */
export const MAKER = {inventory: '0', makerFeeRate: -5000n};

const nothing = () => {};

/** A session as `mm-tui stream` runs it, by the venue's clock; what it writes is counted, not kept. */
export const openSession = (snapshotText, first, maker) => {
	const startMs = JSON.parse(first.toString()).data.E - START_MS;
	let now = {monoMs: 0, wallMs: startMs};
	const asked = [];
	let listener = nothing;
	let characters = 0;
	const config = {symbol: 'btcusdt', venue: 'binance', staleAfterMs: 3000, snapshotDepth: 1000, ...(maker === undefined ? {} : {maker})};
	const market = new MarketSession(
		{config, seed: 1, at: now},
		{
			venue: binance,
			sink: {output: (output, at) => listener(output, at), effect: (effect) => asked.push(effect)},
			parseDate: (text) => Date.parse(text),
		},
	);
	const bodies = {instrument: EXCHANGE_INFO, snapshot: snapshotText};
	const step = (input, ms = 0) => {
		now = {monoMs: now.monoMs + ms, wallMs: now.wallMs + ms};
		market.step(input, now);
	};
	const answer = () => {
		for (const effect of asked.splice(0)) {
			if (effect.kind === 'dial') step({kind: 'opened', generation: effect.generation});
			if (effect.kind !== 'get') continue;
			const {requestId, call} = effect;
			const body = call.kind === 'time' ? `{"serverTime":${now.wallMs}}` : bodies[call.kind];
			// A book is loaded once. What is asked for later, to compare, is never answered.
			if (call.kind === 'snapshot') bodies.snapshot = undefined;
			if (body === undefined) continue;
			step({kind: 'answer', requestId, sentAt: now, answer: {kind: 'reply', status: 200, headers: {}, body}});
		}
	};
	const write = (text) => {
		characters += text.length;
		return true;
	};
	startLineStream({
		session: {view: market.view, onOutput: (next) => (listener = next), refresh: nothing, send: nothing, close: nothing},
		settings: {only: ['book'], every: 'update', levels: LEVELS},
		sink: new LineSink({write, once: nothing}, nothing),
		clock: () => now,
		schedule: () => nothing,
		rssBytes: () => 0,
		onFatal: nothing,
		onKilled: nothing,
	});
	for (let turn = 0; turn < START_MS / TICK_MS; turn += 1) {
		step({kind: 'tick'}, TICK_MS);
		answer();
	}

	const levels = {bids: [], asks: []};
	const say = () => listener({kind: 'book', updateId: market.view.updateId, diff: levels, epoch: 1}, now);
	return {step, answer, say, now: () => now, onOutput: (next) => (listener = next), view: market.view, characters: () => characters};
};

const streaming = (name, maker) => ({
	name,
	start(snapshotText, [first]) {
		const {step, answer, characters} = openSession(snapshotText, first, maker);
		return {
			take(data) {
				step({kind: 'message', generation: 1, data}, STEP_MS);
				answer();
			},
			characters,
		};
	},
});

const stream = streaming('mm-tui stream, no market maker');
const streamWithMaker = streaming('mm-tui stream', MAKER);

/** The same book again and again: what a line costs where nothing has to be done for it. */
const line = {
	name: 'a line of mm-tui alone',
	start(snapshotText, [first]) {
		const running = openSession(snapshotText, first);
		running.step({kind: 'message', generation: 1, data: first});
		running.answer();
		return {take: () => running.say(), characters: running.characters};
	},
};

const parseStringify = {
	name: 'JSON.parse + JSON.stringify',
	start() {
		let characters = 0;
		return {
			take(bytes) {
				characters += JSON.stringify(JSON.parse(bytes.toString())).length;
			},
			characters: () => characters,
		};
	},
};

const floats = (levels) => levels.map(([price, qty]) => [Number(price), Number(qty)]);

const ccxt = {
	name: 'ccxt OrderBook (floats), limit 1000, and JSON of the top 20',
	start(snapshotText) {
		const {bids, asks} = JSON.parse(snapshotText);
		const book = new CcxtOrderBook({}, 1000);
		book.reset({bids: floats(bids), asks: floats(asks)});
		let characters = 0;
		return {
			take(bytes) {
				const {data} = JSON.parse(bytes.toString());
				for (const [price, qty] of data.b) book.bids.storeArray([Number(price), Number(qty)]);
				for (const [price, qty] of data.a) book.asks.storeArray([Number(price), Number(qty)]);
				book.limit();
				characters += JSON.stringify({bids: book.bids.slice(0, LEVELS), asks: book.asks.slice(0, LEVELS)}).length;
			},
			characters: () => characters,
		};
	},
};

export const LINE_ENGINES = {parseStringify, stream, streamWithMaker, line, ccxt};
