/**
 * What happens at the paper exchange at one settled moment: own messages arrive, prints and depth pass through own
 * orders. Under two rules at once: the chosen one, and the optimistic one in its shadow.
 */

import type {Trade} from '../../../domain/feed-event.js';
import {minusLots, mostLots, type OwnLots} from '../../../domain/own-lots.js';
import {lossyLots, unixMs, type PriceUnits, type Side, type UnixMs} from '../../../domain/units.js';
import {
	fillAtPrice,
	fillThrough,
	fillWithoutPrint,
	hasQueue,
	observeLevel,
	queueAt,
	type Filled,
	type FillRule,
	type Queue,
} from './fill-rules.js';
import {type FillCause} from '../settings/names.js';
import type {OwnOrders} from './own-orders.js';
import type {Slot} from './paper-slot.js';
import type {PaperFill, Variant} from '../types/order-report.js';
import type {DepthMoment} from './paper-timeline.js';
import {TakenLiquidity} from './taker-walk.js';
import type {PaperObserver} from '../types/order-observer.js';

/** An own message that is due. */
export type OwnAct = {readonly at: number; readonly run: () => void};

export type Best = Pick<DepthMoment, 'bid' | 'ask'>;

const NO_BEST: Best = {bid: undefined, ask: undefined};

const OPTIMISTIC: FillRule = {model: 'queue-optimistic', power: 1};
/** The shadow first: what fills the order for good ends it for both. */
const VARIANTS: readonly Variant[] = ['shadow', 'main'];

export class PaperMatching {
	readonly #orders: OwnOrders;
	readonly #rule: FillRule;
	readonly #observer: PaperObserver;
	readonly #taken = new TakenLiquidity();
	#best = NO_BEST;
	#stepLots = 1;

	constructor(orders: OwnOrders, rule: FillRule, observer: PaperObserver) {
		this.#orders = orders;
		this.#rule = rule;
		this.#observer = observer;
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
		for (const slot of this.#orders.all) {
			const act = this.#nextOf(slot);
			if (act !== undefined && act.at <= horizon && (next === undefined || act.at < next.at)) next = act;
		}

		return next;
	}

	onTrade(trade: Trade): void {
		this.#observer.onTrade(trade);
		const side = trade.aggressor === 'sell' ? 'bid' : 'ask';
		const sign = side === 'bid' ? 1 : -1;
		// Of equals the oldest stays first.
		const reached = this.#orders.all
			.filter(({state, request}) => state !== 'ended' && request.side === side && request.taker === undefined)
			.toSorted((a, b) => sign * (b.request.priceUnits - a.request.priceUnits));
		for (const variant of VARIANTS) {
			let quantity = lossyLots(trade.qtyLots);
			for (const slot of reached) quantity = Math.max(quantity - Number(this.#reach(slot, variant, trade, quantity)), 0);
		}
	}

	onDepth(moment: DepthMoment): void {
		this.#observer.onTouch(unixMs(moment.at), midOf(moment), {bid: this.#standsAtBest('bid'), ask: this.#standsAtBest('ask')});
		this.#best = moment;
		for (const slot of this.#orders.all) {
			if (slot.state === 'ended' || (slot.state === 'resting' && moment.at < slot.acceptAt)) continue;
			slot.offers = moment.offers.get(slot.id) ?? slot.offers;
			const shown = moment.shown.get(slot.id);
			if (shown === undefined) continue;
			for (const variant of VARIANTS) this.#observeDepth(slot, variant, shown, unixMs(moment.at));
		}
	}

	#nextOf(slot: Slot): OwnAct | undefined {
		const {state, acceptAt, cancelAt = Infinity, reduction} = slot;
		if (state === 'ended') return undefined;
		if (state === 'entering') return {at: acceptAt, run: () => this.#arrive(slot)};
		if (reduction !== undefined && reduction.at < cancelAt) {
			return {at: reduction.at, run: () => this.#cut(slot, reduction.totalLots, reduction.at)};
		}
		return cancelAt === Infinity ? undefined : {at: cancelAt, run: () => this.#orders.end(slot, 'cancelled', cancelAt)};
	}

	/** What was filled meanwhile counts towards the new total: nothing may be left. */
	#cut(slot: Slot, totalLots: OwnLots, at: number): void {
		const cut = mostLots(minusLots(slot.totalLots, totalLots), 0);
		const {main, shadow} = slot.queues;
		slot.reduction = undefined;
		slot.totalLots = minusLots(slot.totalLots, cut);
		slot.queues = {main: less(main, cut), shadow: less(shadow, cut)};
		this.#orders.report({kind: 'reduced', orderId: slot.id, leavesLots: slot.queues.main.leaves, atMs: unixMs(at)});
		if (slot.queues.main.leaves === 0) this.#orders.end(slot, 'cancelled', at);
	}

	#arrive(slot: Slot): void {
		if (slot.request.taker === true) this.#execute(slot);
		else this.#accept(slot);
	}

	/** Immediate or cancel: both books take what there is, what is left expires. */
	#execute(slot: Slot): void {
		const {side, qtyLots} = slot.request;
		const atMs = unixMs(slot.acceptAt);
		this.#orders.report({kind: 'accepted', orderId: slot.id, side, atMs});
		for (const piece of this.#taken.walk(side, slot.offers, qtyLots, this.#stepLots)) {
			for (const variant of VARIANTS) {
				slot.queues = {...slot.queues, [variant]: {...slot.queues[variant], leaves: minusLots(slot.queues[variant].leaves, piece.lots)}};
				this.#tellFill(slot, {variant, atMs, priceUnits: piece.priceUnits, qtyLots: piece.lots, cause: 'taken'});
			}
		}

		this.#orders.end(slot, slot.queues.main.leaves === 0 ? 'filled' : 'expired', atMs);
	}

	/** What it replaces was cancelled by the same message, a moment before. */
	#accept(slot: Slot): void {
		const {request, acceptAt} = slot;
		const replaced = this.#orders.find(request.replaces);
		const orphan = request.replaces !== undefined && (replaced === undefined || replaced.state === 'ended') && !wasCancelled(replaced);
		if (orphan) {
			this.#orders.end(slot, 'replaced-none', acceptAt);
			return;
		}

		if (this.#crosses(request.side, request.priceUnits)) {
			this.#orders.end(slot, 'rejected', acceptAt);
			return;
		}

		slot.state = 'resting';
		this.#orders.report({kind: 'accepted', orderId: slot.id, side: request.side, atMs: unixMs(acceptAt)});
	}

	#crosses(side: Side, price: PriceUnits): boolean {
		const {bid, ask} = this.#best;
		return side === 'bid' ? ask !== undefined && ask <= price : bid !== undefined && bid >= price;
	}

	/** One print through one order. @returns how much of the print it used up. */
	#reach(slot: Slot, variant: Variant, trade: Trade, quantity: number): OwnLots {
		const queue = slot.queues[variant];
		const {side, priceUnits} = slot.request;
		const beyond = side === 'bid' ? trade.priceUnits < priceUnits : trade.priceUnits > priceUnits;
		if (!beyond && trade.priceUnits !== priceUnits) return 0;
		// A trade that came too late to be settled in its place may have happened before the order was there.
		if (slot.state === 'entering' || trade.tradeAtMs < slot.acceptAt) return 0;
		const rule = this.#ruleOf(variant);
		const filled = beyond ? fillThrough(rule, queue, quantity, this.#stepLots) : fillAtPrice(rule, queue, quantity, this.#stepLots);
		this.#take(slot, variant, filled, trade.tradeAtMs);
		return beyond && !hasQueue(rule) ? 0 : filled.lots;
	}

	#observeDepth(slot: Slot, variant: Variant, shown: number, atMs: UnixMs): void {
		const queue = slot.queues[variant];
		if (slot.state === 'entering') {
			slot.queues = {...slot.queues, [variant]: queueAt(queue.leaves, shown)};
			return;
		}

		const rule = this.#ruleOf(variant);
		const seen = observeLevel(rule, queue, shown);
		const reached = seen.queue.leaves > 0 && this.#crosses(slot.request.side, slot.request.priceUnits);
		this.#take(slot, variant, reached ? fillWithoutPrint(rule, seen.queue) : seen, atMs);
	}

	#standsAtBest(side: Side): boolean {
		const best = this.#best[side];
		const sign = side === 'bid' ? 1 : -1;
		return (
			best !== undefined &&
			this.#orders.all.some(({state, request}) => state === 'resting' && request.side === side && sign * (request.priceUnits - best) >= 0)
		);
	}

	#take(slot: Slot, variant: Variant, {queue, lots, cause}: Filled, atMs: UnixMs): void {
		slot.queues = {...slot.queues, [variant]: queue};
		if (lots === 0 || cause === undefined) return;
		this.#tellFill(slot, {variant, atMs, priceUnits: slot.request.priceUnits, qtyLots: lots, cause});
		if (variant === 'main' && queue.leaves === 0) this.#orders.end(slot, 'filled', atMs);
	}

	#tellFill({id, request, sentAtMs}: Slot, piece: FillPiece): void {
		const {side, level} = request;
		const liquidity = piece.cause === 'taken' ? 'taker' : 'maker';
		const fill: PaperFill = {kind: 'fill', orderId: id, side, level, liquidity, sentAtMs, midHalfUnits: midOf(this.#best), ...piece};
		this.#observer.onFill(fill);
		this.#orders.report(fill);
	}

	#ruleOf(variant: Variant): FillRule {
		return variant === 'main' ? this.#rule : OPTIMISTIC;
	}
}

const less = (queue: Queue, lots: OwnLots): Queue => ({...queue, leaves: mostLots(minusLots(queue.leaves, lots), 0)});

type FillPiece = {
	readonly variant: Variant;
	readonly atMs: UnixMs;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly cause: FillCause;
};

const midOf = ({bid, ask}: Best): number | undefined => (bid === undefined || ask === undefined ? undefined : bid + ask);

/** What was to be replaced may have been cancelled a moment before: then there is room for its successor. */
const wasCancelled = (slot: Slot | undefined): boolean => slot !== undefined && slot.queues.main.leaves > 0;
