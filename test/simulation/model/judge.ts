/**
 * What must hold after every single step of the engine, judged by what the model exchange knows and the engine
 * does not. The first violation ends the session.
 */

import {MAX_BUFFERED_DIFFS} from '../../../source/engine/feed/book/book-sync.js';
import type {Engine} from '../../../source/engine/engine.js';
import {FEED_STATES, REASONS} from '../../../source/engine/feed/types/status.js';
import {BookOracle} from './book-oracle.js';
import {REST_TROUBLE} from './faults.js';
import {Manners} from './manners.js';
import type {ModelExchange} from './model-exchange.js';
import type {Network} from './network.js';
import type {World} from './world.js';

export const STALE_AFTER_MS = 3000;
/** After this long a halt must have been noticed, where REST works. */
const HALT_NOTICED_MS = 8000;
/** The limit of silence, and a second to look at the clock. */
const OUTAGE_NOTICED_MS = STALE_AFTER_MS + 1000;
/** One more second of old events than a late copy could make: ids have started again. */
const MAX_OLD_IN_A_ROW = 10;
const LATE = ['lag', 'backlog', 'stop', 'suspend', 'stall', 'skew'] as const;
const LATE_MS = 15_000;
/** With these, the age of what has come is not known well. */
const CLOCKS_OR_QUEUES = [...LATE, 'clock-step', 'clock-drift', 'venue-clock', 'two-refusals'] as const;
/** A diff counts from when the venue sent it: the way is a second at most. */
const NEARLY_STALE_MS = STALE_AFTER_MS - 1000;
/** A second look even where nothing was said. */
const COMPARE_EVERY_MS = 1000;

/** When something was heard of an id: its diff, or REST replies that found the venue there. */
type Word = {firstAt: number; arrivedAt: number; provenAt: number; proofs: number};

/** A second for diffs on their way, and the limit of silence for a probe to be asked. */
const GIVEN_UP_WITHIN_MS = 6000;
const PROMPT_MS = 2000;

export class Judge {
	readonly #world: World;
	readonly manners: Manners;
	readonly books: BookOracle;
	#violation: string | undefined;
	#violationAt = 0;
	checks = 0;
	#comparedId: number | undefined;
	#comparedAt = -1;
	/** Where the newest prompt probe found the venue. */
	#probedId = -1;
	/** Where the book stood when a probe first found the venue ahead of it. */
	#aheadSince: {readonly id: number | undefined; readonly at: number} | undefined;
	/** By connection: two of them tell the same, one later than the other. */
	readonly #oldInARow = new Map<number, {readonly newest: number; readonly inARow: number}>();
	#words = new Map<number, Word>();
	/** Set by a step that must leave the book untrusted. */
	#mustDistrust: string | undefined;
	/** The id at which the book was trusted in an earlier moment of the step under way. */
	#trustedAt: number | undefined;

	constructor(world: World, exchange: ModelExchange, network: Network) {
		this.#world = world;
		const fail = (violation: string): void => this.fail(violation);
		this.manners = new Manners(world, network, fail);
		this.books = new BookOracle(world, exchange, fail, () => world.now + this.manners.silentUntilMono - world.instant().monoMs);
	}

	get violation(): string | undefined {
		return this.#violation;
	}

	get violationAt(): number {
		return this.#violationAt;
	}

	fail(violation: string): void {
		if (this.#violation !== undefined) return;
		this.#violation = violation;
		this.#violationAt = this.#world.now;
	}

	/** Another life of the program begins: it knows nothing of what was heard before. */
	onRestart(): void {
		this.#aheadSince = undefined;
		this.#probedId = -1;
		this.#mustDistrust = undefined;
		this.#trustedAt = undefined;
		this.books.forgetTops();
		this.manners.onRestart();
	}

	/** A diff reached the engine on a connection that it wants. */
	sawDiff(generation: number, lastId: number, view: Engine['view']): void {
		const seen = this.#oldInARow.get(generation) ?? {newest: 0, inARow: 0};
		const isOld = view.trusted && lastId < seen.newest && lastId < (view.updateId ?? 0);
		const oldInARow = isOld ? seen.inARow + (this.#comesLate ? 0 : 1) : 0;
		this.#oldInARow.set(generation, {newest: Math.max(lastId, seen.newest), inARow: oldInARow});
		if (oldInARow > MAX_OLD_IN_A_ROW && view.trusted) this.fail(`trusted after ${oldInARow} events in a row from before the book`);
		const word = this.#wordOf(lastId);
		word.arrivedAt = this.#world.instant().monoMs;
		if (word.firstAt === Number.NEGATIVE_INFINITY) word.firstAt = word.arrivedAt;
	}

	/** What comes after a reconnection, or a snapshot, may be from long before it. */
	get #comesLate(): boolean {
		return LATE.some((fault) => this.#world.endOf(fault) > this.#world.now - LATE_MS);
	}

	/** A snapshot or probe reached the engine. */
	sawSnapshot(lastId: number, sentAtMono: number): void {
		const word = this.#wordOf(lastId);
		word.provenAt = Math.max(sentAtMono, word.provenAt);
		word.proofs += 1;
	}

	/** The venue was asked where it stands. An answer from before says otherwise: a cache, or ids that have started again. */
	sawProbe(lastId: number, sentAtMono: number, view: Engine['view']): void {
		const {monoMs} = this.#world.instant();
		// A slow one may have been given up meanwhile, with the book that it was for.
		if (monoMs - sentAtMono > PROMPT_MS) return;
		this.#probedId = lastId;
		if (lastId <= (view.updateId ?? Infinity)) this.#aheadSince = undefined;
		else this.#aheadSince ??= {id: view.updateId, at: monoMs};
	}

	/** Once the venue is known to be ahead of a stream that says nothing, that stream is given up soon. */
	#checkAhead(view: Engine['view']): void {
		const ahead = this.#aheadSince;
		if (ahead === undefined) return;
		const {status, updateId} = view;
		const standsStill = updateId === ahead.id && (status.state === 'live' || status.state === 'stale') && status.reason !== 'halted';
		if (!standsStill) this.#aheadSince = undefined;
		else if (this.#world.instant().monoMs - ahead.at > GIVEN_UP_WITHIN_MS) {
			this.fail(`at u=${updateId} for ${GIVEN_UP_WITHIN_MS} ms, and the venue is known to be ahead`);
		}
	}

	/** The book at this id may be called silent: its diff came about as long ago as is allowed, or was long on its way, or is overtaken. */
	isSilent(id: number): boolean {
		return (
			this.#aheadSince !== undefined ||
			id < this.#probedId ||
			CLOCKS_OR_QUEUES.some((fault) => this.#world.endOf(fault) > 0) ||
			this.#world.instant().monoMs - this.#wordOf(id).firstAt > NEARLY_STALE_MS
		);
	}

	#wordOf(id: number): Word {
		const known = this.#words.get(id);
		if (known !== undefined) return known;
		const word = {firstAt: Number.NEGATIVE_INFINITY, arrivedAt: Number.NEGATIVE_INFINITY, provenAt: Number.NEGATIVE_INFINITY, proofs: 0};
		this.#words.set(id, word);
		if (this.#words.size > 20_000) this.#words = new Map([...this.#words].slice(-10_000));
		return word;
	}

	/** The step under way must not end with trust. */
	demandDistrust(why: string): void {
		this.#mustDistrust = why;
	}

	/** In the middle of a step, while the view shows this very moment: what waited is applied before anything is trusted. */
	onBook(view: Engine['view']): void {
		if (this.#trustedAt !== undefined && this.#trustedAt !== view.updateId) {
			this.fail(`trusted at u=${this.#trustedAt} while a newer diff was at hand`);
		}
		this.#trustedAt = view.trusted ? view.updateId : undefined;
	}

	/** @returns whether the book is trusted. */
	afterStep(engine: Engine): boolean {
		const {view} = engine;
		const {trusted} = view;
		const must = this.#mustDistrust;
		this.#mustDistrust = undefined;
		this.#trustedAt = undefined;
		this.#checkAhead(view);
		if (trusted) this.#checkTrusted(engine, view, must);
		return trusted;
	}

	#checkTrusted(engine: Engine, view: Engine['view'], must: string | undefined): void {
		this.checks += 1;
		if (must !== undefined) this.fail(`trusted in the step of ${must}`);
		// Of an empty side the price is no number, and nothing is below it.
		if (!(view.book.bestUnits('bid') < view.book.bestUnits('ask'))) this.fail('trusted and crossed');
		this.#checkAge(view.updateId ?? -1);
		this.#checkHalt();
		if (this.#world.has('outage') && this.#world.now - this.#world.sinceOf('outage') > OUTAGE_NOTICED_MS) {
			this.fail('trusted without a network');
		}
		if (view.updateId === this.#comparedId && this.#world.now <= this.#comparedAt + COMPARE_EVERY_MS) return;
		this.#comparedId = view.updateId;
		this.#comparedAt = this.#world.now;
		this.books.compare(engine, view.updateId ?? -1);
	}

	/** REST could not be asked, or did not answer in order. */
	#restFailed(lastMs: number, since: number): boolean {
		return (
			this.manners.silentUntilMono > this.#world.instant().monoMs - lastMs || REST_TROUBLE.some((fault) => this.#world.endOf(fault) > since)
		);
	}

	/** A halted market is quiet in the same way as a calm one. */
	#checkHalt(): void {
		if (!this.#world.has('halt')) return;
		const since = this.#world.sinceOf('halt');
		if (this.#world.now - since < HALT_NOTICED_MS) return;
		if (!this.#restFailed(HALT_NOTICED_MS, since)) this.fail(`trusted ${Math.round(this.#world.now - since)} ms into a halt`);
	}

	/** What the status says in words is what the predicate says; dearer, so not after every step. */
	checkStatus(engine: Engine): void {
		const {status, trusted, book} = engine.view;
		if (!FEED_STATES.includes(status.state) || !REASONS.includes(status.reason)) {
			this.fail(`status ${status.state} ${status.reason} is on no list`);
		}
		if (status.bufferedDiffs > MAX_BUFFERED_DIFFS) this.fail('buffer over its bound');
		if (trusted && status.state !== 'live') this.fail(`trusted while ${status.state}`);
		if (trusted || status.state !== 'live') return;
		if (book.bestBid() !== undefined && book.bestAsk() !== undefined) this.fail('live in words, and not trusted');
	}

	/** On the engine's own clock: the newest applied diff, or the newest proof of its id, is younger than the limit. */
	#checkAge(id: number): void {
		const mono = this.#world.instant().monoMs;
		const word = this.#words.get(id);
		const newest = Math.max(word?.arrivedAt ?? Number.NEGATIVE_INFINITY, word?.provenAt ?? Number.NEGATIVE_INFINITY);
		if (mono - newest > STALE_AFTER_MS + 1) this.fail(`trusted at u=${id}, ${Math.round(mono - newest)} ms after its last proof`);
		// A single snapshot says nothing of the stream: it may be dead.
		if (word?.arrivedAt === Number.NEGATIVE_INFINITY && word.proofs < 2) this.fail(`trusted at u=${id} on one snapshot's word alone`);
	}
}
