import {assert, first, inPeriods, inRow, isBook, isPrice, peer} from './world.mjs';

const symbol = 'BTCUSDT';

/** One message of a topic, through the package's own WebSocket client. */
const heard = (client, topic, fits) => first((hear) => client.listen(topic, hear), fits);

const open = ({restUrl, wsUrl}) => {
	const {MainClient, WebsocketClient, WebsocketAPIClient, DefaultLogger} = peer('binance');
	const silent = {...DefaultLogger, trace() {}, info() {}, error() {}};
	const sockets = new WebsocketClient({wsUrl, beautify: false}, silent);
	const listeners = [];
	sockets.on('message', (message) => {
		for (const hear of listeners) hear(message);
	});
	sockets.on('exception', () => {});
	const listen = (topic, hear) => {
		listeners.push(hear);
		return sockets.subscribe([topic], 'main');
	};

	const api = new WebsocketAPIClient({wsUrl, beautify: false}, silent);
	return {rest: new MainClient({baseUrl: restUrl}), sockets, listen, api};
};

const told = (stream) => (message) => message.stream === stream || message.e !== undefined;

export const binanceClient = {
	name: 'binance',
	open,
	actions: {
		getExchangeInfo: async ({rest}) => assert.equal((await rest.getExchangeInfo({symbol})).symbols[0].symbol, symbol),
		getOrderBook: async ({rest}) => {
			const {bids, asks} = await rest.getOrderBook({symbol, limit: 5000});
			isBook(bids, asks, 5000);
		},
		getRecentTrades: async ({rest}) => inRow((await rest.getRecentTrades({symbol, limit: 10})).map(({id}) => id)),
		getAggregateTrades: async ({rest}) => inRow((await rest.getAggregateTrades({symbol, limit: 10})).map(({a}) => a)),
		getKlines: async ({rest}) =>
			inPeriods(
				(await rest.getKlines({symbol, interval: '15m', limit: 50})).map(([opened]) => opened),
				900_000,
				50,
			),
		getAvgPrice: async ({rest}) => isPrice((await rest.getAvgPrice({symbol})).price),
		get24hrChangeStatistics: async ({rest}) => isPrice((await rest.get24hrChangeStatistics({symbol})).lastPrice),
		getSymbolPriceTicker: async ({rest}) => isPrice((await rest.getSymbolPriceTicker({symbol})).price),
		getSymbolOrderBookTicker: async ({rest}) => isPrice((await rest.getSymbolOrderBookTicker({symbol})).askPrice),
		'stream trade': async (client) => heard(client, 'btcusdt@trade', told('btcusdt@trade')),
		'stream depth@100ms': async (client) => heard(client, 'btcusdt@depth@100ms', told('btcusdt@depth@100ms')),
		'stream kline_1s': async (client) => heard(client, 'btcusdt@kline_1s', told('btcusdt@kline_1s')),
		'stream !miniTicker@arr': async (client) =>
			heard(client, '!miniTicker@arr', (message) => Array.isArray(message) || Array.isArray(message.data)),
	},
	close: ({sockets, api}) => {
		sockets.closeAll(true);
		api.disconnectAll?.();
	},
};
