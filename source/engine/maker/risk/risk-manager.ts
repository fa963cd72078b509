/**
 * ACTIVE → REDUCE_ONLY → PULLED → KILLED. Each look at the numbers gives the worst state that a
 * rule asks for, and the first rule in a fixed order that asks for it; every change is one transition with the
 * numbers that caused it. PULLED ends by itself when its cause has cleared and a cool-down has passed; KILLED is
 * latched until a person takes it back. Pure but for what it remembers; the same code on paper and live.
 */

import {subtractMoney, ZERO_MONEY, type Money} from '../../../domain/money.js';
import {unixMs, type MonotonicMs, type UnixMs} from '../../../domain/units.js';
import {LossWindow} from './loss-window.js';
import type {RiskLimits} from '../settings/risk-limits.js';
import {
	isLost,
	moneyFinding,
	pulls,
	RISK_STATES,
	tooMuchHeld,
	wideningFor,
	type Finding,
	type RiskFigure,
	type RiskNumbers,
	type RiskReason,
	type RiskState,
} from './risk-rules.js';

export {RISK_STATES, type RiskNumbers, type RiskReason, type RiskState} from './risk-rules.js';

export type RiskView = {
	readonly state: RiskState;
	/** Undefined while active. */
	readonly reason: RiskReason | undefined;
	/** The numbers, in words. */
	readonly detail: string;
	readonly sinceMs: UnixMs;
	/** When a pull can end at the earliest. */
	readonly resumesAtMs: UnixMs | undefined;
	readonly limits: RiskLimits;
	/** Widening that volatility asks for: 1 is none. */
	readonly widening: number;
	readonly transitions: number;
};

export type RiskTransition = {
	readonly from: RiskState;
	readonly to: RiskState;
	/** Undefined when everything has cleared. */
	readonly reason: RiskReason | undefined;
	/** The numbers, in words; what has cleared, when all has. */
	readonly detail: string;
	/** What was measured and where its limit is, where the reason has numbers. */
	readonly value: RiskFigure | undefined;
	readonly limit: RiskFigure | undefined;
	readonly atMs: UnixMs;
};

const severity = (state: RiskState): number => RISK_STATES.indexOf(state);

export class RiskManager {
	#limits: RiskLimits;
	#state: RiskState = 'active';
	#finding: Finding | undefined;
	#sinceMs: UnixMs;
	#coolUntilMono = -Infinity;
	#killed: Finding | undefined;
	#reduceOnly = false;
	#widening = 1;
	#transitions = 0;
	/** Where the session's loss is counted from. */
	#lossFrom: Money = ZERO_MONEY;
	readonly #losses = new LossWindow();

	constructor(limits: RiskLimits, now: UnixMs) {
		this.#limits = limits;
		this.#sinceMs = now;
	}

	get limits(): RiskLimits {
		return this.#limits;
	}

	/** As soon as a first price gives them. */
	setLimits(limits: RiskLimits): void {
		this.#limits = limits;
	}

	get state(): RiskState {
		return this.#state;
	}

	/** Since when it is in this state for this reason. */
	get sinceMs(): UnixMs {
		return this.#sinceMs;
	}

	get widening(): number {
		return this.#widening;
	}

	view(now: {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs}): RiskView {
		const left = this.#coolUntilMono - now.monoMs;
		return {
			state: this.#state,
			reason: this.#finding?.reason,
			detail: this.#finding?.detail ?? '',
			sinceMs: this.#sinceMs,
			resumesAtMs: this.#state === 'pulled' && left > 0 ? unixMs(Math.round(now.wallMs + left)) : undefined,
			limits: this.limits,
			widening: this.#widening,
			transitions: this.#transitions,
		};
	}

	kill(detail: string): void {
		this.#killed ??= {state: 'killed', reason: 'operator', detail};
	}

	/** Losses are counted from this net on, the liquidation mark's. */
	countFrom(net: Money): void {
		this.#lossFrom = net;
		this.#losses.clear();
	}

	/** Takes a kill back. Losses are to be counted anew then, otherwise the same loss would kill again at once. */
	rearm(): void {
		this.#killed = undefined;
		this.#coolUntilMono = -Infinity;
	}

	setReduceOnly(on: boolean): void {
		this.#reduceOnly = on;
	}

	/** @returns the transition, where there is one. */
	assess(numbers: RiskNumbers, now: {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs}): RiskTransition | undefined {
		this.#widening = wideningFor(numbers.volatilityBp, this.limits);
		const found = this.#worst(numbers, now.monoMs);
		if (found?.state === 'killed') this.#killed ??= found;
		if (found?.state === 'pulled') this.#coolUntilMono = now.monoMs + this.limits.coolDownMs;
		const cooling = now.monoMs < this.#coolUntilMono && this.#finding?.state === 'pulled';
		const effective = this.#killed ?? (cooling && severity(found?.state ?? 'active') < severity('pulled') ? this.#finding : found);
		return this.#take(effective, now.wallMs);
	}

	#take(finding: Finding | undefined, atMs: UnixMs): RiskTransition | undefined {
		const to = finding?.state ?? 'active';
		const from = this.#state;
		const same = to === from && finding?.reason === this.#finding?.reason;
		if (same) return undefined;
		const cleared = this.#finding === undefined ? '' : `${this.#finding.reason} has cleared`;
		this.#finding = finding;
		this.#state = to;
		this.#sinceMs = atMs;
		this.#transitions += 1;
		return {from, to, reason: finding?.reason, detail: finding?.detail ?? cleared, value: finding?.value, limit: finding?.limit, atMs};
	}

	#worst(numbers: RiskNumbers, now: MonotonicMs): Finding | undefined {
		let worst: Finding | undefined;
		for (const finding of this.#findings(numbers, now)) {
			if (worst === undefined || severity(finding.state) > severity(worst.state)) worst = finding;
		}

		return worst;
	}

	/** In the order of `RISK_REASONS`: of equals the first counts. */
	*#findings(numbers: RiskNumbers, now: MonotonicMs): Iterable<Finding> {
		if (numbers.brokenIdentity !== undefined) yield {state: 'killed', reason: 'identity-broken', detail: numbers.brokenIdentity};
		yield* this.#lost(numbers, now);
		yield* pulls(numbers, this.limits);
		if (this.#reduceOnly) yield {state: 'reduce-only', reason: 'operator', detail: 'asked for'};
		if ((numbers.inventoryLots < 0n ? -numbers.inventoryLots : numbers.inventoryLots) > numbers.maxInventoryLots) {
			yield tooMuchHeld(numbers);
		}
	}

	/** Since where losses are counted from; negative is a gain. */
	lostBy(net: Money): Money {
		return subtractMoney(this.#lossFrom, net);
	}

	*#lost({liquidationNet, peakNet}: RiskNumbers, now: MonotonicMs): Iterable<Finding> {
		const {maxLoss, maxDrawdown, maxLossRate, lossWindowMs} = this.limits;
		const loss = this.lostBy(liquidationNet);
		if (isLost(loss, maxLoss)) yield moneyFinding('killed', 'max-loss', loss, maxLoss, 'lost VALUE, limit LIMIT');
		const drawdown = subtractMoney(peakNet, liquidationNet);
		if (isLost(drawdown, maxDrawdown)) {
			yield moneyFinding('killed', 'max-drawdown', drawdown, maxDrawdown, 'VALUE below the peak, limit LIMIT');
		}
		if (maxLossRate === undefined) return;
		const lost = this.#losses.lostWithin(liquidationNet, now, lossWindowMs);
		if (isLost(lost, maxLossRate)) {
			yield moneyFinding('pulled', 'loss-rate', lost, maxLossRate, `lost VALUE in ${lossWindowMs / 1000} s, limit LIMIT`);
		}
	}
}
