/**
 * Sockets between the model exchange and the engine: ordered, late, cut, half-open, muted, flapping, or still
 * sending after being abandoned.
 */

import {forgedTexts} from './event-factory.js';
import type {World} from './world.js';
import {bareText, depthText, type ModelDiff} from './wire.js';

export type Link = {
	readonly generation: number;
	state: 'dialing' | 'open' | 'ended';
	/** The engine has abandoned it. */
	dead: boolean;
	/** Nothing passes, without notice. */
	half: boolean;
	/** Its depth stream has stopped; trades go on. */
	depthless: boolean;
	/** After being abandoned it sends false messages until then. */
	undeadUntil: number;
	/** A raw socket sends nothing before it is subscribed. */
	subscribed: boolean;
	lastArrival: number;
	held: string | undefined;
	before: ModelDiff | undefined;
};

export type NetworkEvents = {
	opened(generation: number): void;
	text(generation: number, text: string): void;
	lost(generation: number, code: number, detail: string): void;
	/** Called when the process writes to the socket. */
	frameSent(): void;
};

const HANDSHAKE_TRIPS = 3;
const FLAP_MS = 150;
/** A full queue on the way: everything arrives this much late. */
const LAG_MS = 8000;
/** The venue disconnects after a day. */
const DAY_MS = 24 * 3_600_000;

export class Network {
	readonly #world: World;
	readonly #events: NetworkEvents;
	readonly links = new Map<number, Link>();
	readonly dials: number[] = [];
	readonly #bare: boolean;
	/** Callbacks for the arrival of given texts. */
	#told = new Map<string, () => void>();

	/** @param bare a raw socket, subscribed by message instead of URL. */
	constructor(world: World, events: NetworkEvents, bare = false) {
		this.#world = world;
		this.#events = events;
		this.#bare = bare;
	}

	/** Calls back when this text has reached the process. */
	onArrival(text: string, arrived: () => void): void {
		this.#told.set(text, arrived);
	}

	/** Number of links that the engine still wants. */
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
			undeadUntil: 0,
			subscribed: !this.#bare,
			lastArrival: 0,
			held: undefined,
			before: undefined,
		};
		for (const old of this.links.values()) {
			if (old.state === 'ended' && old.lastArrival < world.now - 60_000) this.links.delete(old.generation);
		}
		this.links.set(generation, link);
		let underWayMs = 0;
		for (let leg = 0; leg < HANDSHAKE_TRIPS * 2; leg += 1) underWayMs += world.latency();
		world.after(underWayMs, () => this.#answerDial(link));
	}

	disconnect(generation: number): void {
		const link = this.links.get(generation);
		if (link === undefined) return;
		link.dead = true;
		if (link.undeadUntil <= this.#world.now) link.state = 'ended';
	}

	/** Stops depth on all links, so that they are abandoned; they then keep sending. */
	makeUndead(lastsMs: number): void {
		for (const link of this.open) {
			link.depthless = true;
			link.undeadUntil = this.#world.now + lastsMs;
		}
	}

	/** Sends to all links. */
	say(text: string): void {
		for (const link of this.links.values()) this.#send(link, text);
	}

	/** Each link may lose it independently. */
	sayTrade(text: string): void {
		for (const link of this.links.values()) if (!(this.#world.has('trade-lost') && this.#world.chance(0.4))) this.#send(link, text);
	}

	sayDepth(diff: ModelDiff): void {
		const world = this.#world;
		const plain = depthText(diff);
		for (const link of this.links.values()) {
			if (this.#haunts(link)) for (const text of forgedTexts(diff)) this.#send(link, text);
			if (link.state !== 'open' || link.depthless || world.has('stall-depth')) continue;
			if (world.has('drop') && world.chance(0.3)) continue;
			if (world.has('reorder') && link.held === undefined && world.chance(0.4)) {
				link.held = plain;
				continue;
			}

			this.#sendDepth(link, diff, plain);
		}
	}

	/** The venue closes every link, or those of one server. */
	cutAll(code: number, links: readonly Link[] = this.open): void {
		for (const link of links) this.#cut(link, code, `close ${code}`);
	}

	get open(): readonly Link[] {
		return [...this.links.values()].filter((link) => link.state === 'open');
	}

	#answerDial(link: Link): void {
		const world = this.#world;
		if (link.dead) return;
		if (world.has('silent-handshake') || (world.has('outage') && world.chance(0.5))) return;
		if (world.has('refuse-connections') || world.has('outage')) {
			link.state = 'ended';
			this.#events.lost(
				link.generation,
				1006,
				world.pick(['Unexpected server response: 502', 'getaddrinfo ENOTFOUND', 'connect ECONNREFUSED']),
			);
			return;
		}

		link.state = 'open';
		this.#events.opened(link.generation);
		if (world.has('flap')) world.after(FLAP_MS, () => this.#cut(link, world.pick([1006, 1000, 1001]), 'flapping'));
		world.after(DAY_MS, () => this.#cut(link, 1006, '24 h are over'));
	}

	/** A frame from the process. */
	receive(generation: number, frame: string): void {
		this.#events.frameSent();
		const link = this.links.get(generation);
		if (link === undefined) return;
		this.#world.after(this.#world.latency(), () => {
			link.subscribed = frame.includes('SUBSCRIBE');
			this.#send(link, '{"result":null,"id":1}');
		});
	}

	#haunts(link: Link): boolean {
		return link.dead && link.undeadUntil > this.#world.now;
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

	/** Like TCP, it keeps the order of texts. */
	#send(link: Link, text: string): void {
		const world = this.#world;
		if (link.state !== 'open' || !link.subscribed || link.half || world.has('mute')) return;
		const sentAt = world.now;
		const heldUntil = world.has('backlog') ? world.endOf('backlog') : 0;
		const lag = world.has('lag') ? LAG_MS : 0;
		link.lastArrival = Math.max(link.lastArrival, sentAt + world.latency() + lag, heldUntil);
		const told = this.#told.size > 0 ? this.#told.get(text) : undefined;
		if (told !== undefined) this.#told.delete(text);
		const message = this.#bare ? bareText(text) : text;
		world.heap.at(link.lastArrival, () => {
			if ((link.dead && !this.#haunts(link)) || world.has('outage')) return;
			told?.();
			this.#events.text(link.generation, message);
		});
	}

	#cut(link: Link, code: number, detail: string): void {
		const world = this.#world;
		if (link.state !== 'open') return;
		link.state = 'ended';
		if (link.half) return;
		world.heap.at(Math.max(link.lastArrival, world.now + world.latency()), () => {
			if (!link.dead || this.#haunts(link)) this.#events.lost(link.generation, code, detail);
		});
	}
}

/** One event that also covers the previous one: the levels of both, the later values last. */
const overlapping = (before: ModelDiff, diff: ModelDiff): ModelDiff => ({
	...diff,
	firstId: before.firstId,
	bids: [...before.bids, ...diff.bids],
	asks: [...before.asks, ...diff.asks],
});
