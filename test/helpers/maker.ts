/** Short notation for a market maker's numbers. */

import {ZERO_MONEY} from '../../source/domain/money.js';
import type {MakerParameters} from '../../source/engine/maker/settings/parameters.js';
import {moneyOf} from './instruments.js';

/** Half-spread 0.05, skew 0.02 per unit, order size one, at most ten. */
export const makerParameters = (changes: Partial<MakerParameters> = {}): MakerParameters => ({
	halfSpread: moneyOf('0.05'),
	inventorySkew: moneyOf('0.02'),
	manualSkew: ZERO_MONEY,
	step: moneyOf('0.01'),
	orderLots: 100_000_000,
	maxInventoryLots: 1_000_000_000,
	makerFeeRate: 0n,
	baseRebate: {maker: 0n, taker: 0n},
	model: 'linear',
	fairValue: 'mid',
	manualSpread: ZERO_MONEY,
	targetLots: 0n,
	sizeSkew: 0,
	minSpread: ZERO_MONEY,
	levels: 1,
	levelSpacing: moneyOf('0.05'),
	levelStepLots: 0,
	priceCeiling: undefined,
	priceFloor: undefined,
	refreshTolerance: ZERO_MONEY,
	...changes,
});
