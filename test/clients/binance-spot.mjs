import {assert, first, inPeriods, inRow, isBook, isPrice, peer} from './world.mjs';

const symbol = 'BTCUSDT';
const rest = async (client, method, parameters) => (await client.restAPI[method](parameters)).data();

/** One message of a stream, through the connector. */
const heard = async (client, method, parameters) => {
	const connection = await client.websocketStreams.connect();
	try {
		const stream = connection[method](parameters);
		return await first((hear) => stream.on('message', hear));
	} finally {
		await connection.disconnect();
	}
};

const asked = async (client, method, parameters) => {
	const connection = await client.websocketAPI.connect();
	try {
		const {data, rateLimits} = await connection[method](parameters);
		assert.ok(rateLimits[0].count > 0, 'the answer says what was used');
		return data;
	} finally {
		await connection.disconnect();
	}
};

export const binanceSpot = {
	name: '@binance/spot',
	open: ({restUrl, wsUrl}) => {
		// The connector logs each connection, whatever its configuration.
		console.info = () => {};
		console.warn = () => {};
		return new (peer('@binance/spot').Spot)({
			configurationRestAPI: {apiKey: '', apiSecret: '', basePath: restUrl},
			configurationWebsocketAPI: {apiKey: '', apiSecret: '', wsURL: `${wsUrl}/ws-api/v3`},
			configurationWebsocketStreams: {wsURL: wsUrl},
		});
	},
	actions: {
		exchangeInfo: async (client) => assert.equal((await rest(client, 'exchangeInfo', {symbols: [symbol, 'ETHUSDT']})).symbols.length, 2),
		depth: async (client) => {
			const {bids, asks} = await rest(client, 'depth', {symbol, limit: 1000});
			isBook(bids, asks, 1000);
		},
		getTrades: async (client) => inRow((await rest(client, 'getTrades', {symbol, limit: 10})).map(({id}) => id)),
		historicalTrades: async (client) => {
			const [, , third] = await rest(client, 'historicalTrades', {symbol, limit: 3});
			assert.equal((await rest(client, 'historicalTrades', {symbol, fromId: third.id, limit: 1}))[0].id, third.id);
		},
		aggTrades: async (client) => inRow((await rest(client, 'aggTrades', {symbol, limit: 10})).map(({a}) => a)),
		klines: async (client) =>
			inPeriods(
				(await rest(client, 'klines', {symbol, interval: '1h', limit: 24, timeZone: '8'})).map(([open]) => open),
				3_600_000,
				24,
			),
		uiKlines: async (client) => assert.equal((await rest(client, 'uiKlines', {symbol, interval: '1d', limit: 7})).length, 7),
		avgPrice: async (client) => isPrice((await rest(client, 'avgPrice', {symbol})).price),
		ticker24hr: async (client) => isPrice((await rest(client, 'ticker24hr', {symbol, type: 'MINI'})).lastPrice),
		tickerPrice: async (client) => assert.equal((await rest(client, 'tickerPrice', {symbols: [symbol, 'ETHUSDT']})).length, 2),
		tickerBookTicker: async (client) => isPrice((await rest(client, 'tickerBookTicker', {symbol})).bidPrice),
		ticker: async (client) => isPrice((await rest(client, 'ticker', {symbol, windowSize: '4h'})).volume),
		tickerTradingDay: async (client) => isPrice((await rest(client, 'tickerTradingDay', {symbol})).lastPrice),
		'stream diffBookDepth': async (client) =>
			assert.equal((await heard(client, 'diffBookDepth', {symbol, updateSpeed: '100ms'})).e, 'depthUpdate'),
		'stream partialBookDepth': async (client) =>
			assert.equal((await heard(client, 'partialBookDepth', {symbol, levels: '20', updateSpeed: '100ms'})).bids.length, 20),
		'stream trade': async (client) => isPrice((await heard(client, 'trade', {symbol})).p),
		'stream aggTrade': async (client) => isPrice((await heard(client, 'aggTrade', {symbol})).p),
		'stream kline': async (client) => assert.equal((await heard(client, 'kline', {symbol, interval: '1m'})).k.i, '1m'),
		'stream klineOffset': async (client) => assert.equal((await heard(client, 'klineOffset', {symbol, interval: '1d'})).k.i, '1d'),
		'stream ticker': async (client) => isPrice((await heard(client, 'ticker', {symbol})).c),
		'stream miniTicker': async (client) => isPrice((await heard(client, 'miniTicker', {symbol})).c),
		'stream allMiniTicker': async (client) => isPrice((await heard(client, 'allMiniTicker', {}))[0].c),
		'stream rollingWindowTicker': async (client) =>
			assert.equal((await heard(client, 'rollingWindowTicker', {symbol, windowSize: '1h'})).e, '1hTicker'),
		'stream bookTicker': async (client) => isPrice((await heard(client, 'bookTicker', {symbol})).a),
		'stream avgPrice': async (client) => isPrice((await heard(client, 'avgPrice', {symbol})).w),
		'api ping': async (client) => assert.deepEqual(await asked(client, 'ping', {}), {}),
		'api depth': async (client) => assert.equal((await asked(client, 'depth', {symbol, limit: 20})).bids.length, 20),
		'api klines': async (client) => assert.equal((await asked(client, 'klines', {symbol, interval: '1m', limit: 5})).length, 5),
		'api exchangeInfo': async (client) =>
			assert.equal((await asked(client, 'exchangeInfo', {symbols: [symbol]})).symbols[0].symbol, symbol),
		'api tickerPrice': async (client) => isPrice((await asked(client, 'tickerPrice', {symbol})).price),
		'another status': async (client) => assert.rejects(client.restAPI.depth({symbol, symbolStatus: 'HALT'}), /status/i),
	},
	close: () => {},
};
