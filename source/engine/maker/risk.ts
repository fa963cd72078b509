/**
 * ACTIVE → REDUCE_ONLY → PULLED → KILLED (reference §5). Each look at the numbers gives the worst state that a
 * rule asks for, and the first rule in a fixed order that asks for it; every change is one transition with the
 * numbers that caused it. PULLED ends by itself when its cause has cleared and a cool-down has passed; KILLED is
 * latched until a person takes it back. Pure but for what it remembers; the same code on paper and live.
 */

import {formatMoney, subtractMoney, ZERO_MONEY, type Money} from '../../domain/money.js';
import {unixMs, type MonotonicMs, type UnixMs} from '../../domain/units.js';
import type {RiskLimits} from './risk-limits.js';

export const RISK_STATES = ['active', 'reduce-only', 'pulled', 'killed'] as const;
export type RiskState = (typeof RISK_STATES)[number];

export const RISK_REASONS = [
	'identity-broken',
	'operator',
	'max-loss',
	'max-drawdown',
	'loss-rate',
	'post-only-rejects',
	'event-loop-lag',
	'stale-book',
	'latency',
	'clock',
	'wide-spread',
	'volatility',
	'clean-events',
	'inventory',
] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

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

export type RiskTransition = {readonly from: RiskState; readonly to: RiskState; readonly reason: RiskReason | undefined; readonly detail: string; readonly atMs: UnixMs};

/** What is measured; undefined is not known, and breaks no rule. */
export type RiskNumbers = {
	readonly brokenIdentity: string | undefined;
	readonly liquidationNet: Money;
	readonly peakNet: Money;
	readonly inventoryLots: number;
	readonly maxInventoryLots: number;
	readonly bookAgeMs: number | undefined;
	readonly latencyP99Ms: number | undefined;
	readonly clockErrorMs: number | undefined;
	readonly loopLagMs: number;
	readonly spreadBp: number | undefined;
	readonly usualSpreadBp: number | undefined;
	/** Basis points per √second. */
	readonly volatilityBp: number | undefined;
	readonly rejectsInRow: number;
	readonly cleanEvents: number;
};

type Finding = {readonly state: RiskState; readonly reason: RiskReason; readonly detail: string};

const severity = (state: RiskState): number => RISK_STATES.indexOf(state);

export class RiskOfficer {
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
	readonly #nets: {readonly at: number; readonly net: Money}[] = [];

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

	/** Takes a kill back. Losses are counted anew from here, otherwise the same loss would kill again at once. */
	rearm(net: Money): void {
		this.#killed = undefined;
		this.#lossFrom = net;
		this.#coolUntilMono = -Infinity;
		this.#nets.length = 0;
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
		return {from, to, reason: finding?.reason, detail: finding?.detail ?? cleared, atMs};
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
		yield* this.#losses(numbers, now);
		yield* pulls(numbers, this.limits);
		if (this.#reduceOnly) yield {state: 'reduce-only', reason: 'operator', detail: 'asked for'};
		if (Math.abs(numbers.inventoryLots) > numbers.maxInventoryLots) {
			yield {state: 'reduce-only', reason: 'inventory', detail: `holding ${numbers.inventoryLots} of ${numbers.maxInventoryLots} lots`};
		}
	}

	*#losses({liquidationNet, peakNet}: RiskNumbers, now: MonotonicMs): Iterable<Finding> {
		const {maxLoss, maxDrawdown, maxLossRate, lossWindowMs} = this.limits;
		const loss = subtractMoney(this.#lossFrom, liquidationNet);
		if (maxLoss !== undefined && loss >= maxLoss) yield {state: 'killed', reason: 'max-loss', detail: `lost ${formatMoney(loss)}, limit ${formatMoney(maxLoss)}`};
		const drawdown = subtractMoney(peakNet, liquidationNet);
		if (maxDrawdown !== undefined && drawdown >= maxDrawdown) yield {state: 'killed', reason: 'max-drawdown', detail: `${formatMoney(drawdown)} below the peak, limit ${formatMoney(maxDrawdown)}`};
		if (maxLossRate === undefined) return;
		const lost = this.#lostWithin(liquidationNet, now, lossWindowMs);
		if (lost >= maxLossRate) yield {state: 'pulled', reason: 'loss-rate', detail: `lost ${formatMoney(lost)} in ${lossWindowMs / 1000} s, limit ${formatMoney(maxLossRate)}`};
	}

	/** Since the best net of the window; one sample each tenth of it is enough. */
	#lostWithin(net: Money, now: MonotonicMs, windowMs: number): Money {
		while ((this.#nets[0]?.at ?? Infinity) < now - windowMs) this.#nets.shift();
		const last = this.#nets.at(-1);
		if (last === undefined || now - last.at >= windowMs / 100 || net > last.net) this.#nets.push({at: now, net});
		const best = this.#nets.reduce((most, one) => (one.net > most ? one.net : most), net);
		return subtractMoney(best, net);
	}
}

const over = (value: number | undefined, limit: number | undefined): value is number => value !== undefined && limit !== undefined && value > limit;

const pulled = (reason: RiskReason, detail: string): Finding => ({state: 'pulled', reason, detail});

function* pulls(numbers: RiskNumbers, limits: RiskLimits): Iterable<Finding> {
	const {loopLagMs, bookAgeMs, latencyP99Ms, clockErrorMs, volatilityBp, cleanEvents, rejectsInRow} = numbers;
	if (over(rejectsInRow, limits.maxRejects - 1)) yield pulled('post-only-rejects', `${rejectsInRow} in a row, limit ${limits.maxRejects}`);
	if (over(loopLagMs, limits.maxLoopLagMs)) yield pulled('event-loop-lag', `${Math.round(loopLagMs)} ms, limit ${limits.maxLoopLagMs}`);
	if (over(bookAgeMs, limits.maxBookAgeMs)) yield pulled('stale-book', `${Math.round(bookAgeMs)} ms old, limit ${limits.maxBookAgeMs}`);
	if (over(latencyP99Ms, limits.maxLatencyMs)) yield pulled('latency', `p99 ${Math.round(latencyP99Ms)} ms, limit ${limits.maxLatencyMs}`);
	if (over(clockErrorMs, limits.maxClockErrorMs)) yield pulled('clock', `unsure by ${Math.round(clockErrorMs)} ms, limit ${limits.maxClockErrorMs}`);
	yield* wideSpread(numbers, limits);
	if (over(volatilityBp, limits.maxVolatilityBp)) yield pulled('volatility', `${volatilityBp.toFixed(1)} bp/√s, limit ${limits.maxVolatilityBp}`);
	if (cleanEvents < limits.cleanEvents) yield pulled('clean-events', `${cleanEvents} of ${limits.cleanEvents} since the book came back`);
}

function* wideSpread({spreadBp, usualSpreadBp}: RiskNumbers, {maxSpreadBp, maxSpreadRatio}: RiskLimits): Iterable<Finding> {
	if (spreadBp === undefined || spreadBp <= maxSpreadBp) return;
	const usual = usualSpreadBp ?? 0;
	if (spreadBp > usual * maxSpreadRatio) yield pulled('wide-spread', `${spreadBp.toFixed(1)} bp, usually ${usual.toFixed(1)}, limit ${maxSpreadBp}`);
}

/** From half of the limit on the spread grows with volatility, to twice its width at the limit. */
const wideningFor = (volatilityBp: number | undefined, {maxVolatilityBp}: RiskLimits): number => {
	if (volatilityBp === undefined || maxVolatilityBp === undefined) return 1;
	return Math.min(Math.max(1, volatilityBp / (maxVolatilityBp / 2)), 2);
};
