/** Rows that changed a moment ago after a rest; constantly changing rows are not marked. */

import type {Level} from '../../../domain/feed-event.js';
import type {UnixMs} from '../../../domain/units.js';
import type {LadderPicture} from '../../../engine/frame.js';

const FLASH_MS = 300;
const REST_MS = 1000;

type Flash = {readonly litAtMs: UnixMs; readonly changedAtMs: UnixMs};

/** Rows that changed within the last second. */
export type Flashes = ReadonlyMap<number, Flash>;

export const NO_FLASHES: Flashes = new Map();

export const isLit = (flashes: Flashes, row: number, atMs: UnixMs): boolean => {
	const flash = flashes.get(row);
	return flash !== undefined && atMs - flash.litAtMs < FLASH_MS;
};

export const flashesAfter = (flashes: Flashes, before: LadderPicture | undefined, after: LadderPicture, atMs: UnixMs): Flashes => {
	if (before === undefined || before.groupUnits !== after.groupUnits) return NO_FLASHES;
	const next = new Map<number, Flash>();
	for (const [row, flash] of flashes) if (atMs - flash.changedAtMs < REST_MS) next.set(row, flash);
	markChanged(next, before.bids, after.bids, {atMs, sign: -1});
	markChanged(next, before.asks, after.asks, {atMs, sign: 1});
	return next;
};

/**
 * Both lists are best first. Rows that appear or vanish at the far end are the edge of the frame, not changes of
 * the book.
 */
const markChanged = (
	marks: Map<number, Flash>,
	before: readonly Level[],
	after: readonly Level[],
	{atMs, sign}: {readonly atMs: UnixMs; readonly sign: 1 | -1},
): void => {
	let [old, now] = [0, 0];
	while (old < before.length && now < after.length) {
		const [was, is] = [before[old], after[now]];
		if (was === undefined || is === undefined) return;
		const distance = sign * (was.priceUnits - is.priceUnits);
		const row = distance < 0 ? was.priceUnits : is.priceUnits;
		if (distance !== 0 || was.qtyLots !== is.qtyLots) marks.set(row, {litAtMs: marks.get(row)?.litAtMs ?? atMs, changedAtMs: atMs});
		if (distance <= 0) old += 1;
		if (distance >= 0) now += 1;
	}
};
