/** Options of the paper market maker: sizes, the linear model, inventory, fees. */

import {DEMO_MAKER_FEE_RATE} from '../../engine/engine-config.js';
import {DEFAULT_MAKER_FEE_RATE, DEFAULT_TAKER_FEE_RATE} from '../../engine/maker/settings/maker-settings.js';
import {LIMIT_TABLE} from '../../domain/limit-table.js';
import {formatTrimmed} from '../../domain/text/decimal-text.js';
import {safeText} from '../../domain/text/safe-text.js';
import {
	RATE_DECIMALS,
	readBoolean,
	readOffset,
	readPositiveMoney,
	readPositiveQuantity,
	readSignedQuantity,
	readSignedRate,
	type Reader,
} from '../value-readers.js';
import type {OptionRow} from './option-row.js';

const rateText = (rate: bigint): string => formatTrimmed(rate, RATE_DECIMALS);

export const SIZE_ROWS = [
	{
		name: 'spread-offset',
		placeholder: 'P',
		defaultText: 'the maker fee + 1 bp',
		help: 'half-spread, in quote currency, bp or ticks: 0.5, 2bp, 3t',
		read: readOffset,
		section: 'maker',
		key: 'halfSpread',
	},
	{
		name: 'inventory-skew',
		placeholder: 'P',
		defaultText: 'automatic',
		help: 'skew per base unit of inventory, in quote currency, bp or ticks: 0.5, 2bp, 3t',
		read: readOffset,
		section: 'maker',
		key: 'inventorySkew',
	},
	{
		name: 'order-size',
		placeholder: 'Q',
		defaultText: 'automatic',
		help: 'size of each quote, in base units',
		read: readPositiveQuantity,
		section: 'maker',
		key: 'orderSize',
	},
	{
		name: 'max-inventory',
		placeholder: 'Q',
		defaultText: 'automatic',
		help: LIMIT_TABLE['max-inventory'].help,
		read: readPositiveQuantity,
		section: 'maker',
		key: 'maxInventory',
	},
	{
		name: 'inventory',
		placeholder: 'Q',
		help: 'inventory at the start, in base units; may be negative',
		read: readSignedQuantity,
		section: 'maker',
		key: 'inventory',
		fallback: '0',
	},
	{
		name: 'average-price',
		placeholder: 'P',
		help: 'average cost of that inventory per base unit',
		read: readPositiveMoney,
		section: 'maker',
		key: 'averagePrice',
	},
] as const satisfies readonly OptionRow[];

const readAsset: Reader<string> = (text) =>
	/^[a-z0-9]{1,20}$/iu.test(text)
		? {ok: true, value: text.toLowerCase()}
		: {ok: false, problem: `"${safeText(text, 40)}" is neither quote, received nor an asset such as bnb`};

export const FEE_ROWS = [
	{
		name: 'maker-fee',
		placeholder: 'RATE',
		defaultText: `${rateText(DEFAULT_MAKER_FEE_RATE)}, in a demo ${rateText(DEMO_MAKER_FEE_RATE)}`,
		help: 'fee of a maker fill as a fraction; negative is a rebate',
		read: readSignedRate,
		section: 'fees',
		key: 'makerFeeRate',
	},
	{
		name: 'taker-fee',
		placeholder: 'RATE',
		defaultText: rateText(DEFAULT_TAKER_FEE_RATE),
		help: 'fee of taker fills (flatten) as a fraction',
		read: readSignedRate,
		section: 'maker',
		key: 'takerFeeRate',
	},
	{
		name: 'fee-asset',
		placeholder: 'NAME',
		help: 'asset of the fee: quote, received (base for buys), or another such as bnb',
		read: readAsset,
		section: 'fees',
		key: 'asset',
		fallback: 'quote',
	},
	{
		name: 'fee-asset-price',
		placeholder: 'P',
		help: 'price of that other asset, in quote currency',
		read: readPositiveMoney,
		section: 'fees',
		key: 'assetPrice',
	},
	{
		name: 'market-maker',
		onByDefault: true,
		help: 'watch only: no paper market maker',
		read: readBoolean,
		section: 'market',
		key: 'marketMaker',
		fallback: true,
	},
] as const satisfies readonly OptionRow[];
