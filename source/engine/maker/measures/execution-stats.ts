/** How well the orders did their work: fill ratios, time at the touch, drawdown, time-weighted inventory. */

import {money, subtractMoney, ZERO_MONEY, type Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {Side, UnixMs} from '../../../domain/units.js';
import {RunningMoments} from '../pricing/moments.js';
import {isFinal, type OrderReport} from '../types/order-report.js';

export type ExecutionView = {
	readonly ordersAccepted: number;
	readonly ordersFilled: number;
	readonly ordersRejected: number;
	/** Orders of which the optimistic rule filled something. */
	readonly ordersFilledAtBest: number;
	/** Filled of all that was placed, by quantity; 0 … 1. */
	readonly quantityRatio: number | undefined;
	/** Share of the time with a settled book in which an own order stood at the best price. */
	readonly uptime: Readonly<Record<Side | 'both', number>> | undefined;
	readonly peakNet: Money;
	readonly maxDrawdown: Money;
	readonly drawdown: Money;
	/** The longest time under a peak. */
	readonly longestDrawdownMs: number;
	/** Average of |inventory| over time, in lots, and the share of the time at the limit. */
	readonly meanInventoryLots: number | undefined;
	readonly atLimit: number | undefined;
	/** Mean ÷ deviation of the net's changes per minute × √minutes: a t-statistic, not annualised. */
	readonly tStatistic: number | undefined;
	/** Accepted orders for each that was filled. */
	readonly ordersPerFill: number | undefined;
	/** Moments of the exchange that came too late for the hold-back. */
	readonly lateMoments: number;
};

/** Longer pauses between two settled books are no time at the touch, nor away from it. */
const LONGEST_STEP_MS = 2000;

export class ExecutionStats {
	readonly #touch = {bid: 0, ask: 0, both: 0, all: 0};
	#touchAt: number | undefined;
	readonly #placed = new Map<number, {lots: number; filled: boolean; atBest: boolean}>();
	readonly #orders = {accepted: 0, filled: 0, rejected: 0, atBest: 0, placedLots: 0, filledLots: 0};
	#peak: Money = ZERO_MONEY;
	#peakAt: UnixMs | undefined;
	#net: Money = ZERO_MONEY;
	#maxDrawdown: Money = ZERO_MONEY;
	#longestDrawdownMs = 0;
	#held: {at: UnixMs; lots: number; limit: number} | undefined;
	readonly #inventory = {weighted: 0, atLimit: 0, ms: 0};
	readonly #minutes = new RunningMoments();
	#minute: {startAt: UnixMs; net: Money} | undefined;

	sent(id: number, lots: OwnLots): void {
		this.#placed.set(id, {lots: Number(lots), filled: false, atBest: false});
	}

	onReport(report: OrderReport): void {
		const order = this.#placed.get(report.orderId);
		if (order === undefined) return;
		if (report.kind === 'accepted') {
			this.#orders.accepted += 1;
			this.#orders.placedLots += order.lots;
		} else if (report.kind === 'rejected') {
			if (report.reason !== 'nothing-to-replace') this.#orders.rejected += 1;
		} else if (report.kind === 'filled') {
			if (!order.filled) this.#orders.filled += 1;
			order.filled = true;
			this.#orders.filledLots += Number(report.qtyLots);
		}

		if (isFinal(report)) this.#placed.delete(report.orderId);
	}

	/** A fill of the same order at its best. */
	onOptimisticFill({orderId}: OrderReport): void {
		const order = this.#placed.get(orderId);
		if (order === undefined) return;
		if (!order.atBest) this.#orders.atBest += 1;
		order.atBest = true;
	}

	onTouch(atMs: UnixMs, valid: boolean, own: Readonly<Record<Side, boolean>>): void {
		const elapsed = this.#touchAt === undefined ? 0 : atMs - this.#touchAt;
		this.#touchAt = atMs;
		if (!valid || elapsed <= 0 || elapsed > LONGEST_STEP_MS) return;
		this.#touch.all += elapsed;
		if (own.bid) this.#touch.bid += elapsed;
		if (own.ask) this.#touch.ask += elapsed;
		if (own.bid && own.ask) this.#touch.both += elapsed;
	}

	/** @param net by the conservative mark. */
	onNet(net: Money, at: UnixMs): void {
		this.#net = net;
		this.#onMinute(net, at);
		this.#peakAt ??= at;
		if (net >= this.#peak) {
			this.#peak = net;
			this.#peakAt = at;
			return;
		}

		this.#longestDrawdownMs = Math.max(this.#longestDrawdownMs, at - this.#peakAt);
		const drawdown = subtractMoney(this.#peak, net);
		if (drawdown > this.#maxDrawdown) this.#maxDrawdown = drawdown;
	}

	get peakNet(): Money {
		return this.#peak;
	}

	/** A new start for the drawdown that acts; the largest one stays on record. */
	forgetPeak(net: Money): void {
		this.#peak = net;
		this.#peakAt = undefined;
	}

	onInventory(lots: bigint, limitLots: OwnLots, at: UnixMs): void {
		const held = this.#held;
		this.#held = {at, lots: Math.abs(Number(lots)), limit: Number(limitLots)};
		if (held === undefined) return;
		const elapsed = Math.max(at - held.at, 0);
		this.#inventory.ms += elapsed;
		this.#inventory.weighted += held.lots * elapsed;
		if (held.lots >= held.limit) this.#inventory.atLimit += elapsed;
	}

	view(lateMoments: number): ExecutionView {
		const {all, bid, ask, both} = this.#touch;
		const {ms, weighted, atLimit} = this.#inventory;
		return {
			ordersAccepted: this.#orders.accepted,
			ordersFilled: this.#orders.filled,
			ordersRejected: this.#orders.rejected,
			ordersFilledAtBest: this.#orders.atBest,
			quantityRatio: this.#orders.placedLots === 0 ? undefined : this.#orders.filledLots / this.#orders.placedLots,
			uptime: all === 0 ? undefined : {bid: bid / all, ask: ask / all, both: both / all},
			peakNet: this.#peak,
			maxDrawdown: this.#maxDrawdown,
			drawdown: subtractMoney(this.#peak, this.#net),
			longestDrawdownMs: this.#longestDrawdownMs,
			meanInventoryLots: ms === 0 ? undefined : weighted / ms,
			atLimit: ms === 0 ? undefined : atLimit / ms,
			tStatistic: this.#tStatistic(),
			ordersPerFill: this.#orders.filled === 0 ? undefined : this.#orders.accepted / this.#orders.filled,
			lateMoments,
		};
	}

	#onMinute(net: Money, at: UnixMs): void {
		this.#minute ??= {startAt: at, net};
		if (at - this.#minute.startAt < 60_000) return;
		this.#minutes.add(Number(money(net - this.#minute.net)));
		this.#minute = {startAt: at, net};
	}

	#tStatistic(): number | undefined {
		const {mean, standardError} = this.#minutes.moments;
		return standardError === undefined || standardError === 0 ? undefined : mean / standardError;
	}
}
