/**
 * Stoikov's micro-price (2018): where the mid will be after its next moves, given imbalance and spread, learned
 * from this book's own moves. A finite chain of imbalance buckets × spreads of one and two ticks:
 *
 *     G1 = (1 − Q)⁻¹ R1 K,  B = (1 − Q)⁻¹ R2,  G* = Σ_{j=0..5} Bʲ G1
 *
 * Q: moves without a change of the mid; R1·K: the mean change of the mid; R2: the state after a change. Every move
 * is counted with its mirror image, otherwise the sum does not converge.
 */

import {spreadUnits, midHalfUnits, type Touch} from '../../../domain/book/metrics.js';
import {lossyLots} from '../../../domain/units.js';

const BUCKETS = 10;
const SPREADS = 2;
const STATES = BUCKETS * SPREADS;
/** Larger moves are news, not queues. */
const MOST_HALF_TICKS = 2;
const LEAST_MOVES = 200;
const ROUNDS = 6;
const LEARN_EVERY = 50;

type Matrix = readonly (readonly number[])[];

/** What was counted: moves from state to state without and with a change of the mid, and the changes in ticks. */
export type MoveCounts = {readonly still: Matrix; readonly moved: Matrix; readonly change: readonly number[]};

const zeros = (size: number): number[][] => Array.from({length: size}, () => Array.from({length: size}, () => 0));

/** Solves (1 − q)·x = rhs for several right-hand sides by elimination. */
const solve = (q: Matrix, rhs: Matrix): number[][] => {
	const size = q.length;
	const rows = q.map((line, i) => [...line.map((value, j) => (i === j ? 1 : 0) - value), ...(rhs[i] ?? [])]);
	for (let pivot = 0; pivot < size; pivot += 1) eliminate(rows, pivot);
	return rows.map((line, i) => line.slice(size).map((value) => value / (line[i] ?? 1)));
};

const eliminate = (rows: number[][], pivot: number): void => {
	const top = rows[pivot] ?? [];
	for (const [index, line] of rows.entries()) {
		const factor = (line[pivot] ?? 0) / (top[pivot] ?? 1);
		if (index === pivot || factor === 0) continue;
		for (let column = pivot; column < line.length; column += 1) line[column] = (line[column] ?? 0) - factor * (top[column] ?? 0);
	}
};

/** G* of each state in ticks. */
export const microAdjustments = ({still, moved, change}: MoveCounts): readonly number[] => {
	const totals = still.map((line, i) => sum(line) + sum(moved[i] ?? []));
	const share = (counts: Matrix): Matrix => counts.map((line, i) => line.map((count) => count / Math.max(totals[i] ?? 0, 1)));
	const first = change.map((total, i) => [total / Math.max(totals[i] ?? 0, 1)]);
	const both = solve(
		share(still),
		share(moved).map((line, i) => [...line, first[i]?.[0] ?? 0]),
	);
	const b = both.map((line) => line.slice(0, -1));
	let term = both.map((line) => line.at(-1) ?? 0);
	let total = term;
	for (let round = 1; round < ROUNDS; round += 1) {
		const before = term;
		term = b.map((line) => sum(line.map((value, j) => value * (before[j] ?? 0))));
		total = total.map((value, i) => value + (term[i] ?? 0));
	}

	return total;
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Undefined for a spread that is wide, or that prices off the tick grid make. */
const stateOf = (touch: Touch, tickUnits: number): number | undefined => {
	const spread = spreadUnits(touch) / tickUnits;
	if (!Number.isInteger(spread) || spread > SPREADS) return undefined;
	const bid = lossyLots(touch.bid.qtyLots);
	const share = bid / (bid + lossyLots(touch.ask.qtyLots));
	return (spread - 1) * BUCKETS + Math.min(Math.floor(share * BUCKETS), BUCKETS - 1);
};

const mirrored = (state: number): number => {
	const bucket = state % BUCKETS;
	return state - bucket + (BUCKETS - 1 - bucket);
};

/** Learns from one touch after the other. */
export class MicroPrice {
	readonly #still = zeros(STATES);
	readonly #moved = zeros(STATES);
	readonly #change = Array.from({length: STATES}, () => 0);
	#last: {readonly state: number; readonly mid: number} | undefined;
	#moves = 0;
	#adjustments: readonly number[] | undefined;
	#tickUnits = 1;

	/** Moves of the mid that were learned from. */
	get moves(): number {
		return this.#moves;
	}

	/** Moves between two grids are none. */
	setTick(tickUnits: number): void {
		if (tickUnits !== this.#tickUnits) this.interrupt();
		this.#tickUnits = tickUnits;
	}

	observe(touch: Touch | undefined): void {
		const state = touch === undefined ? undefined : stateOf(touch, this.#tickUnits);
		const last = this.#last;
		this.#last = touch === undefined || state === undefined ? undefined : {state, mid: midHalfUnits(touch) / this.#tickUnits};
		if (last === undefined || this.#last === undefined) return;
		const change = this.#last.mid - last.mid;
		if (Math.abs(change) > MOST_HALF_TICKS) return;
		this.#count(last.state, this.#last.state, change / 2);
		this.#count(mirrored(last.state), mirrored(this.#last.state), -change / 2);
		if (change === 0) return;
		this.#moves += 1;
		if (this.#moves >= LEAST_MOVES && this.#moves % LEARN_EVERY === 0) {
			this.#adjustments = microAdjustments({still: this.#still, moved: this.#moved, change: this.#change});
		}
	}

	interrupt(): void {
		this.#last = undefined;
	}

	/** Of the mid, in ticks; undefined while too little was seen or the spread is wide. */
	adjustment(touch: Touch): number | undefined {
		const state = stateOf(touch, this.#tickUnits);
		const found = state === undefined ? undefined : this.#adjustments?.[state];
		return found === undefined || !Number.isFinite(found) ? undefined : found;
	}

	#count(from: number, to: number, change: number): void {
		const line = (change === 0 ? this.#still : this.#moved)[from];
		if (line !== undefined) line[to] = (line[to] ?? 0) + 1;
		this.#change[from] = (this.#change[from] ?? 0) + change;
	}
}
