/**
 * What happens at the paper exchange at one settled moment: own messages arrive, prints and depth pass through own
 * orders by the chosen fill rule. The optimistic exchange beside it hears of everything a moment earlier.
 */

import type {Trade} from '../../../domain/feed-event.js';
import {minusLots, mostLots, type OwnLots} from '../../../domain/own-lots.js';
import {lossyLots, unixMs, type PriceUnits, type Side, type UnixMs} from '../../../domain/units.js';
import type {FillCause} from '../settings/names.js';
import type {FillRule} from '../settings/paper-rules.js';
import type {ExecutionObserver} from '../types/execution-observer.js';
import type {OrderFill, OrderNews} from '../types/order-report.js';
import {queueAt, type Filled} from './fill-rules.js';
import type {OptimisticExchange} from './optimistic-exchange.js';
import type {OwnOrders} from './own-orders.js';
import type {FeeOf} from './paper-fees.js';
import type {PaperOrder} from './paper-order.js';
import type {DepthMoment} from './paper-timeline.js';
import {observeBy, reachBy, reachOrder, restingSide} from './resting-fills.js';
import {TakenLiquidity} from './taker-walk.js';

/** An own message that is due. */
export type OwnAct = {readonly at: number; readonly run: () => void};

export type Best = Pick<DepthMoment, 'bid' | 'ask'>;

const NO_BEST: Best = {bid: undefined, ask: undefined};

export type MatchingParts = {
	readonly orders: OwnOrders;
	readonly rule: FillRule;
	readonly optimistic: OptimisticExchange;
	readonly observer: ExecutionObserver;
	readonly feeOf: FeeOf;
	/** Of the next report. */
	readonly nextNumber: () => number;
};

export class PaperMatching {
	readonly #parts: MatchingParts;
	readonly #orders: OwnOrders;
	readonly #optimistic: OptimisticExchange;
	readonly #taken = new TakenLiquidity();
	#best = NO_BEST;
	#stepLots = 1;

	constructor(parts: MatchingParts) {
		this.#parts = parts;
		this.#orders = parts.orders;
		this.#optimistic = parts.optimistic;
	}

	setStep(stepLots: number): void {
		this.#stepLots = stepLots;
	}

	reset(stepLots: number): void {
		this.#stepLots = stepLots;
		this.#best = NO_BEST;
		this.#taken.clear();
	}

	/** Before the first settled depth event the book that an order was sent against is the best there is. */
	begin(best: Best): void {
		if (this.#best.bid === undefined && this.#best.ask === undefined) this.#best = best;
	}

	/** The next own message to act on until `horizon`, by time and then by age. */
	nextOwn(horizon: number): OwnAct | undefined {
		let next: OwnAct | undefined;
		for (const order of this.#orders.all) {
			const act = this.#nextOf(order);
			if (act !== undefined && act.at <= horizon && (next === undefined || act.at < next.at)) next = act;
		}

		return next;
	}

	onTrade(trade: Trade): void {
		this.#parts.observer.onTrade(trade);
		this.#optimistic.onTrade(trade);
		const side = restingSide(trade);
		const resting = this.#orders.all.filter(
			({state, request}) => state === 'resting' && request.side === side && request.taker === undefined,
		);
		let quantity = lossyLots(trade.qtyLots);
		for (const order of reachOrder(resting, side)) {
			const reached = reachBy(this.#parts.rule, order, trade, quantity, this.#stepLots);
			if (reached === undefined) continue;
			this.#fill(order, reached.filled, trade.tradeAtMs);
			quantity = Math.max(quantity - Number(reached.used), 0);
		}
	}

	onDepth(moment: DepthMoment): void {
		const atMs = unixMs(moment.at);
		this.#parts.observer.onTouch(atMs, midOf(moment), {bid: this.#standsAtBest('bid'), ask: this.#standsAtBest('ask')});
		this.#best = moment;
		for (const order of this.#orders.all) {
			if (order.state === 'ended' || (order.state === 'resting' && moment.at < order.acceptAt)) continue;
			order.offers = moment.offers.get(order.id) ?? order.offers;
			const shown = moment.shown.get(order.id);
			if (shown !== undefined) this.#onLevel(order, shown, atMs);
		}
	}

	/** Every order that is not over is cancelled. */
	endAll(at: UnixMs): void {
		for (const order of this.#orders.all) if (order.state !== 'ended') this.#end(order, 'cancelled', at);
	}

	#nextOf(order: PaperOrder): OwnAct | undefined {
		const {state, acceptAt, cancelAt = Infinity, reduction} = order;
		if (state === 'ended') return undefined;
		if (state === 'entering') return {at: acceptAt, run: () => this.#arrive(order)};
		if (reduction !== undefined && reduction.at < cancelAt) {
			return {at: reduction.at, run: () => this.#cut(order, reduction.totalLots, reduction.at)};
		}
		return cancelAt === Infinity ? undefined : {at: cancelAt, run: () => this.#end(order, 'cancelled', cancelAt)};
	}

	/** What was filled meanwhile counts towards the new total: nothing may be left. */
	#cut(order: PaperOrder, totalLots: OwnLots, at: number): void {
		const cut = mostLots(minusLots(order.totalLots, totalLots), 0);
		const leaves = mostLots(minusLots(order.queue.leaves, cut), 0);
		order.reduction = undefined;
		order.totalLots = minusLots(order.totalLots, cut);
		order.queue = {...order.queue, leaves};
		this.#optimistic.cut(order.id, cut, at);
		this.#report(order, at, {kind: 'reduced', leavesLots: leaves});
		if (leaves === 0) this.#end(order, 'cancelled', at);
	}

	#arrive(order: PaperOrder): void {
		if (order.request.taker === true) this.#execute(order);
		else this.#accept(order);
	}

	/** Immediate or cancel: it takes what there is, what is left expires. */
	#execute(order: PaperOrder): void {
		const {side, qtyLots} = order.request;
		const atMs = unixMs(order.acceptAt);
		this.#optimistic.accept(order.id);
		this.#report(order, atMs, {kind: 'accepted'});
		for (const piece of this.#taken.walk(side, order.offers, qtyLots, this.#stepLots)) {
			this.#optimistic.take(order.id, piece);
			order.queue = {...order.queue, leaves: minusLots(order.queue.leaves, piece.lots)};
			this.#reportFill(order, {atMs, priceUnits: piece.priceUnits, qtyLots: piece.lots, cause: 'taken'});
		}

		if (order.queue.leaves === 0) this.#over(order, atMs);
		else this.#end(order, 'expired', atMs);
	}

	/** What it replaces was cancelled by the same message, a moment before. */
	#accept(order: PaperOrder): void {
		const {request, acceptAt} = order;
		const replaced = this.#orders.find(request.replaces);
		const orphan = request.replaces !== undefined && (replaced === undefined || replaced.state === 'ended') && !wasCancelled(replaced);
		if (orphan || this.#crosses(request.side, request.priceUnits)) {
			this.#report(order, acceptAt, {kind: 'rejected', reason: orphan ? 'nothing-to-replace' : 'would-take'});
			this.#over(order, acceptAt);
			return;
		}

		order.state = 'resting';
		this.#optimistic.accept(order.id);
		this.#report(order, acceptAt, {kind: 'accepted'});
	}

	#crosses(side: Side, price: PriceUnits): boolean {
		const {bid, ask} = this.#best;
		return side === 'bid' ? ask !== undefined && ask <= price : bid !== undefined && bid >= price;
	}

	#onLevel(order: PaperOrder, shown: number, atMs: UnixMs): void {
		const crossed = this.#crosses(order.request.side, order.request.priceUnits);
		this.#optimistic.onLevel(order.id, shown, crossed, atMs);
		if (order.state === 'entering') order.queue = queueAt(order.queue.leaves, shown);
		else this.#fill(order, observeBy(this.#parts.rule, order.queue, shown, crossed), atMs);
	}

	#standsAtBest(side: Side): boolean {
		const best = this.#best[side];
		const sign = side === 'bid' ? 1 : -1;
		return (
			best !== undefined &&
			this.#orders.all.some(({state, request}) => state === 'resting' && request.side === side && sign * (request.priceUnits - best) >= 0)
		);
	}

	#fill(order: PaperOrder, {queue, lots, cause}: Filled, atMs: UnixMs): void {
		order.queue = queue;
		if (lots === 0 || cause === undefined) return;
		this.#reportFill(order, {atMs, priceUnits: order.request.priceUnits, qtyLots: lots, cause});
		if (queue.leaves === 0) this.#over(order, atMs);
	}

	#reportFill(order: PaperOrder, {atMs, priceUnits, qtyLots, cause}: FillPiece): void {
		const {id, request, sentAtMs, queue} = order;
		const {side, level} = request;
		const liquidity = cause === 'taken' ? 'taker' : 'maker';
		const fill: OrderFill = {
			kind: 'filled',
			executionId: this.#parts.nextNumber(),
			orderId: id,
			side,
			level,
			priceUnits,
			qtyLots,
			leavesLots: queue.leaves,
			liquidity,
			fee: this.#parts.feeOf({side, priceUnits, qtyLots, liquidity}),
			atMs,
			sentAtMs,
		};
		this.#parts.observer.onFill(fill, {cause, midHalfUnits: midOf(this.#best)});
		this.#orders.report(fill);
	}

	#end(order: PaperOrder, kind: 'cancelled' | 'expired', at: number): void {
		this.#report(order, at, {kind});
		this.#over(order, at);
	}

	/** Its end is reported already. */
	#over(order: PaperOrder, at: number): void {
		order.state = 'ended';
		this.#optimistic.end(order.id, at);
	}

	#report({id, request: {side}}: PaperOrder, at: number, what: OrderNews): void {
		this.#orders.report({...what, executionId: this.#parts.nextNumber(), orderId: id, side, atMs: unixMs(at)});
	}
}

type FillPiece = {
	readonly atMs: UnixMs;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly cause: FillCause;
};

const midOf = ({bid, ask}: Best): number | undefined => (bid === undefined || ask === undefined ? undefined : bid + ask);

/** What was to be replaced may have been cancelled a moment before: then there is room for its successor. */
const wasCancelled = (order: PaperOrder | undefined): boolean => order !== undefined && order.queue.leaves > 0;
