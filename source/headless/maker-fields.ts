/** The fields of `quote`, `risk`, `fill` and `account`, as the contract's table says. Pure. */

import {plainHalfUnits, plainPrice, plainQty, type Instrument} from '../domain/instrument.js';
import {formatMoney} from '../domain/money.js';
import type {Side, UnixMs} from '../domain/units.js';
import type {Account, Fill} from '../engine/maker/types/fill.js';
import type {QuoteSide, Quoting} from '../engine/maker/types/quotes.js';
import type {RiskTransition, RiskView} from '../engine/maker/risk/risk-manager.js';
import type {Reason} from '../engine/feed/types/status.js';
import {wholeMs, type Fields} from './fields.js';

const NO_QUOTES = {
	bid_reason: null,
	ask_reason: null,
	fair: null,
	skew: null,
	reservation: null,
	bid: null,
	bid_qty: null,
	ask: null,
	ask_qty: null,
	model: null,
	fair_value: null,
	half_spread: null,
	bids: [],
	asks: [],
} as const;

/**
 * `reason` says why there are no quotes: where the book is at fault, it is the feed's own reason, and where the risk
 * layer took them away its own, in the words of the `status` and `risk` lines. While quoting,
 * `bid_reason` and `ask_reason` say why a side is missing.
 */
export const quoteFields = (instrument: Instrument | undefined, quoting: Quoting, feedReason: Reason, risk?: RiskView): Fields => ({
	...ownQuoteFields(instrument, quoting, {feed: feedReason, risk: risk?.reason}),
	...riskStateFields(risk),
});

/** The risk layer's state with the numbers that led to it. */
const riskStateFields = (risk: RiskView | undefined): Fields => ({
	risk_state: risk?.state ?? null,
	risk_reason: risk?.reason ?? null,
	risk_detail: risk === undefined || risk.detail === '' ? null : risk.detail,
});

const ownQuoteFields = (instrument: Instrument | undefined, quoting: Quoting, words: ReasonWords): Fields => {
	switch (quoting.kind) {
		case 'off':
			return {state: 'off', reason: null, ...NO_QUOTES};
		case 'pulled':
			return {
				state: 'pulled',
				reason: pullReason(quoting, words),
				...NO_QUOTES,
				bid_reason: quoting.bidOff ?? null,
				ask_reason: quoting.askOff ?? null,
			};
		case 'quoting':
			return {
				state: 'quoting',
				reason: null,
				bid_reason: quoting.bidOff ?? null,
				ask_reason: quoting.askOff ?? null,
				fair: formatMoney(quoting.fair),
				skew: formatMoney(quoting.skew),
				reservation: formatMoney(quoting.reservation),
				...quoteSideFields(instrument, 'bid', quoting.bid),
				...quoteSideFields(instrument, 'ask', quoting.ask),
				model: quoting.model,
				fair_value: quoting.fairValue,
				half_spread: formatMoney(quoting.halfSpread),
				bids: quotePairs(instrument, quoting.bids),
				asks: quotePairs(instrument, quoting.asks),
			};
	}
};

/** What the feed and the risk layer give as their reasons. */
type ReasonWords = {readonly feed: Reason; readonly risk: RiskView['reason']};

/** Another line's word where it is that line's reason; what both sides are missing for is the reason that there are none. */
const pullReason = ({reason, bidOff, askOff}: Quoting & {readonly kind: 'pulled'}, words: ReasonWords): string => {
	if (reason === 'book-not-trusted' || reason === 'no-instrument') return words.feed;
	if (reason === 'risk') return words.risk ?? reason;
	return reason === 'no-side' && bidOff !== undefined && bidOff === askOff ? bidOff : reason;
};

const quoteSideFields = (instrument: Instrument | undefined, side: Side, quote: QuoteSide | undefined): Fields => {
	const known = instrument !== undefined && quote !== undefined;
	return {
		[side]: known ? plainPrice(instrument, quote.priceUnits) : null,
		[`${side}_qty`]: known ? plainQty(instrument, BigInt(quote.qtyLots)) : null,
	};
};

const quotePairs = (instrument: Instrument | undefined, quotes: readonly QuoteSide[]): readonly [string, string][] =>
	instrument === undefined
		? []
		: quotes.map((quote) => [plainPrice(instrument, quote.priceUnits), plainQty(instrument, BigInt(quote.qtyLots))]);

/** A change of the risk layer's state, with what was measured and where its limit is. */
export const riskFields = ({from, to, reason, detail, value, limit}: RiskTransition): Fields => ({
	from,
	to,
	reason: reason ?? null,
	detail,
	value: value ?? null,
	limit: limit ?? null,
});

/** An own fill; `executed_ts_ms` is on the exchange's clock, `order_ts_ms`, when its order was sent, on the local one. */
export const fillFields = (instrument: Instrument, fill: Fill): Fields => ({
	id: fill.id,
	side: fill.side,
	price: plainPrice(instrument, fill.priceUnits),
	qty: plainQty(instrument, BigInt(fill.qtyLots)),
	liquidity: fill.liquidity,
	fee: formatMoney(fill.fee),
	fee_asset: fill.feeAsset,
	fee_value: formatMoney(fill.feeValue),
	cause: fill.cause,
	executed_ts_ms: wholeMs(fill.executedAtMs),
	order_ts_ms: wholeMs(fill.sentAtMs),
});

/**
 * What is held and what it has earned, on average cost unless it says otherwise. `incompleteSinceMs`: paper fills stand
 * on trades, and since then some of those are missing.
 */
export const accountFields = (instrument: Instrument | undefined, account: Account, incompleteSinceMs?: UnixMs): Fields => ({
	inventory: instrument === undefined ? null : plainQty(instrument, account.inventoryLots),
	average_price: account.averagePrice === undefined ? null : formatMoney(account.averagePrice),
	realised: formatMoney(account.realised),
	unrealised: formatMoney(account.unrealised),
	fees: formatMoney(account.fees),
	net: formatMoney(account.net),
	inherited: formatMoney(account.inherited),
	spread_captured: formatMoney(account.attribution.spreadCaptured),
	adverse_selection: formatMoney(account.attribution.adverseSelection),
	inventory_result: formatMoney(account.attribution.inventory),
	attribution_horizon_s: account.attribution.horizonS,
	mark: halfUnitsText(instrument, account.markHalfUnits),
	liquidation_net: formatMoney(account.liquidationNet),
	fifo_realised: formatMoney(account.fifoRealised),
	turnover: formatMoney(account.turnover),
	optimistic_net: formatMoney(account.optimistic.net),
	optimistic_fills: account.optimistic.fillCount,
	fill_model: account.fillModel,
	trades_incomplete_since_ms: incompleteSinceMs === undefined ? null : wholeMs(incompleteSinceMs),
});

/** Twice a price, as plain text of the price. */
const halfUnitsText = (instrument: Instrument | undefined, halfUnits: number | undefined): string | null => {
	if (instrument === undefined || halfUnits === undefined) return null;
	return plainHalfUnits(instrument, halfUnits);
};
