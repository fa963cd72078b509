/**
 * Checks after every engine step, with knowledge of the model exchange that the engine lacks. The first
 * violation ends the session.
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
/** A halt must be noticed within this time if REST works. */
const HALT_NOTICED_MS = 8000;
/** The silence limit plus a second for the clock check. */
const OUTAGE_NOTICED_MS = STALE_AFTER_MS + 1000;
/** More old events than a late copy explains within a second: ids have restarted. */
const MAX_OLD_IN_A_ROW = 10;
const LATE = ['lag', 'backlog', 'stop', 'suspend', 'stall', 'skew'] as const;
const LATE_MS = 15_000;
/** During these, the age of received data is uncertain. */
const CLOCKS_OR_QUEUES = [...LATE, 'clock-step', 'clock-drift', 'venue-clock', 'two-refusals'] as const;
/** A diff counts from the venue's sending; network delay is at most a second. */
const NEARLY_STALE_MS = STALE_AFTER_MS - 1000;
/** Compares even if nothing was published. */
const COMPARE_EVERY_MS = 1000;

/** Evidence of an id: its diff, or REST replies that found the venue there. */
type Word = {firstAt: number; arrivedAt: number; provenAt: number; proofs: number};

/** A second for diffs in flight plus the silence limit before a probe. */
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
	/** Id of the newest prompt probe. */
	#probedId = -1;
	/** The book's id when a probe first found the venue ahead of it. */
	#aheadSince: {readonly id: number | undefined; readonly at: number} | undefined;
	/** Per connection: a second connection repeats the first one's events later. */
	readonly #oldInARow = new Map<number, {readonly newest: number; readonly inARow: number}>();
	#words = new Map<number, Word>();
	/** Set by a step that must leave the book untrusted. */
	#mustDistrust: string | undefined;
	/** Id at which the book was trusted earlier in the current step. */
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

	/** The program restarts and has no earlier evidence. */
	onRestart(): void {
		this.#aheadSince = undefined;
		this.#probedId = -1;
		this.#mustDistrust = undefined;
		this.#trustedAt = undefined;
		this.books.forgetTops();
		this.manners.onRestart();
	}

	/** A diff arrived on a connection that the engine wants. */
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

	/** After a reconnect or a snapshot, old data may arrive. */
	get #comesLate(): boolean {
		return LATE.some((fault) => this.#world.endOf(fault) > this.#world.now - LATE_MS);
	}

	/** A snapshot or probe reached the engine. */
	sawSnapshot(lastId: number, sentAtMono: number): void {
		const word = this.#wordOf(lastId);
		word.provenAt = Math.max(sentAtMono, word.provenAt);
		word.proofs += 1;
	}

	/** A probe found the venue at this id. A lower id than before means a cache, or restarted ids. */
	sawProbe(lastId: number, sentAtMono: number, view: Engine['view']): void {
		const {monoMs} = this.#world.instant();
		// A slow probe may have been abandoned together with its book.
		if (monoMs - sentAtMono > PROMPT_MS) return;
		this.#probedId = lastId;
		if (lastId <= (view.updateId ?? Infinity)) this.#aheadSince = undefined;
		else this.#aheadSince ??= {id: view.updateId, at: monoMs};
	}

	/** A silent stream must be abandoned soon after the venue is known to be ahead. */
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

	/**
	 * Whether the book at this id may be called silent: its diff is about as old as allowed, was long in flight, or
	 * is outdated.
	 */
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

	/** The current step must not end with trust. */
	demandDistrust(why: string): void {
		this.#mustDistrust = why;
	}

	/** Called during a step: buffered diffs must be applied before the book is trusted. */
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
		// The price of an empty side is NaN, which is not below anything.
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

	/** REST was unreachable or replied with errors. */
	#restFailed(lastMs: number, since: number): boolean {
		return (
			this.manners.silentUntilMono > this.#world.instant().monoMs - lastMs || REST_TROUBLE.some((fault) => this.#world.endOf(fault) > since)
		);
	}

	/** A halted market is as silent as a calm one. */
	#checkHalt(): void {
		if (!this.#world.has('halt')) return;
		const since = this.#world.sinceOf('halt');
		if (this.#world.now - since < HALT_NOTICED_MS) return;
		if (!this.#restFailed(HALT_NOTICED_MS, since)) this.fail(`trusted ${Math.round(this.#world.now - since)} ms into a halt`);
	}

	/** The status text agrees with the predicate; costly, so not after every step. */
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

	/** By the engine's clock, the newest applied diff or the newest proof of its id is younger than the limit. */
	#checkAge(id: number): void {
		const mono = this.#world.instant().monoMs;
		const word = this.#words.get(id);
		const newest = Math.max(word?.arrivedAt ?? Number.NEGATIVE_INFINITY, word?.provenAt ?? Number.NEGATIVE_INFINITY);
		if (mono - newest > STALE_AFTER_MS + 1) this.fail(`trusted at u=${id}, ${Math.round(mono - newest)} ms after its last proof`);
		// A single snapshot proves nothing about the stream, which may be dead.
		if (word?.arrivedAt === Number.NEGATIVE_INFINITY && word.proofs < 2) this.fail(`trusted at u=${id} on one snapshot's word alone`);
	}
}
