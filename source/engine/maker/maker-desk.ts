/**
 * The market maker: parameters, orders, money, risk and measurements in one owned object that the engine steps. Quotes
 * stand only while the book is trusted and the risk layer lets them; every account that is told has balanced books behind
 * it. It speaks through its sink, in the order of what happens.
 */

import type {Trade} from '../../domain/feed-event.js';
import type {Instrument} from '../../domain/instrument.js';
import {awaitsGrid, missingText} from '../../domain/missing-rules.js';
import {touchOf} from '../../domain/book/metrics.js';
import type {BookView} from '../../domain/book/order-book.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import type {ClockOffset} from '../../domain/clock-offset.js';
import {BookLook} from './book-look.js';
import {MakerParts, type MakerWiring} from './maker-parts.js';
import type {MakerView} from './maker-view.js';
import {OperatorDesk} from './operator-desk.js';
import {reactTo} from './risk-reactions.js';
import type {RiskView} from './risk/risk-manager.js';
import type {Health} from './risk/risk-watch.js';
import type {Obstacle} from './types/quotes.js';
import {riskOf, viewOfMaker} from './view-of-maker.js';

export class MakerDesk {
	readonly operator: OperatorDesk;
	readonly #parts: MakerParts;
	readonly #look: BookLook;

	constructor(wiring: Omit<MakerWiring, 'onTransition'>) {
		this.#parts = new MakerParts({...wiring, onTransition: (transition) => reactTo(this.#parts, transition)});
		this.#look = new BookLook(this.#parts);
		this.operator = new OperatorDesk(this.#parts);
	}

	get view(): MakerView {
		return viewOfMaker(this.#parts);
	}

	/** Undefined without a market maker. */
	get risk(): RiskView | undefined {
		return riskOf(this.#parts);
	}

	/** Quotes stand, or would as soon as a side may be quoted again. */
	get isQuoting(): boolean {
		return this.#parts.quoter.isAtWork;
	}

	/** It stands on the book as it comes, quotes or not: it must hear of it when that book is lost. */
	get isFollowing(): boolean {
		return this.#parts.following;
	}

	/** Something waits for its time: the desk wants to be stepped without news of the book. */
	get isDue(): boolean {
		return this.#look.isDue;
	}

	/** What is off for the feed's sake is said again, with the feed's reason of now. */
	sayAgain(): void {
		const {quoting} = this.#parts.quoter;
		const isFeeds = quoting.kind === 'pulled' && (quoting.reason === 'book-not-trusted' || quoting.reason === 'no-instrument');
		if (isFeeds) this.#parts.quoter.again();
	}

	/** Prices may have changed their meaning: what is known is settled in the old units, orders go, money stays. */
	setInstrument(instrument: Instrument): void {
		const {settings, execution, measured, accounts} = this.#parts;
		if (settings !== undefined && this.#parts.instrument !== undefined) this.#distrust('book-not-trusted');
		this.#parts.instrument = instrument;
		execution.market.setInstrument(instrument);
		measured.setOrigin(instrument);
		// What distances are counted in is found with the first book.
		if (!awaitsGrid(instrument)) measured.setTick(instrument.tickUnits);
		accounts.books.forgetMark();
		accounts.forgetChoice();
		this.#interrupt();
	}

	/** Another tick or lot step, the same units: orders that do not obey go at once, the quotes follow with the book. */
	setRules(instrument: Instrument): void {
		const {execution, measured, accounts, router, flattener, at} = this.#parts;
		this.#parts.instrument = instrument;
		execution.market.setRules(instrument);
		measured.setTick(instrument.tickUnits);
		accounts.chooseAgain(instrument, at);
		router.cancelOffGrid(instrument, this.#parts.sendingAt);
		const missing = missingText(instrument);
		if (missing !== undefined) flattener.lose(at, missing);
	}

	/** Time passes: what is settled by now is told. Called once in every step. */
	onTime(at: Instant): void {
		const {risk, settings} = this.#parts;
		const lagged = risk.onStep(this.#parts.at, at);
		this.#parts.at = at;
		if (settings === undefined) return;
		this.#parts.takeReports();
		if (lagged) this.#parts.assess();
		risk.forgetLag();
	}

	/** Latency and clock are looked at once a second. */
	wantsHealth(at: Instant): boolean {
		return this.#parts.settings !== undefined && this.#parts.risk.wantsHealth(at);
	}

	onHealth(health: Health, at: Instant): void {
		this.#parts.risk.onHealth(health, at);
	}

	/** What is known of the exchange's clock by now; looked at in every step. */
	onClock(offset: ClockOffset | undefined): void {
		this.#parts.clock.setOffset(offset);
		this.#parts.execution.facts.setMeasuredLatency(offset?.errorMs);
	}

	/** A depth event was applied; the book stands at it. */
	onDepth(book: BookView, eventAtMs: UnixMs | undefined, at: Instant): void {
		const {settings, instrument, clock, risk, following, measured, execution} = this.#parts;
		if (settings === undefined || instrument === undefined) return;
		if (eventAtMs !== undefined) clock.observe(eventAtMs, at.monoMs);
		risk.onDepth(at);
		if (!following) return;
		measured.onDepth(book, at.monoMs);
		execution.market.onDepth(book, eventAtMs ?? clock.heardTo(at));
	}

	onTrade(trade: Trade, at: Instant): void {
		const {settings, clock, following, execution} = this.#parts;
		if (settings === undefined) return;
		clock.observe(trade.eventAtMs, at.monoMs);
		if (following) execution.market.onTrade(trade);
	}

	/** The book moved or its trust changed: mark, and quote or pull. It stands at the moment of {@link onTime}. */
	onBook(book: BookView, obstacle: Obstacle | undefined): void {
		if (this.#parts.settings === undefined) return;
		const touch = obstacle === undefined ? touchOf(book) : undefined;
		const {instrument} = this.#parts;
		if (instrument === undefined || touch === undefined) this.#distrust(obstacle ?? 'one-sided-book');
		else this.#look.take(book, instrument, touch);
	}

	/** What is known is settled. An executor that needs the market gives the orders up; any other is asked to cancel them. */
	#distrust(obstacle: Obstacle): void {
		const {execution, router, flattener, quoter, risk, at} = this.#parts;
		if (this.isFollowing) {
			execution.market.interrupt(this.#parts.heardTo);
			this.#parts.takeReports();
		}

		router.cancelAll(this.#parts.sendingAt);
		if (this.isFollowing) this.#interrupt();
		flattener.lose(at);
		const {reasonDown} = risk;
		const reason = reasonDown === undefined || reasonDown === 'risk' ? obstacle : reasonDown;
		quoter.show(reason, risk.downSince(reason) ?? at.wallMs);
	}

	#interrupt(): void {
		this.#parts.following = false;
		this.#parts.risk.interrupt();
		this.#parts.measured.interrupt();
	}
}
