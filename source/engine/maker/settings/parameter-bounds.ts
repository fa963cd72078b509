/**
 * How far a skew, a spread or a size may be changed by a hand that slips: beyond stated multiples of the half-spread,
 * the collar and the inventory limit it is refused with the bound, or has to be asked for twice. What is doubtful is
 * never quoted: the old value stays in force. The same for keys, commands, order sizes by number and the start.
 */

import {notionalAtHalfUnits, plainQty, priceMoney, type Instrument} from '../../../domain/instrument.js';
import {BASIS_POINTS, formatMoney, money, MONEY_DECIMALS, negateMoney, powerOfTen, roundMoney, type Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import {tickMoney} from './price-money.js';
import type {MakerParameters} from './parameters.js';
import type {RiskLimits} from './risk-limits.js';

export type Verdict =
	| {readonly kind: 'fine'}
	/** To be asked for again, for sure. */
	| {readonly kind: 'ask'; readonly why: string}
	| {readonly kind: 'refuse'; readonly why: string};

/** `step`: by a key that may be held down, which asks nothing and stops at the bound. */
export type Manner = 'step' | 'set';

/** A manual skew beyond so many half-spreads takes one side through the market. */
const SKEW_HALF_SPREADS = 5n;
/** A half-spread beyond this share of the collar hardly ever fills. */
const SPREAD_COLLAR_SHARE = 4n;
/** A value that is set is a slip rather than a wish beyond so many times, or below this share of, the one in force. */
const SET_TIMES = 10n;

export type BoundsMarket = {
	readonly instrument: Instrument;
	/** Twice the price in units that everything is measured at; without one there is nothing to measure against. */
	readonly halfUnits: number | undefined;
	readonly limits: RiskLimits;
};

/** What is doubtful passes for sure only, what is refused never. */
export const mayPass = (verdict: Verdict, sure: boolean): boolean => verdict.kind === 'fine' || (verdict.kind === 'ask' && sure);

const FINE: Verdict = {kind: 'fine'};

export const judgeParameters = (held: MakerParameters, wanted: MakerParameters, market: BoundsMarket, manner: Manner): Verdict => {
	const found = [...spreadDoubts(held, wanted, market, manner), ...skewDoubts(held, wanted, market), ...sizeDoubts(held, wanted, market)];
	const verdict = found.find(({kind}) => kind === 'refuse') ?? found[0] ?? FINE;
	return verdict.kind === 'ask' && manner === 'step' ? {kind: 'refuse', why: `${verdict.why}; a typed command goes further`} : verdict;
};

/** At the start nothing is in force yet: what a command would refuse is refused, and named as the options name it. */
export const startProblem = (wanted: MakerParameters, market: BoundsMarket): string | undefined => {
	const {instrument} = market;
	const collar = collarMoney(market);
	const fullSkew = money((wanted.inventorySkew * BigInt(wanted.maxInventoryLots)) / powerOfTen(instrument.qtyDecimals));
	const distances = {
		'spread-offset': wanted.halfSpread,
		'min-spread': wanted.minSpread,
		'level-spacing': wanted.levels > 1 ? wanted.levelSpacing : money(0n),
	};
	for (const [name, distance] of Object.entries(distances)) {
		if (collar !== undefined && distance > collar) {
			return `${name} ${short(distance)} is beyond the price collar: at most ${collarText(market, collar)}`;
		}
	}

	if (collar !== undefined && fullSkew > collar) {
		return `inventory-skew ${short(wanted.inventorySkew)} moves quotes by ${short(fullSkew)} at the inventory limit, beyond the price collar: at most ${collarText(market, collar)}`;
	}
	if (wanted.orderLots > wanted.maxInventoryLots) {
		return `order-size ${lotsText(instrument, wanted.orderLots)} is more than the inventory limit: at most ${lotsText(instrument, wanted.maxInventoryLots)}`;
	}
	return undefined;
};

function* spreadDoubts(
	held: MakerParameters,
	wanted: MakerParameters,
	market: BoundsMarket,
	manner: Manner,
): Iterable<Exclude<Verdict, {kind: 'fine'}>> {
	const [before, after] = [ownHalfSpread(held), ownHalfSpread(wanted)];
	const collar = collarMoney(market);
	if (absolute(after) === absolute(before)) return;
	const name = `half-spread ${short(after)}`;
	if (absolute(after) > absolute(before) && collar !== undefined) {
		const most = money(collar / SPREAD_COLLAR_SHARE);
		if (absolute(after) > collar) yield {kind: 'refuse', why: `${name} is beyond the price collar: at most ${collarText(market, collar)}`};
		else if (absolute(after) > most) yield {kind: 'ask', why: `${name} is more than a quarter of the price collar, ${short(most)}`};
	}

	if (manner === 'step' || held.model !== 'linear') return;
	if (before > 0n && after > before * SET_TIMES) yield {kind: 'ask', why: `${name} is more than ${SET_TIMES} times ${short(before)}`};
	if (after * SET_TIMES < before) yield {kind: 'ask', why: `${name} is less than a tenth of ${short(before)}`};
}

/** What the operator sets of it: all of the linear model's, what is added to another's. */
const ownHalfSpread = ({model, halfSpread, manualSpread}: MakerParameters): Money => (model === 'linear' ? halfSpread : manualSpread);

function* skewDoubts(held: MakerParameters, wanted: MakerParameters, market: BoundsMarket): Iterable<Exclude<Verdict, {kind: 'fine'}>> {
	const [before, after] = [absolute(held.manualSkew), absolute(wanted.manualSkew)];
	if (after <= before && held.manualSkew * wanted.manualSkew >= 0n) return;
	const name = `skew ${short(negateMoney(wanted.manualSkew))}`;
	const collar = collarMoney(market);
	const spread = wanted.halfSpread + (wanted.manualSpread > 0n ? wanted.manualSpread : 0n);
	const tick = tickMoney(market.instrument);
	const most = money((spread > tick ? spread : tick) * SKEW_HALF_SPREADS);
	if (collar !== undefined && after > collar) {
		yield {kind: 'refuse', why: `${name} is beyond the price collar: at most ${collarText(market, collar)}`};
	} else if (after > most) yield {kind: 'ask', why: `${name} is more than ${SKEW_HALF_SPREADS} half-spreads, ${short(most)}`};
}

function* sizeDoubts(
	held: MakerParameters,
	wanted: MakerParameters,
	{instrument, limits, halfUnits}: BoundsMarket,
): Iterable<Exclude<Verdict, {kind: 'fine'}>> {
	const {orderLots, maxInventoryLots} = wanted;
	if (orderLots <= held.orderLots) return;
	const name = `order size ${lotsText(instrument, orderLots)}`;
	if (orderLots > maxInventoryLots) {
		yield {kind: 'refuse', why: `${name} is more than the inventory limit: at most ${lotsText(instrument, maxInventoryLots)}`};
	}
	if (limits.maxOrderLots !== undefined && orderLots > limits.maxOrderLots) {
		yield {kind: 'refuse', why: `${name} is more than max-order: at most ${lotsText(instrument, limits.maxOrderLots)}`};
	}
	const value = halfUnits === undefined ? undefined : notionalAtHalfUnits(instrument, halfUnits, BigInt(orderLots));
	if (value !== undefined && limits.maxOrderNotional !== undefined && value > limits.maxOrderNotional) {
		yield {
			kind: 'refuse',
			why: `${name} is worth ${short(value)}, more than max-order-notional: at most ${short(limits.maxOrderNotional)}`,
		};
	}
	if (BigInt(orderLots) > BigInt(held.orderLots) * SET_TIMES) {
		yield {kind: 'ask', why: `${name} is more than ${SET_TIMES} times ${lotsText(instrument, held.orderLots)}`};
	}
}

const lotsText = (instrument: Instrument, lots: OwnLots): string => plainQty(instrument, BigInt(lots));

const absolute = (value: Money): Money => (value < 0n ? negateMoney(value) : value);

/** Units of 10^-6 of a basis point, so that a collar of 12.5 bp is exact enough. */
const COLLAR_PARTS = 1_000_000;

/** Never narrower than the grid. */
const collarMoney = ({instrument, halfUnits, limits}: BoundsMarket): Money | undefined => {
	if (halfUnits === undefined) return undefined;
	const tick = tickMoney(instrument);
	const collar =
		(priceMoney(instrument, halfUnits) * BigInt(Math.round(limits.collarBp * COLLAR_PARTS))) / BigInt(BASIS_POINTS * COLLAR_PARTS);
	return collar > tick ? money(collar) : tick;
};

const collarText = ({limits}: BoundsMarket, collar: Money): string => `${short(collar)} (${limits.collarBp} bp)`;

/** Two digits are enough from one unit of the quote currency on, a few that say something below. */
const short = (value: Money): string => {
	const size = absolute(value);
	if (size >= powerOfTen(MONEY_DECIMALS)) return formatMoney(roundMoney(value, 2));
	const zeros = MONEY_DECIMALS - String(size).length;
	return formatMoney(roundMoney(value, Math.min(MONEY_DECIMALS, Math.max(8, zeros + 4))));
};
