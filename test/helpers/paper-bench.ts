/** A paper exchange on a millisecond scale, with its inputs and reports. */

import type {Trade} from '../../source/domain/feed-event.js';
import type {OwnLots} from '../../source/domain/own-lots.js';
import {priceUnits, unixMs, type Aggressor, type Side} from '../../source/domain/units.js';
import {PaperExchange} from '../../source/engine/maker/paper/paper-exchange.js';
import {type PaperSettings} from '../../source/engine/maker/settings/paper-rules.js';
import {type PaperFill, type PaperReport, TAKER_LEVEL} from '../../source/engine/maker/types/order-report.js';
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
	readonly seen: {readonly fills: PaperFill[]; readonly trades: Trade[]} = {fills: [], trades: []};
	readonly reports: PaperReport[] = [];
	#book = bookOf(market);

	constructor(settings: Partial<PaperSettings> = {}) {
		this.exchange = new PaperExchange(
			{
				rule: {model: 'queue-conservative', power: 1},
				entryLatencyMs: 10,
				cancelLatencyMs: 10,
				jitterMs: 0,
				responseLatencyMs: 5,
				holdBackMs: 250,
				measured: false,
				...settings,
			},
			{
				onTouch: (at, mid, own) => this.touches.push({at, mid, ...own}),
				onFill: (fill) => this.seen.fills.push(fill),
				onTrade: (one) => this.seen.trades.push(one),
			},
			() => 0,
		);
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

	until(at: number): readonly PaperReport[] {
		const reports = this.exchange.advance(unixMs(at));
		this.reports.push(...reports);
		return reports;
	}

	/** The feed has a hole: every order is gone. */
	hole(at: number): void {
		this.reports.push(...this.exchange.pullAll(unixMs(at)));
	}

	/** Every report as a line, in the order of telling. */
	get told(): readonly string[] {
		return this.reports.map((report) => {
			const {orderId, atMs} = report;
			if (report.kind === 'accepted') return `main accepted ${orderId} ${report.side} at ${atMs}`;
			if (report.kind === 'reduced') return `main reduced ${orderId} to ${report.leavesLots} at ${atMs}`;
			if (report.kind === 'ended') return `main ended ${orderId} ${report.how} at ${atMs}`;
			const {side, level, priceUnits: price, qtyLots, liquidity, cause, midHalfUnits, sentAtMs} = report;
			const whose = report.variant === 'main' ? 'main' : 'optimistic';
			return `${whose} fill ${orderId} ${side} ${level} ${qtyLots} at ${price} ${liquidity} ${cause} mid ${midHalfUnits} at ${atMs} sent ${sentAtMs}`;
		});
	}

	get fills(): readonly PaperFill[] {
		return this.reports.filter((report) => report.kind === 'fill').filter(({variant}) => variant === 'main');
	}

	/** `[order, lots]` of each fill. */
	get filled(): ReadonlyArray<readonly [id: number, lots: OwnLots]> {
		return this.fills.map(({orderId, qtyLots}) => [orderId, qtyLots]);
	}

	/** How each order ended. */
	get ends(): ReadonlyArray<readonly [id: number, how: string, atMs: number]> {
		return this.reports.flatMap((report) => (report.kind === 'ended' ? [[report.orderId, report.how, report.atMs] as const] : []));
	}
}
