/** How much of each quote there may be, and why a side has none. The first rule that fails is the one told. */

import {isBelowMinimum, mostOrderLots, notional, priceMoney, type Instrument} from '../../../domain/instrument.js';
import type {Money} from '../../../domain/money.js';
import {leastLots, minusLots, ownLots, shareOf, type OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, Side} from '../../../domain/units.js';
import {floorToStep} from '../settings/price-money.js';
import type {QuoteSide, SideOffReason} from '../types/quotes.js';
import type {MakerParameters} from '../settings/parameters.js';
import {collarAround} from './price-collar.js';
import {sideRoom} from '../risk/side-room.js';

/** What the risk layer allows. */
export type QuoteRules = {
	readonly reduceOnly: boolean;
	/** Sides that may not quote at all. */
	readonly blocked: Readonly<Partial<Record<Side, SideOffReason>>>;
	/** Slow mean of the mid, twice it. */
	readonly referenceHalfUnits: number | undefined;
	readonly collarBp: number;
	readonly maxOrderLots: OwnLots | undefined;
	readonly maxOrderNotional: Money | undefined;
	readonly maxGrossNotional: Money | undefined;
	readonly widening: number;
};

export type SizedSide = {readonly quotes: readonly QuoteSide[]; readonly off: SideOffReason | undefined};
type Prices = Readonly<Record<Side, readonly PriceUnits[]>>;

export const sizeQuotes = (
	instrument: Instrument,
	parameters: MakerParameters,
	inventoryLots: bigint,
	prices: Prices,
	rules?: QuoteRules,
): Readonly<Record<Side, SizedSide>> => {
	const sides = {
		bid: sizeSide(instrument, parameters, inventoryLots, prices, 'bid', rules),
		ask: sizeSide(instrument, parameters, inventoryLots, prices, 'ask', rules),
	};
	return rules?.maxGrossNotional === undefined ? sides : withinGross(instrument, sides, rules.maxGrossNotional);
};

const sizeSide = (
	instrument: Instrument,
	parameters: MakerParameters,
	inventoryLots: bigint,
	prices: Prices,
	side: Side,
	rules: QuoteRules | undefined,
): SizedSide => {
	const blocked = rules?.blocked[side];
	if (blocked !== undefined) return {quotes: [], off: blocked};
	let room = sideRoom({instrument, parameters, inventoryLots, reduceOnly: rules?.reduceOnly ?? false}, side);
	const shrink = shrinkFor(parameters, inventoryLots, side);
	const quotes: QuoteSide[] = [];
	let off: SideOffReason | undefined;
	for (const [level, price] of prices[side].entries()) {
		const full = ownLots(BigInt(parameters.orderLots) + BigInt(level) * BigInt(parameters.levelStepLots));
		const qtyLots = floorToStep(
			instrument,
			leastLots(leastLots(shareOf(full, shrink, instrument.stepLots), room), mostOrderLots(instrument, price, false) ?? room),
		);
		const refused = refusedBy(instrument, parameters, {price, qtyLots, side}, rules) ?? (qtyLots === 0 ? noRoom(rules) : undefined);
		// Never rounded up to the minimum.
		const small = refused ?? (isBelowMinimum(instrument, price, qtyLots) ? 'below-minimum' : undefined);
		if (small !== undefined) {
			if (quotes.length === 0) off ??= small;
			continue;
		}

		quotes.push({priceUnits: price, qtyLots});
		room = minusLots(room, qtyLots);
	}

	return {quotes, off: quotes.length === 0 ? off : undefined};
};

const noRoom = (rules: QuoteRules | undefined): SideOffReason => (rules?.reduceOnly === true ? 'reduce-only' : 'max-inventory');

/** e^(−η·share of the maximum) for the side that would go further from the target, 1 for the other. */
const shrinkFor = ({sizeSkew, targetLots, maxInventoryLots}: MakerParameters, inventoryLots: bigint, side: Side): number => {
	const beyond = Number(side === 'bid' ? inventoryLots - targetLots : targetLots - inventoryLots);
	return sizeSkew === 0 || beyond <= 0 ? 1 : Math.exp((-sizeSkew * beyond) / Math.max(Number(maxInventoryLots), 1));
};

type Candidate = {readonly price: PriceUnits; readonly qtyLots: OwnLots; readonly side: Side};

const refusedBy = (
	instrument: Instrument,
	parameters: MakerParameters,
	{price, qtyLots, side}: Candidate,
	rules: QuoteRules | undefined,
): SideOffReason | undefined => {
	if (price <= 0) return 'price-not-positive';
	if (outsideBand(instrument, parameters, price, side)) return 'price-band';
	if (rules === undefined) return undefined;
	if (outsideCollar(instrument, price, rules)) return 'price-collar';
	const tooMany = rules.maxOrderLots !== undefined && qtyLots > rules.maxOrderLots;
	const tooMuch = rules.maxOrderNotional !== undefined && notional(instrument, price, BigInt(qtyLots)) > rules.maxOrderNotional;
	return tooMany || tooMuch ? 'order-limit' : undefined;
};

const outsideBand = (instrument: Instrument, {priceCeiling, priceFloor}: MakerParameters, price: PriceUnits, side: Side): boolean => {
	const money = priceMoney(instrument, 2 * price);
	return side === 'bid' ? priceCeiling !== undefined && money >= priceCeiling : priceFloor !== undefined && money <= priceFloor;
};

const outsideCollar = (instrument: Instrument, price: PriceUnits, {referenceHalfUnits, collarBp}: QuoteRules): boolean => {
	const {lowestUnits, highestUnits} = collarAround(referenceHalfUnits, collarBp, instrument);
	return price < lowestUnits || price > highestUnits;
};

/** Level by level, bid before ask, as long as the sum stays within the limit. */
const withinGross = (instrument: Instrument, sides: Readonly<Record<Side, SizedSide>>, most: Money): Readonly<Record<Side, SizedSide>> => {
	let gross = 0n;
	const kept: Record<Side, QuoteSide[]> = {bid: [], ask: []};
	const levels = Math.max(sides.bid.quotes.length, sides.ask.quotes.length);
	for (let level = 0; level < levels; level += 1) {
		for (const side of ['bid', 'ask'] as const) {
			const quote = sides[side].quotes[level];
			const value = quote === undefined ? 0n : notional(instrument, quote.priceUnits, BigInt(quote.qtyLots));
			if (quote === undefined || gross + value > most) continue;
			gross += value;
			kept[side].push(quote);
		}
	}

	const limited = (side: Side): SizedSide => ({
		quotes: kept[side],
		off: kept[side].length > 0 ? undefined : (sides[side].off ?? 'gross-limit'),
	});
	return {bid: limited('bid'), ask: limited('ask')};
};
