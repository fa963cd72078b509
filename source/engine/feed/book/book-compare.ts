/** Two books at one update id, level by level, as far as both are vouched for. */

import type {Level} from '../../../domain/feed-event.js';
import type {BookView} from '../../../domain/book/order-book.js';
import {priceUnits, type PriceUnits, type QtyLots, type Side} from '../../../domain/units.js';
import type {KnownRange} from './known-range.js';

export type BookDifference = {
	readonly side: Side;
	readonly priceUnits: PriceUnits;
	/** Zero where the level is absent. */
	readonly ours: QtyLots;
	readonly theirs: QtyLots;
};

export type Comparison = {
	readonly levels: number;
	readonly different: number;
	/** The different level that is nearest to the touch, of those within reach of the origin. */
	readonly nearest: BookDifference | undefined;
};

type VouchedBook = {readonly book: BookView; readonly known: KnownRange};

export const compareBooks = (ours: VouchedBook, theirs: VouchedBook): Comparison => {
	const bids = compareSide('bid', ours, theirs);
	const asks = compareSide('ask', ours, theirs);
	const remote = [...remoteAgreement('bid', ours, theirs), ...remoteAgreement('ask', ours, theirs)];
	return {
		levels: bids.levels + asks.levels + remote.length,
		different: bids.different + asks.different + remote.filter((agrees) => !agrees).length,
		nearest: bids.nearest ?? asks.nearest,
	};
};

const compareSide = (side: Side, ours: VouchedBook, theirs: VouchedBook): Comparison => {
	const limit = commonLimit(side, ours, theirs);
	if (limit === undefined) return {levels: 0, different: 0, nearest: undefined};
	const prices = new Set<PriceUnits>();
	for (const level of [...ours.book.levelsTo(side, limit), ...theirs.book.levelsTo(side, limit)]) prices.add(level.priceUnits);
	let nearest: BookDifference | undefined;
	let different = 0;
	for (const price of prices) {
		const difference = differenceAt(side, price, ours.book, theirs.book);
		if (difference === undefined) continue;
		different += 1;
		if (nearest === undefined || isNearer(side, price, nearest.priceUnits)) nearest = difference;
	}

	return {levels: prices.size, different, nearest};
};

/** Whether the books agree, level by level out of reach: vouched for only where a snapshot held the whole side. */
const remoteAgreement = (side: Side, ours: VouchedBook, theirs: VouchedBook): readonly boolean[] => {
	const held = [ours.book.remote(side), theirs.book.remote(side)];
	if (held.every(({length}) => length === 0) || edgeOf(side, ours.known) !== undefined || edgeOf(side, theirs.known) !== undefined) {
		return [];
	}
	const [own, other] = held.map((levels) => new Map(levels.map(({units, qtyLots}) => [units, qtyLots])));
	return [...new Set(held.flat().map(({units}) => units))].map((units) => own?.get(units) === other?.get(units));
};

const differenceAt = (side: Side, price: PriceUnits, ours: BookView, theirs: BookView): BookDifference | undefined => {
	const own = ours.qtyAt(side, price);
	const other = theirs.qtyAt(side, price);
	return own === other ? undefined : {side, priceUnits: price, ours: own, theirs: other};
};

const isNearer = (side: Side, price: PriceUnits, than: PriceUnits): boolean => (side === 'bid' ? price > than : price < than);

/** The outermost price that both vouch for; the outermost level held where both vouch for everything. */
const commonLimit = (side: Side, ours: VouchedBook, theirs: VouchedBook): PriceUnits | undefined => {
	const edges = [edgeOf(side, ours.known), edgeOf(side, theirs.known)].filter((edge) => edge !== undefined);
	const inner = side === 'bid' ? Math.max : Math.min;
	if (edges.length > 0) return priceUnits(inner(...edges));
	const outermost = [ours.book.worst(side), theirs.book.worst(side)].filter((level) => level !== undefined);
	const outer = side === 'bid' ? Math.min : Math.max;
	return outermost.length === 0 ? undefined : priceUnits(outer(...outermost.map((level: Level) => level.priceUnits)));
};

const edgeOf = (side: Side, known: KnownRange): PriceUnits | undefined => (side === 'bid' ? known.fromUnits : known.toUnits);
