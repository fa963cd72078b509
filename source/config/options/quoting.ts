/** Options that price and size the quotes. */

import {FAIR_VALUES, QUOTING_MODELS} from '../../engine/maker/settings/names.js';
import {MAX_LEVELS_QUOTED} from '../limits.js';
import {
	oneOf,
	positiveUpTo,
	readDuration,
	readOffset,
	readPositiveMoney,
	readPositiveOffset,
	readPositiveQuantity,
	readSignedQuantity,
	wholeNumber,
	type Reader,
} from '../value-readers.js';
import {eitherOf, type OptionRow} from './option-row.js';

const anyPositive = positiveUpTo(1e9);

const seconds: Reader<number> = (text) => {
	const read = readDuration(text);
	return read.ok ? {ok: true, value: read.value / 1000} : read;
};

export const MODEL_ROWS = [
	{
		name: 'model',
		placeholder: 'NAME',
		defaultText: 'linear',
		help: eitherOf(QUOTING_MODELS, {'as-infinite': 'Avellaneda-Stoikov'}),
		read: oneOf(QUOTING_MODELS),
		section: 'quoting',
		key: 'model',
	},
	{
		name: 'fair-value',
		placeholder: 'NAME',
		defaultText: 'mid',
		help: eitherOf(FAIR_VALUES),
		read: oneOf(FAIR_VALUES),
		section: 'quoting',
		key: 'fairValue',
	},
	{
		name: 'risk-aversion',
		placeholder: 'X',
		defaultText: 'automatic',
		help: 'gamma, the risk aversion of the models, per quote currency',
		read: anyPositive,
		section: 'quoting',
		key: 'riskAversion',
	},
	{
		name: 'horizon',
		placeholder: 'DURATION',
		defaultText: '1m',
		help: 'remaining time that as-rolling assumes at every moment',
		read: seconds,
		section: 'quoting',
		key: 'horizonS',
	},
	{
		name: 'volatility',
		placeholder: 'X',
		defaultText: 'measured',
		help: 'sigma, in quote currency per root second',
		read: anyPositive,
		section: 'quoting',
		key: 'volatility',
	},
	{
		name: 'arrival-rate',
		placeholder: 'X',
		defaultText: 'measured',
		help: 'A: rate of fills at the mid, per second and side',
		read: anyPositive,
		section: 'quoting',
		key: 'arrivalRate',
	},
	{
		name: 'arrival-decay',
		placeholder: 'X',
		defaultText: 'measured',
		help: 'k: decay of that rate with distance, per quote currency',
		read: anyPositive,
		section: 'quoting',
		key: 'arrivalDecay',
	},
] as const satisfies readonly OptionRow[];

export const LEVEL_ROWS = [
	{
		name: 'levels-quoted',
		placeholder: 'N',
		defaultText: '1',
		help: `orders per side, 1 to ${MAX_LEVELS_QUOTED}`,
		read: wholeNumber(1, MAX_LEVELS_QUOTED),
		section: 'quoting',
		key: 'levels',
	},
	{
		name: 'level-spacing',
		placeholder: 'P',
		defaultText: 'the half-spread',
		help: 'distance between levels, in the units of spread-offset',
		read: readPositiveOffset,
		section: 'quoting',
		key: 'levelSpacing',
	},
	{
		name: 'level-step',
		placeholder: 'Q',
		defaultText: '0',
		help: 'size added at each further level, in base units',
		read: readPositiveQuantity,
		section: 'quoting',
		key: 'levelStep',
	},
	{
		name: 'inventory-target',
		placeholder: 'Q',
		defaultText: '0',
		help: 'inventory to return to, in base units; may be negative',
		read: readSignedQuantity,
		section: 'quoting',
		key: 'target',
	},
	{
		name: 'size-skew',
		placeholder: 'X',
		defaultText: '0',
		help: 'how fast the size of the side that adds to the inventory shrinks',
		read: positiveUpTo(100),
		section: 'quoting',
		key: 'sizeSkew',
	},
	{
		name: 'min-spread',
		placeholder: 'P',
		defaultText: 'one tick',
		help: 'least distance between bid and ask, in the units of spread-offset',
		read: readOffset,
		section: 'quoting',
		key: 'minSpread',
	},
	{
		name: 'refresh-tolerance',
		placeholder: 'P',
		defaultText: 'a tenth of the half-spread, a quarter of one below 1 bp',
		help: 'greatest difference to its target price at which an order stays, in the units of spread-offset',
		read: readOffset,
		section: 'quoting',
		key: 'refreshTolerance',
	},
	{
		name: 'price-ceiling',
		placeholder: 'P',
		defaultText: 'none',
		help: 'buy nothing at this price and above',
		read: readPositiveMoney,
		section: 'quoting',
		key: 'priceCeiling',
	},
	{
		name: 'price-floor',
		placeholder: 'P',
		defaultText: 'none',
		help: 'sell nothing at this price and below',
		read: readPositiveMoney,
		section: 'quoting',
		key: 'priceFloor',
	},
] as const satisfies readonly OptionRow[];
