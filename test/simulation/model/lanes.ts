/** Each stream of the venue has its own varying delay and keeps its order. */

import type {World} from './world.js';

export type Lane = 'depth' | 'trades' | 'tops';

const MOST_MS = 2000;
const CHANGES_EVERY_MS = 3000;

export class Lanes {
	readonly #world: World;
	readonly #lanes = {
		depth: {freeAt: 0, delayMs: 0, drawnAt: Number.NEGATIVE_INFINITY},
		trades: {freeAt: 0, delayMs: 0, drawnAt: Number.NEGATIVE_INFINITY},
		tops: {freeAt: 0, delayMs: 0, drawnAt: Number.NEGATIVE_INFINITY},
	};

	constructor(world: World) {
		this.#world = world;
	}

	/** Immediately if the stream has no delay and nothing is queued. */
	say(name: Lane, run: () => void): void {
		const world = this.#world;
		const lane = this.#lanes[name];
		if (world.has('skew') && world.now - lane.drawnAt > CHANGES_EVERY_MS) {
			lane.delayMs = world.random() * MOST_MS;
			lane.drawnAt = world.now;
		}

		const at = Math.max(lane.freeAt, world.now + (world.has('skew') ? lane.delayMs : 0));
		lane.freeAt = at;
		if (at <= world.now) run();
		else world.heap.at(at, run);
	}
}
