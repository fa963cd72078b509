/** Says in a sentence when the quotes begin to lose: once for each half-spread, model and kind of loss. */

import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {Instant, MonotonicMs} from '../../../domain/units.js';
import {tellEdge} from '../maker-journal.js';
import type {BreakEven} from './break-even.js';
import type {MakerParameters} from '../settings/parameters.js';

const LOOK_EVERY_MS = 1000;

export class EdgeWatch {
	readonly #said = new Set<string>();
	#lookedAt = -Infinity;

	isDue(now: MonotonicMs): boolean {
		return now - this.#lookedAt >= LOOK_EVERY_MS;
	}

	look(edge: BreakEven, {halfSpread, manualSpread, model}: MakerParameters, at: Instant): JournalEntry | undefined {
		this.#lookedAt = at.monoMs;
		if (edge.verdict !== 'loses-by-construction' && edge.verdict !== 'loses-by-measure') return undefined;
		const key = `${edge.verdict} ${model} ${halfSpread} ${manualSpread}`;
		if (this.#said.has(key)) return undefined;
		if (this.#said.size >= MOST_SAID) this.#said.clear();
		this.#said.add(key);
		return tellEdge(edge, at.wallMs);
	}
}

/** Settings of which it was said. */
const MOST_SAID = 1000;
