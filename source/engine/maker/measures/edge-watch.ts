/** Says in a sentence when the quotes begin to lose: once for each half-spread, model and kind of loss. */

import type {Instant, MonotonicMs} from '../../../domain/units.js';
import {tellEdge} from '../maker-journal.js';
import type {BreakEven} from './break-even.js';
import type {MakerOutput} from '../types/maker-output.js';
import type {MakerParameters} from '../settings/parameters.js';

const LOOK_EVERY_MS = 1000;

export class EdgeWatch {
	readonly #told = new Set<string>();
	#lookedAt = -Infinity;

	isDue(now: MonotonicMs): boolean {
		return now - this.#lookedAt >= LOOK_EVERY_MS;
	}

	look(edge: BreakEven, {halfSpread, manualSpread, model}: MakerParameters, at: Instant): readonly MakerOutput[] {
		this.#lookedAt = at.monoMs;
		if (edge.verdict !== 'loses-by-construction' && edge.verdict !== 'loses-by-measure') return [];
		const key = `${edge.verdict} ${model} ${halfSpread} ${manualSpread}`;
		if (this.#told.has(key)) return [];
		if (this.#told.size >= MOST_TOLD) this.#told.clear();
		this.#told.add(key);
		return [{kind: 'journal', entry: tellEdge(edge, at.wallMs)}];
	}
}

/** Settings of which it was said. */
const MOST_TOLD = 1000;
