/** The market maker's settings. Unset options are left out; the engine applies its defaults. */

import type {FeeAsset} from '../domain/accounting/ledger.js';
import {parseMoney} from '../domain/money.js';
import {safeText} from '../domain/text/safe-text.js';
import type {MakerSettings} from '../engine/maker/settings/maker-settings.js';
import {winner, type Layers} from './layers.js';
import {OptionError} from './option-error.js';
import type {SettingsOf} from './option-table.js';
import {readSettings} from './read-settings.js';

/** @param usualFeeRate fee rate of a maker fill if none is configured. */
export const readMaker = (layers: Layers, usualFeeRate: bigint): MakerSettings | undefined => {
	if (!readSettings(layers, 'market').marketMaker) return undefined;
	const quoting = readSettings(layers, 'quoting');
	const paper = readSettings(layers, 'paper');
	const limits = readSettings(layers, 'limits');
	const maker = readSettings(layers, 'maker');
	checkSizes(layers, maker);
	const fees = readSettings(layers, 'fees');
	return {
		...maker,
		...feeAssetOf(layers, fees),
		...unlessEmpty('quoting', quoting),
		...unlessEmpty('paper', paper),
		...unlessEmpty('limits', limits),
		makerFeeRate: fees.makerFeeRate ?? usualFeeRate,
	};
};

/** Rejects an order size above the inventory limit when both are written, before anything starts. */
const checkSizes = (layers: Layers, {orderSize: size, maxInventory: most}: SettingsOf<'maker'>): void => {
	const given = winner(layers, 'order-size');
	if (size === undefined || most === undefined || given === undefined || !isMore(size, most)) return;
	throw new OptionError(given.raw.origin, `"${safeText(size, 40)}" is more than max-inventory: at most ${safeText(most, 40)}`);
};

/** Compares decimal texts. */
const isMore = (one: string, other: string): boolean => (parseMoney(one) ?? 0n) > (parseMoney(other) ?? 0n);

const unlessEmpty = <Key extends string, Value extends object>(key: Key, value: Value): Partial<Record<Key, Value>> => {
	const found: Partial<Record<Key, Value>> = {};
	if (Object.keys(value).length > 0) found[key] = value;
	return found;
};

/** `quote`, `received`, or another asset, which needs a price. */
const feeAssetOf = (layers: Layers, {asset, assetPrice: price}: SettingsOf<'fees'>): {readonly feeAsset?: FeeAsset} => {
	if (asset === 'quote') return {};
	if (asset === 'received') return {feeAsset: {kind: 'received'}};
	if (price !== undefined) return {feeAsset: {kind: 'third', asset: asset.toUpperCase(), price}};
	const given = winner(layers, 'fee-asset');
	if (given === undefined) return {};
	throw new OptionError(given.raw.origin, `"${asset}" needs its price in quote currency: add fee-asset-price`);
};
