/**
 * The line that `y` copies: the chosen event if the events have the focus, else the ladder's chosen row, else
 * the touch.
 */

import type {Level} from '../../../domain/feed-event.js';
import {plainQty} from '../../../domain/instrument.js';
import {safeText} from '../../../domain/text/safe-text.js';
import {chosenEntry, eventText} from './event-list.js';
import {basisPointsText, clockText, priceText} from '../cells/format.js';
import {isFrozen, shownState} from '../state/frozen.js';
import {sideAt} from '../memory/ladder-cursor.js';
import {isUnknown} from '../state/known-rows.js';
import {isTrusted, type MonitorState} from '../state/monitor-state.js';
import {basisPointsBetween} from '../cells/numbers.js';

/** Terminals silently refuse longer text; all accept this much. */
export const MAX_COPY = 2000;

export type Copied = {readonly what: string; readonly text: string};

export const copyText = (present: MonitorState): Copied | undefined => {
	const state = shownState(present);
	const copied = state.overlay === 'log' || state.focus === 'events' ? eventCopy(state) : (levelCopy(state) ?? touchCopy(state));
	return copied === undefined ? undefined : {...copied, text: safeText(copied.text, MAX_COPY + 1)};
};

const eventCopy = (state: MonitorState): Copied | undefined => {
	const entry = chosenEntry(state);
	return entry === undefined ? undefined : {what: 'event', text: eventText(entry)};
};

/** Price, side, size and distance. */
const levelCopy = (state: MonitorState): Copied | undefined => {
	const {
		memory: {frame},
		choices: {cursor},
	} = state;
	const {instrument} = frame ?? {};
	const mid = frame?.touch.midHalfUnits;
	if (frame === undefined || instrument === undefined || cursor === undefined || mid === undefined) return undefined;
	const side = sideAt(cursor.priceUnits, mid);
	const level = (side === 'bid' ? frame.ladder.bids : frame.ladder.asks).find(({priceUnits}) => priceUnits === cursor.priceUnits);
	const size =
		level === undefined
			? isUnknown(frame.ladder, cursor.priceUnits)
				? 'unknown'
				: 'nothing'
			: plainQty(instrument, BigInt(level.qtyLots));
	const away = basisPointsText(basisPointsBetween(instrument, 2 * cursor.priceUnits, mid));
	return {what: 'row', text: `${frame.symbol} ${priceText(instrument, cursor.priceUnits)} ${side} ${size} ${away}${doubt(state)}`};
};

const touchCopy = (state: MonitorState): Copied | undefined => {
	const {frame} = state.memory;
	const {instrument} = frame ?? {};
	if (frame === undefined || instrument === undefined) return undefined;
	const {bid, ask} = frame.touch;
	if (bid === undefined || ask === undefined) return undefined;
	const level = ({priceUnits, qtyLots}: Level): string => `${plainQty(instrument, BigInt(qtyLots))} @ ${priceText(instrument, priceUnits)}`;
	return {what: 'touch', text: `${frame.symbol} ${level(bid)} x ${level(ask)}${doubt(state)}`};
};

/** A warning inside the copied text when the book is not trusted. */
const doubt = (state: MonitorState): string => {
	const {
		memory: {frame},
		frozen,
	} = state;
	if (frozen !== undefined && frame !== undefined && isFrozen(state)) {
		return ` (FROZEN ${clockText(frame.atMs)}${isTrusted({...state, memory: frozen}) ? '' : ', book not trusted'})`;
	}
	return isTrusted(state) ? '' : ' (book not trusted)';
};
