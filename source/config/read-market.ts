/** How ladder and tape look at the market. Absent is what nobody spoke of: the screen knows its defaults. */

import {ANCHORS, type MarketSettings} from '../view-model/market-settings.js';
import {readOption, type Layers} from './layers.js';
import {bad, good, oneOf, readBoolean, readDuration, readPositiveQuantity, type Reader} from './value-readers.js';

export const readMarket = (layers: Layers): Partial<MarketSettings> => {
	const chosen = {
		anchor: readOption(layers, 'anchor', oneOf(ANCHORS)),
		largeLevel: readOption(layers, 'large-level', readPositiveQuantity),
		largePrint: readOption(layers, 'large-print', readPositiveQuantity),
		hugePrint: readOption(layers, 'huge-print', readPositiveQuantity),
		tapeFilter: readOption(layers, 'tape-filter', readPositiveQuantity),
		barScale: readOption(layers, 'bar-scale', readPositiveQuantity),
		changeWindowMs: readOption(layers, 'change-window', readWindow),
		flash: readOption(layers, 'flash', readBoolean),
		bell: readOption(layers, 'bell', readBoolean),
	};
	return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
};

const LEAST_WINDOW_MS = 1000;
/** A sample a second is kept for so long. */
const MOST_WINDOW_MS = 60_000;

const readWindow: Reader<number> = (text) => {
	const read = readDuration(text);
	if (read.ok && read.value >= LEAST_WINDOW_MS && read.value <= MOST_WINDOW_MS) return good(read.value);
	return bad(text, 'is not a duration from 1s to 60s such as 10s');
};
