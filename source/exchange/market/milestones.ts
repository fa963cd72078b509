/** A bounded list of (time, update id), to find the book as it was some time ago. */

import type {UpdateId} from '../../domain/units.js';

type Milestone = {readonly atMs: number; readonly id: UpdateId};

/** Some minutes at the usual pace. */
const MILESTONES = 20_000;

export class Milestones {
	readonly #milestones: Milestone[] = [];

	add(atMs: number, id: UpdateId): void {
		if (this.#milestones.at(-1)?.id === id) return;
		this.#milestones.push({atMs, id});
		if (this.#milestones.length >= 2 * MILESTONES) this.#milestones.splice(0, MILESTONES);
	}

	/** The id at a moment; `undefined` before the first entry. */
	idAt(atMs: number): UpdateId | undefined {
		return this.#milestones.findLast((milestone) => milestone.atMs <= atMs)?.id;
	}

	clear(): void {
		this.#milestones.length = 0;
	}
}
