/** What a program keeps on disk for its next life: holds of REST, and dials. */

import type {UnixMs} from '../../../source/domain/units.js';
import {NO_DIALS, type DialMemory, type DialRecord} from '../../../source/runtime/node/polite-sockets.js';

export class ModelMemory implements DialMemory {
	#holdUntilMs: UnixMs | undefined;
	#dials: DialRecord = NO_DIALS;

	read(): DialRecord {
		return this.#dials;
	}

	update(_host: string, change: (record: DialRecord) => DialRecord, done?: () => void): void {
		this.#dials = change(this.#dials);
		done?.();
	}

	remember(untilMs: UnixMs): void {
		if (this.#holdUntilMs === undefined || untilMs > this.#holdUntilMs) this.#holdUntilMs = untilMs;
	}

	forgetHold(): void {
		this.#holdUntilMs = undefined;
	}

	/** As a start has it: nothing that is over. */
	hold(now: UnixMs): {readonly restHoldUntilMs?: UnixMs} {
		return this.#holdUntilMs === undefined || this.#holdUntilMs <= now ? {} : {restHoldUntilMs: this.#holdUntilMs};
	}
}
