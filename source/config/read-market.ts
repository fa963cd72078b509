/** How ladder and tape look at the market. Absent is what nobody spoke of: the screen knows its defaults. */

import {ANCHORS, MOST_ORDER_SIZES, type MarketSettings} from '../screen/view-model/settings/market-settings.js';
import {parseScaled} from '../domain/text/decimal-text.js';
import {readOption, winner, type Layers} from './layers.js';
import {OptionError, originText} from './option-error.js';
import {bad, good, oneOf, readBoolean, readDuration, readPositiveQuantity, type Reader} from './value-readers.js';

export const readMarket = (layers: Layers): Partial<MarketSettings> => {
	const chosen = {
		anchor: readOption(layers, 'anchor', oneOf(ANCHORS)),
		largeLevel: readOption(layers, 'large-level', readPositiveQuantity),
		largePrint: readOption(layers, 'large-print', readPositiveQuantity),
		hugePrint: readOption(layers, 'huge-print', readPositiveQuantity),
		tapeFilter: readOption(layers, 'tape-filter', readPositiveQuantity),
		barScale: readOption(layers, 'bar-scale', readPositiveQuantity),
		orderSizes: readOption(layers, 'sizes', readSizes),
		changeWindowMs: readOption(layers, 'change-window', readWindow),
		flash: readOption(layers, 'flash', readBoolean),
		bell: readOption(layers, 'bell', readBoolean),
	};
	rejectContrary(layers, chosen);
	return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
};

type Prints = {readonly largePrint: string | undefined; readonly hugePrint: string | undefined};

/** A large print that is larger than a huge one; told to the higher layer, which is where it was meant now. */
const rejectContrary = (layers: Layers, {largePrint, hugePrint}: Prints): void => {
	const [large, huge] = [winner(layers, 'large-print'), winner(layers, 'huge-print')];
	if (large === undefined || huge === undefined || !isMore(largePrint, hugePrint)) return;
	if (large.rank <= huge.rank) {
		throw new OptionError(large.raw.origin, `"${largePrint}" is more than ${originText(huge.raw.origin)}, ${hugePrint}${WHY}`);
	}
	throw new OptionError(huge.raw.origin, `"${hugePrint}" is less than ${originText(large.raw.origin)}, ${largePrint}${WHY}`);
};

const WHY = ': a huge print is a large one';

const isMore = (one: string | undefined, other: string | undefined): boolean => {
	const [left, right] = [scaled(one), scaled(other)];
	return left !== undefined && right !== undefined && left > right;
};

const scaled = (text: string | undefined): number | bigint | undefined => (text === undefined ? undefined : parseScaled(text, 18));

const readSizes: Reader<readonly string[]> = (text) => {
	const sizes = text.split(',').map((size) => size.trim());
	if (sizes.length > MOST_ORDER_SIZES) return bad(text, `names ${sizes.length} sizes; there are keys for ${MOST_ORDER_SIZES}`);
	const wrong = sizes.map((size) => readPositiveQuantity(size)).find(({ok}) => !ok);
	return wrong?.ok === false ? wrong : good(sizes);
};

const LEAST_WINDOW_MS = 1000;
/** A sample a second is kept for so long. */
const MOST_WINDOW_MS = 60_000;

const readWindow: Reader<number> = (text) => {
	const read = readDuration(text);
	if (read.ok && read.value >= LEAST_WINDOW_MS && read.value <= MOST_WINDOW_MS) return good(read.value);
	return bad(text, 'is not a duration from 1s to 60s such as 10s');
};
