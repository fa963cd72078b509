/** Moments of the market that wait until nothing earlier can come any more, in exchange time. */

import type {Trade} from '../../../domain/feed-event.js';
import type {PriceUnits} from '../../../domain/units.js';
import type {Offer} from './taker-walk.js';

export type TradeMoment = {readonly kind: 'trade'; readonly at: number; readonly trade: Trade};

export type DepthMoment = {
	readonly kind: 'depth';
	readonly at: number;
	readonly bid: PriceUnits | undefined;
	readonly ask: PriceUnits | undefined;
	/** By order id, what stood at the order's price. */
	readonly shown: ReadonlyMap<number, number>;
	/** By order id, what a taker could take. */
	readonly offers: ReadonlyMap<number, readonly Offer[]>;
};

export type Moment = TradeMoment | DepthMoment;

/** Bursts are bounded: beyond this the oldest is settled early. */
const MAX_MOMENTS = 50_000;

export class Timeline {
	#moments: Moment[] = [];
	#head = 0;
	#settledTo = -Infinity;
	#late = 0;

	get late(): number {
		return this.#late;
	}

	get lastAt(): number {
		return this.#moments.at(-1)?.at ?? -Infinity;
	}

	clear(): void {
		this.#moments = [];
		this.#head = 0;
	}

	/** Trades before depth at the same time, otherwise in order of arrival. */
	add(moment: Moment): void {
		if (moment.at < this.#settledTo) this.#late += 1;
		let index = this.#moments.length;
		while (index > this.#head && isAfter(this.#moments[index - 1], moment)) index -= 1;
		if (index === this.#moments.length) this.#moments.push(moment);
		else this.#moments.splice(index, 0, moment);
	}

	/** The oldest moment up to `horizon`; undefined when there is none. */
	takeUntil(horizon: number): Moment | undefined {
		const moment = this.#moments[this.#head];
		const full = this.#moments.length - this.#head > MAX_MOMENTS;
		if (moment === undefined || (moment.at > horizon && !full)) return undefined;
		this.#head += 1;
		this.#settledTo = Math.max(this.#settledTo, moment.at);
		if (this.#head > 1000 && this.#head * 2 > this.#moments.length) this.#compact();
		return moment;
	}

	#compact(): void {
		this.#moments = this.#moments.slice(this.#head);
		this.#head = 0;
	}
}

const isAfter = (held: Moment | undefined, next: Moment): boolean =>
	held !== undefined && (held.at > next.at || (held.at === next.at && held.kind === 'depth' && next.kind === 'trade'));
