/** What the desk holds and may hold: parameters, money at its mark, and the risk layer's word on both after every fill. */

import {priceMoney, type Instrument} from '../../domain/instrument.js';
import {midHalfUnits, type Touch} from '../../domain/book/metrics.js';
import type {LimitName} from '../../domain/limit-table.js';
import {subtractMoney, ZERO_MONEY, type Money} from '../../domain/money.js';
import {plainText} from '../../domain/text/plain-text.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import type {MakerSettings} from './settings/maker-settings.js';
import {tellChosenAgain, tellFill, tellNoMaker, tellSight, tellUnpricedFee, tellWideLimit} from './maker-journal.js';
import type {EmitMaker, MakerEntry} from './types/maker-output.js';
import {changeLimit, startWarnings, type Limited, type LimitValue} from './settings/limit-edits.js';
import {breakEven, type BreakEven} from './measures/break-even.js';
import type {Quoting} from './types/quotes.js';
import {MakerBooks} from './books/maker-books.js';
import {chooseLimits, chooseParameters, sizeProblem} from './settings/maker-parameters.js';
import type {MakerParameters} from './settings/parameters.js';
import type {Measurements} from './measures/measurements.js';
import type {TakenReport} from './orders/merge-reports.js';
import {SeenReports} from './orders/seen-reports.js';
import type {OrderRouter} from './orders/order-router.js';
import type {OrderFill, OrderReport} from './types/order-report.js';
import {judgeParameters, mayPass, startProblem, type BoundsMarket, type Manner, type Verdict} from './settings/parameter-bounds.js';
import type {ParameterEdit} from './settings/parameter-edits.js';
import type {RiskTransition} from './risk/risk-manager.js';
import type {RiskWatch} from './risk/risk-watch.js';

const NOTHING_TO_CHANGE: Verdict = {kind: 'refuse', why: 'no price yet, so nothing to change'};

export type AccountsParts = {
	readonly settings: MakerSettings | undefined;
	readonly measured: Measurements;
	readonly risk: RiskWatch;
	readonly router: OrderRouter;
	readonly emit: EmitMaker;
	/** Takes down what a transition takes down. */
	readonly onTransition: (transition: RiskTransition) => void;
};

export class Accounts {
	readonly books: MakerBooks;
	readonly #parts: AccountsParts;
	#parameters: MakerParameters | undefined;
	readonly #seen = new SeenReports();
	/** Assets in which fees were paid that nobody knows a price of, said once each. */
	readonly #unpriced = new Set<string>();
	/** Why no parameters could be chosen. */
	#problem: string | undefined;
	/** As they were chosen, before any hand changed them, and at which price: twice the mid. */
	#chosen: (Limited & {readonly at: number}) | undefined;

	constructor(parts: AccountsParts) {
		this.#parts = parts;
		this.books = new MakerBooks(parts.settings, parts.measured.attribution);
	}

	/** Undefined until a first price allows a choice, and where the sizes cannot be worked with. */
	get parameters(): MakerParameters | undefined {
		return this.#parameters;
	}

	change(edit: ParameterEdit, instrument: Instrument | undefined): void {
		if (this.#parameters !== undefined && instrument !== undefined) {
			this.#parameters = edit(this.#parameters, instrument, this.#price(instrument));
		}
	}

	/** Whether a hand may change them so; there is nothing to change before the first price. */
	judge(edit: ParameterEdit, instrument: Instrument | undefined, manner: Manner): Verdict {
		const held = this.#parameters;
		if (held === undefined || instrument === undefined) return NOTHING_TO_CHANGE;
		return judgeParameters(
			held,
			edit(held, instrument, this.#price(instrument)),
			this.#bounds(instrument, this.books.markHalfUnits),
			manner,
		);
	}

	/** @returns why the limit stays as it was; undefined where it has changed. */
	changeLimit(name: LimitName, value: LimitValue, sure: boolean, instrument: Instrument | undefined): Verdict {
		const {risk, router} = this.#parts;
		if (this.#parameters === undefined || instrument === undefined) return NOTHING_TO_CHANGE;
		const {verdict, limited} = changeLimit({parameters: this.#parameters, limits: risk.officer.limits}, instrument, name, value);
		if (!mayPass(verdict, sure)) return verdict;
		this.#parameters = limited.parameters;
		risk.officer.setLimits(limited.limits);
		router.setRate(limited.limits.maxOrdersPer10s);
		return {kind: 'fine'};
	}

	/** What is held, lost since the start, or lost from the peak: nothing where nothing is. */
	usedOf(name: LimitName, instrument: Instrument): bigint | undefined {
		const {inventoryLots} = this.books;
		const net = this.books.liquidationNet(instrument);
		switch (name) {
			case 'max-inventory':
				return inventoryLots < 0n ? -inventoryLots : inventoryLots;
			case 'max-loss':
				return atLeastZero(this.#parts.risk.officer.lostBy(net));
			case 'max-drawdown':
				return atLeastZero(subtractMoney(this.#parts.measured.stats.peakNet, net));
			default:
				return undefined;
		}
	}

	#price(instrument: Instrument): Money {
		const {markHalfUnits} = this.books;
		return markHalfUnits === undefined ? ZERO_MONEY : priceMoney(instrument, markHalfUnits);
	}

	#bounds(instrument: Instrument, halfUnits: number | undefined): BoundsMarket {
		return {instrument, halfUnits, limits: this.#parts.risk.officer.limits};
	}

	/** With the first price come the parameters, or the reason why there are none, which is said once. */
	begin(instrument: Instrument, touch: Touch, at: Instant): void {
		const {settings} = this.#parts;
		if (settings === undefined || this.#problem !== undefined) return;
		this.#problem = sizeProblem(instrument, settings) ?? this.#chooseFirst(instrument, settings, touch, at);
		if (this.#problem !== undefined) this.#write(tellNoMaker(this.#problem, at.wallMs));
	}

	/** @returns why these settings cannot be worked with. */
	#chooseFirst(instrument: Instrument, settings: MakerSettings, touch: Touch, at: Instant): string | undefined {
		const mid = midHalfUnits(touch);
		const parameters = chooseParameters(instrument, settings, mid);
		const limits = chooseLimits(instrument, settings, parameters, mid);
		const problem = startProblem(parameters, {instrument, halfUnits: mid, limits});
		if (problem !== undefined) return problem;
		this.#parameters = parameters;
		this.#chosen = {parameters, limits, at: mid};
		this.books.open(instrument, settings, touch);
		this.#countFrom(this.books.liquidationNet(instrument));
		this.#parts.risk.officer.setLimits(limits);
		this.#parts.router.setRate(limits.maxOrdersPer10s);
		const warnings = startWarnings(instrument, {parameters, limits}, usualOf(instrument, settings, parameters, mid));
		for (const text of warnings) this.#write(tellWideLimit(text, at.wallMs));
		return undefined;
	}

	/** Prices count in other units: what was chosen stays, and is not chosen again. */
	forgetChoice(): void {
		this.#chosen = undefined;
	}

	/**
	 * Other rules, the same units: what was chosen by default is chosen again as if they had held from the start. What a
	 * hand has set, at the start or since, stays.
	 */
	chooseAgain(instrument: Instrument, at: Instant): void {
		const {settings, risk, router} = this.#parts;
		const [held, chosen] = [this.#parameters, this.#chosen];
		this.#problem = undefined;
		if (settings === undefined || held === undefined || chosen === undefined) return;
		const {at: mid} = chosen;
		const parameters = chooseParameters(instrument, settings, mid);
		const limits = chooseLimits(instrument, settings, parameters, mid);
		if (startProblem(parameters, {instrument, halfUnits: mid, limits}) !== undefined) return;
		this.#parameters = {...parameters, ...setByHand(held, chosen.parameters)};
		risk.officer.setLimits({...limits, ...setByHand(risk.officer.limits, chosen.limits)});
		router.setRate(risk.officer.limits.maxOrdersPer10s);
		this.#chosen = {parameters, limits, at: mid};
		const changes = plainText({...setByHand(this.#parameters, held), ...setByHand(limits, chosen.limits)}, instrument);
		if (changes !== '') this.#write(tellChosenAgain(changes, at.wallMs));
	}

	/** @param first of a session. @returns whether the account is to be told: it has changed, and something is held or it is the first. */
	mark(instrument: Instrument, touch: Touch, first: boolean, at: Instant): boolean {
		const changed = this.books.mark(touch) || first;
		if (this.#parameters === undefined) return false;
		const {stats} = this.#parts.measured;
		stats.onNet(this.books.liquidationNet(instrument), at.wallMs);
		stats.onInventory(this.books.inventoryLots, this.#parameters.maxInventoryLots, at.wallMs);
		return changed && (first || this.books.inventoryLots !== 0n);
	}

	/** The risk layer looks. @param now on the exchange's clock. */
	assess(instrument: Instrument, at: Instant, now: UnixMs): void {
		const {measured, risk, onTransition} = this.#parts;
		const parameters = this.#parameters;
		if (parameters === undefined) return;
		const calibration = measured.calibration.view(instrument, now);
		const transition = risk.assess({instrument, parameters, books: this.books, measured, calibration}, at);
		if (transition !== undefined) onTransition(transition);
	}

	takeReports(instrument: Instrument, reports: readonly TakenReport[], at: Instant, now: UnixMs): void {
		for (const {report, isOptimistic} of reports) {
			if (!this.#seen.take(report)) continue;
			if (!isOptimistic) this.#takeReport(instrument, report, at, now);
			else if (report.kind === 'filled') this.#takeOptimistic(instrument, report);
		}
	}

	#takeReport(instrument: Instrument, report: OrderReport, at: Instant, now: UnixMs): void {
		const {measured, risk} = this.#parts;
		measured.stats.onReport(report);
		const change = risk.onReport(report, at);
		if (change !== undefined) this.#write(tellSight(report, change, at.wallMs));
		if (report.kind !== 'filled') return;
		this.#takeFill(instrument, report, at);
		this.assess(instrument, at, now);
	}

	/** A fill of the same orders at their best. */
	#takeOptimistic(instrument: Instrument, fill: OrderFill): void {
		this.#parts.measured.stats.onOptimisticFill(fill);
		this.books.takeOptimistic(instrument, fill);
	}

	#takeFill(instrument: Instrument, report: OrderFill, at: Instant): void {
		const {measured, emit} = this.#parts;
		const circumstances = measured.circumstancesOf(report, this.books.markHalfUnits);
		const fill = this.books.take(instrument, report, circumstances, at.wallMs);
		if (report.liquidity === 'maker') measured.sense.onFill(report.side, at.monoMs);
		emit({kind: 'fill', fill});
		this.#write(tellFill(instrument, fill));
		this.#noticePrice(instrument, report, at);
		emit({kind: 'account', account: this.books.account(instrument)});
	}

	/** A fee that is in no account is said, once for each asset. */
	#noticePrice(instrument: Instrument, fill: OrderFill, at: Instant): void {
		const {asset} = fill.fee;
		if (this.books.hasPriceFor(instrument, fill) || this.#unpriced.has(asset)) return;
		this.#unpriced.add(asset);
		this.#write(tellUnpricedFee(asset, at.wallMs));
	}

	#write(entry: MakerEntry): void {
		this.#parts.emit({kind: 'journal', entry});
	}

	/** Can the quotes live; undefined until there are parameters. */
	breakEven(instrument: Instrument, quoting: Quoting): BreakEven | undefined {
		const parameters = this.#parameters;
		if (parameters === undefined) return undefined;
		const markouts = this.#parts.measured.markouts.view;
		return breakEven({instrument, parameters, quoting, markouts, markHalfUnits: this.books.markHalfUnits});
	}

	/** Takes a kill back: losses and drawdown are counted from here. */
	rearm(instrument: Instrument | undefined): void {
		const {risk} = this.#parts;
		risk.officer.rearm();
		this.#countFrom(instrument === undefined ? ZERO_MONEY : this.books.liquidationNet(instrument));
		risk.forgetRejects();
	}

	/** Losses and drawdown begin here: what was lost before is nobody's to stop any more. */
	#countFrom(net: Money): void {
		this.#parts.risk.officer.countFrom(net);
		this.#parts.measured.stats.forgetPeak(net);
	}
}

/** What differs from what was chosen. */
const setByHand = <Numbers extends object>(held: Numbers, chosen: Numbers): Partial<Numbers> => {
	const before = new Map<string, unknown>(Object.entries(chosen));
	const differing: Partial<Numbers> = {...held};
	const values: readonly (readonly [string, unknown])[] = Object.entries(held);
	for (const [name, value] of values) {
		const was = before.get(name);
		const isSame = typeof value === 'object' && typeof was === 'object' ? plainText(value ?? {}) === plainText(was ?? {}) : value === was;
		if (isSame) Reflect.deleteProperty(differing, name);
	}

	return differing;
};

/** The limits that would be chosen without a word from the operator, for what is to be held and ordered. */
const usualOf = (instrument: Instrument, settings: MakerSettings, parameters: MakerParameters, mid: number): Limited => {
	const {limits: _limits, maxInventory: _inventory, ...rest} = settings;
	const {maxInventoryLots} = chooseParameters(instrument, rest, mid);
	return {parameters: {...parameters, maxInventoryLots}, limits: chooseLimits(instrument, rest, parameters, mid)};
};

const atLeastZero = (value: bigint): bigint => (value < 0n ? 0n : value);
