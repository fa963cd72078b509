import type {LadderPicture} from '../../../engine/frame.js';
import {MAX_PICTURE_ROWS} from './wanted-watch.js';

/** Whether a price lies beyond the snapshot's range or beyond the last row of a full frame. */
export const isUnknown = ({bids, asks, knownFromUnits, knownToUnits}: LadderPicture, price: number): boolean =>
	(knownFromUnits !== undefined && price < knownFromUnits) ||
	(knownToUnits !== undefined && price > knownToUnits) ||
	price < (bids[MAX_PICTURE_ROWS - 1]?.priceUnits ?? -Infinity) ||
	price > (asks[MAX_PICTURE_ROWS - 1]?.priceUnits ?? Infinity);
