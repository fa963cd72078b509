/** From what the operator gave, or from the first trusted price, to the numbers the market maker uses. */

import {parseScaled} from '../../domain/decimal-text.js';
import {notionalAtHalfUnits, plainQty, type Instrument} from '../../domain/instrument.js';
import {mostLots, ownLots, wholeStepsOf, type OwnLots} from '../../domain/own-lots.js';
import {divideHalfEven, type Money, money, MONEY_DECIMALS, powerOfTen, ZERO_MONEY} from '../../domain/money.js';
import {DEFAULT_TAKER_FEE_RATE, type MakerSettings} from '../engine-config.js';
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
const DEFAULT_MAX_INVENTORY_ORDERS = 25n;
/** An order stays while the wanted price is within this share of the half-spread. */
const TOLERANCE_PER_HALF_SPREAD = 10n;
/** Venues without a least notional: orders of this many steps. */
const FALLBACK_ORDER_STEPS = 100;

/** One tick as money. */
export const tickMoney = (instrument: Instrument): Money => {
	const known = TICKS.get(instrument);
	if (known !== undefined) return known;
	const tick = money(BigInt(instrument.tickUnits) * powerOfTen(MONEY_DECIMALS - instrument.priceDecimals));
	TICKS.set(instrument, tick);
	return tick;
};

/** Kept at hand: a quote needs it a dozen times. */
const TICKS = new WeakMap<Instrument, Money>();

/** A price in half ticks as money per base unit, exact. */
export const priceMoney = (instrument: Instrument, halfUnits: number): Money =>
	money((BigInt(halfUnits) * tickMoney(instrument)) / 2n);

const roundToTicks = (instrument: Instrument, value: bigint): Money => {
	const tick = tickMoney(instrument);
	const ticks = divideHalfEven(value, tick);
	return money((ticks > 0n ? ticks : 1n) * tick);
};

/** @param midHalfUnits twice the first trusted mid in ticks. */
export const chooseParameters = (
	instrument: Instrument,
	settings: MakerSettings,
	midHalfUnits: number,
): MakerParameters => {
	const mid = priceMoney(instrument, midHalfUnits);
	const orderLots = toLots(instrument, settings.orderSize) ?? defaultOrderLots(instrument, mid);
	const maxInventoryLots = toLots(instrument, settings.maxInventory) ?? ownLots(BigInt(orderLots) * DEFAULT_MAX_INVENTORY_ORDERS);
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
		baseRebate: {maker: baseRebate(settings, settings.makerFeeRate), taker: baseRebate(settings, settings.takerFeeRate ?? DEFAULT_TAKER_FEE_RATE)},
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

const baseRebate = ({feeAsset}: MakerSettings, rate: bigint): bigint => (feeAsset?.kind === 'received' && rate < 0n ? -rate : 0n);

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

export const chooseLimits = (instrument: Instrument, settings: MakerSettings, parameters: MakerParameters, midHalfUnits: number): RiskLimits => {
	const full = notionalAtHalfUnits(instrument, midHalfUnits, BigInt(parameters.maxInventoryLots));
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
const toLots = (instrument: Instrument, text: string | undefined): OwnLots | undefined => {
	const lots = text === undefined ? undefined : parseScaled(text, instrument.qtyDecimals);
	return lots === undefined ? undefined : floorToStep(instrument, lots);
};

/** Beyond any venue's number format, which ends at 2^63; kept so that a slip of the finger stays a sentence. */
const MOST_LOTS = 10n ** 24n;

/** Why the sizes that were asked for cannot be worked with, in words; undefined when they can. */
export const sizeProblem = (instrument: Instrument, settings: MakerSettings): string | undefined => {
	const {orderSize, maxInventory, maxOrder, inventory, quoting} = settings;
	const sizes = {'order-size': orderSize, 'max-inventory': maxInventory, 'max-order': maxOrder, 'level-step': quoting?.levelStep, inventory, 'inventory-target': quoting?.target};
	for (const [name, text] of Object.entries(sizes)) {
		const problem = text === undefined ? undefined : textProblem(instrument, text);
		if (problem !== undefined) return `${name} ${text} ${problem}`;
	}

	return undefined;
};

const textProblem = (instrument: Instrument, text: string): string | undefined => {
	const {symbol, qtyDecimals} = instrument;
	const lots = parseScaled(text.replace(/^-/, ''), qtyDecimals);
	if (lots === undefined) return `has more than the ${qtyDecimals} decimals of ${symbol}`;
	return lots > MOST_LOTS ? `is more than any venue counts: at most ${plainQty(instrument, MOST_LOTS)} of ${symbol}` : undefined;
};

/** A size as it can be worked with; undefined where it cannot, or where the lot step leaves nothing. */
export const countedLots = (instrument: Instrument, text: string): OwnLots | undefined =>
	textProblem(instrument, text) === undefined ? toLots(instrument, text) || undefined : undefined;

/** Rounded down to whole order steps; nothing below zero. */
export const floorToStep = (instrument: Instrument, lots: OwnLots): OwnLots => wholeStepsOf(lots, instrument.stepLots);

/** One significant digit of base units, at least the smallest order the venue takes. */
const defaultOrderLots = (instrument: Instrument, mid: Money): OwnLots => {
	const least = Math.max(instrument.minQtyLots, instrument.stepLots);
	if (instrument.minNotional === 0n || mid === 0n) return least * FALLBACK_ORDER_STEPS;
	const lots = (instrument.minNotional * DEFAULT_ORDER_NOTIONALS * powerOfTen(instrument.qtyDecimals)) / mid;
	const magnitude = powerOfTen(Math.max(String(lots).length - 1, 0));
	return mostLots(floorToStep(instrument, (lots / magnitude) * magnitude), least);
};

const defaultSkew = (instrument: Instrument, mid: Money, maxInventoryLots: OwnLots): Money => {
	const full = (mid * DEFAULT_FULL_SKEW_BP) / BP_PER_MID;
	const perUnit = powerOfTen(instrument.qtyDecimals);
	return money((full * perUnit) / BigInt(mostLots(maxInventoryLots, 1)));
};
