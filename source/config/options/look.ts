/** Options of the market's display: the ladder's centre, and the trade sizes that are highlighted. */

import {ANCHORS, DEFAULT_DISPLAY_SETTINGS, MOST_ORDER_SIZES} from '../../screen/view-model/settings/display-settings.js';
import {bad, good, oneOf, readBoolean, readDuration, readPositiveQuantity, type Reader} from '../value-readers.js';
import {durationText, eitherOf, type OptionRow} from './option-row.js';

const readSizes: Reader<readonly string[]> = (text) => {
	const sizes = text.split(',').map((size) => size.trim());
	if (sizes.length > MOST_ORDER_SIZES) return bad(text, `names ${sizes.length} sizes; there are keys for ${MOST_ORDER_SIZES}`);
	const wrong = sizes.map((size) => readPositiveQuantity(size)).find(({ok}) => !ok);
	return wrong?.ok === false ? wrong : good(sizes);
};

const LEAST_WINDOW_MS = 1000;
/** Greatest window: one sample per second is kept. */
const MOST_WINDOW_MS = 60_000;
const WINDOWS = `${durationText(LEAST_WINDOW_MS)} to ${durationText(MOST_WINDOW_MS)}`;

const readWindow: Reader<number> = (text) => {
	const read = readDuration(text);
	if (read.ok && read.value >= LEAST_WINDOW_MS && read.value <= MOST_WINDOW_MS) return good(read.value);
	return bad(text, `is not a duration from ${WINDOWS} such as 10s`);
};

const {anchor, changeWindowMs} = DEFAULT_DISPLAY_SETTINGS;

export const LOOK_ROWS = [
	{
		name: 'anchor',
		placeholder: 'NAME',
		defaultText: anchor,
		help: `what the ladder centres on: ${eitherOf(ANCHORS)}`,
		read: oneOf(ANCHORS),
		section: 'look',
		key: 'anchor',
	},
	{
		name: 'large-level',
		placeholder: 'Q',
		defaultText: 'twice the 90th percentile of the rows',
		help: 'least resting size that is marked, in base units',
		read: readPositiveQuantity,
		section: 'look',
		key: 'largeLevel',
	},
	{
		name: 'large-print',
		placeholder: 'Q',
		defaultText: '5 times the mean print',
		help: 'least taker order that is marked on the tape, in base units',
		read: readPositiveQuantity,
		section: 'look',
		key: 'largePrint',
	},
	{
		name: 'huge-print',
		placeholder: 'Q',
		defaultText: '20 times the mean print',
		help: 'least taker order that is shown inverse on the tape, in base units',
		read: readPositiveQuantity,
		section: 'look',
		key: 'hugePrint',
	},
	{
		name: 'tape-filter',
		placeholder: 'Q',
		defaultText: 'none',
		help: 'hide smaller taker orders; they still count',
		read: readPositiveQuantity,
		section: 'look',
		key: 'tapeFilter',
	},
	{
		name: 'bar-scale',
		placeholder: 'Q',
		defaultText: 'the largest in view',
		help: 'size of a full bar on the ladder',
		read: readPositiveQuantity,
		section: 'look',
		key: 'barScale',
	},
	{
		name: 'sizes',
		placeholder: 'LIST',
		defaultText: '1, 2, 3, 5 and 10 times the order size',
		help: `order sizes of the keys 1 to ${MOST_ORDER_SIZES}, in base units, separated by commas`,
		read: readSizes,
		section: 'look',
		key: 'orderSizes',
	},
	{
		name: 'change-window',
		placeholder: 'DURATION',
		defaultText: durationText(changeWindowMs),
		help: `time window of the stacked and pulled column, ${WINDOWS}`,
		read: readWindow,
		section: 'look',
		key: 'changeWindowMs',
	},
	{
		name: 'flash',
		defaultText: 'yes; no over SSH',
		help: 'show a size that just changed in bold for a moment',
		read: readBoolean,
		section: 'look',
		key: 'flash',
	},
	{
		name: 'bell',
		help: 'ring for a huge taker order, at most every two seconds',
		read: readBoolean,
		section: 'look',
		key: 'bell',
	},
] as const satisfies readonly OptionRow[];
