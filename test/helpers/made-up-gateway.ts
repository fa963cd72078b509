/** A gateway that does nothing by itself: what it reports is what a test says. */

import {ZERO_MONEY} from '../../source/domain/money.js';
import {plusLots, type OwnLots} from '../../source/domain/own-lots.js';
import {qtyLots, unixMs, type Side} from '../../source/domain/units.js';
import type {MakeExecution} from '../../source/engine/maker/orders/execution.js';
import type {OrderGateway} from '../../source/engine/maker/orders/order-gateway.js';
import {
	isFinal,
	type OrderFill,
	type OrderNews,
	type OrderReport,
	type OrderRequest,
} from '../../source/engine/maker/types/order-report.js';
import type {PlannedOrder} from '../../source/engine/maker/types/planned-order.js';
import {NOON} from './diffs.js';

export type Asked =
	| {readonly kind: 'send'; readonly id: number; readonly request: OrderRequest}
	| {readonly kind: 'cancel'; readonly id: number}
	| {readonly kind: 'reduce'; readonly id: number};

export class MadeUpGateway implements OrderGateway {
	/** Everything that was asked of it, in order. */
	readonly asked: Asked[] = [];
	#orders = new Map<number, PlannedOrder & {readonly taker: boolean}>();
	#reports: OrderReport[] = [];
	#number = 0;

	send(request: OrderRequest, _now: number, sentAtMs: number): number {
		const id = this.asked.length + 1;
		const {side, level, priceUnits, qtyLots: leavesLots} = request;
		this.asked.push({kind: 'send', id, request});
		const phase = {phase: 'entering', busy: true, taker: request.taker === true} as const;
		this.#orders.set(id, {id, side, level, priceUnits, leavesLots, placedAtMs: unixMs(sentAtMs), ...phase});
		if (request.replaces !== undefined) this.#change(request.replaces, {phase: 'leaving'});
		return id;
	}

	cancel(id: number): void {
		this.asked.push({kind: 'cancel', id});
		this.#change(id, {phase: 'leaving'});
	}

	reduce(id: number): void {
		this.asked.push({kind: 'reduce', id});
	}

	working(): readonly PlannedOrder[] {
		return [...this.#orders.values()].filter(({taker}) => !taker);
	}

	openLots(side: Side): OwnLots {
		return this.#sum(side, () => true);
	}

	leavingLots(side: Side): OwnLots {
		return this.#sum(side, ({phase}) => phase === 'leaving' || phase === 'unknown');
	}

	get isEmpty(): boolean {
		return this.#orders.size === 0;
	}

	advance(): readonly OrderReport[] {
		return this.#reports.splice(0);
	}

	/** The ids of what was sent and is not over. */
	get open(): readonly number[] {
		return [...this.#orders.keys()];
	}

	/** Next the desk hears this of an order. @returns the report, to be told again. */
	report(orderId: number, news: OrderNews): OrderReport {
		const order = this.#orders.get(orderId);
		const request = this.asked.find((one) => one.kind === 'send' && one.id === orderId);
		const side = request?.kind === 'send' ? request.request.side : 'bid';
		const report: OrderReport = {...news, executionId: (this.#number += 1), orderId, side, atMs: unixMs(NOON)};
		if (news.kind === 'accepted') this.#change(orderId, {phase: 'resting', busy: false});
		if (news.kind === 'unknown' && order?.phase !== 'leaving') this.#change(orderId, {phase: 'unknown'});
		if (news.kind === 'filled') this.#change(orderId, {leavesLots: news.leavesLots});
		if (isFinal(report)) this.#orders.delete(orderId);
		this.#reports.push(report);
		return report;
	}

	again(report: OrderReport): void {
		this.#reports.push(report);
	}

	fill(orderId: number, lots: OwnLots, changes: Partial<OrderFill> = {}): OrderReport {
		const sent = this.asked.find((one) => one.kind === 'send' && one.id === orderId);
		if (sent?.kind !== 'send') throw new RangeError(`order ${orderId} was never sent`);
		const {level, priceUnits} = sent.request;
		return this.report(orderId, {
			kind: 'filled',
			level,
			priceUnits,
			qtyLots: lots,
			leavesLots: 0,
			liquidity: 'maker',
			fee: {asset: 'USDT', amount: ZERO_MONEY},
			sentAtMs: unixMs(NOON),
			...changes,
		});
	}

	/** For the desk: an executor that needs no market, and gives no second opinion. */
	get execution(): MakeExecution {
		const nothing = (): void => undefined;
		const place = {aheadLots: qtyLots(0), bestAheadLots: qtyLots(0), behindLots: qtyLots(0)};
		return () => ({
			gateway: this,
			optimistic: undefined,
			market: {setInstrument: nothing, setRules: nothing, see: nothing, onDepth: nothing, onTrade: nothing, interrupt: nothing},
			facts: {orderLatencyMs: 0, lateMoments: 0, setMeasuredLatency: nothing, placeOf: () => place},
		});
	}

	#change(id: number, changes: Partial<PlannedOrder>): void {
		const order = this.#orders.get(id);
		if (order !== undefined) this.#orders.set(id, {...order, ...changes});
	}

	#sum(side: Side, counts: (order: PlannedOrder) => boolean): OwnLots {
		const theirs = [...this.#orders.values()].filter((order) => order.side === side && counts(order));
		return theirs.reduce<OwnLots>((sum, {leavesLots}) => plusLots(sum, leavesLots), 0);
	}
}
