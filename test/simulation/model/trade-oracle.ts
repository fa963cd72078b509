/** The trades that reached the process, as a set of ids; the engine must report exactly the others as missing. */

import type {FeedEvent, Trade} from '../../../source/domain/feed-event.js';
import type {Counters} from '../../../source/engine/feed/types/gauges.js';

/** Missing trades are reported after a second; steps are more frequent. */
const TOLD_WITHIN_MS = 1500;
const LOOK_EVERY = 16;

const contentOf = ({priceUnits, qtyLots, aggressor}: Trade): string => `${priceUnits} ${qtyLots} ${aggressor}`;

export class TradeOracle {
	readonly #fail: (what: string) => void;
	readonly #heard = new Map<number, string>();
	#first: number | undefined;
	#newest = 0;
	#inOrder = 0;
	#conflicts = 0;
	#odd = 0;
	#heardAt = 0;
	#steps = 0;

	constructor(fail: (what: string) => void) {
		this.#fail = fail;
	}

	/** A message arrived on a connection that the engine wants. */
	hear(event: FeedEvent, now: number): void {
		if (event.kind === 'unknown' || event.kind === 'malformed') this.#odd += 1;
		if (event.kind !== 'trade') return;
		const content = contentOf(event);
		const held = this.#heard.get(event.id);
		if (held !== undefined) {
			if (held !== content) this.#conflicts += 1;
			return;
		}

		this.#first ??= event.id;
		this.#heard.set(event.id, content);
		this.#newest = Math.max(this.#newest, event.id);
		this.#heardAt = now;
		if (event.id >= this.#first) this.#inOrder += 1;
	}

	/** Call after the engine's step. */
	check({tradesLost, tradesConflicting, unknownEvents, malformedEvents}: Counters, now: number): void {
		this.#steps += 1;
		if (this.#steps % LOOK_EVERY !== 0) return;
		const missing = this.#first === undefined ? 0 : this.#newest - this.#first + 1 - this.#inOrder;
		if (tradesLost > missing) this.#fail(`${tradesLost} trades are said to be lost, ${missing} are`);
		if (tradesLost < missing && now - this.#heardAt > TOLD_WITHIN_MS) {
			this.#fail(`${missing} trades are lost, ${tradesLost} are said to be`);
		}
		if (tradesConflicting !== this.#conflicts) this.#fail(`${tradesConflicting} trades are said to conflict, ${this.#conflicts} do`);
		if (unknownEvents + malformedEvents !== this.#odd) {
			this.#fail(`${unknownEvents + malformedEvents} messages are said not to be understood, ${this.#odd} are not`);
		}
	}
}
