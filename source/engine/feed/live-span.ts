/** Since when the book is believed, and for how long it was when its connection goes. */

import type {MonotonicMs} from '../../domain/units.js';

export class LiveSpan {
	#since: MonotonicMs | undefined;
	/** When the book that was given up last, on this connection, had gone live. */
	#before: MonotonicMs | undefined;
	#ever = false;

	/** It was live at least once. */
	get ever(): boolean {
		return this.#ever;
	}

	get isOpen(): boolean {
		return this.#since !== undefined;
	}

	begin(now: MonotonicMs): void {
		this.#since = now;
		this.#ever = true;
	}

	/** The book is not believed any more. */
	end(): void {
		this.#before = this.#since ?? this.#before;
		this.#since = undefined;
	}

	ofMs(now: MonotonicMs): number {
		return this.#since === undefined ? 0 : now - this.#since;
	}

	/** How long the book of this connection was live, if it is until now, or was given up for another connection's. */
	lostAfterMs(now: MonotonicMs, isLive: boolean, isGivenUp: boolean): number {
		const since = isLive ? this.#since : isGivenUp ? this.#before : undefined;
		return since === undefined ? 0 : now - since;
	}

	/** The next book is on another connection. */
	forget(): void {
		this.#before = undefined;
	}
}
