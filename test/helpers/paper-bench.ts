/** A paper exchange on a millisecond scale, with its inputs and reports. */

import type {Trade} from '../../source/domain/feed-event.js';
import type {OwnLots} from '../../source/domain/own-lots.js';
import {priceUnits, unixMs, type Aggressor, type Side} from '../../source/domain/units.js';
import {PaperExchange} from '../../source/engine/maker/paper/paper-exchange.js';
import {type PaperSettings} from '../../source/engine/maker/settings/paper-rules.js';
import {mergeReports, type TakenReport} from '../../source/engine/maker/orders/merge-reports.js';
import type {FillCircumstances} from '../../source/engine/maker/types/execution-observer.js';
import {isFinal, type OrderFill, type OrderReport, TAKER_LEVEL} from '../../source/engine/maker/types/order-report.js';
import {ZERO_MONEY} from '../../source/domain/money.js';
import type {WorkingOrder} from '../../source/engine/maker/types/quotes.js';
import {bookOf, trade, type Sides} from './diffs.js';

export const market: Sides = {
	bids: [
		[100, 30],
		[99, 50],
	],
	asks: [
		[103, 40],
		[104, 60],
	],
};

export type Touched = {readonly at: number; readonly mid: number | undefined; readonly bid: boolean; readonly ask: boolean};

export class Bench {
	readonly exchange: PaperExchange;
	readonly touches: Touched[] = [];
	/** What the observer received, in order of settling. */
	readonly seen: {readonly fills: (OrderFill & FillCircumstances)[]; readonly trades: Trade[]} = {fills: [], trades: []};
	readonly reports: OrderReport[] = [];
	/** Both exchanges' reports in the order in which they were told. */
	readonly heard: TakenReport[] = [];
	#book = bookOf(market);

	constructor(settings: Partial<PaperSettings> = {}) {
		this.exchange = new PaperExchange({
			settings: {
				rule: {model: 'queue-conservative', power: 1},
				entryLatencyMs: 10,
				cancelLatencyMs: 10,
				jitterMs: 0,
				responseLatencyMs: 5,
				holdBackMs: 250,
				measured: false,
				...settings,
			},
			observer: {
				onTouch: (at, mid, own) => this.touches.push({at, mid, ...own}),
				onFill: (fill, circumstances) => this.seen.fills.push({...fill, ...circumstances}),
				onTrade: (one) => this.seen.trades.push(one),
			},
			random: () => 0,
			feeOf: () => ({asset: 'USDT', amount: ZERO_MONEY}),
		});
	}

	send(side: Side, price: number, lots: OwnLots, at: number, replaces?: number): number {
		const request = {side, level: 0, priceUnits: priceUnits(price), qtyLots: lots, ...(replaces === undefined ? {} : {replaces})};
		this.exchange.see(this.#book);
		return this.exchange.send(request, unixMs(at), unixMs(at));
	}

	/** Takes what is offered up to the price, at once. */
	take(side: Side, price: number, lots: OwnLots, at: number): number {
		this.exchange.see(this.#book);
		return this.exchange.send(
			{side, level: TAKER_LEVEL, priceUnits: priceUnits(price), qtyLots: lots, taker: true},
			unixMs(at),
			unixMs(at),
		);
	}

	depth(sides: Sides, at: number): void {
		this.#book = bookOf(sides);
		this.exchange.onDepth(this.#book, unixMs(at));
	}

	/** Sends orders against another book, which no event has announced to the exchange. */
	lookAt(sides: Sides): void {
		this.#book = bookOf(sides);
	}

	trade(aggressor: Aggressor, price: number, qty: number | bigint, at: number): void {
		this.exchange.onTrade({...trade(1, aggressor, price, qty), tradeAtMs: unixMs(at), eventAtMs: unixMs(at)});
	}

	/** @returns the chosen rule's reports. */
	until(at: number): readonly OrderReport[] {
		const reports = this.exchange.advance(unixMs(at));
		this.reports.push(...reports);
		this.heard.push(...mergeReports(reports, this.exchange.optimistic.advance(unixMs(at))));
		return reports;
	}

	/** The feed has a hole: every order is gone. */
	hole(at: number): readonly OrderReport[] {
		this.exchange.interrupt(unixMs(at));
		return this.until(at);
	}

	/** Every report of the chosen rule and every fill of the optimistic one as a line, in the order of telling. */
	get told(): readonly string[] {
		return this.heard.flatMap(({report, isOptimistic}) => {
			const {orderId, atMs} = report;
			if (report.kind === 'filled') {
				const line = this.#fillLine(report, isOptimistic);
				return isOptimistic || report.leavesLots > 0 ? [line] : [line, `main ended ${orderId} filled at ${atMs}`];
			}
			if (isOptimistic) return [];
			if (report.kind === 'accepted') return [`main accepted ${orderId} ${report.side} at ${atMs}`];
			if (report.kind === 'reduced') return [`main reduced ${orderId} to ${report.leavesLots} at ${atMs}`];
			return [`main ended ${orderId} ${endOf(report)} at ${atMs}`];
		});
	}

	#fillLine(report: OrderFill, isOptimistic: boolean): string {
		const {executionId, orderId, side, level, qtyLots, priceUnits: price, liquidity, atMs, sentAtMs} = report;
		const seen = this.seen.fills.find((fill) => fill.executionId === executionId);
		const circumstances = isOptimistic ? '' : ` ${seen?.cause} mid ${seen?.midHalfUnits}`;
		const whose = isOptimistic ? 'optimistic' : 'main';
		return `${whose} fill ${orderId} ${side} ${level} ${qtyLots} at ${price} ${liquidity}${circumstances} at ${atMs} sent ${sentAtMs}`;
	}

	/** The chosen rule's reported fills, with what the observer was told of each. */
	get fills(): readonly (OrderFill & Partial<FillCircumstances>)[] {
		return this.reports.flatMap((report) =>
			report.kind === 'filled' ? [{...report, ...this.seen.fills.find(({executionId}) => executionId === report.executionId)}] : [],
		);
	}

	/** Fills of the optimistic exchange. */
	get bestFills(): readonly OrderFill[] {
		return this.heard.flatMap(({report, isOptimistic}) => (isOptimistic && report.kind === 'filled' ? [report] : []));
	}

	/** A working order with its place in the queue, as the operator sees it. */
	working(at: number): readonly WorkingOrder[] {
		return this.exchange.working(unixMs(at)).map((order) => ({...order, ...this.exchange.placeOf(order.id)}));
	}

	/** `[order, lots]` of each fill. */
	get filled(): ReadonlyArray<readonly [id: number, lots: OwnLots]> {
		return this.fills.map(({orderId, qtyLots}) => [orderId, qtyLots]);
	}

	/** How each order ended. */
	get ends(): ReadonlyArray<readonly [id: number, how: string, atMs: number]> {
		return this.reports.flatMap((report) => (isFinal(report) ? [[report.orderId, endOf(report), report.atMs] as const] : []));
	}
}

/** The kind of the last report of an order; of a rejected one the reason. */
const endOf = (report: OrderReport): string => (report.kind === 'rejected' ? report.reason : report.kind);
