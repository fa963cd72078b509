/**
 * A naive exchange as the oracle: a small random book with a hash of its content at every id. It shares no code
 * with the engine's book.
 */

import type {Random} from '../../../source/domain/prng.js';
import type {ModelDiff, ModelLevel, ModelSnapshot, ModelTop, ModelTrade} from './wire.js';

export type SideName = 'bid' | 'ask';
type Lots = number | bigint;

const low = (lots: Lots): number => (typeof lots === 'number' ? lots % 4_294_967_296 : Number(BigInt.asUintN(32, lots)));
const high = (lots: Lots): number =>
	typeof lots === 'number' ? Math.floor(lots / 4_294_967_296) : Number(BigInt.asUintN(32, lots >> 32n));

/** A 32-bit hash of one level, combined by XOR, so that adding and removing a level cancel. */
export const levelHash = (side: SideName, price: number, lots: Lots): number => {
	let mixed = Math.imul(price ^ (side === 'bid' ? 0x9e_37_79_b9 : 0x85_eb_ca_6b), 0xc2_b2_ae_35);
	mixed = Math.imul(mixed ^ (mixed >>> 15) ^ low(lots), 0x27_d4_eb_2f);
	mixed = Math.imul(mixed ^ (mixed >>> 13) ^ high(lots), 0x16_56_67_b1);
	return (mixed ^ (mixed >>> 16)) >>> 0;
};

export const START_TICK = 10;
const START_MID = 100_000;
/** Ids kept per epoch; a power of two. */
const HISTORY = 16_384;
const JOURNAL = 12_000;
const LOW_ID = 10_000;
const TRADES_REMEMBERED = 20_000;
/** Beyond the engine's dense window of levels. */
const OUTLYING_TICKS = 140_000;
/** Binance's value for a quantity too large to represent. */
const SATURATED = 9_223_372_036_854_775_807n;

/** Hash and end time of the latest ids of one epoch. */
class IdHistory {
	readonly #ids = new Float64Array(HISTORY).fill(-1);
	readonly #hashes = new Float64Array(HISTORY);
	readonly #leftAt = new Float64Array(HISTORY);

	record(id: number, hash: number): void {
		const slot = id % HISTORY;
		this.#ids[slot] = id;
		this.#hashes[slot] = hash;
		this.#leftAt[slot] = Number.POSITIVE_INFINITY;
	}

	leave(id: number, now: number): void {
		if (this.#ids[id % HISTORY] === id) this.#leftAt[id % HISTORY] = now;
	}

	find(id: number): {readonly hash: number; readonly leftAt: number} | undefined {
		const slot = id % HISTORY;
		return this.#ids[slot] === id ? {hash: this.#hashes[slot]!, leftAt: this.#leftAt[slot]!} : undefined;
	}
}

type Change = {
	readonly at: number;
	readonly epoch: number;
	readonly idBefore: number;
	readonly side: SideName;
	readonly price: number;
	readonly before: Lots;
};

export type ModelBook = Readonly<Record<SideName, ReadonlyMap<number, Lots>>>;
export type Said = {readonly trades: ModelTrade[]; readonly tops: ModelTop[]};

export class ModelExchange {
	readonly #random: Random;
	readonly #reachTicks: number;
	readonly #burst: number;
	readonly #levels = {bid: new Map<number, Lots>(), ask: new Map<number, Lots>()};
	readonly #touched = {bid: new Set<number>(), ask: new Set<number>()};
	/** Newest epoch first. */
	readonly #epochs: IdHistory[] = [new IdHistory()];
	#journal: Change[] = [];
	#hash = 0;
	#mid = START_MID;
	#tick = START_TICK;
	#id: number;
	#publishedId: number;
	#tradeId = 1;
	#now = 0;
	/** Orders may rest at prices off the tick in force. */
	#mixed = false;
	readonly #tradePrices = new Map<number, number>();
	quiet = false;
	halted = false;
	/** −1 … 1: drift of the mid. */
	trend = 0;

	/** @param reachTicks greatest distance of a level from the mid. @param burst most changes per move. */
	constructor(random: Random, reachTicks = 40, burst = 6) {
		this.#random = random;
		this.#reachTicks = reachTicks;
		this.#burst = burst;
		this.#id = 1000 + Math.floor(random() * 1e6);
		this.#fill();
		this.#publishedId = this.#id;
		this.#touched.bid.clear();
		this.#touched.ask.clear();
	}

	get id(): number {
		return this.#id;
	}

	get tick(): number {
		return this.#tick;
	}

	get mid(): number {
		return this.#mid;
	}

	/** Whether a level is, or just was, at this price. */
	holds(side: SideName, price: number): boolean {
		return this.#levels[side].has(price) || this.#touched[side].has(price);
	}

	/** The book's states at this id, in all epochs. */
	truth(id: number): readonly {readonly hash: number; readonly leftAt: number}[] {
		return this.#epochs.map((epoch) => epoch.find(id)).filter((entry) => entry !== undefined);
	}

	/** One or more random changes: the touch moves, levels grow, shrink, vanish. */
	live(now: number, wallMs: number): Said {
		const said: Said = {trades: [], tops: []};
		if (this.quiet || this.halted) return said;
		this.#now = now;
		const changes = 1 + Math.floor(this.#random() * this.#burst);
		for (let change = 0; change < changes; change += 1) {
			const moves = this.#random() < 0.15 + Math.abs(this.trend) * 0.5;
			if (moves) this.#moveMid(this.#random() < 0.5 + this.trend / 2 ? 1 : -1);
			else this.#touchSomething();
			if (moves && this.#random() < 0.6) said.tops.push(this.top());
			if (this.#random() < 0.2) said.trades.push(this.#trade(wallMs));
		}

		while (this.#id === this.#publishedId) this.#touchSomething();
		const top = this.top();
		if (top.bid[1] !== 0 && top.ask[1] !== 0 && this.#random() < 0.2) said.tops.push(top);

		return said;
	}

	/** One tick up or down. */
	nudge(now: number, step: 1 | -1): void {
		this.#now = now;
		this.#moveMid(step);
	}

	/** Changes since the last diff; undefined if none. @param wallMs by the venue's clock. */
	publish(wallMs: number): ModelDiff | undefined {
		if (this.#id === this.#publishedId) return undefined;
		const diff = {
			firstId: this.#publishedId + 1,
			lastId: this.#id,
			atMs: wallMs,
			bids: this.#changed('bid'),
			asks: this.#changed('ask'),
		};
		this.#publishedId = this.#id;
		return diff;
	}

	top(): ModelTop {
		const bid = this.#best('bid');
		const ask = this.#best('ask');
		return {id: this.#id, bid, ask};
	}

	snapshot(): ModelSnapshot {
		return {lastId: this.#id, bids: sorted('bid', this.#levels.bid), asks: sorted('ask', this.#levels.ask)};
	}

	/** The book as it was at a moment, as far back as it is kept. */
	snapshotAt(at: number): ModelSnapshot {
		const {levels, lastId} = this.#rewound((change) => change.at > at);
		return {lastId, bids: sorted('bid', levels.bid), asks: sorted('ask', levels.ask)};
	}

	/** The levels at an id, in every epoch with that id, newest first. */
	levelsAt(id: number): ModelBook[] {
		return this.#epochs.flatMap((history, index) => {
			const epoch = this.#epochs.length - index;
			return history.find(id) === undefined
				? []
				: [this.#rewound((change) => change.epoch > epoch || (change.epoch === epoch && change.idBefore >= id)).levels];
		});
	}

	/** Maintenance: ids restart at a lower number, or at a higher one if they are low already. */
	resetIds(now: number): void {
		this.#now = now;
		this.#restartIds(
			this.#id > LOW_ID ? 1 + Math.floor(this.#random() * 0.9 * this.#id) : this.#id + LOW_ID + Math.floor(this.#random() * 1e9),
		);
		this.#epochs.unshift(new IdHistory());
		this.#record();
	}

	/** A standby server takes over, some ids behind, and continues differently. */
	failOver(now: number, behind: number): void {
		this.#now = now;
		this.#restartIds(Math.max(1, this.#id - behind));
		this.#epochs.unshift(new IdHistory());
		this.#record();
		this.spendIds(now, 1);
	}

	/** Whether the exchange made a trade of this id at this price, as far back as it is kept. */
	madeTrade(id: number, price: number): boolean {
		return id > 1 && id <= this.#tradeId && (this.#tradePrices.get(id) ?? price) === price;
	}

	/** Ids leap without a change of the book. */
	jumpIds(now: number, by: number): void {
		this.#now = now;
		this.#restartIds(this.#id + by);
		// Ids in flight must keep their place before the leap.
		this.#epochs.unshift(new IdHistory());
		this.#record();
	}

	/** Ids advance without changed levels: an event without levels. */
	spendIds(now: number, count: number): void {
		this.#now = now;
		for (let spent = 0; spent < count; spent += 1) this.#advance();
	}

	/** Many far levels appear, or vanish, at once. */
	flood(now: number, count: number): void {
		this.#now = now;
		for (let index = 1; index <= count; index += 1) {
			const away = (this.#reachTicks + 20 + index) * this.#tick;
			for (const side of ['bid', 'ask'] as const) {
				const price = side === 'bid' ? this.#mid - away : this.#mid + away;
				if (price > 0) this.#set(side, price, this.#levels[side].has(price) ? 0 : this.#size());
			}
		}
	}

	/** All levels of a side vanish; later changes restore some. */
	sweep(now: number, side: SideName): void {
		this.#now = now;
		for (const price of this.#levels[side].keys()) this.#set(side, price, 0);
	}

	/** Asks at many times the price, as in real books; if only they are left, they are the best. */
	outlie(now: number, count: number, alone: boolean): void {
		this.#now = now;
		const near = [...this.#levels.ask.keys()];
		for (let index = 0; index < count; index += 1) {
			this.#set('ask', this.#mid + OUTLYING_TICKS * this.#tick + Math.floor(this.#random() * OUTLYING_TICKS) * this.#tick, this.#size());
		}
		if (alone) for (const price of near) this.#set('ask', price, 0);
	}

	/** Removes those far asks. */
	withdrawOutlying(now: number): void {
		this.#now = now;
		for (const price of this.#levels.ask.keys()) if (price - this.#mid > (OUTLYING_TICKS / 2) * this.#tick) this.#set('ask', price, 0);
	}

	/** A new tick for new orders; resting orders keep and trade at their prices. */
	changeTick(now: number, tick: number): void {
		this.#now = now;
		this.#tick = tick;
		this.#mixed = true;
		this.#mid = Math.max(Math.round(this.#mid / tick), 2) * tick;
		this.#makeWay('bid', this.#mid);
		this.#makeWay('ask', this.#mid);
		this.#set('bid', this.#mid - tick, this.#size());
		this.#set('ask', this.#mid + tick, this.#size());
	}

	/** Removes a side's levels at the price or beyond it. */
	#makeWay(side: SideName, price: number): void {
		if (!this.#mixed) this.#set(side, price, 0);
		else for (const held of this.#levels[side].keys()) if (side === 'bid' ? held >= price : held <= price) this.#set(side, held, 0);
	}

	#fill(): void {
		for (let distance = 1; distance <= this.#reachTicks; distance += 1) {
			const away = distance * this.#tick;
			if (distance === 1 || this.#random() < 0.7) this.#set('bid', this.#mid - away, this.#size());
			if (distance === 1 || this.#random() < 0.7) this.#set('ask', this.#mid + away, this.#size());
		}
	}

	#size(): Lots {
		const draw = this.#random();
		if (draw < 0.002) return SATURATED;
		const steps = 1 + Math.floor(draw * 5000);
		// Real books contain quantities off the order step.
		return steps * 100_000 + (steps % 97 === 0 ? 7 : 0);
	}

	#touchSomething(): void {
		const side: SideName = this.#random() < 0.5 ? 'bid' : 'ask';
		const distance = 1 + Math.floor(this.#random() ** 2 * this.#reachTicks);
		const away = distance * this.#tick;
		const price = side === 'bid' ? this.#mid - away : this.#mid + away;
		this.#set(side, price, distance > 1 && this.#random() < 0.35 ? 0 : this.#size());
	}

	/** Moves the mid one tick; levels in the way are removed first, so that the book is crossed at no id. */
	#moveMid(step: 1 | -1): void {
		const next = this.#mid + step * this.#tick;
		if (next < 1000 || next <= 2 * this.#tick) return;
		const swept: SideName = step > 0 ? 'ask' : 'bid';
		const other: SideName = step > 0 ? 'bid' : 'ask';
		this.#makeWay(swept, next);
		if (this.#random() < 0.5) this.#set(other, this.#mid, this.#size());
		this.#mid = next;
		this.#set(other, next - step * this.#tick, this.#size());
		this.#set(swept, next + step * this.#tick, this.#size());
	}

	#trade(atMs: number): ModelTrade {
		const aggressor = this.#random() < 0.5 ? 'buy' : 'sell';
		// Some trades go through the touch.
		const away = (this.#random() < 0.2 ? 2 : 1) * this.#tick;
		this.#tradeId += 1;
		const onTick = aggressor === 'buy' ? this.#mid + away : this.#mid - away;
		const [resting] = this.#best(aggressor === 'buy' ? 'ask' : 'bid');
		const price = this.#mixed && resting > 0 && this.#random() < 0.5 ? resting : onTick;
		this.#rememberTrade(price);
		return {id: this.#tradeId, price, lots: (1 + Math.floor(this.#random() ** 2 * 12_000)) * 100_000, aggressor, atMs};
	}

	#rememberTrade(price: number): void {
		this.#tradePrices.set(this.#tradeId, price);
		this.#tradePrices.delete(this.#tradeId - TRADES_REMEMBERED);
	}

	skipTradeIds(count: number): void {
		this.#tradeId += count;
	}

	#best(side: SideName): ModelLevel {
		let best: ModelLevel | undefined;
		for (const level of this.#levels[side]) {
			if (best === undefined || (side === 'bid' ? level[0] > best[0] : level[0] < best[0])) best = level;
		}

		return best ?? [0, 0];
	}

	#set(side: SideName, price: number, lots: Lots): void {
		const held = this.#levels[side].get(price) ?? 0;
		if (held === lots || price <= 0) return;
		this.#journal.push({at: this.#now, epoch: this.#epochs.length, idBefore: this.#id, side, price, before: held});
		if (this.#journal.length > 2 * JOURNAL) this.#journal = this.#journal.slice(-JOURNAL);
		if (held !== 0) this.#hash ^= levelHash(side, price, held);
		if (lots !== 0) this.#hash ^= levelHash(side, price, lots);
		if (lots !== 0) this.#levels[side].set(price, lots);
		else this.#levels[side].delete(price);
		this.#touched[side].add(price);
		this.#advance();
	}

	#advance(): void {
		this.#epochs[0]!.leave(this.#id, this.#now);
		this.#id += 1;
		this.#record();
	}

	#restartIds(id: number): void {
		this.#epochs[0]!.leave(this.#id, this.#now);
		this.#id = id;
		this.#publishedId = id;
		this.#touched.bid.clear();
		this.#touched.ask.clear();
	}

	#record(): void {
		this.#epochs[0]!.record(this.#id, this.#hash >>> 0);
	}

	#changed(side: SideName): ModelLevel[] {
		const levels = [...this.#touched[side]].map((price): ModelLevel => [price, this.#levels[side].get(price) ?? 0]);
		this.#touched[side].clear();
		return levels;
	}

	/** Copies only if something is undone. */
	#rewound(isUndone: (change: Change) => boolean): {readonly lastId: number; readonly levels: ModelBook} {
		const newest = this.#journal.at(-1);
		if (newest === undefined || !isUndone(newest)) return {lastId: this.#id, levels: this.#levels};
		const levels = {bid: new Map(this.#levels.bid), ask: new Map(this.#levels.ask)};
		let lastId = this.#id;
		for (let index = this.#journal.length - 1; index >= 0; index -= 1) {
			const change = this.#journal[index]!;
			if (!isUndone(change)) break;
			if (change.before === 0) levels[change.side].delete(change.price);
			else levels[change.side].set(change.price, change.before);
			lastId = change.idBefore;
		}

		return {lastId, levels};
	}
}

const sorted = (side: SideName, levels: ReadonlyMap<number, Lots>): ModelLevel[] => {
	const sign = side === 'bid' ? -1 : 1;
	return [...levels].toSorted(([a], [b]) => sign * (a - b));
};
