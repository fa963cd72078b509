/** Sockets between the model exchange and the engine: ordered, late, cut, half open, mute, flapping, undead. */

import type {World} from './world.js';
import {depthText, type ModelDiff} from './wire.js';

export type Link = {
	readonly generation: number;
	state: 'dialing' | 'open' | 'ended';
	/** The engine has given it up. */
	dead: boolean;
	/** Nothing comes through any more, and nobody says so. */
	half: boolean;
	/** Its depth stream died; trades go on. */
	depthless: boolean;
	openedAt: number;
	lastArrival: number;
	held: string | undefined;
	before: ModelDiff | undefined;
};

export type NetworkEvents = {
	opened(generation: number): void;
	text(generation: number, text: string, sentAt: number): void;
	lost(generation: number, code: number, detail: string): void;
};

const HANDSHAKE_TRIPS = 3;
const FLAP_MS = 150;
/** A full queue somewhere on the way: everything comes, this much late. */
const LAG_MS = 8000;
/** A venue cuts every connection after a day. */
const DAY_MS = 24 * 3_600_000;

export class Network {
	readonly #world: World;
	readonly #events: NetworkEvents;
	readonly links = new Map<number, Link>();
	readonly dials: number[] = [];

	constructor(world: World, events: NetworkEvents) {
		this.#world = world;
		this.#events = events;
	}

	/** Links that the engine still wants. */
	get wanted(): number {
		return [...this.links.values()].filter((link) => !link.dead && link.state !== 'ended').length;
	}

	get newest(): Link | undefined {
		return [...this.links.values()].at(-1);
	}

	connect(generation: number): void {
		const world = this.#world;
		this.dials.push(world.now);
		const link: Link = {
			generation,
			state: 'dialing',
			dead: false,
			half: false,
			depthless: false,
			openedAt: 0,
			lastArrival: 0,
			held: undefined,
			before: undefined,
		};
		for (const old of this.links.values()) if (old.state === 'ended' && old.lastArrival < world.now - 60_000) this.links.delete(old.generation);
		this.links.set(generation, link);
		const trips = HANDSHAKE_TRIPS * 2 * world.latency();
		world.after(trips, () => this.#answerDial(link));
	}

	disconnect(generation: number): void {
		const link = this.links.get(generation);
		if (link === undefined) return;
		link.dead = true;
		if (!this.#world.has('zombie')) link.state = 'ended';
	}

	/** The venue says something to everybody. */
	say(text: string): void {
		for (const link of this.links.values()) this.#send(link, text);
	}

	sayDepth(diff: ModelDiff): void {
		const world = this.#world;
		const plain = depthText(diff);
		for (const link of this.links.values()) {
			if (link.state !== 'open' || link.depthless || world.has('stall-depth')) continue;
			if (world.has('drop') && world.chance(0.3)) continue;
			if (world.has('reorder') && link.held === undefined && world.chance(0.4)) {
				link.held = plain;
				continue;
			}

			this.#sendDepth(link, diff, plain);
		}
	}

	/** The venue ends every connection, or those of one of its machines. */
	cutAll(code: number, links: readonly Link[] = this.open): void {
		for (const link of links) this.#cut(link, code, `close ${code}`);
	}

	get open(): readonly Link[] {
		return [...this.links.values()].filter((link) => link.state === 'open');
	}

	#answerDial(link: Link): void {
		const world = this.#world;
		if (link.dead) return;
		if (world.has('silent-handshake')) return;
		if (world.has('refuse-connections')) {
			link.state = 'ended';
			this.#events.lost(link.generation, 1006, world.pick(['Unexpected server response: 502', 'getaddrinfo ENOTFOUND', 'connect ECONNREFUSED']));
			return;
		}

		link.state = 'open';
		link.openedAt = world.now;
		this.#events.opened(link.generation);
		if (world.has('flap')) world.after(FLAP_MS, () => this.#cut(link, world.pick([1006, 1000, 1001]), 'flapping'));
		world.after(DAY_MS, () => this.#cut(link, 1006, '24 h are over'));
	}

	#sendDepth(link: Link, diff: ModelDiff, plain: string): void {
		const world = this.#world;
		const {before, held} = link;
		link.before = diff;
		const overlaps = world.has('overlap') && before !== undefined && before.lastId + 1 === diff.firstId && world.chance(0.5);
		this.#send(link, overlaps ? depthText(overlapping(before, diff)) : plain);
		if (world.has('duplicate')) for (let count = Math.floor(world.random() * 4); count > 0; count -= 1) this.#send(link, plain);
		if (held !== undefined) this.#send(link, held);
		link.held = undefined;
	}

	/** TCP keeps the order: nothing arrives before what was sent before it. */
	#send(link: Link, text: string): void {
		const world = this.#world;
		if (link.state !== 'open' || link.half || world.has('mute')) return;
		const sentAt = world.now;
		const heldUntil = world.has('backlog') ? world.endOf('backlog') : 0;
		const lag = world.has('lag') ? LAG_MS : 0;
		link.lastArrival = Math.max(link.lastArrival, sentAt + world.latency() + lag, heldUntil);
		world.heap.at(link.lastArrival, () => {
			if (!link.dead || world.has('zombie')) this.#events.text(link.generation, text, sentAt);
		});
	}

	#cut(link: Link, code: number, detail: string): void {
		const world = this.#world;
		if (link.state !== 'open') return;
		link.state = 'ended';
		if (link.half) return;
		world.heap.at(Math.max(link.lastArrival, world.now + world.latency()), () => {
			if (!link.dead || world.has('zombie')) this.#events.lost(link.generation, code, detail);
		});
	}
}

/** One event that covers the one before as well: its levels are those of both, the later word last. */
const overlapping = (before: ModelDiff, diff: ModelDiff): ModelDiff => ({
	...diff,
	firstId: before.firstId,
	bids: [...before.bids, ...diff.bids],
	asks: [...before.asks, ...diff.asks],
});
