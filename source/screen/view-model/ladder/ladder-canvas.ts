/** Draws ladder rows and reuses the rows that did not change; most rows of a frame equal those of the frame before. */

import type {Row, Span} from '../cells/cells.js';
import {barHalves, ladderCells, sumCell, type LadderPen} from './ladder-cells.js';
import type {LadderRow, OwnOrders} from './ladder-rows.js';

type Drawn = {readonly row: LadderRow; readonly halves: number; readonly cells: Row; readonly sum: Span | undefined};

/** Bound of kept rows, more than any screen has; beyond it all are drawn anew. */
const MAX_KEPT = 512;

let pen: LadderPen | undefined;
const drawn = new Map<number, Drawn>();

/** Returns the previous style object if the new one draws the same, so that kept rows stay valid. */
const steadyPen = (next: LadderPen): LadderPen => {
	if (pen !== undefined && samePen(pen, next)) return pen;
	drawn.clear();
	pen = next;
	return next;
};

const samePen = (a: LadderPen, b: LadderPen): boolean =>
	a.columns === b.columns &&
	a.glyphs === b.glyphs &&
	a.instrument === b.instrument &&
	a.decimals === b.decimals &&
	a.trusted === b.trusted &&
	a.cumulative === b.cumulative &&
	a.groupUnits === b.groupUnits;

/** @param fullLots the size of a full bar. */
export const drawLadderRows = (rows: readonly LadderRow[], fullLots: number, wanted: LadderPen): readonly Row[] => {
	const steady = steadyPen(wanted);
	if (drawn.size > MAX_KEPT) drawn.clear();
	return rows.map((row) => {
		const halves = barHalves(row.qtyLots, fullLots, steady);
		const held = drawn.get(row.priceUnits);
		const isKept = held !== undefined && held.halves === halves && sameRow(held.row, row);
		if (isKept && sameSum(held.row, row)) return held.cells;
		const sum = sumCell(row, steady);
		const cells = isKept && steady.trusted ? withSum(held, sum) : ladderCells(row, halves, steady, sum);
		drawn.set(row.priceUnits, {row, halves, cells, sum: cells === held?.cells ? held.sum : sum});
		return cells;
	});
};

/** Replaces only the cumulative size of a kept row: most rows change by that alone. */
const withSum = ({cells, sum: before}: Drawn, sum: Span | undefined): Row =>
	sum === undefined || sum.text === before?.text ? cells : cells.map((cell) => (cell === before ? sum : cell));

const sameSum = (a: LadderRow, b: LadderRow): boolean =>
	a.cumulativeLots === b.cumulativeLots && a.cumulativeUnitLots === b.cumulativeUnitLots;

const PLAIN_KEYS = [
	'side',
	'qtyLots',
	'netLots',
	'stackedLots',
	'pulledLots',
	'boughtLots',
	'soldLots',
	'unknown',
	'large',
	'flash',
	'mark',
	'lastTrade',
	'cursor',
] as const satisfies ReadonlyArray<keyof LadderRow>;

const sameRow = (a: LadderRow, b: LadderRow): boolean =>
	PLAIN_KEYS.every((key) => a[key] === b[key]) &&
	(a.cumulativeLots === undefined) === (b.cumulativeLots === undefined) &&
	sameOwn(a.ownBid, b.ownBid) &&
	sameOwn(a.ownAsk, b.ownAsk);

const sameOwn = (a: OwnOrders | undefined, b: OwnOrders | undefined): boolean =>
	a === b || (a !== undefined && b !== undefined && a.lots === b.lots && a.aheadLots === b.aheadLots);
