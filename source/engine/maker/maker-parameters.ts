/** From what the operator gave, or from the first trusted price, to the numbers the market maker uses. */

import {parseScaled} from '../../domain/decimal-text.js';
import {notionalAtHalfTicks, type Instrument} from '../../domain/instrument.js';
import {divideHalfEven, type Money, money, MONEY_DECIMALS, powerOfTen, ZERO_MONEY} from '../../domain/money.js';
import type {MakerSettings} from '../engine-config.js';
import type {MakerParameters} from './maker-state.js';
import {DEFAULT_RISK_LIMITS, type RiskLimits} from './risk-limits.js';

/** Without a word from the operator: one basis point each side … */
const DEFAULT_HALF_SPREAD_PER_MID = 10_000n;
/** … three of skew when inventory is at its maximum … */
const DEFAULT_FULL_SKEW_BP = 3n;
const BP_PER_MID = 10_000n;
/** … a tenth of one for each key press … */
const DEFAULT_STEP_PER_MID = 100_000n;
/** … orders of a hundred times the least notional … */
const DEFAULT_ORDER_NOTIONALS = 100n;
/** … and room for twenty-five of them. */
const DEFAULT_MAX_INVENTORY_ORDERS = 25;
/** An order stays while the wanted price is within this share of the half-spread. */
const TOLERANCE_PER_HALF_SPREAD = 10n;
/** Venues without a least notional: orders of this many steps. */
const FALLBACK_ORDER_STEPS = 100;

/** One tick as money. */
export const tickMoney = (instrument: Instrument): Money =>
	money(BigInt(instrument.tickUnits) * powerOfTen(MONEY_DECIMALS - instrument.priceDecimals));

/** A price in half ticks as money per base unit, exact. */
export const priceMoney = (instrument: Instrument, halfTicks: number): Money =>
	money((BigInt(halfTicks) * tickMoney(instrument)) / 2n);

const roundToTicks = (instrument: Instrument, value: bigint): Money => {
	const tick = tickMoney(instrument);
	const ticks = divideHalfEven(value, tick);
	return money((ticks > 0n ? ticks : 1n) * tick);
};

/** @param midHalfTicks twice the first trusted mid in ticks. */
export const chooseParameters = (
	instrument: Instrument,
	settings: MakerSettings,
	midHalfTicks: number,
): MakerParameters => {
	const mid = priceMoney(instrument, midHalfTicks);
	const orderLots = toLots(instrument, settings.orderSize) ?? defaultOrderLots(instrument, mid);
	const maxInventoryLots = toLots(instrument, settings.maxInventory) ?? orderLots * DEFAULT_MAX_INVENTORY_ORDERS;
	const halfSpread = settings.halfSpread ?? roundToTicks(instrument, mid / DEFAULT_HALF_SPREAD_PER_MID);
	const {quoting = {}} = settings;
	return {
		halfSpread,
		inventorySkew: settings.inventorySkew ?? defaultSkew(instrument, mid, maxInventoryLots),
		manualSkew: ZERO_MONEY,
		step: roundToTicks(instrument, mid / DEFAULT_STEP_PER_MID),
		orderLots,
		maxInventoryLots,
		makerFeeRate: settings.makerFeeRate,
		model: quoting.model ?? 'linear',
		fairValue: quoting.fairValue ?? 'mid',
		manualSpread: ZERO_MONEY,
		targetLots: signedLots(instrument, quoting.target ?? '0'),
		sizeSkew: quoting.sizeSkew ?? 0,
		minSpread: quoting.minSpread ?? ZERO_MONEY,
		levels: quoting.levels ?? 1,
		levelSpacing: quoting.levelSpacing ?? halfSpread,
		levelStepLots: toLots(instrument, quoting.levelStep) ?? 0,
		priceCeiling: quoting.priceCeiling,
		priceFloor: quoting.priceFloor,
		refreshTolerance: quoting.refreshTolerance ?? money(halfSpread / TOLERANCE_PER_HALF_SPREAD),
	};
};

/** Signed decimal text in lots; digits that the instrument does not have are none. */
export const signedLots = (instrument: Instrument, text: string): bigint => {
	const lots = BigInt(parseScaled(text.replace(/^-/, ''), instrument.qtyDecimals) ?? 0);
	return text.startsWith('-') ? -lots : lots;
};

/** Of what the full inventory is worth, where the operator set no limit: 10 % to lose, 2 % within a minute … */
const LOSS_SHARE = 10n;
const LOSS_RATE_SHARE = 50n;
/** … and open orders of four times it at most. */
const GROSS_INVENTORIES = 4n;

export const chooseLimits = (instrument: Instrument, settings: MakerSettings, parameters: MakerParameters, midHalfTicks: number): RiskLimits => {
	const full = notionalAtHalfTicks(instrument, midHalfTicks, BigInt(parameters.maxInventoryLots));
	const given = settings.limits ?? {};
	return {
		...DEFAULT_RISK_LIMITS,
		maxLoss: money(full / LOSS_SHARE),
		maxDrawdown: money(full / LOSS_SHARE),
		maxLossRate: money(full / LOSS_RATE_SHARE),
		maxGrossNotional: money(full * GROSS_INVENTORIES),
		maxOrderLots: toLots(instrument, settings.maxOrder),
		...given,
	};
};

/** Rounded down to the lot step; never up, because that would be more than was asked for. */
const toLots = (instrument: Instrument, text: string | undefined): number | undefined => {
	const lots = text === undefined ? undefined : parseScaled(text, instrument.qtyDecimals);
	return lots === undefined ? undefined : floorToStep(instrument, Number(lots));
};

export const floorToStep = (instrument: Instrument, lots: number): number =>
	Math.floor(lots / instrument.stepLots) * instrument.stepLots;

/** One significant digit of base units, at least the smallest order the venue takes. */
const defaultOrderLots = (instrument: Instrument, mid: Money): number => {
	const least = Math.max(instrument.minQtyLots, instrument.stepLots);
	if (instrument.minNotional === 0n || mid === 0n) return least * FALLBACK_ORDER_STEPS;
	const perUnit = powerOfTen(instrument.qtyDecimals);
	const lots = Number((instrument.minNotional * DEFAULT_ORDER_NOTIONALS * perUnit) / mid);
	const magnitude = 10 ** Math.floor(Math.log10(Math.max(lots, 1)));
	return Math.max(floorToStep(instrument, Math.floor(lots / magnitude) * magnitude), least);
};

const defaultSkew = (instrument: Instrument, mid: Money, maxInventoryLots: number): Money => {
	const full = (mid * DEFAULT_FULL_SKEW_BP) / BP_PER_MID;
	const perUnit = powerOfTen(instrument.qtyDecimals);
	return money((full * perUnit) / BigInt(Math.max(maxInventoryLots, 1)));
};
