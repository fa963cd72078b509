/**
 * How a resting paper order fills, by model: queue position from depth and trades (hftbacktest's
 * `queue.rs` with the quantity behind taken after the trades). Pure arithmetic on one order.
 *
 * Quantities of the market are floats here: they are estimates, and only whole lot steps of an order's own
 * remainder ever fill.
 */

import {minusLots, wholeStepsOf, type OwnLots} from '../../../domain/own-lots.js';
import type {FillCause} from '../settings/names.js';
import type {FillRule} from '../settings/paper-rules.js';

/** One order's place, in lots. */
export type Queue = {
	readonly leaves: OwnLots;
	/** Market quantity in front; never contains own orders. */
	readonly ahead: number;
	/** Traded at the price since the last depth event that touched it. */
	readonly traded: number;
	/** What that depth event showed at the price. */
	readonly shown: number;
	/** A print has gone through the price since then. */
	readonly passed: boolean;
};

export type Filled = {readonly queue: Queue; readonly lots: OwnLots; readonly cause: FillCause | undefined};

const nothing = (queue: Queue): Filled => ({queue, lots: 0, cause: undefined});

const all = (queue: Queue, cause: FillCause): Filled => ({queue: {...queue, leaves: 0}, lots: queue.leaves, cause});

export const queueAt = (leaves: OwnLots, shown: number, traded = 0): Queue => ({leaves, ahead: shown, traded, shown, passed: false});

/** Part of an order, in whole steps; an odd remainder of its own goes with the last one. */
const fillable = (leaves: OwnLots, quantity: number, stepLots: number): OwnLots =>
	quantity >= leaves ? leaves : wholeStepsOf(quantity, stepLots);

/**
 * A print beyond our price: nobody stands ahead of us any more, and whoever traded there would have met us first, with
 * what they had. So no more than the print's own size fills; the prints of one taker order add up. The two models
 * without a queue take any such print for the end of the whole order. `quantity` is what own orders before this one left.
 */
export const fillThrough = (rule: FillRule, queue: Queue, quantity: number, stepLots: number): Filled => {
	if (!hasQueue(rule)) return all(queue, 'through');
	const lots = fillable(queue.leaves, quantity, stepLots);
	return {
		queue: {...queue, ahead: 0, passed: true, leaves: minusLots(queue.leaves, lots)},
		lots,
		cause: lots === 0 ? undefined : 'through',
	};
};

/** Fills come from quantities, and one print is shared by own orders. */
export const hasQueue = ({model}: FillRule): boolean => model !== 'trade-through' && model !== 'touch';

/** A print at our price, of which `quantity` is not yet used up by own orders before this one. */
export const fillAtPrice = (rule: FillRule, queue: Queue, quantity: number, stepLots: number): Filled => {
	const traded = queue.traded + quantity;
	if (rule.model === 'touch') return quantity > 0 ? all({...queue, traded}, 'print') : nothing(queue);
	if (rule.model === 'trade-through') return nothing({...queue, traded});
	const used = Math.min(queue.ahead, quantity);
	const lots = fillable(queue.leaves, quantity - used, stepLots);
	const after = {...queue, ahead: queue.ahead - used, traded, leaves: minusLots(queue.leaves, lots)};
	return lots === 0 ? nothing(after) : {queue: after, lots, cause: 'print'};
};

/** The other side's best stands at our price or beyond it: whoever put it there would have met us first. */
export const fillWithoutPrint = (rule: FillRule, queue: Queue): Filled =>
	rule.model === 'trade-through' ? nothing(queue) : all(queue, 'no-print');

/**
 * A depth event now shows `shown` at our price. A level that a print has gone through and that is gone then was swept,
 * and what was left of us with it; a level that still stands was not, and one that never was cannot be gone.
 */
export const observeLevel = (rule: FillRule, queue: Queue, shown: number): Filled => {
	const swept = queue.passed && queue.shown > 0 && shown === 0 && queue.leaves > 0;
	const next = {...moved(rule, queue, shown), passed: false};
	return swept ? all(next, 'through') : nothing(next);
};

const moved = (rule: FillRule, queue: Queue, shown: number): Queue => {
	if (shown === queue.shown) return queue.ahead > shown ? {...queue, ahead: shown} : queue;
	const left = queue.shown - shown - queue.traded;
	return {...queue, ahead: left <= 0 ? Math.min(queue.ahead, shown) : aheadAfter(rule, queue, shown, left), traded: 0, shown};
};

/** `left` lots went away from the level without a trade: whose were they? */
const aheadAfter = (rule: FillRule, queue: Queue, shown: number, left: number): number => {
	switch (rule.model) {
		case 'queue-optimistic':
			return clamp(queue.ahead - left, shown);
		case 'queue-prob': {
			const behind = Math.max(queue.shown - queue.traded - queue.ahead, 0);
			const share = shareBehind(queue.ahead, behind, rule.power);
			return clamp(queue.ahead - (1 - share) * left + Math.min(behind - share * left, 0), shown);
		}

		case 'queue-conservative':
		case 'trade-through':
		case 'touch':
			return Math.min(queue.ahead, shown);
	}
};

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** Probability that a lot that left stood behind us: bⁿ ÷ (bⁿ + fⁿ), 1 for an empty level. */
export const shareBehind = (front: number, behind: number, power: number): number => {
	if (front + behind <= 0) return 1;
	const [f, b] = [(front / (front + behind)) ** power, (behind / (front + behind)) ** power];
	return b / (b + f);
};
