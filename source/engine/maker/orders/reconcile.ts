/**
 * What we believe of our own orders against what a venue says of them: after a start, a lost connection, or a request
 * whose answer never came. Pure: says what became of each order and what is to be done, and does none of it.
 *
 * Silence proves nothing. An order that the venue does not name is over only where it was told to be or was filled whole;
 * anything else has to be asked about, and counts at its full remainder until then. Orders that are not ours are never
 * touched.
 */

import {leastLots, minusLots, mostLots, plusLots, type OwnLots} from '../../../domain/own-lots.js';
import type {Side} from '../../../domain/units.js';

/** An order of ours, as it was when we last heard of it; also one whose answer never came. */
export type BelievedOrder = {
	/** Ours: sent with the order, never used twice. */
	readonly clientId: string;
	readonly side: Side;
	/** What was asked for, fills included. */
	readonly totalLots: OwnLots;
	/** The sum of the fills that are counted already. */
	readonly filledLots: OwnLots;
};

/** An order that is open at the venue, whoever sent it. */
export type OpenOrder = {
	readonly clientId: string;
	readonly side: Side;
	readonly totalLots: OwnLots;
	readonly filledLots: OwnLots;
};

/** One execution, by the venue's own id of it. */
export type VenueFill = {readonly tradeId: number; readonly clientId: string; readonly side: Side; readonly qtyLots: OwnLots};

export type VenueSnapshot = {
	readonly open: readonly OpenOrder[];
	/** At least everything since the last execution that is counted; what is counted may be among it. */
	readonly fills: readonly VenueFill[];
	/** Orders whose end the venue has confirmed, fills aside. */
	readonly ended: ReadonlySet<string>;
};

export type Outcome =
	/** As believed, apart from the fills that are to be counted. */
	| 'working'
	/** Filled while nobody listened, and no longer open. */
	| 'filled-away'
	/** Over, by the venue's word. */
	| 'cancelled'
	/** The venue says that more was filled than its executions come to: some are missing. */
	| 'fills-missing'
	/** Neither open nor confirmed to be over. It may be on its way, or not shown yet. */
	| 'unknown'
	/** Another side or another size than we sent, or more filled than there was. */
	| 'contradicts'
	/** Open, with a name of ours, and nobody here remembers it. */
	| 'forgotten'
	/** Open, and not ours. */
	| 'foreign';

/** `ask`: what became of it; nothing may be sent in its place before that is known. */
export type Remedy = 'keep' | 'drop' | 'fetch-fills' | 'ask' | 'cancel' | 'alarm' | 'leave-alone';

const REMEDIES: Readonly<Record<Outcome, Remedy>> = {
	working: 'keep',
	'filled-away': 'drop',
	cancelled: 'drop',
	'fills-missing': 'fetch-fills',
	unknown: 'ask',
	contradicts: 'alarm',
	forgotten: 'cancel',
	foreign: 'leave-alone',
};

export type Finding = {
	readonly clientId: string;
	readonly side: Side;
	readonly outcome: Outcome;
	readonly remedy: Remedy;
	/** To be counted now, each once, in the venue's order. */
	readonly fills: readonly VenueFill[];
	/** What could still be filled, at worst, once those are counted. */
	readonly leavesLots: OwnLots;
};

export type Believed = {
	readonly orders: readonly BelievedOrder[];
	/** Ids of the executions that are counted already. */
	readonly counted: ReadonlySet<number>;
	/** Whether a name is one that only we give. */
	readonly isOurs: (clientId: string) => boolean;
};

/** One finding for each order that we believe in, then for each other that is open, then for each of ours that is known by its fills only. */
export const reconcile = ({orders, counted, isOurs}: Believed, snapshot: VenueSnapshot): readonly Finding[] => {
	const open = new Map(snapshot.open.map((order) => [order.clientId, order]));
	const fills = newFills(snapshot.fills, counted);
	const known = orders.map((order) => judge(order, open.get(order.clientId), fills.get(order.clientId) ?? [], snapshot.ended));
	const names = new Set(orders.map(({clientId}) => clientId));
	const others = [...open.values()].filter(({clientId}) => !names.has(clientId));
	const traces = [...fills].filter(([clientId]) => isOurs(clientId) && !names.has(clientId) && !open.has(clientId));
	return [
		...known,
		...others.map((order) => other(order, isOurs(order.clientId), fills.get(order.clientId) ?? [])),
		...traces.flatMap(([clientId, theirs]) => trace(clientId, theirs)),
	];
};

/** By order, each execution once however often it is listed. */
const newFills = (fills: readonly VenueFill[], counted: ReadonlySet<number>): ReadonlyMap<string, readonly VenueFill[]> => {
	const once = new Map(fills.filter(({tradeId}) => !counted.has(tradeId)).map((fill) => [fill.tradeId, fill]));
	const ordered = [...once.values()].toSorted((a, b) => a.tradeId - b.tradeId);
	return Map.groupBy(ordered, ({clientId}) => clientId);
};

const sumOf = (fills: readonly VenueFill[]): OwnLots => fills.reduce<OwnLots>((sum, {qtyLots}) => plusLots(sum, qtyLots), 0);

const judge = (order: BelievedOrder, open: OpenOrder | undefined, fills: readonly VenueFill[], ended: ReadonlySet<string>): Finding => {
	const filledLots = plusLots(order.filledLots, sumOf(fills));
	const outcome = outcomeOf(order, filledLots, open, ended);
	const isOver = outcome === 'filled-away' || outcome === 'cancelled';
	const leftOfOurs = mostLots(minusLots(order.totalLots, filledLots), 0);
	return {
		clientId: order.clientId,
		side: order.side,
		outcome,
		remedy: REMEDIES[outcome],
		fills,
		leavesLots: isOver ? 0 : outcome === 'working' && open !== undefined ? leastLots(leftOfOurs, leavesOf(open)) : leftOfOurs,
	};
};

const outcomeOf = (order: BelievedOrder, filledLots: OwnLots, open: OpenOrder | undefined, ended: ReadonlySet<string>): Outcome => {
	if (filledLots > order.totalLots) return 'contradicts';
	if (open === undefined) {
		if (filledLots === order.totalLots) return 'filled-away';
		return ended.has(order.clientId) ? 'cancelled' : 'unknown';
	}

	// A cut that was under way makes it less, nothing makes it more.
	if (open.side !== order.side || open.totalLots > order.totalLots) return 'contradicts';
	if (filledLots === order.totalLots) return 'filled-away';
	return open.filledLots > filledLots ? 'fills-missing' : 'working';
};

const other = (order: OpenOrder, isOurs: boolean, fills: readonly VenueFill[]): Finding => {
	const outcome = isOurs ? 'forgotten' : 'foreign';
	const {clientId, side} = order;
	return {clientId, side, outcome, remedy: REMEDIES[outcome], fills: isOurs ? fills : [], leavesLots: leavesOf(order)};
};

/** Neither remembered nor open: only its fills tell of it, and they count. */
const trace = (clientId: string, fills: readonly VenueFill[]): readonly Finding[] => {
	const side = fills[0]?.side;
	return side === undefined ? [] : [{clientId, side, outcome: 'filled-away', remedy: REMEDIES['filled-away'], fills, leavesLots: 0}];
};

const leavesOf = ({totalLots, filledLots}: OpenOrder): OwnLots => mostLots(minusLots(totalLots, filledLots), 0);
