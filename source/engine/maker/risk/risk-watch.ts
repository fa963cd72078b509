/** What the risk layer looks at, collected: the desk's part of {@link RiskManager}'s work. */

import type {Instrument} from '../../../domain/instrument.js';
import type {Instant, MonotonicMs, Side, UnixMs} from '../../../domain/units.js';
import type {ClockOffset} from '../../../domain/clock-offset.js';
import type {CalibrationView} from '../pricing/calibration.js';
import type {MakerBooks} from '../books/maker-books.js';
import type {PullReason} from '../types/quotes.js';
import type {MakerParameters} from '../settings/parameters.js';
import type {Measurements} from '../measures/measurements.js';
import {volatilityBp} from '../pricing/model-shape.js';
import type {OrderReport} from '../types/order-report.js';
import type {QuoteRules} from '../pricing/quote-sizes.js';
import {UnknownOrders, type KnowledgeChange} from '../orders/unknown-orders.js';
import {RiskManager, type RiskTransition} from './risk-manager.js';
import {DEFAULT_RISK_LIMITS} from '../settings/risk-limits.js';

/** Steps of the engine come at least this often: more is lag. */
const STEP_MS = 100;
const HEALTH_EVERY_MS = 1000;
const NO_REJECTS = {bid: 0, ask: 0} as const;

/** How late the feed is, and how far the clocks are apart; undefined while not measured. */
export type Health = {readonly feedAgeMs: number | undefined; readonly clockOffset: ClockOffset | undefined};

export class RiskWatch {
	readonly officer: RiskManager;
	#pulledAtMs: UnixMs | undefined;
	#cleanEvents = 0;
	#depthAt: MonotonicMs | undefined;
	#loopLagMs = 0;
	/** Of each side: the other one goes on being accepted while a stale book has this one refused. */
	#rejectsInRow: Readonly<Record<Side, number>> = NO_REJECTS;
	readonly #unknown = new UnknownOrders();
	#health: Health | undefined;
	#healthAt = -Infinity;

	constructor(now: UnixMs) {
		this.officer = new RiskManager(DEFAULT_RISK_LIMITS, now);
	}

	/** @returns whether the engine lagged by more than it may. */
	onStep(before: Instant, at: Instant): boolean {
		this.#loopLagMs = Math.max(at.monoMs - before.monoMs - STEP_MS, 0);
		return this.#loopLagMs > this.officer.limits.maxLoopLagMs;
	}

	/** What held this step up is judged once. */
	forgetLag(): void {
		this.#loopLagMs = 0;
	}

	onDepth(at: Instant): void {
		this.#cleanEvents += 1;
		this.#depthAt = at.monoMs;
	}

	/** Latency and clock are looked at once a second. */
	wantsHealth(at: Instant): boolean {
		return at.monoMs - this.#healthAt >= HEALTH_EVERY_MS;
	}

	onHealth(health: Health, at: Instant): void {
		this.#health = health;
		this.#healthAt = at.monoMs;
	}

	/** @returns whether the report loses sight of its order or finds it again. */
	onReport(report: OrderReport, at: Instant): KnowledgeChange | undefined {
		this.#countRejects(report);
		return this.#unknown.onReport(report, at.monoMs);
	}

	get hasUnknownOrders(): boolean {
		return this.#unknown.count > 0;
	}

	#countRejects(report: OrderReport): void {
		if (report.kind === 'accepted') this.#rejectsInRow = {...this.#rejectsInRow, [report.side]: 0};
		else if (report.kind === 'rejected' && report.reason !== 'nothing-to-replace') {
			this.#rejectsInRow = {...this.#rejectsInRow, [report.side]: this.#rejectsInRow[report.side] + 1};
		}
	}

	forgetRejects(): void {
		this.#rejectsInRow = NO_REJECTS;
	}

	/** The feed has a hole. */
	interrupt(): void {
		this.#cleanEvents = 0;
	}

	/** Asked for again, it is still the first time that counts. */
	pull(atMs: UnixMs): void {
		this.#pulledAtMs ??= atMs;
	}

	resume(): void {
		this.#pulledAtMs = undefined;
	}

	get pulledByOperator(): boolean {
		return this.#pulledAtMs !== undefined;
	}

	/** Since when that reason holds, where it is one of these. */
	downSince(reason: PullReason): UnixMs | undefined {
		if (reason === 'operator') return this.#pulledAtMs;
		return (reason === 'killed' || reason === 'risk') && this.officer.state !== 'active' ? this.officer.sinceMs : undefined;
	}

	/** Why there may be no quotes, whatever the book is like. */
	get reasonDown(): PullReason | undefined {
		if (this.officer.state === 'killed') return 'killed';
		if (this.pulledByOperator) return 'operator';
		return this.officer.state === 'pulled' ? 'risk' : undefined;
	}

	rules({sense}: Measurements, at: Instant): QuoteRules {
		const {limits, state, widening} = this.officer;
		return {
			...limits,
			reduceOnly: state === 'reduce-only',
			blocked: {...sense.blocked(limits.maxOneSidedFills, limits.oneSidedWindowMs, at.monoMs), ...this.#unknown.blocked},
			referenceHalfUnits: sense.referenceHalfUnits,
			widening,
		};
	}

	/** Looks at the numbers. @returns the transition, where there is one. */
	assess(desk: AssessedMaker, at: Instant): RiskTransition | undefined {
		const {instrument, parameters, books, measured, calibration} = desk;
		const transition = this.officer.assess(
			{
				brokenIdentity: books.error(instrument),
				liquidationNet: books.liquidationNet(instrument),
				peakNet: measured.stats.peakNet,
				instrument,
				inventoryLots: books.inventoryLots,
				maxInventoryLots: parameters.maxInventoryLots,
				bookAgeMs: this.#depthAt === undefined ? undefined : at.monoMs - this.#depthAt,
				feedAgeMs: this.#health?.feedAgeMs,
				clockErrorMs: this.#health?.clockOffset?.errorMs,
				loopLagMs: this.#loopLagMs,
				spreadBp: measured.sense.spreadBp,
				usualSpreadBp: measured.sense.usualSpreadBp,
				volatilityBp: volatilityBp(instrument, calibration.volatility, books.markHalfUnits),
				rejectsInRow: Math.max(this.#rejectsInRow.bid, this.#rejectsInRow.ask),
				cleanEvents: this.#cleanEvents,
				unknownForMs: this.#unknown.oldestMs(at.monoMs),
				ordersUnknown: this.#unknown.count,
			},
			at,
		);
		// While nothing is sent nothing can be accepted: the pull itself ends the row.
		if (transition?.reason === 'post-only-rejects') this.forgetRejects();
		return transition;
	}
}

export type AssessedMaker = {
	readonly instrument: Instrument;
	readonly parameters: MakerParameters;
	readonly books: MakerBooks;
	readonly measured: Measurements;
	readonly calibration: CalibrationView;
};
