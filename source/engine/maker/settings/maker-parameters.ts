/** From what the operator gave, or from the first trusted price, to the numbers the market maker uses. */

import {parseScaled} from '../../../domain/text/decimal-text.js';
import {lotsOfNotional} from '../../../domain/contract.js';
import {gainAtHalfUnits, notionalAtHalfUnits, plainQty, priceMoney, type Instrument} from '../../../domain/instrument.js';
import {mostLots, ownLots, type OwnLots} from '../../../domain/own-lots.js';
import type {PriceOffset} from '../../../domain/text/value-text.js';
import {
	BASIS_POINTS,
	basisPointsOf,
	ceilDivide,
	divideHalfEven,
	type Money,
	money,
	MONEY_DECIMALS,
	powerOfTen,
	ZERO_MONEY,
} from '../../../domain/money.js';
import {DEFAULT_TAKER_FEE_RATE, type MakerSettings} from './maker-settings.js';
import type {MakerParameters} from './parameters.js';
import {DEFAULT_RISK_LIMITS, type RiskLimits} from './risk-limits.js';
import {floorToStep, tickMoney} from './price-money.js';

/** Rates are fractions in units of 10^-8, as fees are: a basis point is so many. */
const BP = 10_000n;
const RATE_SCALE = 100_000_000n;
/** Without a word from the operator: one basis point each side beyond the maker fee, half a point at least … */
const DEFAULT_EDGE = BP;
const LEAST_HALF_SPREAD = BP / 2n;
/** … three of skew when inventory is at its maximum … */
const DEFAULT_FULL_SKEW = 3n * BP;
/** … a tenth of one for each key press … */
const DEFAULT_STEP = BP / 10n;
/** … orders of a hundred times the least notional … */
const DEFAULT_ORDER_NOTIONALS = 100n;
/** … and room for twenty-five of them. */
const DEFAULT_MAX_INVENTORY_ORDERS = 25n;
/** An order stays while the wanted price is within a tenth of the half-spread, of a narrow one within a quarter … */
const TOLERANCE_PER_HALF_SPREAD = 10n;
const WIDEST_TOLERANCE_PER_HALF_SPREAD = 4n;
/** … up to a quarter of a basis point: what a quiet market moves in half a second. */
const NARROW_TOLERANCE = BP / 4n;
/** Venues without a least notional: orders of this many steps. */
const FALLBACK_ORDER_STEPS = 100;

const shareOf = (mid: Money, rate: bigint): Money => money((mid * rate) / RATE_SCALE);

const atLeast = (value: bigint, least: bigint): Money => money(value < least ? least : value);
const atMost = (value: bigint, most: bigint): Money => money(value > most ? most : value);

/** @param price that basis points are of; half to even where a digit is lost. */
export const offsetMoney = (offset: PriceOffset, instrument: Instrument, price: Money): Money => {
	if (typeof offset === 'bigint') return offset;
	const [whole, parts] = offset.unit === 'bp' ? [price, BigInt(BASIS_POINTS)] : [tickMoney(instrument), 1n];
	return money(divideHalfEven(whole * offset.value, powerOfTen(MONEY_DECIMALS) * parts));
};

const roundToTicks = (instrument: Instrument, value: bigint): Money => {
	const tick = tickMoney(instrument);
	const ticks = divideHalfEven(value, tick);
	return money((ticks > 0n ? ticks : 1n) * tick);
};

/** @param midHalfUnits twice the first trusted mid. */
export const chooseParameters = (instrument: Instrument, settings: MakerSettings, midHalfUnits: number): MakerParameters => {
	const mid = priceMoney(instrument, midHalfUnits);
	const most = toLots(instrument, settings.maxInventory);
	const usual = defaultOrderLots(instrument, mid);
	// A limit alone leaves room for the order size that is chosen.
	const orderLots = toLots(instrument, settings.orderSize) ?? (most !== undefined && most < usual ? most : usual);
	const maxInventoryLots = most ?? ownLots(BigInt(orderLots) * DEFAULT_MAX_INVENTORY_ORDERS);
	const given = (offset: PriceOffset | undefined): Money | undefined =>
		offset === undefined ? undefined : offsetMoney(offset, instrument, mid);
	const halfSpread = given(settings.halfSpread) ?? defaultHalfSpread(instrument, mid, settings.makerFeeRate);
	const {quoting = {}} = settings;
	return {
		halfSpread,
		inventorySkew: given(settings.inventorySkew) ?? defaultSkew(instrument, mid, maxInventoryLots, settings.makerFeeRate),
		manualSkew: ZERO_MONEY,
		step: roundToTicks(instrument, shareOf(mid, DEFAULT_STEP)),
		orderLots,
		maxInventoryLots,
		makerFeeRate: settings.makerFeeRate,
		baseRebate: {
			maker: baseRebate(settings, settings.makerFeeRate),
			taker: baseRebate(settings, settings.takerFeeRate ?? DEFAULT_TAKER_FEE_RATE),
		},
		model: quoting.model ?? 'linear',
		fairValue: quoting.fairValue ?? 'mid',
		manualSpread: ZERO_MONEY,
		targetLots: signedLots(instrument, quoting.target ?? '0'),
		sizeSkew: quoting.sizeSkew ?? 0,
		minSpread: given(quoting.minSpread) ?? ZERO_MONEY,
		levels: quoting.levels ?? 1,
		levelSpacing: given(quoting.levelSpacing) ?? halfSpread,
		levelStepLots: toLots(instrument, quoting.levelStep) ?? 0,
		priceCeiling: quoting.priceCeiling,
		priceFloor: quoting.priceFloor,
		refreshTolerance: given(quoting.refreshTolerance) ?? defaultTolerance(mid, halfSpread, settings.makerFeeRate),
	};
};

const baseRebate = ({feeAsset}: MakerSettings, rate: bigint): bigint => (feeAsset?.kind === 'received' && rate < 0n ? -rate : 0n);

/** Of the mid: the fee and what is to be earned beyond it. */
const wantedHalfSpread = (mid: Money, makerFeeRate: bigint): Money => shareOf(mid, atLeast(makerFeeRate + DEFAULT_EDGE, LEAST_HALF_SPREAD));

/** Half a tick is more than is wanted: every price on the grid is far enough, and quotes stand at the touch. */
const isCoarse = (instrument: Instrument, wanted: Money): boolean => 2n * wanted <= tickMoney(instrument);

/**
 * In whole ticks, rounded up. On a coarse grid a quarter of a tick: around the mid of a book that is one tick wide that
 * is the touch, also while the skew takes less than another quarter.
 */
const defaultHalfSpread = (instrument: Instrument, mid: Money, makerFeeRate: bigint): Money => {
	const tick = tickMoney(instrument);
	const wanted = wantedHalfSpread(mid, makerFeeRate);
	return isCoarse(instrument, wanted) ? money(tick / 4n) : money(ceilDivide(wanted, tick) * tick);
};

/** A quote that is left nearer to the market than was wanted gives away no more than half of what the fee leaves. */
const defaultTolerance = (mid: Money, halfSpread: Money, makerFeeRate: bigint): Money => {
	const narrow = atMost(halfSpread / WIDEST_TOLERANCE_PER_HALF_SPREAD, shareOf(mid, NARROW_TOLERANCE));
	const tolerance = atLeast(halfSpread / TOLERANCE_PER_HALF_SPREAD, narrow);
	const left = halfSpread - shareOf(mid, makerFeeRate);
	return left > 0n ? atMost(tolerance, left / 2n) : tolerance;
};

/** Signed decimal text in lots; digits that the instrument does not have are none. */
export const signedLots = (instrument: Instrument, text: string): bigint => {
	const lots = BigInt(parseScaled(text.replace(/^-/, ''), instrument.qtyDecimals) ?? 0);
	return text.startsWith('-') ? -lots : lots;
};

/** Of what the full inventory is worth, where the operator set no limit: 10 % to lose, 2 % within a minute … */
const LOSS_SHARE = 10n;
const LOSS_RATE_SHARE = 50n;
/** … where a tick is less than that; four of them and two are never too much to lose … */
const LOSS_TICKS = 4n;
const LOSS_RATE_TICKS = 2n;
/** … and open orders of four times it at most. */
const GROSS_INVENTORIES = 4n;
/** The mid of a quiet market goes up and down by a tick or two. */
const VOLATILITY_TICKS = 2;
/** The default collar leaves room for a half-spread twice as wide. */
const COLLAR_HALF_SPREADS = 2;

export const chooseLimits = (
	instrument: Instrument,
	settings: MakerSettings,
	parameters: MakerParameters,
	midHalfUnits: number,
): RiskLimits => {
	const full = notionalAtHalfUnits(instrument, midHalfUnits, BigInt(parameters.maxInventoryLots));
	const given = settings.limits ?? {};
	const oneTick = gainAtHalfUnits(instrument, midHalfUnits, midHalfUnits + 2 * instrument.tickUnits, BigInt(parameters.maxInventoryLots));
	const mid = priceMoney(instrument, midHalfUnits);
	// What was given is judged by the collar, and does not make it.
	const usualHalfSpread = defaultHalfSpread(instrument, mid, settings.makerFeeRate);
	return {
		...DEFAULT_RISK_LIMITS,
		maxLoss: atLeast(full / LOSS_SHARE, oneTick * LOSS_TICKS),
		maxDrawdown: atLeast(full / LOSS_SHARE, oneTick * LOSS_TICKS),
		maxLossRate: atLeast(full / LOSS_RATE_SHARE, oneTick * LOSS_RATE_TICKS),
		collarBp: Math.max(DEFAULT_RISK_LIMITS.collarBp, COLLAR_HALF_SPREADS * (basisPointsOf(usualHalfSpread, mid) ?? 0)),
		maxVolatilityBp: Math.max(
			DEFAULT_RISK_LIMITS.maxVolatilityBp ?? 0,
			VOLATILITY_TICKS * (basisPointsOf(tickMoney(instrument), mid) ?? 0),
		),
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
	const sizes = {
		'order-size': orderSize,
		'max-inventory': maxInventory,
		'max-order': maxOrder,
		'level-step': quoting?.levelStep,
		inventory,
		'inventory-target': quoting?.target,
	};
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

/** One significant digit of base units, at least the smallest order the venue takes. */
const defaultOrderLots = (instrument: Instrument, mid: Money): OwnLots => {
	const least = Math.max(Math.ceil(instrument.minQtyLots / instrument.stepLots), 1) * instrument.stepLots;
	if (instrument.minNotional === 0n || mid === 0n) return least * FALLBACK_ORDER_STEPS;
	const lots = lotsOfNotional(instrument, mid, money(instrument.minNotional * DEFAULT_ORDER_NOTIONALS));
	const magnitude = powerOfTen(Math.max(String(lots).length - 1, 0));
	return mostLots(floorToStep(instrument, (lots / magnitude) * magnitude), least);
};

/** On a coarse grid half a tick, so that the side that would add to a large inventory steps back by one. */
const defaultSkew = (instrument: Instrument, mid: Money, maxInventoryLots: OwnLots, makerFeeRate: bigint): Money => {
	const coarse = isCoarse(instrument, wantedHalfSpread(mid, makerFeeRate));
	const full = coarse ? tickMoney(instrument) / 2n : shareOf(mid, DEFAULT_FULL_SKEW);
	const perUnit = powerOfTen(instrument.qtyDecimals);
	return money((full * perUnit) / BigInt(mostLots(maxInventoryLots, 1)));
};
