import {assert, inPeriods, inRow, isBook, isPrice, peer} from './world.mjs';

const SYMBOL = 'BTC/USDT';

/** ccxt's own class with other base URLs and no other change. */
export const ccxtExchange = (Exchange, {restUrl, wsUrl}) => {
	const exchange = new Exchange({options: {fetchMarkets: {types: ['spot']}}});
	exchange.urls.api.public = `${restUrl}/api/v3`;
	exchange.urls.api.private = `${restUrl}/api/v3`;
	if (exchange.urls.api.ws) {
		exchange.urls.api.ws = {
			...exchange.urls.api.ws,
			spot: `${wsUrl}/ws`,
			'ws-api': {...exchange.urls.api.ws['ws-api'], spot: `${wsUrl}/ws-api/v3`},
		};
	}
	return exchange;
};

export const ccxtRest = {
	name: 'ccxt',
	open: (world) => ccxtExchange(peer('ccxt').binance, world),
	actions: {
		loadMarkets: async (client) => {
			const market = (await client.loadMarkets())[SYMBOL];
			assert.deepEqual([market.precision.price, market.precision.amount, market.active], [0.01, 0.00001, true]);
		},
		fetchTime: async (client) => assert.ok(Math.abs((await client.fetchTime()) - Date.now()) < 5000),
		'fetchOrderBook 5000': async (client) => {
			const {bids, asks} = await client.fetchOrderBook(SYMBOL, 5000);
			isBook(bids, asks, 5000);
		},
		fetchTrades: async (client) => inRow((await client.fetchTrades(SYMBOL, undefined, 20)).map(({id}) => id)),
		'fetchOHLCV 1m': async (client) =>
			inPeriods(
				(await client.fetchOHLCV(SYMBOL, '1m', undefined, 100)).map(([open]) => open),
				60_000,
				100,
			),
		'fetchOHLCV 1w': async (client) => {
			for (const [open] of await client.fetchOHLCV(SYMBOL, '1w', undefined, 5)) assert.equal(new Date(open).getUTCDay(), 1);
		},
		fetchTicker: async (client) => {
			const ticker = await client.fetchTicker(SYMBOL);
			for (const key of ['last', 'bid', 'ask', 'high', 'low', 'open', 'vwap', 'baseVolume']) isPrice(ticker[key]);
		},
		fetchTickers: async (client) =>
			assert.deepEqual(Object.keys(await client.fetchTickers([SYMBOL, 'ETH/USDT'])).toSorted(), [SYMBOL, 'ETH/USDT']),
		fetchBidsAsks: async (client) => isPrice((await client.fetchBidsAsks([SYMBOL]))[SYMBOL].bid),
		fetchLastPrices: async (client) => isPrice((await client.fetchLastPrices([SYMBOL]))[SYMBOL].price),
		'an unknown parameter': async (client) => assert.rejects(client.publicGetDepth({symbol: 'BTCUSDT', colour: 'red'}), /-1104/),
		'an unknown symbol': async (client) => assert.rejects(client.publicGetDepth({symbol: 'NOPE'}), /-1121/),
	},
	close: () => {},
};
