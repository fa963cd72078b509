// The engines under comparison; all read the same bytes. `start` builds a book from the snapshot, outside the
// timing.

import {OrderBook as CcxtOrderBook} from '../peers/node_modules/ccxt/js/src/base/ws/OrderBook.js';
import {instrument} from './messages.mjs';
import {binance, LevelColumns, lossyPrice, OrderBook, readMessage} from './product.mjs';

const nothing = {
	name: 'nothing',
	start: () => ({take() {}}),
};

const jsonParse = {
	name: 'JSON.parse alone',
	start() {
		let seen = 0;
		return {
			take(bytes) {
				seen += JSON.parse(bytes.toString()).data === undefined ? 0 : 1;
			},
			seen: () => seen,
		};
	},
};

// As in the program: parsed from bytes, checked for continuity, applied, checked for a crossed book.
const ours = {
	name: 'mm-tui: exact book',
	start(snapshotText) {
		const snapshot = binance.rest.readSnapshot(snapshotText, instrument);
		const book = OrderBook.of(snapshot);
		const at = {bookId: snapshot.lastId, crossed: 0};
		return {
			take(bytes) {
				const event = readMessage(bytes, instrument);
				if (event.kind !== 'diff' || binance.book.continuity(at.bookId, event, false) !== 'follows') return;
				book.apply(event);
				at.bookId = event.lastId;
				at.crossed += book.bestUnits('bid') >= book.bestUnits('ask') ? 1 : 0;
			},
			/** The messages start over. */
			again() {
				at.bookId = snapshot.lastId;
			},
			book,
			crossed: () => at.crossed,
			best: () => [lossyPrice(instrument, book.bestBid().priceUnits), lossyPrice(instrument, book.bestAsk().priceUnits)],
		};
	},
};

/** Repeated this often, so that its cost exceeds the noise. */
export const TOP_READS = 8;

const withTop20 = {
	name: 'mm-tui with the top 20 of both sides, several times after every message',
	start(snapshotText) {
		const running = ours.start(snapshotText);
		const bids = new LevelColumns();
		const asks = new LevelColumns();
		return {
			...running,
			take(bytes) {
				running.take(bytes);
				for (let read = 0; read < TOP_READS; read += 1) {
					running.book.topInto('bid', 20, bids);
					running.book.topInto('ask', 20, asks);
				}
			},
		};
	},
};

const floats = (levels) => levels.map(([price, qty]) => [Number(price), Number(qty)]);

// ccxt's own book class with its default limit, fed as its exchange classes feed it: floats, side by side.
const ccxt = {
	name: 'ccxt OrderBook (floats), limit 1000',
	start(snapshotText) {
		const {bids, asks} = JSON.parse(snapshotText);
		const book = new CcxtOrderBook({}, 1000);
		book.reset({bids: floats(bids), asks: floats(asks)});
		return {
			take(bytes) {
				const {data} = JSON.parse(bytes.toString());
				if (data.e !== 'depthUpdate') return;
				for (const [price, qty] of data.b) book.bids.storeArray([Number(price), Number(qty)]);
				for (const [price, qty] of data.a) book.asks.storeArray([Number(price), Number(qty)]);
				book.limit();
			},
			best: () => [book.bids[0][0], book.asks[0][0]],
		};
	},
};

export const ENGINES = {nothing, jsonParse, ours, withTop20, ccxt};
