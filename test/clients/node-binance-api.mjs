import {assert, first, inPeriods, inRow, isPrice, peer} from './world.mjs';

const symbol = 'BTCUSDT';

export const nodeBinanceApi = {
	name: 'node-binance-api',
	open: ({restUrl, wsUrl}) => {
		const Binance = peer('node-binance-api').default ?? peer('node-binance-api');
		return new Binance({
			urls: {base: `${restUrl}/api/`, stream: `${wsUrl}/ws/`, combineStream: `${wsUrl}/stream?streams=`},
			reconnect: false,
			log() {},
		});
	},
	actions: {
		time: async (client) => assert.ok(Math.abs((await client.time()).serverTime - Date.now()) < 5000),
		exchangeInfo: async (client) => assert.ok((await client.exchangeInfo()).symbols.length > 1),
		depth: async (client) => assert.equal(Object.keys((await client.depth(symbol, 500)).bids).length, 500),
		prices: async (client) => isPrice((await client.prices(symbol))[symbol]),
		bookTickers: async (client) => isPrice((await client.bookTickers())[symbol].bidPrice),
		prevDay: async (client) => isPrice((await client.prevDay(symbol)).lastPrice),
		avgPrice: async (client) => isPrice((await client.avgPrice(symbol)).price),
		candlesticks: async (client) =>
			inPeriods(
				(await client.candlesticks(symbol, '5m', {limit: 30})).map((candle) => candle.openTime ?? candle[0]),
				300_000,
				30,
			),
		recentTrades: async (client) => inRow((await client.recentTrades(symbol, 10)).map(({id}) => id)),
		aggTrades: async (client) => inRow((await client.aggTrades(symbol, {limit: 10})).map(({a, aggId}) => a ?? aggId)),
		'stream trades': async (client) => isPrice((await first((hear) => client.websockets.trades([symbol], hear))).p),
		'stream candlesticks': async (client) => isPrice((await first((hear) => client.websockets.candlesticks([symbol], '1m', hear))).k.c),
		'stream depthCache': async (client) => {
			const fits = (depth) => Object.keys(depth.bids).length > 100 && Object.keys(depth.asks).length > 100;
			const depth = await first((hear) => client.websockets.depthCache([symbol], (_, found) => hear(found), 500), fits);
			assert.ok(Math.max(...Object.keys(depth.bids).map(Number)) < Math.min(...Object.keys(depth.asks).map(Number)));
		},
		'stream prevDay': async (client) =>
			isPrice((await first((hear) => client.websockets.prevDay(symbol, (_, found) => hear(found)))).close),
		'stream bookTickers': async (client) => isPrice((await first((hear) => client.websockets.bookTickers(symbol, hear))).bestBid),
	},
	close: (client) => {
		for (const endpoint of Object.keys(client.websockets.subscriptions())) client.websockets.terminate(endpoint);
	},
};
