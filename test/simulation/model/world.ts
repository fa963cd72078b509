/** Shared by all parts of a session: virtual time, three clocks, one random stream, the current faults. */

import {instantOf, type Instant} from '../../../source/domain/units.js';
import {seededRandom, type Random} from '../../../source/domain/prng.js';
import {EventHeap} from './event-heap.js';
import type {FaultName} from './faults.js';

/** 2027, so that no date in a test matches by chance. */
const WALL_START = 1_800_000_000_000;

export type WorldOptions = {
	/** Fixed one-way delay; unset: drawn from a long-tailed distribution. */
	readonly latencyMs?: number | undefined;
};

export class World {
	readonly heap = new EventHeap();
	readonly random: Random;
	readonly #latencyMs: number | undefined;
	readonly #until = new Map<FaultName, number>();
	readonly #since = new Map<FaultName, number>();
	/** Time during which the monotonic clock did not run. */
	#monoLost = 0;
	#wallStep = 0;
	#drift: {readonly since: number; readonly rate: number} | undefined;
	venueStep = 0;

	constructor(seed: number, options: WorldOptions = {}) {
		this.random = seededRandom(seed);
		this.#latencyMs = options.latencyMs;
	}

	get now(): number {
		return this.heap.now;
	}

	/** The engine's clocks. */
	instant(): Instant {
		const {now} = this;
		const drifted = this.#drift === undefined ? 0 : (now - this.#drift.since) * this.#drift.rate;
		return instantOf(1000 + now - this.#monoLost, WALL_START + now + this.#wallStep + drifted);
	}

	/** The venue's clock. */
	venueWall(): number {
		return WALL_START + this.now + this.venueStep;
	}

	start(fault: FaultName, lastsMs: number): void {
		if (!this.has(fault)) this.#since.set(fault, this.now);
		this.#until.set(fault, Math.max(this.#until.get(fault) ?? 0, this.now + lastsMs));
	}

	has(fault: FaultName): boolean {
		return (this.#until.get(fault) ?? 0) > this.now;
	}

	endOf(fault: FaultName): number {
		return this.#until.get(fault) ?? 0;
	}

	after(delayMs: number, run: () => void): void {
		this.heap.at(this.now + delayMs, run);
	}

	/** Start of its current or latest period. */
	sinceOf(fault: FaultName): number {
		return this.#since.get(fault) ?? 0;
	}

	stepWall(byMs: number): void {
		this.#wallStep += byMs;
	}

	drift(rate: number, forMs: number): void {
		this.#settleDrift();
		this.#drift = {since: this.now, rate};
		this.after(forMs, () => this.#settleDrift());
	}

	sleepMonotonic(forMs: number): void {
		this.#monoLost += forMs;
	}

	chance(share: number): boolean {
		return this.random() < share;
	}

	pick<Value>(values: readonly Value[]): Value {
		return values[Math.floor(this.random() * values.length)]!;
	}

	/** One-way network delay. */
	latency(): number {
		if (this.#latencyMs !== undefined) return this.#latencyMs;
		return 5 + this.random() * 60 + (this.random() < 0.02 ? this.random() * 800 : 0);
	}

	#settleDrift(): void {
		if (this.#drift === undefined) return;
		this.#wallStep += (this.now - this.#drift.since) * this.#drift.rate;
		this.#drift = undefined;
	}
}
