// What is measured: each engine takes the same message texts. `start` loads the snapshot outside the clock.

import {createInstrument} from '../../dist/domain/instrument.js';
import {OrderBook} from '../../dist/domain/order-book.js';
import {binance} from '../../dist/venue/binance/index.js';
import {OrderBook as CcxtOrderBook} from '../../node_modules/ccxt/js/src/base/ws/OrderBook.js';

const jsonParse = {
	name: 'JSON.parse alone',
	start() {
		let seen = 0;
		return {
			take(text) {
				seen += JSON.parse(text).data === undefined ? 0 : 1;
			},
			best: () => [seen],
		};
	},
};

const ours = {
	name: 'mm-tui: parse, check, exact book',
	start(snapshotText, tickSize) {
		const instrument = createInstrument({
			symbol: 'BTCUSDT', baseAsset: 'BTC', quoteAsset: 'USDT', venueStatus: 'TRADING', trading: 'trading',
			tickSize, stepSize: '0.00001', minQty: '0.00001', minNotional: '5', qtyDecimals: 8,
		});
		const snapshot = binance.parseSnapshot(snapshotText, instrument);
		const book = OrderBook.of(snapshot);
		let bookId = snapshot.lastId;
		return {
			take(text) {
				const event = binance.parseMessage(text, instrument);
				if (event.kind !== 'diff' || binance.sequenceRule(bookId, event, false) !== 'follows') return;
				book.apply(event);
				bookId = event.lastId;
			},
			best: () => [book.bestBid().priceTicks / 100, book.bestAsk().priceTicks / 100],
		};
	},
};

const floats = (levels) => levels.map(([price, qty]) => [Number(price), Number(qty)]);

// The library's own book class with its default limit, fed as its exchange code feeds it: floats, side by side.
const ccxt = {
	name: 'ccxt OrderBook (floats), limit 1000',
	start(snapshotText) {
		const {bids, asks} = JSON.parse(snapshotText);
		const book = new CcxtOrderBook({}, 1000);
		book.reset({bids: floats(bids), asks: floats(asks)});
		return {
			take(text) {
				const {data} = JSON.parse(text);
				if (data.e !== 'depthUpdate') return;
				for (const [price, qty] of data.b) book.bids.storeArray([Number(price), Number(qty)]);
				for (const [price, qty] of data.a) book.asks.storeArray([Number(price), Number(qty)]);
				book.limit();
			},
			best: () => [book.bids[0][0], book.asks[0][0]],
		};
	},
};

export const ENGINES = {'json-parse': jsonParse, 'mm-tui': ours, ccxt};
