/**
 * The same fills at first-in-first-out: which lots are open, and what closing the oldest first has realised.
 * R − C is that of the average-cost books after every fill, so each checks the other.
 */

import {worth, type Instrument} from '../instrument.js';
import {addMoney, divideHalfEven, money, subtractMoney, ZERO_MONEY, type Money} from '../money.js';
import type {Execution} from './position.js';

/** Signed, as all of one book are. */
export type OpenLot = {readonly lots: bigint; readonly cost: Money};

export type FifoBook = {
	/** Oldest first; all long or all short. */
	readonly open: readonly OpenLot[];
	readonly realised: Money;
};

export const openFifo = (inventoryLots: bigint, cost: Money): FifoBook => ({
	open: inventoryLots === 0n ? [] : [{lots: inventoryLots, cost}],
	realised: ZERO_MONEY,
});

export const fifoCost = ({open}: FifoBook): Money => money(open.reduce((sum, {cost}) => sum + cost, 0n));

export const fifoLots = ({open}: FifoBook): bigint => open.reduce((sum, {lots}) => sum + lots, 0n);

export const applyFifo = (instrument: Instrument, book: FifoBook, execution: Execution): FifoBook => {
	const sign = execution.side === 'buy' ? 1n : -1n;
	let left = BigInt(execution.qtyLots);
	let value = worth(instrument, execution.priceUnits, left);
	let {realised} = book;
	const open = [...book.open];
	while (left > 0n) {
		const oldest = open[0];
		if (oldest === undefined || oldest.lots * sign > 0n) break;
		const held = oldest.lots < 0n ? -oldest.lots : oldest.lots;
		const closed = left < held ? left : held;
		const released = closed === held ? oldest.cost : money(divideHalfEven(oldest.cost * closed, held));
		// The parts are worth the whole, however each of them would be rounded.
		const part = closed === left ? value : worth(instrument, execution.priceUnits, closed);
		value = subtractMoney(value, part);
		realised = money(realised - sign * part - released);
		if (closed === held) open.shift();
		else open[0] = {lots: oldest.lots + sign * closed, cost: money(oldest.cost - released)};
		left -= closed;
	}

	return {open: left > 0n ? withLot(open, {lots: sign * left, cost: money(sign * value)}) : open, realised};
};

/** Lots of one price after another are one lot. */
const withLot = (open: readonly OpenLot[], next: OpenLot): readonly OpenLot[] => {
	const last = open.at(-1);
	if (last === undefined || last.cost * next.lots !== next.cost * last.lots) return [...open, next];
	return [...open.slice(0, -1), {lots: last.lots + next.lots, cost: addMoney(last.cost, next.cost)}];
};
