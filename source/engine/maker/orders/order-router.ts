/** From the quotes that are wanted to messages at whoever executes orders: plans both sides and keeps to the order rate. */

import {isOnTick, unitMoney, type Instrument} from '../../../domain/instrument.js';
import type {Instant, Side, UnixMs} from '../../../domain/units.js';
import type {ExecutionStats} from '../measures/execution-stats.js';
import type {TakerOrder} from '../types/taker-order.js';
import type {QuotingState} from '../types/quotes.js';
import type {MakerParameters} from '../settings/parameters.js';
import {minSpreadUnits} from '../pricing/quote-prices.js';
import {OrderBudget, planSide, TIGHTEN_EVERY_MS, type Plan} from './order-plan.js';
import {type PlannedOrder} from '../types/planned-order.js';
import type {OrderGateway} from './order-gateway.js';
import {TAKER_LEVEL} from '../types/order-report.js';
import type {QuoteRules} from '../pricing/quote-sizes.js';
import {DEFAULT_RISK_LIMITS} from '../settings/risk-limits.js';
import {sideRoom} from '../risk/side-room.js';

export type Routing = {
	readonly instrument: Instrument;
	readonly parameters: MakerParameters;
	readonly quoting: QuotingState;
	readonly inventoryLots: bigint;
	readonly rules: Pick<QuoteRules, 'reduceOnly'>;
	readonly at: Instant;
	/** On the exchange's clock. */
	readonly now: UnixMs;
};

const SIDES: readonly Side[] = ['bid', 'ask'];
const ASK_FIRST: readonly Side[] = ['ask', 'bid'];

export class OrderRouter {
	readonly #gateway: OrderGateway;
	readonly #stats: ExecutionStats;
	#budget = new OrderBudget(DEFAULT_RISK_LIMITS.maxOrdersPer10s);
	#tightenedAt: Record<Side, number> = {bid: -Infinity, ask: -Infinity};
	#force = false;
	#waiting = false;

	constructor(gateway: OrderGateway, stats: ExecutionStats) {
		this.#gateway = gateway;
		this.#stats = stats;
	}

	/** Something was put off and wants another look. */
	get isWaiting(): boolean {
		return this.#waiting;
	}

	setRate(ordersPer10s: number): void {
		this.#budget = new OrderBudget(ordersPer10s);
	}

	/** Next time tolerance and anti-flicker hold nothing up. */
	hurry(): void {
		this.#force = true;
	}

	/** The side that gives way goes first, so that the other finds room. */
	route(routing: Routing): void {
		const {quoting} = routing;
		let orders = this.#gateway.working(routing.now);
		const standing = orders.find(({side, phase}) => side === 'bid' && phase !== 'leaving');
		const bidGivesWay = standing === undefined || quoting.bid === undefined || quoting.bid.priceUnits <= standing.priceUnits;
		this.#waiting = false;
		for (const side of bidGivesWay ? SIDES : ASK_FIRST) {
			if (this.#routeSide(routing, side, orders)) orders = this.#gateway.working(routing.now);
		}

		this.#force = false;
	}

	/** The order rate leaves room. */
	mayOrder(at: Instant): boolean {
		return this.#budget.left(at.monoMs) >= 1;
	}

	/** Takes at once what the book shows up to the price; what is left expires. */
	take({side, priceUnits, qtyLots}: TakerOrder, at: Instant, now: UnixMs): void {
		this.#gateway.send({side, level: TAKER_LEVEL, priceUnits, qtyLots, taker: true}, now, at.wallMs);
		this.#budget.spend(at.monoMs);
	}

	/** Orders that the venue would not take now are cancelled, and the next quotes stand where they are wanted. */
	cancelOffGrid(instrument: Instrument, now: UnixMs): void {
		for (const {id, phase, priceUnits, leavesLots} of this.#gateway.working(now)) {
			const stays = isOnTick(instrument, priceUnits) && BigInt(leavesLots) % BigInt(instrument.stepLots) === 0n;
			if (!stays && phase !== 'leaving') this.#gateway.cancel(id, now);
		}

		this.hurry();
	}

	/** Until that arrives orders can still be filled. */
	cancelAll(now: UnixMs): void {
		for (const {id, phase} of this.#gateway.working(now)) if (phase !== 'leaving') this.#gateway.cancel(id, now);
		this.#waiting = false;
	}

	/** @returns whether anything was sent. */
	#routeSide(
		{instrument, parameters, quoting, inventoryLots, rules, at, now}: Routing,
		side: Side,
		orders: readonly PlannedOrder[],
	): boolean {
		const least = minSpreadUnits(instrument, parameters);
		const plan = planSide({
			side,
			wanted: side === 'bid' ? quoting.bids : quoting.asks,
			orders: orders.filter((order) => order.side === side),
			limitLots: sideRoom({instrument, parameters, inventoryLots, reduceOnly: rules.reduceOnly}, side),
			openLots: this.#gateway.openLots(side),
			leavingLots: this.#gateway.leavingLots(side),
			toleranceUnits: toleranceUnits(instrument, parameters, quoting, least),
			mayTighten: at.monoMs - this.#tightenedAt[side] >= TIGHTEN_EVERY_MS,
			tokens: this.#budget.left(at.monoMs),
			limitUnits: limitUnits(orders, side, least),
			force: this.#force,
		});
		if (plan.tightened) this.#tightenedAt[side] = at.monoMs;
		this.#waiting ||= plan.waiting;
		this.#carryOut(plan, at, now);
		return plan.actions.length > 0;
	}

	#carryOut({actions}: Plan, at: Instant, now: UnixMs): void {
		for (const action of actions) {
			if (action.kind === 'cancel') this.#gateway.cancel(action.id, now);
			else if (action.kind === 'reduce') this.#gateway.reduce(action.id, action.qtyLots, now);
			else {
				this.#stats.sent(this.#gateway.send(action.request, now, at.wallMs), action.request.qtyLots);
				this.#budget.spend(at.monoMs);
			}
		}
	}
}

/** As much as may be kept without the two orders coming closer than the least spread. */
const toleranceUnits = (instrument: Instrument, {refreshTolerance}: MakerParameters, {bid, ask}: QuotingState, least: number): number => {
	const asked = Number(refreshTolerance / unitMoney(instrument));
	if (bid === undefined || ask === undefined) return asked;
	return Math.max(Math.min(asked, Math.floor((ask.priceUnits - bid.priceUnits - least) / 2)), 0);
};

const limitUnits = (orders: readonly PlannedOrder[], side: Side, least: number): number => {
	const others = orders.filter((order) => order.side !== side && order.phase !== 'leaving').map(({priceUnits}) => priceUnits);
	return side === 'bid' ? Math.min(...others) - least : Math.max(...others) + least;
};
