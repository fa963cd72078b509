/**
 * One REST budget for all sessions of the process at one address, and the line in which they wait for it. Pure.
 *
 * A session decides by a budget of its own. Before each of its steps it is told what the others have changed, as an
 * input like any other, so it can be lived again without them; after the step its budget is everybody's. A session that
 * is alone is never told anything.
 */

import type {Instant, UnixMs} from '../domain/units.js';
import {fits, united, type RestBudget} from '../engine/feed/rest/rest-budget.js';
import type {RestQueue, SharedBudget} from '../engine/feed/rest/rest-queue.js';

/** The line has one place for each session. */
export const MAX_SESSIONS_AT_AN_ADDRESS = 256;

/** The REST side of a session's engine. */
type BudgetUser = Pick<RestQueue, 'budget' | 'waitingWeight'>;

class AddressBudget {
	#budget: RestBudget | undefined;
	/** Whoever has waited longest is first. */
	#line: readonly BudgetSharer[] = [];
	readonly #sharers = new Set<BudgetSharer>();

	/** @throws {RangeError} for one session too many. */
	join(): BudgetSharer {
		if (this.#sharers.size >= MAX_SESSIONS_AT_AN_ADDRESS) {
			throw new RangeError(`more than ${MAX_SESSIONS_AT_AN_ADDRESS} sessions at one address: start another process for the rest`);
		}

		const sharer = new BudgetSharer(this);
		this.#sharers.add(sharer);
		return sharer;
	}

	get isShared(): boolean {
		return this.#sharers.size > 1;
	}

	get budget(): RestBudget | undefined {
		return this.#budget;
	}

	set budget(budget: RestBudget) {
		this.#budget = budget;
	}

	/**
	 * Kept for those before it in the line, as far as it can go out in the venue's present interval: what cannot waits
	 * for the next one, and what is left of this one is free until then.
	 */
	keptBefore(sharer: BudgetSharer, wall: UnixMs): number {
		const budget = this.#budget;
		if (budget === undefined) return 0;
		const place = this.#line.indexOf(sharer);
		const before = place === -1 ? this.#line : this.#line.slice(0, place);
		return before.reduce((kept, {waiting = 0}) => (fits(budget, waiting, wall, kept) ? kept + waiting : kept), 0);
	}

	/** Keeps the places of those who wait on. */
	place(sharer: BudgetSharer): void {
		const isInLine = this.#line.includes(sharer);
		if (sharer.waiting === undefined) this.#line = isInLine ? this.#line.filter((other) => other !== sharer) : this.#line;
		else if (!isInLine) this.#line = [...this.#line, sharer];
	}

	leave(sharer: BudgetSharer): void {
		this.#sharers.delete(sharer);
		this.#line = this.#line.filter((other) => other !== sharer);
	}
}

/** A session's part of the budget of its address. */
export class BudgetSharer {
	readonly #address: AddressBudget;
	/** As the session has it. */
	#known: RestBudget | undefined;
	#kept = 0;
	#waiting: number | undefined;

	constructor(address: AddressBudget) {
		this.#address = address;
	}

	/** Weight that it waits for. */
	get waiting(): number | undefined {
		return this.#waiting;
	}

	/** What the session is to be told before it is stepped; undefined where it knows everything. */
	news(now: Instant): SharedBudget | undefined {
		const {budget} = this.#address;
		if (budget === undefined) return undefined;
		const keptWeight = this.#address.keptBefore(this, now.wallMs);
		if (budget === this.#known && keptWeight === this.#kept) return undefined;
		this.#known = budget;
		this.#kept = keptWeight;
		return {budget, keptWeight};
	}

	/** After each step of the session. */
	note(user: BudgetUser, now: Instant): void {
		if (user.budget !== this.#known) this.#spread(user.budget);
		if (!this.#address.isShared && this.#waiting === undefined) return;
		this.#waiting = user.waitingWeight(now);
		this.#address.place(this);
	}

	leave(): void {
		this.#address.leave(this);
	}

	/** Another session may have been stepped within this one's step: what both used is used. */
	#spread(budget: RestBudget): void {
		const [before, there] = [this.#known, this.#address.budget];
		const isOurs = before === undefined || there === undefined || there === before;
		this.#address.budget = isOurs ? budget : united(before, budget, there);
		this.#known = budget;
	}
}

/** Of all addresses that the process knows. */
export class AddressBudgets {
	readonly #addresses = new Map<string, AddressBudget>();

	/** What was used stays known when nobody is left. @throws {RangeError} for one session too many. */
	join(restUrl: string): BudgetSharer {
		const address = this.#addresses.get(restUrl) ?? new AddressBudget();
		this.#addresses.set(restUrl, address);
		return address.join();
	}
}
