/**
 * The market maker's desk: parameters, paper orders, money, risk and measurements in one owned object that the
 * engine steps. Quotes stand only while the book is trusted and the risk layer lets them; every account that is
 * told has balanced books behind it.
 */

import type {Trade} from '../../domain/feed-event.js';
import type {Instrument} from '../../domain/instrument.js';
import {midHalfTicks, touchOf, type Touch} from '../../domain/metrics.js';
import {addMoney, money, subtractMoney, ZERO_MONEY} from '../../domain/money.js';
import type {BookView} from '../../domain/order-book.js';
import type {Instant, MonotonicMs, Side, UnixMs} from '../../domain/units.js';
import type {MakerSettings} from '../engine-config.js';
import type {Gauges} from '../gauges.js';
import {tellFill, tellRisk} from '../journal.js';
import type {EngineOutput} from '../outputs.js';
import {Calibration} from './calibration.js';
import {ExchangeClock} from './exchange-clock.js';
import {ExecutionStats} from './execution-stats.js';
import {fairValue, type FairValueKind} from './fair-value.js';
import {MakerBooks} from './maker-books.js';
import {chooseLimits, chooseParameters} from './maker-parameters.js';
import type {MakerParameters, MakerView, PullReason, Quoting} from './maker-state.js';
import {quoteFor, sameQuoting} from './market-maker.js';
import {MarketSense} from './market-sense.js';
import {Markouts} from './markouts.js';
import {MicroPrice} from './micro-price.js';
import {modelShape, volatilityBp} from './model-shape.js';
import {OrderRouter} from './order-router.js';
import {PaperExchange} from './paper-exchange.js';
import type {PaperReport} from './paper-order.js';
import {paperSettings} from './paper-settings.js';
import type {QuoteRules} from './quote-sizes.js';
import type {QuotingModel} from './quoting-model.js';
import {RiskOfficer, type RiskNumbers} from './risk.js';
import {DEFAULT_RISK_LIMITS} from './risk-limits.js';

/** What the desk has to say, in order. */
export type DeskOutput = Extract<EngineOutput, {kind: 'quote' | 'fill' | 'account' | 'journal'}>;

/** Why there can be no quotes at all, told by whoever knows the book. */
export type Obstacle = Extract<PullReason, 'book-not-trusted' | 'one-sided-book' | 'no-instrument'>;

/** Steps of the engine come at least this often: more is lag. */
const STEP_MS = 100;
const HEALTH_EVERY_MS = 1000;
const NO_REJECTS = {bid: 0, ask: 0} as const;

export class MakerDesk {
	readonly #settings: MakerSettings | undefined;
	readonly #books: MakerBooks;
	readonly #exchange: PaperExchange;
	readonly #clock = new ExchangeClock();
	readonly #calibration = new Calibration();
	readonly #markouts = new Markouts();
	readonly #micro = new MicroPrice();
	readonly #sense = new MarketSense();
	readonly #stats = new ExecutionStats();
	readonly #risk: RiskOfficer;
	readonly #router: OrderRouter;
	#instrument: Instrument | undefined;
	#parameters: MakerParameters | undefined;
	#quoting: Quoting;
	#at: Instant;
	#pulledByOperator = false;
	/** The feed is whole since the last hole: moments may be settled. */
	#following = false;
	#cleanEvents = 0;
	#depthAt: MonotonicMs | undefined;
	#loopLagMs = 0;
	/** Of each side: the other one goes on being accepted while a stale book has this one refused. */
	#rejectsInRow: Readonly<Record<Side, number>> = NO_REJECTS;
	#health: Pick<Gauges, 'latency' | 'clockOffset'> | undefined;
	#healthAt = -Infinity;

	/** @param settings absent: no market maker, ever. */
	constructor(settings: MakerSettings | undefined, at: Instant) {
		this.#settings = settings;
		this.#at = at;
		this.#books = new MakerBooks(settings);
		this.#risk = new RiskOfficer(DEFAULT_RISK_LIMITS, at.wallMs);
		this.#exchange = new PaperExchange(paperSettings(settings?.paper), {
			onTouch: (atMs, mid, own) => {
				this.#calibration.onMid(atMs, mid === undefined ? undefined : mid / 2);
				this.#markouts.onMid(atMs, mid);
				this.#stats.onTouch(atMs, mid !== undefined, own);
			},
			onTrade: (trade) => this.#calibration.onTrade(trade),
			onFill: (fill) => {
				if (fill.variant === 'main') this.#markouts.onFill(fill);
			},
		});
		this.#router = new OrderRouter(this.#exchange, this.#stats);
		this.#quoting = settings === undefined ? {kind: 'off'} : {kind: 'pulled', reason: 'no-instrument', sinceMs: at.wallMs};
	}

	get view(): MakerView {
		const off = this.#settings === undefined;
		const instrument = this.#instrument;
		return {
			quoting: this.#quoting,
			parameters: this.#parameters,
			orders: this.#exchange.orders(this.#now).filter(({phase}) => phase !== 'leaving'),
			account: this.#books.account(instrument),
			fillModel: off ? 'none' : paperSettings(this.#settings.paper).rule.model,
			risk: off ? undefined : this.#risk.view(this.#at),
			markouts: off ? undefined : this.#markouts.view,
			execution: off ? undefined : this.#stats.view(this.#exchange.lateMoments),
			calibration: off || instrument === undefined ? undefined : this.#calibration.view(instrument, this.#now),
		};
	}

	get isQuoting(): boolean {
		return this.#quoting.kind === 'quoting';
	}

	/** Something waits for its time: the desk wants to be stepped without news of the book. */
	get isDue(): boolean {
		return this.#router.isWaiting && this.isQuoting;
	}

	/** Ticks may have changed their meaning: orders go, money stays. */
	setInstrument(instrument: Instrument): void {
		this.#instrument = instrument;
		this.#exchange.reset(instrument.stepLots);
		this.#books.forgetMark();
		this.#interrupt();
	}

	/** Time passes: what is settled by now is told. Called in every step. */
	onTime(at: Instant): readonly DeskOutput[] {
		this.#loopLagMs = Math.max(at.monoMs - this.#at.monoMs - STEP_MS, 0);
		this.#at = at;
		const instrument = this.#instrument;
		if (this.#settings === undefined || instrument === undefined) return [];
		const told = this.#takeReports(instrument, this.#exchange.advance(this.#now));
		return this.#loopLagMs > this.#risk.limits.maxLoopLagMs ? [...told, ...this.#assess(instrument)] : told;
	}

	/** Latency and clock are looked at once a second. */
	wantsHealth(at: Instant): boolean {
		return this.#settings !== undefined && at.monoMs - this.#healthAt >= HEALTH_EVERY_MS;
	}

	onHealth(health: Pick<Gauges, 'latency' | 'clockOffset'>, at: Instant): void {
		this.#health = health;
		this.#healthAt = at.monoMs;
		this.#exchange.setMeasuredLatency(health.clockOffset?.errorMs);
	}

	/** A depth event was applied; the book stands at it. */
	onDepth(book: BookView, eventAtMs: UnixMs | undefined, at: Instant): void {
		if (this.#settings === undefined || this.#instrument === undefined) return;
		if (eventAtMs !== undefined) this.#clock.observe(eventAtMs, at.monoMs);
		this.#cleanEvents += 1;
		this.#depthAt = at.monoMs;
		if (!this.#following) return;
		this.#micro.observe(touchOf(book));
		this.#exchange.onDepth(book, eventAtMs ?? this.#clock.now(at.monoMs, at.wallMs));
	}

	onTrade(trade: Trade, at: Instant): readonly DeskOutput[] {
		if (this.#settings === undefined) return [];
		this.#clock.observe(trade.eventAtMs, at.monoMs);
		if (this.#following) this.#exchange.onTrade(trade);
		return this.onTime(at);
	}

	/** The book moved or its trust changed: mark, and quote or pull. */
	onBook(book: BookView, obstacle: Obstacle | undefined, at: Instant): readonly DeskOutput[] {
		const settings = this.#settings;
		if (settings === undefined) return [];
		const told = this.onTime(at);
		const touch = obstacle === undefined ? touchOf(book) : undefined;
		const instrument = this.#instrument;
		if (instrument === undefined || touch === undefined) return [...told, ...this.#distrust(obstacle ?? 'one-sided-book')];
		this.#following = true;
		this.#sense.observe(touch, at.monoMs);
		const marked = this.#mark(instrument, settings, touch);
		const risk = this.#assess(instrument);
		return [...told, ...risk, ...this.#quote(instrument, settings, touch, book), ...marked];
	}

	pullByOperator(at: Instant): readonly DeskOutput[] {
		this.#pulledByOperator = true;
		this.#at = at;
		return this.#settings === undefined ? [] : this.#standDown(this.#reasonDown() ?? 'operator');
	}

	/** Quotes come back with the next trusted book. */
	resumeByOperator(): void {
		this.#pulledByOperator = false;
	}

	/** Everything off until it is taken back. */
	killByOperator(at: Instant): readonly DeskOutput[] {
		this.#at = at;
		if (this.#settings === undefined) return [];
		this.#risk.kill('asked for');
		return [...(this.#instrument === undefined ? [] : this.#assess(this.#instrument)), ...this.#standDown(this.#reasonDown() ?? 'killed')];
	}

	rearm(): void {
		const net = this.#instrument === undefined ? ZERO_MONEY : this.#books.liquidationNet(this.#instrument);
		this.#risk.rearm(net);
		this.#stats.forgetPeak(net);
		this.#rejectsInRow = NO_REJECTS;
	}

	setReduceOnly(on: boolean): void {
		this.#risk.setReduceOnly(on);
		this.#router.hurry();
	}

	/** Positive steps move both quotes up. */
	adjustSkew(steps: number): MakerParameters | undefined {
		return this.#change((held) => ({...held, manualSkew: subtractMoney(held.manualSkew, money(held.step * BigInt(steps)))}));
	}

	flatSkew(): MakerParameters | undefined {
		return this.#change((held) => ({...held, manualSkew: ZERO_MONEY}));
	}

	/** Never below zero; what the other models ask for is widened by as much. */
	adjustHalfSpread(steps: number): MakerParameters | undefined {
		return this.#change((held) => {
			const by = money(held.step * BigInt(steps));
			if (held.model !== 'linear') return {...held, manualSpread: addMoney(held.manualSpread, by)};
			const wanted = addMoney(held.halfSpread, by);
			return {...held, halfSpread: wanted < 0n ? ZERO_MONEY : wanted};
		});
	}

	chooseModel(model: QuotingModel): MakerParameters | undefined {
		return this.#change((held) => ({...held, model}));
	}

	chooseFairValue(fair: FairValueKind): MakerParameters | undefined {
		return this.#change((held) => ({...held, fairValue: fair}));
	}

	get #now(): UnixMs {
		return this.#clock.now(this.#at.monoMs, this.#at.wallMs);
	}

	#change(edit: (held: MakerParameters) => MakerParameters): MakerParameters | undefined {
		if (this.#parameters !== undefined) this.#parameters = edit(this.#parameters);
		this.#router.hurry();
		return this.#parameters;
	}

	/** What is known is settled, then every paper order goes: its place in the queue is not known any more. */
	#distrust(obstacle: Obstacle): readonly DeskOutput[] {
		const instrument = this.#instrument;
		const told = instrument === undefined || !this.#following ? [] : this.#takeReports(instrument, this.#exchange.pullAll(this.#now));
		if (this.#following) this.#interrupt();
		const reason = this.#pulledByOperator ? 'operator' : this.#risk.state === 'killed' ? 'killed' : obstacle;
		return [...told, ...this.#say({kind: 'pulled', reason, sinceMs: this.#at.wallMs})];
	}

	#interrupt(): void {
		this.#following = false;
		this.#cleanEvents = 0;
		this.#calibration.interrupt();
		this.#markouts.interrupt();
		this.#micro.interrupt();
		this.#sense.interrupt();
	}

	#mark(instrument: Instrument, settings: MakerSettings, touch: Touch): readonly DeskOutput[] {
		const changed = this.#books.mark(touch);
		const first = this.#parameters === undefined;
		if (first) {
			this.#parameters = chooseParameters(instrument, settings, midHalfTicks(touch));
			this.#books.open(instrument, settings, midHalfTicks(touch));
			const limits = chooseLimits(instrument, settings, this.#parameters, midHalfTicks(touch));
			this.#risk.setLimits(limits);
			this.#router.setRate(limits.maxOrdersPer10s);
		}

		this.#stats.onNet(this.#books.liquidationNet(instrument), this.#at.wallMs);
		this.#stats.onInventory(this.#books.inventoryLots, this.#parameters?.maxInventoryLots ?? Infinity, this.#at.wallMs);
		return changed && (first || this.#books.inventoryLots !== 0n) ? [this.#account(instrument)] : [];
	}

	#account(instrument: Instrument): DeskOutput {
		return {kind: 'account', account: this.#books.account(instrument)};
	}

	/** The risk layer looks; a transition that takes quotes down takes them down now. */
	#assess(instrument: Instrument): readonly DeskOutput[] {
		const parameters = this.#parameters;
		if (parameters === undefined) return [];
		const transition = this.#risk.assess(this.#numbers(instrument, parameters), this.#at);
		if (transition === undefined) return [];
		// While nothing is sent nothing can be accepted: the pull itself ends the row.
		if (transition.reason === 'post-only-rejects') this.#rejectsInRow = NO_REJECTS;
		this.#router.hurry();
		const told: DeskOutput = {kind: 'journal', entry: tellRisk(transition)};
		const down = this.#reasonDown();
		if (down === undefined) return [told, {kind: 'quote', quoting: this.#quoting}];
		const stood = this.#standDown(down);
		return [told, ...(stood.length > 0 ? stood : [{kind: 'quote', quoting: this.#quoting} as const])];
	}

	#numbers(instrument: Instrument, {maxInventoryLots}: MakerParameters): RiskNumbers {
		return {
			brokenIdentity: this.#books.error(instrument),
			liquidationNet: this.#books.liquidationNet(instrument),
			peakNet: this.#stats.peakNet,
			inventoryLots: Number(this.#books.inventoryLots),
			maxInventoryLots,
			bookAgeMs: this.#depthAt === undefined ? undefined : this.#at.monoMs - this.#depthAt,
			latencyP99Ms: this.#health?.latency?.p99Ms,
			clockErrorMs: this.#health?.clockOffset?.errorMs,
			loopLagMs: this.#loopLagMs,
			spreadBp: this.#sense.spreadBp,
			usualSpreadBp: this.#sense.usualSpreadBp,
			volatilityBp: volatilityBp(instrument, this.#calibration.view(instrument, this.#now).volatility, this.#books.markHalfTicks),
			rejectsInRow: Math.max(this.#rejectsInRow.bid, this.#rejectsInRow.ask),
			cleanEvents: this.#cleanEvents,
		};
	}

	#reasonDown(): PullReason | undefined {
		if (this.#risk.state === 'killed') return 'killed';
		if (this.#pulledByOperator) return 'operator';
		return this.#risk.state === 'pulled' ? 'risk' : undefined;
	}

	#quote(instrument: Instrument, settings: MakerSettings, touch: Touch, book: BookView): readonly DeskOutput[] {
		const parameters = this.#parameters;
		const down = this.#reasonDown();
		if (down !== undefined || parameters === undefined) return this.#standDown(down ?? 'operator');
		const {inventoryLots} = this.#books;
		const calibration = this.#calibration.view(instrument, this.#now);
		const shape = modelShape({instrument, settings, parameters, calibration, inventoryLots, midHalfTicks: midHalfTicks(touch)});
		if (shape === undefined) return this.#standDown('not-calibrated');
		const fair = fairValue(parameters.fairValue, instrument, touch, this.#micro.adjustment(touch));
		const quoting = quoteFor(instrument, parameters, inventoryLots, touch, {fair, shape, rules: this.#rules()});
		this.#router.route({instrument, parameters, quoting, inventoryLots, book, at: this.#at, now: this.#now});
		return this.#say(quoting);
	}

	#rules(): QuoteRules {
		const {limits} = this.#risk;
		return {
			...limits,
			reduceOnly: this.#risk.state === 'reduce-only',
			blocked: this.#sense.blocked(limits.maxOneSidedFills, limits.oneSidedWindowMs, this.#at.monoMs),
			referenceHalfTicks: this.#sense.referenceHalfTicks,
			widening: this.#risk.widening,
		};
	}

	/** Every order is cancelled; until that arrives it can still be filled. */
	#standDown(reason: PullReason): readonly DeskOutput[] {
		this.#router.cancelAll(this.#now);
		return this.#say({kind: 'pulled', reason, sinceMs: this.#at.wallMs});
	}

	#say(quoting: Quoting): readonly DeskOutput[] {
		const same = sameQuoting(this.#quoting, quoting);
		// The time since which quotes are pulled belongs to the first of several equal pulls.
		if (!same || quoting.kind === 'quoting') this.#quoting = quoting;
		return same ? [] : [{kind: 'quote', quoting}];
	}

	#countRejects(report: PaperReport): void {
		if (report.kind === 'accepted') this.#rejectsInRow = {...this.#rejectsInRow, [report.side]: 0};
		else if (report.kind === 'ended' && report.how === 'rejected') this.#rejectsInRow = {...this.#rejectsInRow, [report.side]: this.#rejectsInRow[report.side] + 1};
	}

	#takeReports(instrument: Instrument, reports: readonly PaperReport[]): readonly DeskOutput[] {
		const told: DeskOutput[] = [];
		for (const report of reports) {
			this.#stats.onReport(report);
			this.#countRejects(report);
			if (report.kind !== 'fill') continue;
			const fill = this.#books.take(instrument, report, this.#at.wallMs);
			if (fill === undefined) continue;
			this.#sense.onFill(report.side, this.#at.monoMs);
			told.push({kind: 'fill', fill}, {kind: 'journal', entry: tellFill(instrument, fill)}, this.#account(instrument), ...this.#assess(instrument));
		}

		return told;
	}
}
