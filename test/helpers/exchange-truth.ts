/** The built-in exchange's true state at every id, recorded as it happens, in the format of `stream` lines. */

import {wirePrice, wireQuantity} from '../../source/exchange/protocol/wire-numbers.js';
import type {Market} from '../../source/exchange/market/market.js';
import type {Level} from '../../source/domain/feed-event.js';
import type {Side} from '../../source/domain/units.js';

/** Most ids kept per kind; a run has a tenth of them. */
const MAX_KEPT = 20_000;

const plain = (wire: string): string => wire.replace(/\.?0+$/u, '');

export class ExchangeTruth {
	/** The best levels at each depth event, sent or lost: price and quantity, best first. */
	readonly books = new Map<number, Readonly<Record<Side, string>>>();
	/** Price, quantity and aggressor of every trade. */
	readonly trades = new Map<number, string>();
	readonly #market: Market;
	readonly #levels: number;

	/** Create it before the first client connects. */
	constructor(market: Market, levels: number) {
		this.#market = market;
		this.#levels = levels;
		const advance = market.advance.bind(market);
		market.advance = (toMs) => {
			const events = advance(toMs);
			for (const event of events) {
				if (event.kind === 'depth' && event.speedMs === 100) this.#keepBook(event.diff.lastId);
				else if (event.kind === 'trade') keep(this.trades, event.id, `${this.#price(event)} ${event.aggressor}`);
			}

			return events;
		};
	}

	#keepBook(id: Parameters<Market['bookAt']>[0]): void {
		const book = this.#market.bookAt(id);
		if (book === undefined) throw new Error(`the exchange has forgotten its book at ${id} already`);
		keep(this.books, id, {bid: this.#side(book.bids), ask: this.#side(book.asks)});
	}

	#side(levels: readonly Level[]): string {
		return levels
			.slice(0, this.#levels)
			.map((level) => this.#price(level))
			.join(', ');
	}

	#price({priceUnits, qtyLots}: Level): string {
		return `${plain(wirePrice(this.#market.instrument, priceUnits))} ${plain(wireQuantity(qtyLots))}`;
	}
}

const keep = <Value>(map: Map<number, Value>, id: number, value: Value): void => {
	map.set(id, value);
	for (const oldest of map.keys()) {
		if (map.size <= MAX_KEPT) return;
		map.delete(oldest);
	}
};
