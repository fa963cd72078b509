/**
 * One side of a book. Nearly all of its levels lie on a grid and are kept by {@link PriceGrid}; what its stride is, is
 * found from the prices themselves. The few levels between go to {@link OddLevels}: orders from before a tick size
 * rose. Where they become many, all are put on a finer grid that holds most of them.
 */

import {MAX_FAR_LEVELS} from './far-levels.js';
import {PriceGrid} from './price-grid.js';
import {LevelColumns, type Level, type LevelSource} from './level-columns.js';
import {OddLevels} from './odd-levels.js';
import {strideOf} from './price-stride.js';
import {ZERO_LOTS, type PriceUnits, type QtyLots} from '../units.js';

/** So many odd levels, and more than one of so many, make the side look for a finer stride. */
const MANY_ODD = 8;
const ODD_SHARE = 8;

export class BookSide {
	/** +1 for bids, −1 for asks: with it a higher price is a better one. */
	readonly #sign: 1 | -1;
	readonly #odd: OddLevels;
	#grid: PriceGrid;
	/** With more odd levels than this a finer stride is looked for. */
	#oddLimit = MANY_ODD;
	/** Levels let go of besides those of the present grid. */
	#evicted = 0;

	constructor(sign: 1 | -1) {
		this.#sign = sign;
		this.#odd = new OddLevels(sign);
		this.#grid = new PriceGrid(sign, 1);
	}

	get size(): number {
		return this.#grid.size + this.#odd.count;
	}

	/** Levels let go of because they were too many and too far. */
	get evicted(): number {
		return this.#evicted + this.#grid.evicted;
	}

	/** Sets absolute quantities; zero removes, and removing what is not there is normal. */
	apply(levels: LevelSource): void {
		if (this.size === 0) this.#begin(levels);
		if (levels instanceof LevelColumns) this.#applyColumns(levels);
		else for (const level of levels) this.#set(level.priceUnits, level.qtyLots);
		if (this.#odd.count > this.#oddLimit && this.#odd.count * ODD_SHARE > this.size) this.#refine();
	}

	qtyAt(price: PriceUnits): QtyLots {
		const key = this.#grid.keyOf(price);
		return Number.isInteger(key) ? this.#grid.qtyAt(key) : this.#odd.lotsAt(price);
	}

	best(): Level | undefined {
		return this.#better(this.#grid.best(), this.#oddLevel(this.#odd.order()[0]));
	}

	/** The best price, without an object; NaN for an empty side. */
	bestUnits(): number {
		if (this.#odd.count > 0) return this.best()?.priceUnits ?? Number.NaN;
		return this.#grid.bestUnits();
	}

	worst(): Level | undefined {
		const [grid, odd] = [this.#grid.worst(), this.#oddLevel(this.#odd.order().at(-1))];
		if (grid === undefined || odd === undefined) return grid ?? odd;
		return this.#better(grid, odd) === grid ? odd : grid;
	}

	/** Fills `out` with the best levels, best first. Allocates nothing once `out` is large enough. */
	readBest(count: number, out: LevelColumns): void {
		this.#read(count, -Infinity, out);
	}

	/** The same with every level from the best to the price. */
	readTo(price: PriceUnits, out: LevelColumns): void {
		this.#read(Infinity, this.#grid.keyOf(price), out);
	}

	#read(count: number, toKey: number, out: LevelColumns): void {
		this.#grid.read(count, toKey, out);
		if (this.#odd.count > 0) this.#mergeOdd(Math.min(count, this.size), toKey, out);
	}

	/** Puts the odd levels between those of the grid. */
	#mergeOdd(wanted: number, toKey: number, out: LevelColumns): void {
		const onGrid = [...out];
		const odd = this.#odd.order();
		let [nextGrid, nextOdd] = [0, 0];
		out.clear();
		while (out.count < wanted) {
			const price = odd[nextOdd];
			const between = price === undefined || this.#grid.keyOf(price) < toKey ? undefined : this.#oddLevel(price);
			const next = this.#better(onGrid[nextGrid], between);
			if (next === undefined) return;
			out.push(next.priceUnits, next.qtyLots);
			if (next === between) nextOdd += 1;
			else nextGrid += 1;
		}
	}

	#better(a: Level | undefined, b: Level | undefined): Level | undefined {
		if (a === undefined || b === undefined) return a ?? b;
		return (a.priceUnits - b.priceUnits) * this.#sign > 0 ? a : b;
	}

	#applyColumns(levels: LevelColumns): void {
		const grid = this.#grid;
		for (let index = grid.applyInside(levels, 0); index < levels.count; index = grid.applyInside(levels, index + 1)) {
			this.#set(levels.priceAt(index), levels.lotsAt(index));
		}
	}

	/** One level, wherever it lies. */
	#set(price: PriceUnits, qty: QtyLots): void {
		const key = this.#grid.keyOf(price);
		if (Number.isInteger(key)) this.#grid.set(key, qty);
		else this.#setOdd(price, qty);
	}

	/** Of too many odd levels the furthest quarter is let go of, as of far ones. */
	#setOdd(price: PriceUnits, qty: QtyLots): void {
		this.#odd.set(price, qty);
		if (this.#odd.count <= MAX_FAR_LEVELS) return;
		const furthest = this.#odd.order().slice(-MAX_FAR_LEVELS / 4);
		for (const gone of furthest) this.#odd.set(gone, ZERO_LOTS);
		this.#evicted += furthest.length;
	}

	/** An empty side takes the grid of its first levels. */
	#begin(levels: LevelSource): void {
		if (levels.length > 0) this.#regrid(strideOf(Array.from(levels, (level) => level.priceUnits)));
	}

	/** Many levels lie between the slots: all of them are put on a grid that holds most of them. */
	#refine(): void {
		const all = new LevelColumns();
		this.readBest(Infinity, all);
		const stride = strideOf(all.prices.subarray(0, all.count));
		if (stride < this.#grid.stride) {
			this.#odd.clear();
			this.#regrid(stride);
			for (const level of all) this.#set(level.priceUnits, level.qtyLots);
		}

		this.#oddLimit = Math.max(this.#odd.count * 2, MANY_ODD);
	}

	#regrid(stride: number): void {
		this.#evicted += this.#grid.evicted;
		this.#grid = new PriceGrid(this.#sign, stride);
		this.#oddLimit = MANY_ODD;
	}

	#oddLevel(price: PriceUnits | undefined): Level | undefined {
		return price === undefined ? undefined : {priceUnits: price, qtyLots: this.#odd.lotsAt(price)};
	}
}
