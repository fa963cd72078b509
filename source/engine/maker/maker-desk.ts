/**
 * The market maker's desk: parameters, paper orders, money, risk and measurements in one owned object that the
 * engine steps. Quotes stand only while the book is trusted and the risk layer lets them; every account that is
 * told has balanced books behind it.
 */

import type {Trade} from '../../domain/feed-event.js';
import type {Instrument} from '../../domain/instrument.js';
import type {LimitName} from '../../domain/limit-table.js';
import {awaitsGrid, missingRule, missingText} from '../../domain/missing-rules.js';
import {touchOf, type Touch} from '../../domain/book/metrics.js';
import type {BookView} from '../../domain/book/order-book.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import type {MakerSettings} from './settings/maker-settings.js';
import {tellRisk} from './maker-journal.js';
import {Accounts} from './accounts.js';
import type {BreakEven} from './measures/break-even.js';
import type {MakerOutput} from './types/maker-output.js';
import type {Obstacle, PullReason} from './types/quotes.js';
import type {ClockOffset} from '../../domain/clock-offset.js';
import {EdgeWatch} from './measures/edge-watch.js';
import {ExchangeClock} from './exchange-clock.js';
import {FlattenOrders} from './flatten-orders.js';
import type {MakerView} from './maker-view.js';
import type {MakerParameters} from './settings/parameters.js';
import type {Limited, LimitValue} from './settings/limit-edits.js';
import {Measurements} from './measures/measurements.js';
import {standingOrders, type Execution, type MakeExecution} from './orders/execution.js';
import {reportsOf} from './orders/merge-reports.js';
import {OrderRouter} from './orders/order-router.js';
import type {Manner, Verdict} from './settings/parameter-bounds.js';
import type {ParameterEdit} from './settings/parameter-edits.js';
import {Quoter} from './quoter.js';
import type {RiskTransition, RiskView} from './risk/risk-manager.js';
import {RiskWatch, type Health} from './risk/risk-watch.js';

/** What waits for its time is looked at this often, whatever else comes in. */
const LOOK_AGAIN_MS = 10;

const SILENT: readonly MakerOutput[] = [];
/** What is over as soon as there is a book to stand on. */
const FOR_THE_FEED: ReadonlySet<PullReason> = new Set<Obstacle>(['book-not-trusted', 'one-sided-book', 'no-instrument']);

export class MakerDesk {
	readonly #settings: MakerSettings | undefined;
	readonly #accounts: Accounts;
	readonly #execution: Execution;
	readonly #clock = new ExchangeClock();
	readonly #measured = new Measurements();
	readonly #risk: RiskWatch;
	readonly #router: OrderRouter;
	readonly #quoter: Quoter;
	readonly #flattener: FlattenOrders;
	readonly #edgeWatch = new EdgeWatch();
	#instrument: Instrument | undefined;
	#at: Instant;
	/** The feed is whole since the last hole: moments may be settled. */
	#following = false;
	#lookAgainAt = -Infinity;

	/** @param settings absent: no market maker, ever. */
	constructor(settings: MakerSettings | undefined, at: Instant, makeExecution: MakeExecution) {
		this.#settings = settings;
		this.#at = at;
		this.#risk = new RiskWatch(at.wallMs);
		this.#execution = makeExecution(this.#measured);
		this.#router = new OrderRouter(this.#execution.gateway, this.#measured.stats);
		this.#accounts = new Accounts({
			settings,
			measured: this.#measured,
			risk: this.#risk,
			router: this.#router,
			onTransition: (transition) => this.#onTransition(transition),
		});
		this.#flattener = new FlattenOrders(this.#router);
		this.#quoter = new Quoter(settings, this.#router, this.#measured, at.wallMs);
	}

	get view(): MakerView {
		const off = this.#settings === undefined;
		const instrument = this.#instrument;
		const {calibration, markouts, stats, signal, holding} = this.#measured;
		const account = this.#accounts.books.account(instrument);
		return {
			quoting: this.#quoter.quoting,
			parameters: this.#accounts.parameters,
			orders: standingOrders(this.#execution, this.#sendingAt),
			account,
			fillModel: account.fillModel,
			orderLatencyMs: off ? undefined : this.#execution.facts.orderLatencyMs,
			clockMeasured: this.#clock.isMeasured,
			risk: this.risk,
			flattening: this.#flattener.isActive,
			markouts: off ? undefined : markouts.view,
			breakEven: this.#breakEven,
			execution: off ? undefined : {...stats.view(this.#execution.facts.lateMoments), holding: holding.view},
			signal: off ? undefined : signal.view,
			calibration: off || instrument === undefined ? undefined : calibration.view(instrument, this.#heardTo),
		};
	}

	get risk(): RiskView | undefined {
		return this.#settings === undefined ? undefined : this.#risk.officer.view(this.#at);
	}

	get #breakEven(): BreakEven | undefined {
		return this.#instrument && this.#accounts.breakEven(this.#instrument, this.#quoter.quoting);
	}

	/** Quotes stand, or would as soon as a side may be quoted again. */
	get isQuoting(): boolean {
		return this.#quoter.isAtWork;
	}

	/** It stands on the book as it comes, quotes or not: it must hear of it when that book is lost. */
	get isFollowing(): boolean {
		return this.#following;
	}

	/** What is off for the feed's sake, to be told again with the feed's reason of now. */
	get saidAgain(): readonly MakerOutput[] {
		const {quoting} = this.#quoter;
		return quoting.kind === 'pulled' && (quoting.reason === 'book-not-trusted' || quoting.reason === 'no-instrument')
			? [this.#quoter.again]
			: SILENT;
	}

	/** Something waits for its time: the desk wants to be stepped without news of the book. */
	get isDue(): boolean {
		if (this.#at.monoMs < this.#lookAgainAt) return false;
		return (this.#router.isWaiting && this.isQuoting) || this.#flattener.isActive;
	}

	/** Prices may have changed their meaning: what is known is settled in the old units, orders go, money stays. */
	setInstrument(instrument: Instrument): readonly MakerOutput[] {
		const told = this.#settings === undefined || this.#instrument === undefined ? SILENT : this.#distrust('book-not-trusted');
		this.#instrument = instrument;
		this.#execution.market.setInstrument(instrument);
		this.#measured.setOrigin(instrument);
		// What distances are counted in is found with the first book.
		if (!awaitsGrid(instrument)) this.#measured.setTick(instrument.tickUnits);
		this.#accounts.books.forgetMark();
		this.#accounts.forgetChoice();
		this.#interrupt();
		return told;
	}

	/** Another tick or lot step, the same units: orders that do not obey go at once, the quotes follow with the book. */
	setRules(instrument: Instrument): readonly MakerOutput[] {
		this.#instrument = instrument;
		this.#execution.market.setRules(instrument);
		this.#measured.setTick(instrument.tickUnits);
		const chosen = this.#accounts.chooseAgain(instrument, this.#at);
		this.#router.obey(instrument, this.#sendingAt);
		const missing = missingText(instrument);
		return missing === undefined ? chosen : [...chosen, ...this.#flattener.lose(this.#at, missing)];
	}

	/** Time passes: what is settled by now is told. Called in every step. */
	onTime(at: Instant): readonly MakerOutput[] {
		const lagged = this.#risk.onStep(this.#at, at);
		this.#at = at;
		const instrument = this.#instrument;
		if (this.#settings === undefined || instrument === undefined) return SILENT;
		const told = this.#takeReports(instrument);
		return lagged ? [...told, ...this.#assess(instrument)] : told;
	}

	/** Latency and clock are looked at once a second. */
	wantsHealth(at: Instant): boolean {
		return this.#settings !== undefined && this.#risk.wantsHealth(at);
	}

	onHealth(health: Health, at: Instant): void {
		this.#risk.onHealth(health, at);
	}

	/** What is known of the exchange's clock by now; looked at in every step. */
	onClock(offset: ClockOffset | undefined): void {
		this.#clock.setOffset(offset);
		this.#execution.facts.setMeasuredLatency(offset?.errorMs);
	}

	/** A depth event was applied; the book stands at it. */
	onDepth(book: BookView, eventAtMs: UnixMs | undefined, at: Instant): void {
		if (this.#settings === undefined || this.#instrument === undefined) return;
		if (eventAtMs !== undefined) this.#clock.observe(eventAtMs, at.monoMs);
		this.#risk.onDepth(at);
		if (!this.#following) return;
		this.#measured.onDepth(book, at.monoMs);
		this.#execution.market.onDepth(book, eventAtMs ?? this.#clock.heardTo(at));
	}

	onTrade(trade: Trade, at: Instant): readonly MakerOutput[] {
		if (this.#settings === undefined) return SILENT;
		this.#clock.observe(trade.eventAtMs, at.monoMs);
		if (this.#following) this.#execution.market.onTrade(trade);
		return this.onTime(at);
	}

	/** The book moved or its trust changed: mark, and quote or pull. */
	onBook(book: BookView, obstacle: Obstacle | undefined, at: Instant): readonly MakerOutput[] {
		if (this.#settings === undefined) return SILENT;
		const told = this.onTime(at);
		const touch = obstacle === undefined ? touchOf(book) : undefined;
		const instrument = this.#instrument;
		if (instrument === undefined || touch === undefined) return [...told, ...this.#distrust(obstacle ?? 'one-sided-book')];
		this.#following = true;
		this.#execution.market.see(book);
		this.#lookAgainAt = at.monoMs + LOOK_AGAIN_MS;
		this.#measured.sense.observe(touch, at.monoMs);
		const first = this.#accounts.parameters === undefined;
		const begun = first ? this.#accounts.begin(instrument, touch, at) : SILENT;
		const marked = this.#accounts.mark(instrument, touch, first, at);
		const risk = this.#assess(instrument);
		const flattened = this.#flattener.run({
			instrument,
			inventoryLots: this.#accounts.books.inventoryLots,
			book,
			touch,
			limits: this.#risk.officer.limits,
			referenceHalfUnits: this.#measured.sense.referenceHalfUnits,
			ordersOpen: !this.#execution.gateway.isEmpty,
			ordersUnknown: this.#risk.hasUnknownOrders,
			takerBaseRebate: this.#accounts.parameters?.baseRebate.taker ?? 0n,
			at,
			now: this.#sendingAt,
		});
		return [...told, ...begun, ...risk, ...flattened, ...this.#quote(instrument, touch), ...marked, ...this.#watchEdge()];
	}

	pullByOperator(at: Instant): readonly MakerOutput[] {
		this.#risk.pull(at.wallMs);
		this.#flattener.stop();
		this.#at = at;
		return this.#settings === undefined ? SILENT : this.#standDown(this.#risk.reasonDown ?? 'operator');
	}

	/** Quotes come back with the next trusted book. */
	resumeByOperator(): void {
		this.#risk.resume();
		this.#flattener.stop();
	}

	/** Everything off until it is taken back. */
	killByOperator(at: Instant): readonly MakerOutput[] {
		this.#at = at;
		if (this.#settings === undefined) return SILENT;
		this.#flattener.stop();
		this.#risk.officer.kill('asked for');
		return [
			...(this.#instrument === undefined ? SILENT : this.#assess(this.#instrument)),
			...this.#standDown(this.#risk.reasonDown ?? 'killed'),
		];
	}

	/** Quotes off, then what is held is closed by taking; quotes stay off. */
	flattenByOperator(at: Instant): readonly MakerOutput[] {
		const told = this.pullByOperator(at);
		if (this.#settings === undefined) return told;
		const nothing = this.#accounts.books.inventoryLots === 0n && this.#execution.gateway.isEmpty;
		const obstacle = nothing
			? 'nothing to flatten: no inventory'
			: this.#following
				? this.#noFlatten
				: 'cannot flatten: the book is not trusted';
		return [...told, ...this.#flattener.begin(obstacle, at)];
	}

	/** Where quotes come back by it, closing what is held is over: both at once could turn it round. */
	rearm(at: Instant): readonly MakerOutput[] {
		this.#at = at;
		this.#accounts.rearm(this.#instrument);
		if (!this.#risk.pulledByOperator) this.#flattener.stop();
		// With a book the next look at it judges; without one nothing else would.
		return this.#instrument === undefined || this.#following ? SILENT : this.#assess(this.#instrument);
	}

	setReduceOnly(on: boolean): void {
		this.#risk.officer.setReduceOnly(on);
		this.#router.hurry();
	}

	/** @returns the parameters as they are then; undefined while there are none. */
	change(edit: ParameterEdit): MakerParameters | undefined {
		this.#accounts.change(edit, this.#instrument);
		this.#router.hurry();
		return this.#accounts.parameters;
	}

	/** Whether a hand may change the parameters so. */
	judge(edit: ParameterEdit, manner: Manner): Verdict {
		return this.#accounts.judge(edit, this.#instrument, manner);
	}

	/** Tighter at once, also for what stands; wider for sure only. @returns whether it was done, or why not. */
	changeLimit(name: LimitName, value: LimitValue, sure: boolean): Verdict {
		this.#router.hurry();
		return this.#accounts.changeLimit(name, value, sure, this.#instrument);
	}

	/** What is in force, for whoever is told of a change. */
	limited(): (Limited & {readonly instrument: Instrument}) | undefined {
		const {parameters} = this.#accounts;
		return parameters === undefined || this.#instrument === undefined
			? undefined
			: {parameters, limits: this.#risk.officer.limits, instrument: this.#instrument};
	}

	/** How much of a limit is used, as {@link limitOf} has it; undefined where that is no amount. */
	usedOf(name: LimitName): bigint | undefined {
		return this.#instrument && this.#accounts.usedOf(name, this.#instrument);
	}

	/** Up to here the market is known, on the exchange's clock. */
	get #heardTo(): UnixMs {
		return this.#clock.heardTo(this.#at);
	}

	/** No earlier than it is at the exchange: what is sent now is on its way from here. */
	get #sendingAt(): UnixMs {
		return this.#clock.sendingAt(this.#at);
	}

	/** Why nothing may be taken whatever the book is, in words: what an order has to obey is not known. */
	get #noFlatten(): string | undefined {
		const missing = this.#instrument && missingText(this.#instrument);
		return missing === undefined ? undefined : `cannot flatten: ${missing}`;
	}

	/** What is known is settled, then every paper order goes: its place in the queue is not known any more. */
	#distrust(obstacle: Obstacle): readonly MakerOutput[] {
		const instrument = this.#instrument;
		const told = instrument === undefined || !this.#following ? SILENT : this.#loseMarket(instrument);
		this.#router.cancelAll(this.#sendingAt);
		if (this.#following) this.#interrupt();
		const stopped = this.#flattener.lose(this.#at);
		const {reasonDown} = this.#risk;
		const reason = reasonDown === undefined || reasonDown === 'risk' ? obstacle : reasonDown;
		return [...told, ...stopped, ...this.#quoter.show(reason, this.#risk.downSince(reason) ?? this.#at.wallMs)];
	}

	/** What has happened by now is reported; an executor that needs the market gives the orders up, any other is asked to cancel them. */
	#loseMarket(instrument: Instrument): readonly MakerOutput[] {
		this.#execution.market.interrupt(this.#heardTo);
		return this.#takeReports(instrument);
	}

	#takeReports(instrument: Instrument): readonly MakerOutput[] {
		return this.#accounts.takeReports(instrument, reportsOf(this.#execution, this.#heardTo), this.#at, this.#heardTo);
	}

	#interrupt(): void {
		this.#following = false;
		this.#risk.interrupt();
		this.#measured.interrupt();
	}

	#assess(instrument: Instrument): readonly MakerOutput[] {
		return this.#accounts.assess(instrument, this.#at, this.#heardTo);
	}

	/** What takes quotes down takes them down now. */
	#onTransition(transition: RiskTransition): readonly MakerOutput[] {
		this.#router.hurry();
		const {to, reason} = transition;
		const closes = to === 'killed' && this.#risk.officer.limits.flattenOnKill && reason !== 'operator' && reason !== 'identity-broken';
		const refused = closes && this.#following ? this.#flattener.begin(this.#noFlatten, this.#at) : SILENT;
		const told: readonly MakerOutput[] = [{kind: 'risk', transition}, {kind: 'journal', entry: tellRisk(transition)}, ...refused];
		const down = this.#risk.reasonDown;
		const stood = down === undefined ? SILENT : this.#standDown(down);
		return [...told, ...(stood.length > 0 ? stood : this.#saidWith(down))];
	}

	/** The quotes as they are, with the risk layer's new word; what it held down it has let go of, and the next look at the book says what follows. */
	#saidWith(down: PullReason | undefined): readonly MakerOutput[] {
		const {quoting} = this.#quoter;
		const isOver =
			down === undefined &&
			quoting.kind === 'pulled' &&
			(quoting.reason === 'killed' || quoting.reason === 'risk' || (this.#following && FOR_THE_FEED.has(quoting.reason)));
		return isOver ? SILENT : [this.#quoter.again];
	}

	#quote(instrument: Instrument, touch: Touch): readonly MakerOutput[] {
		const {parameters} = this.#accounts;
		const down = this.#risk.reasonDown ?? missingRule(instrument);
		if (down !== undefined || parameters === undefined) return this.#standDown(down ?? 'bad-size');
		const {inventoryLots} = this.#accounts.books;
		return this.#quoter.quote({
			instrument,
			parameters,
			inventoryLots,
			touch,
			rules: this.#risk.rules(this.#measured, this.#at),
			at: this.#at,
			now: this.#sendingAt,
			heardTo: this.#heardTo,
		});
	}

	#watchEdge(): readonly MakerOutput[] {
		const {parameters} = this.#accounts;
		if (!this.isQuoting || parameters === undefined || !this.#edgeWatch.isDue(this.#at.monoMs)) return SILENT;
		const edge = this.#breakEven;
		return edge === undefined ? SILENT : this.#edgeWatch.look(edge, parameters, this.#at);
	}

	#standDown(reason: PullReason): readonly MakerOutput[] {
		return this.#quoter.standDown(reason, this.#risk.downSince(reason) ?? this.#at.wallMs, this.#sendingAt);
	}
}
