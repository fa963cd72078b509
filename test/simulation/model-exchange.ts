/**
 * A naive exchange as the oracle: a small random book whose every id's content is known as a hash. It shares no
 * code with the engine's book.
 */

import type {Diff, Level, Snapshot, Trade} from '../../source/domain/feed-event.js';
import {priceTicks, qtyLots, unixMs, updateId} from '../../source/domain/units.js';
import type {Random} from '../../source/engine/prng.js';

type SideName = 'bid' | 'ask';

/** A 53-bit mix of one level, combined by exclusive or, so that setting and removing are each other's inverse. */
export const levelHash = (side: SideName, price: number, qty: number | bigint): number => {
	let mixed = Math.imul(price ^ (side === 'bid' ? 0x9e_37_79_b9 : 0x85_eb_ca_6b), 0xc2_b2_ae_35);
	mixed = Math.imul(mixed ^ (mixed >>> 15) ^ Number(qty), 0x27_d4_eb_2f);
	return (mixed ^ (mixed >>> 13)) >>> 0;
};

const REACH_TICKS = 40;
const HISTORY = 20_000;

export class ModelExchange {
	readonly #random: Random;
	readonly #levels = {bid: new Map<number, number>(), ask: new Map<number, number>()};
	readonly #touched = {bid: new Set<number>(), ask: new Set<number>()};
	/** id → hash, and when the exchange moved on from it; one map for each epoch of ids. */
	readonly #epochs: Map<number, {hash: number; leftAt: number}>[] = [new Map()];
	#hash = 0;
	#mid = 10_000;
	#id: number;
	#publishedId: number;
	#tradeId = 1;
	quiet = false;

	constructor(random: Random) {
		this.#random = random;
		this.#id = 1000 + Math.floor(random() * 1e6);
		for (let distance = 1; distance <= REACH_TICKS; distance += 1) {
			if (random() < 0.7 || distance === 1) this.#set('bid', this.#mid - distance, this.#size(), 0);
			if (random() < 0.7 || distance === 1) this.#set('ask', this.#mid + distance, this.#size(), 0);
		}

		this.#publishedId = this.#id;
		this.#touched.bid.clear();
		this.#touched.ask.clear();
	}

	get id(): number {
		return this.#id;
	}

	/** Whether the book with this hash was the true one at this id, and since when it no longer is (0: it still is). */
	truth(id: number): readonly {hash: number; leftAt: number}[] {
		return this.#epochs.map((epoch) => epoch.get(id)).filter((entry) => entry !== undefined);
	}

	/** A few random changes: the touch moves, levels grow, shrink, vanish. */
	live(now: number): Trade[] {
		if (this.quiet) return [];
		const trades: Trade[] = [];
		const changes = 1 + Math.floor(this.#random() * 6);
		for (let change = 0; change < changes; change += 1) {
			if (this.#random() < 0.15) this.#moveMid(this.#random() < 0.5 ? 1 : -1, now);
			else this.#touchSomething(now);
			if (this.#random() < 0.2) trades.push(this.#trade(now));
		}

		return trades;
	}

	/** What changed since the diff before; undefined when nothing did. */
	publish(now: number): Diff | undefined {
		if (this.#id === this.#publishedId) return undefined;
		const diff: Diff = {
			kind: 'diff',
			firstId: updateId(this.#publishedId + 1),
			lastId: updateId(this.#id),
			eventAtMs: unixMs(now),
			bids: this.#changed('bid'),
			asks: this.#changed('ask'),
		};
		this.#publishedId = this.#id;
		return diff;
	}

	snapshot(): Snapshot {
		return {lastId: updateId(this.#id), bids: this.#sorted('bid'), asks: this.#sorted('ask')};
	}

	/** Maintenance: ids start again near zero. */
	resetIds(now: number): void {
		this.#leave(now);
		this.#epochs.unshift(new Map());
		this.#id = 1 + Math.floor(this.#random() * 50);
		this.#publishedId = this.#id;
		this.#touched.bid.clear();
		this.#touched.ask.clear();
		this.#record();
	}

	#size(): number {
		return 1 + Math.floor(this.#random() * 1000);
	}

	#touchSomething(now: number): void {
		const side: SideName = this.#random() < 0.5 ? 'bid' : 'ask';
		const distance = 1 + Math.floor(this.#random() ** 2 * REACH_TICKS);
		const price = side === 'bid' ? this.#mid - distance : this.#mid + distance;
		this.#set(side, price, distance > 1 && this.#random() < 0.35 ? 0 : this.#size(), now);
	}

	/** The mid goes one tick: what stood in its way goes first, so that the book is crossed at no id. */
	#moveMid(step: 1 | -1, now: number): void {
		const next = this.#mid + step;
		const swept: SideName = step > 0 ? 'ask' : 'bid';
		this.#set(swept, next, 0, now);
		if (this.#random() < 0.5) this.#set(step > 0 ? 'bid' : 'ask', this.#mid, this.#size(), now);
		this.#mid = next;
		this.#set(step > 0 ? 'bid' : 'ask', next - step, this.#size(), now);
		this.#set(swept, next + step, this.#size(), now);
	}

	#trade(now: number): Trade {
		const aggressor = this.#random() < 0.5 ? 'buy' : 'sell';
		this.#tradeId += 1;
		return {
			kind: 'trade',
			id: this.#tradeId,
			priceTicks: priceTicks(aggressor === 'buy' ? this.#mid + 1 : this.#mid - 1),
			qtyLots: qtyLots(this.#size()),
			aggressor,
			tradeAtMs: unixMs(now),
			eventAtMs: unixMs(now),
		};
	}

	#set(side: SideName, price: number, qty: number, now: number): void {
		const held = this.#levels[side].get(price) ?? 0;
		if (held === qty) return;
		this.#leave(now);
		if (held > 0) this.#hash ^= levelHash(side, price, held);
		if (qty > 0) this.#hash ^= levelHash(side, price, qty);
		if (qty > 0) this.#levels[side].set(price, qty);
		else this.#levels[side].delete(price);
		this.#touched[side].add(price);
		this.#id += 1;
		this.#record();
	}

	#leave(now: number): void {
		const entry = this.#epochs[0]!.get(this.#id);
		if (entry !== undefined) entry.leftAt = now;
	}

	#record(): void {
		const epoch = this.#epochs[0]!;
		epoch.set(this.#id, {hash: this.#hash >>> 0, leftAt: 0});
		epoch.delete(this.#id - HISTORY);
	}

	#changed(side: SideName): Level[] {
		const levels = [...this.#touched[side]].map((price) => level(price, this.#levels[side].get(price) ?? 0));
		this.#touched[side].clear();
		return levels;
	}

	#sorted(side: SideName): Level[] {
		const sign = side === 'bid' ? -1 : 1;
		return [...this.#levels[side]].toSorted(([a], [b]) => sign * (a - b)).map(([price, qty]) => level(price, qty));
	}
}

const level = (price: number, qty: number): Level => ({priceTicks: priceTicks(price), qtyLots: qtyLots(qty)});
