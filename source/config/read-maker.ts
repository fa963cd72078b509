/** The market maker's part of the configuration. Absent is what nobody spoke of: the engine knows its defaults. */

import {parseMoney} from '../domain/money.js';
import {safeText} from '../domain/text/safe-text.js';
import type {FeeAsset} from '../domain/accounting/ledger.js';
import {LIMIT_TABLE, type LimitName} from '../domain/limit-table.js';
import type {MakerSettings, PaperChoice, QuotingSettings} from '../engine/maker/settings/maker-settings.js';
import {FAIR_VALUES, FILL_MODELS, QUOTING_MODELS} from '../engine/maker/settings/names.js';
import type {RiskLimits} from '../engine/maker/settings/risk-limits.js';
import {readOption, winner, type Layers} from './layers.js';
import {MAX_LEVELS_QUOTED} from './limits.js';
import {OptionError} from './option-error.js';
import type {OptionName} from './option-table.js';
import {
	oneOf,
	positiveUpTo,
	readBoolean,
	readDuration,
	readMoney,
	readOffset,
	readPositiveMoney,
	readPositiveOffset,
	readPositiveQuantity,
	readSignedQuantity,
	readSignedRate,
	wholeNumber,
	type Reader,
} from './value-readers.js';

/** @param usualFeeRate of a maker fill, where nobody named one. */
export const readMaker = (layers: Layers, usualFeeRate: bigint): MakerSettings | undefined => {
	if (readOption(layers, 'market-maker', readBoolean) === false) return undefined;
	const quoting = readQuoting(layers);
	const paper = readPaper(layers);
	const limits = readLimits(layers);
	checkSizes(layers);
	return {
		...option(layers, 'spread-offset', 'halfSpread', readOffset),
		...option(layers, 'inventory-skew', 'inventorySkew', readMoney),
		...option(layers, 'order-size', 'orderSize', readPositiveQuantity),
		...option(layers, 'max-inventory', 'maxInventory', readPositiveQuantity),
		...option(layers, 'average-price', 'averagePrice', readPositiveMoney),
		...option(layers, 'max-order', 'maxOrder', readPositiveQuantity),
		...option(layers, 'taker-fee', 'takerFeeRate', readSignedRate),
		...readFeeAsset(layers),
		...unlessEmpty('quoting', quoting),
		...unlessEmpty('paper', paper),
		...unlessEmpty('limits', limits),
		inventory: readOption(layers, 'inventory', readSignedQuantity) ?? '0',
		makerFeeRate: readOption(layers, 'maker-fee', readSignedRate) ?? usualFeeRate,
	};
};

/** An order that may never be held is a slip: where both are written it is found before anything starts. */
const checkSizes = (layers: Layers): void => {
	const [size, most] = [readOption(layers, 'order-size', readPositiveQuantity), readOption(layers, 'max-inventory', readPositiveQuantity)];
	const given = winner(layers, 'order-size');
	if (size === undefined || most === undefined || given === undefined || !isMore(size, most)) return;
	throw new OptionError(given.raw.origin, `"${safeText(size, 40)}" is more than max-inventory: at most ${safeText(most, 40)}`);
};

/** Of decimal texts as the readers give them. */
const isMore = (one: string, other: string): boolean => (parseMoney(one) ?? 0n) > (parseMoney(other) ?? 0n);

/** `{key: value}`, or nothing where the option was not given. */
const option = <Key extends string, Value>(
	layers: Layers,
	name: OptionName,
	key: Key,
	reader: Reader<Value>,
): Partial<Record<Key, Value>> => {
	const value = readOption(layers, name, reader);
	const found: Partial<Record<Key, Value>> = {};
	if (value !== undefined) found[key] = value;
	return found;
};

const unlessEmpty = <Key extends string, Value extends object>(key: Key, value: Value): Partial<Record<Key, Value>> => {
	const found: Partial<Record<Key, Value>> = {};
	if (Object.keys(value).length > 0) found[key] = value;
	return found;
};

const anyPositive = positiveUpTo(1e9);

const readQuoting = (layers: Layers): QuotingSettings => ({
	...option(layers, 'model', 'model', oneOf(QUOTING_MODELS)),
	...option(layers, 'fair-value', 'fairValue', oneOf(FAIR_VALUES)),
	...option(layers, 'risk-aversion', 'riskAversion', anyPositive),
	...option(layers, 'horizon', 'horizonS', seconds),
	...option(layers, 'volatility', 'volatility', anyPositive),
	...option(layers, 'arrival-rate', 'arrivalRate', anyPositive),
	...option(layers, 'arrival-decay', 'arrivalDecay', anyPositive),
	...option(layers, 'levels-quoted', 'levels', wholeNumber(1, MAX_LEVELS_QUOTED)),
	...option(layers, 'level-spacing', 'levelSpacing', readPositiveOffset),
	...option(layers, 'level-step', 'levelStep', readPositiveQuantity),
	...option(layers, 'inventory-target', 'target', readSignedQuantity),
	...option(layers, 'size-skew', 'sizeSkew', positiveUpTo(100)),
	...option(layers, 'min-spread', 'minSpread', readOffset),
	...option(layers, 'refresh-tolerance', 'refreshTolerance', readOffset),
	...option(layers, 'price-ceiling', 'priceCeiling', readPositiveMoney),
	...option(layers, 'price-floor', 'priceFloor', readPositiveMoney),
});

const seconds: Reader<number> = (text) => {
	const read = readDuration(text);
	return read.ok ? {ok: true, value: read.value / 1000} : read;
};

/** What may be chosen: the optimistic rule is one end of a band, not a model. */
const CHOSEN_MODELS = FILL_MODELS.filter((model) => model !== 'queue-optimistic');

const readPaper = (layers: Layers): PaperChoice => ({
	...option(layers, 'fill-model', 'model', oneOf(CHOSEN_MODELS)),
	...option(layers, 'queue-power', 'power', positiveUpTo(100)),
	...option(layers, 'order-latency', 'latencyMs', readDuration),
	...option(layers, 'cancel-latency', 'cancelLatencyMs', readDuration),
	...option(layers, 'latency-jitter', 'jitterMs', readDuration),
	...option(layers, 'hold-back', 'holdBackMs', readDuration),
});

const readLimits = (layers: Layers): Partial<RiskLimits> => ({
	...limit(layers, 'max-loss', 'maxLoss', readPositiveMoney),
	...limit(layers, 'max-drawdown', 'maxDrawdown', readPositiveMoney),
	...limit(layers, 'max-loss-rate', 'maxLossRate', readPositiveMoney),
	...option(layers, 'cool-down', 'coolDownMs', readDuration),
	...limit(layers, 'max-order-notional', 'maxOrderNotional', readPositiveMoney),
	...limit(layers, 'max-gross', 'maxGrossNotional', readPositiveMoney),
	...option(layers, 'price-collar', 'collarBp', basisPointsOf('price-collar')),
	...option(layers, 'max-order-rate', 'maxOrdersPer10s', countOf('max-order-rate')),
	...option(layers, 'max-one-sided', 'maxOneSidedFills', countOf('max-one-sided')),
	...limit(layers, 'max-book-age', 'maxBookAgeMs', readDuration),
	...option(layers, 'max-latency', 'maxLatencyMs', readDuration),
	...option(layers, 'max-clock-error', 'maxClockErrorMs', readDuration),
	...option(layers, 'max-loop-lag', 'maxLoopLagMs', readDuration),
	...option(layers, 'max-spread', 'maxSpreadBp', basisPointsOf('max-spread')),
	...limit(layers, 'max-volatility', 'maxVolatilityBp', basisPointsOf('max-volatility')),
	...option(layers, 'max-rejects', 'maxRejects', countOf('max-rejects')),
	...option(layers, 'max-slippage', 'maxSlippageBp', basisPointsOf('max-slippage')),
	...option(layers, 'flatten-on-kill', 'flattenOnKill', readBoolean),
	...option(layers, 'clean-events', 'cleanEvents', countOf('clean-events')),
});

const basisPointsOf =
	(name: LimitName): Reader<number> =>
	(text) =>
		positiveUpTo(LIMIT_TABLE[name].most)(text.replace(/\s*bps?$/u, ''));
const countOf = (name: LimitName): Reader<number> => wholeNumber(LIMIT_TABLE[name].least, LIMIT_TABLE[name].most);

type OffLimit = 'maxLoss' | 'maxDrawdown' | 'maxLossRate' | 'maxOrderNotional' | 'maxGrossNotional' | 'maxBookAgeMs' | 'maxVolatilityBp';

/** As any option, and `off` where there may be no limit. */
const limit = <Key extends OffLimit, Value>(
	layers: Layers,
	name: LimitName,
	key: Key,
	reader: Reader<Value>,
): Partial<Record<Key, Value | undefined>> => {
	const orOff: Reader<Value | 'off'> = (text) => (text.trim().toLowerCase() === 'off' ? {ok: true, value: 'off'} : reader(text));
	const value = readOption(layers, name, orOff);
	const found: Partial<Record<Key, Value | undefined>> = {};
	if (value !== undefined) found[key] = value === 'off' ? undefined : value;
	return found;
};

/** `quote`, `received`, or another asset, which needs a price. */
const readFeeAsset = (layers: Layers): {readonly feeAsset?: FeeAsset} => {
	const asset = readOption(layers, 'fee-asset', readAsset);
	const price = readOption(layers, 'fee-asset-price', readPositiveMoney);
	if (asset === undefined || asset === 'quote') return {};
	if (asset === 'received') return {feeAsset: {kind: 'received'}};
	if (price !== undefined) return {feeAsset: {kind: 'third', asset: asset.toUpperCase(), price}};
	const given = winner(layers, 'fee-asset');
	if (given === undefined) return {};
	throw new OptionError(given.raw.origin, `"${asset}" needs its price in quote currency: add fee-asset-price`);
};

const readAsset: Reader<string> = (text) =>
	/^[a-z0-9]{1,20}$/iu.test(text)
		? {ok: true, value: text.toLowerCase()}
		: {ok: false, problem: `"${safeText(text, 40)}" is neither quote, received nor an asset such as bnb`};
