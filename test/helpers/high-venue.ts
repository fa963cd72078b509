/** A Binance-like venue with prices that doubles cannot count from zero; its book is kept in bigints as the truth. */

import {plainQty, plainUnits} from '../../source/domain/instrument.js';
import {qtyLots, type Side} from '../../source/domain/units.js';
import {startSession, type LiveSession} from '../../source/runtime/live-session.js';
import {BTCUSDT_ENTRY, FakeWorld, httpReply} from './fake-ports.js';
import {instrumentWith} from './instruments.js';

/** For texts only. */
const wire = instrumentWith({tickSize: '0.00000001'});

export const wirePrice = (units: bigint): string => `${units / 100_000_000n}.${String(units % 100_000_000n).padStart(8, '0')}`;
export const plainWire = (units: bigint): string => plainUnits(wire, units);

/** A level to set, zero to remove: price in units of 10^-8, and lots. */
export type Change = readonly [side: Side, units: bigint, lots: number];

export class HighVenue {
	readonly world: FakeWorld;
	readonly tickSize: string;
	readonly levels = {bid: new Map<bigint, number>(), ask: new Map<bigint, number>()};
	lastId = 100;
	#trades = 500;

	constructor(world: FakeWorld, changes: readonly Change[], tickSize: string) {
		this.world = world;
		this.tickSize = tickSize;
		this.#set(changes);
		world.reply = (url) => this.#reply(url);
	}

	/** In the notation of a `book` line. */
	side(side: Side): readonly (readonly [string, string])[] {
		const best = [...this.levels[side]].toSorted(([a], [b]) => (a === b ? 0 : a > b === (side === 'bid') ? -1 : 1));
		return best.map(([units, lots]) => [plainWire(units), plainQty(wire, qtyLots(lots))]);
	}

	best(side: Side): bigint {
		const prices = [...this.levels[side].keys()];
		return prices.reduce((best, price) => (price > best === (side === 'bid') ? price : best));
	}

	/** Changes the book, then sends the diff and the top. */
	change(changes: readonly Change[]): void {
		this.#set(changes);
		const firstId = this.lastId + 1;
		this.lastId += 2;
		const of = (side: Side) => changes.filter(([on]) => on === side).map(([, units, lots]) => [wirePrice(units), wireQty(lots)]);
		this.#send('depth@100ms', {e: 'depthUpdate', E: this.#now, s: 'BTCUSDT', U: firstId, u: this.lastId, b: of('bid'), a: of('ask')});
		this.top();
	}

	top(): void {
		const [bid, ask] = [this.best('bid'), this.best('ask')];
		const qty = (side: Side, units: bigint) => wireQty(this.levels[side].get(units) ?? 0);
		this.#send('bookTicker', {u: this.lastId, s: 'BTCUSDT', b: wirePrice(bid), B: qty('bid', bid), a: wirePrice(ask), A: qty('ask', ask)});
	}

	trade(units: bigint): void {
		this.#trades += 1;
		this.#send('trade', {
			e: 'trade',
			E: this.#now,
			s: 'BTCUSDT',
			t: this.#trades,
			p: wirePrice(units),
			q: '0.10000000',
			T: this.#now,
			m: true,
			M: true,
		});
	}

	get #now(): number {
		return Math.round(this.world.at.wallMs);
	}

	#set(changes: readonly Change[]): void {
		for (const [side, units, lots] of changes) {
			if (lots === 0) this.levels[side].delete(units);
			else this.levels[side].set(units, lots);
		}
	}

	#send(stream: string, data: object): void {
		this.world.socket.handlers.onMessage(Buffer.from(JSON.stringify({stream: `btcusdt@${stream}`, data})));
	}

	#reply(url: string) {
		const {pathname} = new URL(url);
		if (pathname.endsWith('/exchangeInfo')) {
			return httpReply({
				symbols: [
					{
						...BTCUSDT_ENTRY,
						filters: [{filterType: 'PRICE_FILTER', tickSize: this.tickSize, maxPrice: '99999999999.00'}, ...BTCUSDT_ENTRY.filters.slice(1)],
					},
				],
			});
		}
		if (pathname.endsWith('/time')) return httpReply({serverTime: this.#now});
		const wireSide = (side: Side) => Array.from(this.levels[side], ([units, lots]) => [wirePrice(units), wireQty(lots)]);
		return httpReply({lastUpdateId: this.lastId, bids: wireSide('bid'), asks: wireSide('ask')});
	}
}

const wireQty = (lots: number): string => wirePrice(BigInt(lots));

export const E8 = 100_000_000n;
export const BILLION = 1_000_000_000n * E8;

/** Forty levels per side, a few steps of 10^-8 apart. */
export const around = (mid: bigint): readonly Change[] =>
	Array.from({length: 40}, (_, index): readonly Change[] => [
		['bid', mid - 1n - BigInt(index) * 3n, 100 + index],
		['ask', mid + 1n + BigInt(index) * 7n, 200 + index],
	]).flat();

export type HighSession = {readonly world: FakeWorld; readonly venue: HighVenue; readonly session: LiveSession};

export const highSession = (levels: readonly Change[], tickSize = '0.00000001'): HighSession => {
	const world = new FakeWorld();
	const venue = new HighVenue(world, levels, tickSize);
	const config = {
		symbol: 'btcusdt',
		venue: 'binance',
		maker: {inventory: '0', makerFeeRate: 100_000n},
		staleAfterMs: 1000,
		snapshotDepth: 5000,
	} as const;
	const session = startSession({config, endpoints: {restUrl: 'http://rest', wsUrl: 'ws://stream'}, ports: world.ports});
	return {world, venue, session};
};

export const opened = async (world: FakeWorld): Promise<void> => {
	await world.run(200);
	world.socket.handlers.onOpen();
};

/** Sends until the book is trusted, at most six seconds. */
export const goLive = async ({world, venue, session}: HighSession, change: readonly Change[] = []): Promise<void> => {
	for (let tries = 0; tries < 60 && !session.view.trusted; tries += 1) {
		venue.change(change);
		// oxlint-disable-next-line no-await-in-loop
		await world.run(100);
	}
};
