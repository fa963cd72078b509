/**
 * Signs in the prices that a venue has changed its tick size: nothing else tells of it between two readings of its
 * rules. An order that is better than the best price of the book before was placed after it, under the rules of now;
 * orders from before a change rest where they are for months, and say nothing.
 */

/** On so many new best prices in a row, of which so many differ, a coarser grid is no chance any more. */
const ENOUGH = 24;
const ENOUGH_DIFFERENT = 6;

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

export class GridWatch {
	/** In price units; undefined while there is no tick that prices could speak against. */
	#tickUnits: number | undefined;
	#bid = NaN;
	#ask = NaN;
	/** The distance that all new best prices are multiples of, while it is not the tick. */
	#stride = 0;
	#count = 0;
	readonly #different = new Set<number>();

	/** What was seen before the rules were read says nothing against them. */
	begin(tickUnits: number | undefined): void {
		this.#tickUnits = tickUnits;
		this.#startCount();
	}

	/** The next touch is another book's. */
	interrupt(): void {
		this.#bid = NaN;
		this.#ask = NaN;
	}

	/**
	 * @param bid best prices after a diff; NaN for an empty side.
	 * @returns whether they speak against the tick.
	 */
	look(bid: number, ask: number): boolean {
		const [higher, lower] = [bid > this.#bid, ask < this.#ask];
		this.#bid = bid;
		this.#ask = ask;
		return (higher && this.#isAgainst(bid)) || (lower && this.#isAgainst(ask));
	}

	#isAgainst(price: number): boolean {
		const tick = this.#tickUnits;
		if (tick === undefined) return false;
		const stride = greatestDivisor(price, this.#stride);
		// One of the two is a price of the tick as it is known: what comes after it may be all of another.
		if (stride <= tick) this.#startCount();
		this.#stride = stride <= tick ? price : stride;
		this.#count += 1;
		this.#different.add(price);
		const isCoarser = this.#count >= ENOUGH && this.#different.size >= ENOUGH_DIFFERENT;
		const isAgainst = isCoarser || price % tick !== 0;
		if (isAgainst) this.#startCount();
		return isAgainst;
	}

	#startCount(): void {
		this.#stride = 0;
		this.#count = 0;
		this.#different.clear();
	}
}
