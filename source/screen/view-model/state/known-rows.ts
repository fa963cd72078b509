import type {LadderPicture} from '../../../engine/frame.js';
import {MAX_PICTURE_ROWS} from './wanted-watch.js';

/** Beyond what the snapshot vouches for, or behind the last row of a picture that can hold no more. */
export const isUnknown = ({bids, asks, knownFromUnits, knownToUnits}: LadderPicture, price: number): boolean =>
	(knownFromUnits !== undefined && price < knownFromUnits) ||
	(knownToUnits !== undefined && price > knownToUnits) ||
	price < (bids[MAX_PICTURE_ROWS - 1]?.priceUnits ?? -Infinity) ||
	price > (asks[MAX_PICTURE_ROWS - 1]?.priceUnits ?? Infinity);
