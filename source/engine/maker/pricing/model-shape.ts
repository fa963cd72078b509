/** The chosen model's answer for the present inventory, in exact money; or what it lacks, in words. */

import {lossyPrice, type Instrument} from '../../../domain/instrument.js';
import {addMoney, BASIS_POINTS, money, type Money} from '../../../domain/money.js';
import type {MakerSettings} from '../settings/maker-settings.js';
import type {CalibrationView} from './calibration.js';
import type {MakerParameters} from '../settings/parameters.js';
import {linearMoneyShape, moneyOfFloat, type MoneyShape} from './quote-prices.js';
import {finiteShape, glftShape, infiniteShape, type ModelInputs, type Shape} from './quoting-model.js';

const DEFAULT_HORIZON_S = 60;
/** Without a word from the operator γ makes a full inventory skew by this much over the default horizon. */
const FULL_SKEW = 3e-4;

export type ShapeInputs = {
	readonly instrument: Instrument;
	readonly settings: MakerSettings;
	readonly parameters: MakerParameters;
	readonly calibration: CalibrationView;
	readonly inventoryLots: bigint;
	readonly midHalfUnits: number;
};

/** Undefined: σ, k or A is not known, or not believed. */
export const modelShape = (inputs: ShapeInputs): MoneyShape | undefined => {
	const {instrument, parameters, inventoryLots} = inputs;
	if (parameters.model === 'linear') return linearMoneyShape(instrument, parameters, inventoryLots);
	const model = modelInputs(inputs);
	if (model === undefined) return undefined;
	const perUnit = 10 ** instrument.qtyDecimals;
	const held = Number(inventoryLots - parameters.targetLots) / perUnit;
	const shape = shapeOf(inputs, model, held, Number(parameters.maxInventoryLots) / perUnit);
	return Number.isFinite(shape.skew) && Number.isFinite(shape.halfSpread) ? withKeys(shape, parameters) : undefined;
};

const shapeOf = ({settings, parameters}: ShapeInputs, model: ModelInputs, held: number, maxHeld: number): Shape => {
	switch (parameters.model) {
		case 'as-rolling':
			return finiteShape(model, settings.quoting?.horizonS ?? DEFAULT_HORIZON_S, held);
		case 'as-infinite':
			return infiniteShape(model, maxHeld, held);
		case 'glft':
		case 'linear':
			return glftShape(model, held);
	}
};

/** What the operator's keys add. */
const withKeys = ({skew, halfSpread}: Shape, {manualSkew, manualSpread}: MakerParameters): MoneyShape => ({
	skew: addMoney(moneyOfFloat(skew), manualSkew),
	halfSpread: positive(addMoney(moneyOfFloat(halfSpread), manualSpread)),
});

const positive = (value: Money): Money => (value < 0n ? money(0n) : value);

const modelInputs = ({instrument, settings, parameters, calibration, midHalfUnits}: ShapeInputs): ModelInputs | undefined => {
	const {quoting = {}} = settings;
	const volatility = quoting.volatility ?? calibration.volatility;
	const decay = quoting.arrivalDecay ?? calibration.decay;
	const rate = quoting.arrivalRate ?? calibration.rate;
	if (decay === undefined || volatility === undefined || volatility <= 0) return undefined;
	if (rate === undefined && parameters.model === 'glft') return undefined;
	const size = Number(parameters.orderLots) / 10 ** instrument.qtyDecimals;
	const riskAversion = quoting.riskAversion ?? defaultAversion(instrument, parameters, volatility, midHalfUnits);
	return {riskAversion, volatility, decay, rate: rate ?? 0, size};
};

const defaultAversion = (instrument: Instrument, {maxInventoryLots}: MakerParameters, volatility: number, midHalfUnits: number): number => {
	const mid = lossyPrice(instrument, midHalfUnits / 2);
	const most = Number(maxInventoryLots) / 10 ** instrument.qtyDecimals;
	return (FULL_SKEW * mid) / (most * volatility ** 2 * DEFAULT_HORIZON_S);
};

/** σ in basis points per √second, for the risk layer. */
export const volatilityBp = (
	instrument: Instrument,
	volatility: number | undefined,
	midHalfUnits: number | undefined,
): number | undefined =>
	volatility === undefined || midHalfUnits === undefined || midHalfUnits === 0
		? undefined
		: (volatility / lossyPrice(instrument, midHalfUnits / 2)) * BASIS_POINTS;
