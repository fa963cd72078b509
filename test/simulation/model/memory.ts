/** What a program keeps on disk for its next life, holds of REST and dials, by the program's own readers of it. */

import type {UnixMs} from '../../../source/domain/units.js';
import {nodeDialMemory} from '../../../source/runtime/node/node-dial-memory.js';
import {nodeRestMemory} from '../../../source/runtime/node/node-rest-memory.js';
import type {StateStore} from '../../../source/runtime/node/node-state-file.js';
import type {DialMemory} from '../../../source/runtime/node/polite-sockets.js';

const REST_URL = 'https://model';

/** A folder whose files are written at once. */
const storeOf = (files: Map<string, string>): StateStore => {
	const read = (name: string): unknown => {
		const text = files.get(name);
		return text === undefined ? undefined : JSON.parse(text);
	};
	return {
		read,
		update(name, change, done) {
			files.set(name, JSON.stringify(change(read(name))));
			done?.();
		},
		refresh: async () => {},
		settled: async () => {},
	};
};

export class ModelMemory {
	readonly #store = storeOf(new Map());
	readonly #rest = nodeRestMemory(this.#store);
	readonly dials: DialMemory = nodeDialMemory(this.#store);

	remember(untilMs: UnixMs, now: UnixMs): void {
		this.#rest.remember(REST_URL, untilMs, now);
	}

	/** As a start has it: nothing that is over, nor what a wrong clock wrote. */
	hold(now: UnixMs): {readonly restHoldUntilMs?: UnixMs} {
		const until = this.#rest.holdUntil(REST_URL, now);
		return until === undefined ? {} : {restHoldUntilMs: until};
	}
}
