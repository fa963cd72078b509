import {ccxtExchange} from './ccxt-rest.mjs';
import {assert, inRow, isPrice, isTrueBook, peer} from './world.mjs';

const SYMBOL = 'BTC/USDT';
const BOOKS = 30;

export const ccxtPro = {
	name: 'ccxt.pro',
	open: async (world) => {
		const client = ccxtExchange(peer('ccxt').pro.binance, world);
		await client.loadHttpProxyAgent();
		return client;
	},
	actions: {
		watchOrderBook: async (client, {exchange}) => {
			for (let count = 0; count < BOOKS; count += 1) {
				const book = await client.watchOrderBook(SYMBOL);
				const {nonce, bids, asks} = structuredClone({nonce: book.nonce, bids: [...book.bids], asks: [...book.asks]});
				isTrueBook(exchange, 'BTCUSDT', nonce, bids, asks, 100);
			}
		},
		watchTrades: async (client) => {
			for (let count = 0; count < 3; count += 1) inRow((await client.watchTrades(SYMBOL)).map(({id}) => id));
		},
		watchOHLCV: async (client) => isPrice((await client.watchOHLCV(SYMBOL, '1s'))[0][4]),
		watchTicker: async (client) => isPrice((await client.watchTicker(SYMBOL)).last),
		watchTickers: async (client) => assert.ok(Object.keys(await client.watchTickers([SYMBOL, 'ETH/USDT'])).length > 0),
		watchBidsAsks: async (client) => assert.ok(Object.keys(await client.watchBidsAsks([SYMBOL])).length > 0),
		fetchOHLCVWs: async (client) => assert.equal((await client.fetchOHLCVWs(SYMBOL, '1m', undefined, 10)).length, 10),
		fetchTradesWs: async (client) => inRow((await client.fetchTradesWs(SYMBOL, undefined, 10)).map(({id}) => id)),
	},
	close: async (client) => client.close(),
};
