/** The market maker looks at a trusted book: it is marked by it, judged, closed out where that was asked for, and quoted. */

import type {Touch} from '../../domain/book/metrics.js';
import type {BookView} from '../../domain/book/order-book.js';
import type {Instrument} from '../../domain/instrument.js';
import {missingRule} from '../../domain/missing-rules.js';
import type {MakerParts} from './maker-parts.js';
import {EdgeWatch} from './measures/edge-watch.js';

/** What waits for its time is looked at this often, whatever else comes in. */
const LOOK_AGAIN_MS = 10;

export class BookLook {
	readonly #parts: MakerParts;
	readonly #edgeWatch = new EdgeWatch();
	#lookAgainAt = -Infinity;

	constructor(parts: MakerParts) {
		this.#parts = parts;
	}

	/** Something waits for its time, without news of the book. */
	get isDue(): boolean {
		const {at, router, quoter, flattener} = this.#parts;
		if (at.monoMs < this.#lookAgainAt) return false;
		return (router.isWaiting && quoter.isAtWork) || flattener.isActive;
	}

	take(book: BookView, instrument: Instrument, touch: Touch): void {
		const {execution, measured, accounts, at, emit} = this.#parts;
		this.#parts.following = true;
		execution.market.see(book);
		this.#lookAgainAt = at.monoMs + LOOK_AGAIN_MS;
		measured.sense.observe(touch, at.monoMs);
		const first = accounts.parameters === undefined;
		if (first) accounts.begin(instrument, touch, at);
		const marked = accounts.mark(instrument, touch, first, at);
		this.#parts.assess();
		this.#flatten(book, instrument, touch);
		this.#quote(instrument, touch);
		if (marked) emit({kind: 'account', account: accounts.books.account(instrument)});
		this.#watchEdge(instrument);
	}

	#flatten(book: BookView, instrument: Instrument, touch: Touch): void {
		const {flattener, accounts, risk, measured, execution, at, sendingAt} = this.#parts;
		flattener.run({
			instrument,
			inventoryLots: accounts.books.inventoryLots,
			book,
			touch,
			limits: risk.officer.limits,
			referenceHalfUnits: measured.sense.referenceHalfUnits,
			ordersOpen: !execution.gateway.isEmpty,
			ordersUnknown: risk.hasUnknownOrders,
			takerBaseRebate: accounts.parameters?.baseRebate.taker ?? 0n,
			at,
			now: sendingAt,
		});
	}

	#quote(instrument: Instrument, touch: Touch): void {
		const {accounts, risk, measured, quoter, at, sendingAt: now, heardTo} = this.#parts;
		const {parameters} = accounts;
		const down = risk.reasonDown ?? missingRule(instrument);
		if (down !== undefined || parameters === undefined) {
			this.#parts.standDown(down ?? 'bad-size');
			return;
		}

		const {inventoryLots} = accounts.books;
		quoter.quote({instrument, parameters, inventoryLots, touch, rules: risk.rules(measured, at), at, now, heardTo});
	}

	#watchEdge(instrument: Instrument): void {
		const {accounts, quoter, at, emit} = this.#parts;
		const {parameters} = accounts;
		if (!quoter.isAtWork || parameters === undefined || !this.#edgeWatch.isDue(at.monoMs)) return;
		const edge = accounts.breakEven(instrument, quoter.quoting);
		const entry = edge && this.#edgeWatch.look(edge, parameters, at);
		if (entry !== undefined) emit({kind: 'journal', entry});
	}
}
