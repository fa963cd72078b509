/**
 * From the quotes that are wanted and the orders that are there to messages: the desired state is reconciled to,
 * one message under way for each order at a time. An order stays while the wanted price is within tolerance, for
 * its place in the queue, within twice of it where it is the further one from the market; going away from the market
 * happens at once, closer to it at most once a second; and what
 * could still be filled, orders on their way out included, never passes the inventory limit, nor zero when only reducing:
 * an order that would is cut or cancelled at once.
 */

import {minusLots, type OwnLots} from '../../../domain/own-lots.js';
import type {Side} from '../../../domain/units.js';
import type {QuoteSide} from '../types/quotes.js';
import type {OrderRequest} from '../types/order-report.js';
import type {PlannedOrder} from '../types/planned-order.js';

/** Between two steps towards the market, on each side (tribeca's anti-flicker, which has 300 ms): so an order stands long enough to have a queue. */
export const TIGHTEN_EVERY_MS = 1000;

/** An order that stands further out than wanted risks nothing but its fill: it stays within so many tolerances. */
const TOWARDS_TOLERANCES = 2;

export type OrderAction =
	| {readonly kind: 'send'; readonly request: OrderRequest}
	| {readonly kind: 'cancel'; readonly id: number}
	/** Keeps its place. */
	| {readonly kind: 'reduce'; readonly id: number; readonly qtyLots: OwnLots};

export type PlanInputs = {
	readonly side: Side;
	/** Nearest to the market first. */
	readonly wanted: readonly QuoteSide[];
	readonly orders: readonly PlannedOrder[];
	/** The most that the side may be filled by from here on. */
	readonly limitLots: OwnLots;
	/** The most that it can be filled by: all open orders, those on their way out included. */
	readonly openLots: OwnLots;
	/** Of these, what nothing more can be done about. */
	readonly leavingLots: OwnLots;
	readonly toleranceUnits: number;
	readonly mayTighten: boolean;
	/** Messages that the order rate leaves. */
	readonly tokens: number;
	/** The furthest towards the other side that own orders there allow, the least spread kept. */
	readonly limitUnits: number;
	/** The operator changed something: tolerance and anti-flicker do not hold it up. */
	readonly force: boolean;
};

export type Plan = {readonly actions: readonly OrderAction[]; readonly tightened: boolean; readonly waiting: boolean};

export const planSide = (inputs: PlanInputs): Plan => {
	const actions: OrderAction[] = [];
	let {tokens} = inputs;
	let room = minusLots(inputs.limitLots, inputs.openLots);
	let keepable = minusLots(inputs.limitLots, inputs.leavingLots);
	let [tightened, waiting] = [false, false];
	const levels = Math.max(inputs.wanted.length, ...inputs.orders.map(({level}) => level + 1));
	for (let level = 0; level < levels; level += 1) {
		const order = inputs.orders.find((one) => one.level === level && canBeChanged(one));
		const wanted = inputs.wanted[level];
		const step = planLevel(inputs, {level, order, wanted, room, tokens, keepable});
		if (step === 'wait') waiting = true;
		keepable = minusLots(keepable, keptLots(step, order));
		if (step === 'keep' || step === 'wait') continue;
		actions.push(step.action);
		tightened ||= step.tightens;
		if (step.action.kind === 'send') {
			room = minusLots(room, step.action.request.qtyLots);
			tokens -= 1;
		} else if (wanted !== undefined) waiting = true;
	}

	return {actions, tightened, waiting};
};

/** An order on its way out, or of which nothing is known, keeps its room; nothing is asked of it. */
const canBeChanged = ({phase}: PlannedOrder): boolean => phase === 'entering' || phase === 'resting';

/** What an order of the level may still be filled by after the step. What is sent beside it found its room already. */
const keptLots = (step: Step, order: PlannedOrder | undefined): OwnLots =>
	step !== 'keep' && step !== 'wait' && step.action.kind === 'reduce' ? step.action.qtyLots : (order?.leavesLots ?? 0);

type LevelInputs = {
	readonly level: number;
	readonly order: PlannedOrder | undefined;
	readonly wanted: QuoteSide | undefined;
	readonly room: OwnLots;
	readonly tokens: number;
	/** What the limit leaves to this level's order after those nearer to the market. */
	readonly keepable: OwnLots;
};

type Step = {readonly action: OrderAction; readonly tightens: boolean} | 'keep' | 'wait';

const planLevel = (inputs: PlanInputs, level: LevelInputs): Step => {
	const {order, wanted, room, tokens} = level;
	if (order !== undefined && (wanted === undefined || order.leavesLots > level.keepable)) {
		return lessOf(inputs, order, wanted, level.keepable);
	}
	if (wanted === undefined) return 'keep';
	if (order === undefined) return fresh(inputs, level, wanted);
	if (order.busy) return wanted.priceUnits === order.priceUnits ? 'keep' : 'wait';
	const move = moveOf(inputs, order, wanted);
	if (isNear(inputs, move)) {
		return order.leavesLots <= wanted.qtyLots ? 'keep' : {action: {kind: 'reduce', id: order.id, qtyLots: wanted.qtyLots}, tightens: false};
	}
	if (move > 0 && !inputs.mayTighten && !inputs.force) return 'wait';
	if (move > 0 && isPastLimit(inputs, wanted)) return 'wait';
	if (room < wanted.qtyLots || tokens < 1) {
		return move > 0 && tokens < 1 ? 'wait' : {action: {kind: 'cancel', id: order.id}, tightens: false};
	}
	return {action: {kind: 'send', request: {side: inputs.side, level: level.level, ...wanted, replaces: order.id}}, tightens: move > 0};
};

/** Not wanted, or more than the limit leaves: nothing holds that up, not even an answer that is still under way. */
const lessOf = (inputs: PlanInputs, order: PlannedOrder, wanted: QuoteSide | undefined, keepable: OwnLots): Step => {
	const cut = wanted !== undefined && wanted.qtyLots <= keepable && isNear(inputs, moveOf(inputs, order, wanted));
	return {action: cut ? {kind: 'reduce', id: order.id, qtyLots: wanted.qtyLots} : {kind: 'cancel', id: order.id}, tightens: false};
};

/** Towards the market is positive. */
const moveOf = ({side}: PlanInputs, order: PlannedOrder, wanted: QuoteSide): number =>
	(wanted.priceUnits - order.priceUnits) * (side === 'bid' ? 1 : -1);

const isNear = ({force, toleranceUnits}: PlanInputs, move: number): boolean =>
	force ? move === 0 : move <= TOWARDS_TOLERANCES * toleranceUnits && -move <= toleranceUnits;

const fresh = (inputs: PlanInputs, {level, room, tokens}: LevelInputs, wanted: QuoteSide): Step =>
	room < wanted.qtyLots || tokens < 1 || isPastLimit(inputs, wanted)
		? 'wait'
		: {action: {kind: 'send', request: {side: inputs.side, level, ...wanted}}, tightens: false};

/** Own orders never meet each other. */
const isPastLimit = ({side, limitUnits}: PlanInputs, {priceUnits}: QuoteSide): boolean =>
	side === 'bid' ? priceUnits > limitUnits : priceUnits < limitUnits;

/** Messages in a window: cancels are counted by nobody, new orders wait. */
export class OrderBudget {
	readonly #most: number;
	readonly #windowMs: number;
	readonly #sent: number[] = [];

	constructor(most: number, windowMs = 10_000) {
		this.#most = most;
		this.#windowMs = windowMs;
	}

	left(now: number): number {
		while ((this.#sent[0] ?? Infinity) <= now - this.#windowMs) this.#sent.shift();
		return Math.max(this.#most - this.#sent.length, 0);
	}

	spend(now: number): void {
		this.#sent.push(now);
	}
}
