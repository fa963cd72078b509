/** REST requests by kind: one of each under way at most, spaced by back-off, within the venue's budget. */

import type {UsedWeight, WeightLimit} from '../../../domain/request-weight.js';
import {monotonicMs, type Instant, type MonotonicMs, type UnixMs} from '../../../domain/units.js';
import type {Refusals, VenueLimits} from '../../../domain/venue-limits.js';
import {backoffMs, SNAPSHOT_BACKOFF} from '../link/backoff.js';
import type {Effect} from '../types/effect.js';
import type {RestCall, RestFailure} from '../types/rest-call.js';
import type {Random} from '../../../domain/prng.js';
import {allowedAt, createRestBudget, holdUntil, learn, refuse, spend, usedAt, withLimits, type RestBudget} from './rest-budget.js';

export type CallKind = RestCall['kind'];

/** A request that waits, and what it will cost. */
type Wanted = {readonly call: RestCall; readonly weight: number};

type Slot = {
	wanted: Wanted | undefined;
	inFlight: {readonly requestId: number; readonly call: RestCall; readonly spoilt: boolean} | undefined;
	/** Requests sent since the last one that settled. */
	attempt: number;
	notBefore: MonotonicMs;
};

/** Of several wants the more urgent one goes first. */
const URGENCY: readonly CallKind[] = ['instrument', 'snapshot', 'probe', 'successor-snapshot', 'time'];

export type WeightOf = (call: RestCall) => number;

/** The one budget of several queues that ask at one address. */
export type SharedBudget = {
	readonly budget: RestBudget;
	/** Weight that is kept for those that have waited for longer. */
	readonly keptWeight: number;
};

export class RestQueue {
	readonly #refusals: Refusals;
	readonly #weightOf: WeightOf;
	readonly #random: Random;
	readonly #slots = new Map<CallKind, Slot>();
	#budget: RestBudget;
	/** Of the venue's present interval, not for us. */
	#keptWeight = 0;
	#nextRequestId = 1;

	constructor({weights, refusals}: Pick<VenueLimits, 'weights' | 'refusals'>, weightOf: WeightOf, random: Random) {
		this.#budget = createRestBudget(weights);
		this.#refusals = refusals;
		this.#weightOf = weightOf;
		this.#random = random;
		for (const kind of URGENCY) this.#slots.set(kind, newSlot());
	}

	/** Asks for it as soon as back-off and budget allow; asking again while it is wanted or under way changes nothing. */
	want(call: RestCall): void {
		const slot = this.#slot(call.kind);
		if (slot.inFlight === undefined) slot.wanted ??= {call, weight: this.#weightOf(call)};
	}

	/** Not wanted any more; an answer under way will be dropped. */
	cancel(kind: CallKind): void {
		const slot = this.#slot(kind);
		slot.wanted = undefined;
		slot.inFlight = undefined;
	}

	/** What is under way was asked too early to be of use; another one is sent only after its answer. */
	spoil(kind: CallKind): void {
		const slot = this.#slot(kind);
		if (slot.inFlight !== undefined) slot.inFlight = {...slot.inFlight, spoilt: true};
	}

	/** Not wanted any more, if it has not been sent yet. */
	forgo(kind: CallKind): void {
		this.#slot(kind).wanted = undefined;
	}

	/** What the call was for is achieved: the back-off starts from its shortest wait again. */
	settle(kind: CallKind): void {
		this.#slot(kind).attempt = 0;
	}

	/** The operator does not want to wait for the back-off. A venue's "not before" still holds. */
	hurry(kind: CallKind, now: MonotonicMs): void {
		this.#slot(kind).notBefore = now;
	}

	/** What the venue charges for it. */
	costOf(call: RestCall): number {
		return this.#weightOf(call);
	}

	isBusy(kind: CallKind): boolean {
		const slot = this.#slot(kind);
		return slot.wanted !== undefined || slot.inFlight !== undefined;
	}

	isInFlight(kind: CallKind): boolean {
		return this.#slot(kind).inFlight !== undefined;
	}

	attempt(kind: CallKind): number {
		return this.#slot(kind).attempt;
	}

	/** When a wanted request will go out; undefined where none waits. */
	nextTry(kind: CallKind, now: Instant): MonotonicMs | undefined {
		const slot = this.#slot(kind);
		return slot.wanted === undefined ? undefined : this.#dueAt(slot, slot.wanted, now);
	}

	/** What has been used by all who ask at this address, this queue included, and the silence that any of them was asked for. */
	get budget(): RestBudget {
		return this.#budget;
	}

	/** Others have used some of it, or wait before this queue. */
	share({budget, keptWeight}: SharedBudget): void {
		const {notBefore} = this.#budget;
		this.#budget = budget.notBefore < notBefore ? holdUntil(budget, notBefore) : budget;
		this.#keptWeight = keptWeight;
	}

	/** Of the most urgent request that waits for nothing but the venue's grant; undefined where none does. */
	waitingWeight({monoMs}: Instant): number | undefined {
		for (const kind of URGENCY) {
			const {wanted, notBefore} = this.#slot(kind);
			if (wanted !== undefined && notBefore <= monoMs) return wanted.weight;
		}

		return undefined;
	}

	/** The venue asked an earlier run for silence. */
	hold(until: MonotonicMs): void {
		this.#budget = holdUntil(this.#budget, until);
	}

	/** Nothing is sent before this moment. */
	get notBefore(): MonotonicMs {
		return this.#budget.notBefore;
	}

	/** The venue has asked for silence. */
	isRefused(now: MonotonicMs): boolean {
		return this.#budget.notBefore > now;
	}

	weight(wall: UnixMs): {readonly used: number; readonly limit: number} {
		return usedAt(this.#budget, wall);
	}

	/** The limits that the venue publishes replace those that were assumed. */
	setLimits(limits: readonly WeightLimit[]): void {
		this.#budget = withLimits(this.#budget, limits);
	}

	/** Sends what is due. */
	poll(now: Instant, send: (effect: Effect) => void): void {
		for (const kind of URGENCY) {
			const slot = this.#slot(kind);
			if (slot.wanted === undefined || this.#dueAt(slot, slot.wanted, now) > now.monoMs) continue;
			const {call, weight} = slot.wanted;
			slot.wanted = undefined;
			slot.inFlight = {requestId: this.#nextRequestId, call, spoilt: false};
			slot.attempt += 1;
			slot.notBefore = monotonicMs(now.monoMs + backoffMs(SNAPSHOT_BACKOFF, slot.attempt, this.#random()));
			this.#budget = spend(this.#budget, weight, now.wallMs);
			send({kind: 'request', requestId: this.#nextRequestId, call});
			this.#nextRequestId += 1;
		}
	}

	/** @returns the call that this answers, or undefined for one that nobody waits for any more. */
	take(requestId: number, counts: readonly UsedWeight[], now: Instant): RestCall | undefined {
		this.#budget = learn(this.#budget, counts, now.wallMs);
		for (const slot of this.#slots.values()) {
			if (slot.inFlight?.requestId !== requestId) continue;
			const {call, spoilt} = slot.inFlight;
			slot.inFlight = undefined;
			return spoilt ? undefined : call;
		}

		return undefined;
	}

	/** A venue's refusal silences everything for as long as it asks. */
	heed(failure: RestFailure, now: MonotonicMs): void {
		if (failure.failure !== 'rate-limited') return;
		this.#budget = refuse(this.#budget, failure, this.#refusals, now);
	}

	#dueAt(slot: Slot, {weight}: Wanted, now: Instant): MonotonicMs {
		return monotonicMs(Math.max(slot.notBefore, allowedAt(this.#budget, weight, now, this.#keptWeight)));
	}

	#slot(kind: CallKind): Slot {
		const slot = this.#slots.get(kind) ?? newSlot();
		this.#slots.set(kind, slot);
		return slot;
	}
}

const newSlot = (): Slot => ({wanted: undefined, inFlight: undefined, attempt: 0, notBefore: monotonicMs(0)});
