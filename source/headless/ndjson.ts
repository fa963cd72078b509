/** From what the engine knows to the fields of a line. Pure; the contract's table is this file's specification. */

import type {Level, Trade} from '../domain/feed-event.js';
import {plainPrice, plainQty, type Instrument} from '../domain/instrument.js';
import {imbalance, plainMicroprice, plainMid, spreadTicks, touchOf} from '../domain/metrics.js';
import {formatTrimmed} from '../domain/decimal-text.js';
import {formatMoney} from '../domain/money.js';
import {priceTicks, type Instant, type Side, type UnixMs} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {Account, Fill, PullReason, Quoting, QuoteSide} from '../engine/maker/maker-state.js';
import type {MarkoutView} from '../engine/maker/markouts.js';
import type {RiskView} from '../engine/maker/risk.js';
import type {FeedStatus, Reason} from '../engine/status.js';
import type {LineType} from './stream-settings.js';

export const LINE_VERSION = 1;

/** A line but for its number, which it gets when it is written. */
export type Line = {
	readonly type: LineType;
	/** The type's own fields as JSON text without the braces: what tells one state from the next. */
	readonly fields: string;
	/** Everything behind `seq`, as JSON text without the braces. */
	readonly tail: string;
};

/** The fields of a type in the order in which it is written. */
export type Fields = Readonly<Record<string, unknown>>;

/** Puts the common fields in front. The venue's own spelling of the symbol is used as soon as it is known. */
export const createLine = (type: LineType, view: EngineView, at: Instant, fields: Fields): Line => {
	const symbol = view.instrument?.symbol ?? view.symbol.toUpperCase();
	const common = {ts_ms: wholeMs(at.wallMs), symbol, venue: view.venue};
	const own = withoutBraces(fields);
	return {type, fields: own, tail: `${withoutBraces(common)},${own}`};
};

/** The whole line with its line break. `seq` counts written lines from 1. */
export const renderLine = (line: Line, seq: number): string =>
	`{"v":${LINE_VERSION},"type":"${line.type}","seq":${seq},${line.tail}}\n`;

const withoutBraces = (fields: Fields): string => JSON.stringify(fields).slice(1, -1);

/** The last known book whatever the state; `state` and `trusted` say what it is worth. */
export const bookFields = (view: EngineView, levels: number): Fields => {
	const {instrument, status, trusted, book} = view;
	const head = {state: status.state, trusted, update_id: view.updateId ?? null};
	if (instrument === undefined) return {...head, ...NO_TOUCH, bids: [], asks: []};
	return {
		...head,
		...touchFields(view, instrument),
		bids: levelPairs(instrument, book.top('bid', levels)),
		asks: levelPairs(instrument, book.top('ask', levels)),
	};
};

const NO_TOUCH = {
	best_bid: null,
	best_bid_qty: null,
	best_ask: null,
	best_ask_qty: null,
	spread: null,
	mid: null,
	microprice: null,
	imbalance: null,
	imbalance_5: null,
} as const;

const touchFields = ({book}: EngineView, instrument: Instrument): Fields => {
	const touch = touchOf(book);
	const [best_bid, best_bid_qty] = bestPair(instrument, book.bestBid());
	const [best_ask, best_ask_qty] = bestPair(instrument, book.bestAsk());
	const best = {best_bid, best_bid_qty, best_ask, best_ask_qty};
	if (touch === undefined) return {...NO_TOUCH, ...best};
	return {
		...best,
		spread: plainPrice(instrument, priceTicks(spreadTicks(touch))),
		mid: plainMid(instrument, touch),
		microprice: plainMicroprice(instrument, touch),
		imbalance: imbalance(book, 1) ?? null,
		imbalance_5: imbalance(book, 5) ?? null,
	};
};

const pair = (instrument: Instrument, level: Level): [string, string] => [
	plainPrice(instrument, level.priceTicks),
	plainQty(instrument, level.qtyLots),
];

const bestPair = (instrument: Instrument, level: Level | undefined): [string | null, string | null] =>
	level === undefined ? [null, null] : pair(instrument, level);

const levelPairs = (instrument: Instrument, levels: readonly Level[]): readonly [string, string][] =>
	levels.map(level => pair(instrument, level));

/** @param now on the wall clock, to tell in how many milliseconds the next try is. */
export const statusFields = (status: FeedStatus, now: UnixMs): Fields => ({
	state: status.state,
	reason: status.reason,
	expected_id: status.expectedId ?? null,
	received_id: status.receivedId ?? null,
	attempt: status.attempt,
	next_retry_ms: status.nextRetryAtMs === undefined ? null : Math.max(0, Math.round(status.nextRetryAtMs - now)),
	buffered: status.bufferedDiffs,
	detail: status.detail ?? null,
});

export const tradeFields = (instrument: Instrument, trade: Trade): Fields => ({
	id: trade.id,
	price: plainPrice(instrument, trade.priceTicks),
	qty: plainQty(instrument, trade.qtyLots),
	aggressor: trade.aggressor,
	trade_ts_ms: wholeMs(trade.tradeAtMs),
});

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
 * `reason` says why there are no quotes: where the book is at fault, it is the feed's own reason. While quoting,
 * `bid_reason` and `ask_reason` say why a side is missing.
 */
export const quoteFields = (instrument: Instrument | undefined, quoting: Quoting, feedReason: Reason, risk?: RiskView): Fields => ({
	...ownQuoteFields(instrument, quoting, feedReason),
	...riskFields(risk),
});

/** The risk layer's state with the numbers that led to it. */
const riskFields = (risk: RiskView | undefined): Fields => ({
	risk_state: risk?.state ?? null,
	risk_reason: risk?.reason ?? null,
	risk_detail: risk === undefined || risk.detail === '' ? null : risk.detail,
});

const ownQuoteFields = (instrument: Instrument | undefined, quoting: Quoting, feedReason: Reason): Fields => {
	switch (quoting.kind) {
		case 'off':
			return {state: 'off', reason: null, ...NO_QUOTES};
		case 'pulled':
			return {state: 'pulled', reason: pullReason(quoting.reason, feedReason), ...NO_QUOTES};
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

const pullReason = (reason: PullReason, feedReason: Reason): string =>
	reason === 'book-not-trusted' || reason === 'no-instrument' ? feedReason : reason;

const quoteSideFields = (instrument: Instrument | undefined, side: Side, quote: QuoteSide | undefined): Fields => {
	const known = instrument !== undefined && quote !== undefined;
	return {
		[side]: known ? plainPrice(instrument, quote.priceTicks) : null,
		[`${side}_qty`]: known ? plainQty(instrument, BigInt(quote.qtyLots)) : null,
	};
};

const quotePairs = (instrument: Instrument | undefined, quotes: readonly QuoteSide[]): readonly [string, string][] =>
	instrument === undefined ? [] : quotes.map((quote) => [plainPrice(instrument, quote.priceTicks), plainQty(instrument, BigInt(quote.qtyLots))]);

export const fillFields = (instrument: Instrument, fill: Fill): Fields => ({
	id: fill.id,
	side: fill.side,
	price: plainPrice(instrument, fill.priceTicks),
	qty: plainQty(instrument, BigInt(fill.qtyLots)),
	liquidity: fill.liquidity,
	fee: formatMoney(fill.fee),
	fee_asset: fill.feeAsset,
	fee_value: formatMoney(fill.feeValue),
	cause: fill.cause,
	executed_ts_ms: wholeMs(fill.executedAtMs),
});

export const accountFields = (instrument: Instrument | undefined, account: Account): Fields => ({
	inventory: instrument === undefined ? null : plainQty(instrument, account.inventoryLots),
	average_price: account.averagePrice === undefined ? null : formatMoney(account.averagePrice),
	realised: formatMoney(account.realised),
	unrealised: formatMoney(account.unrealised),
	fees: formatMoney(account.fees),
	net: formatMoney(account.net),
	mark: halfTicksText(instrument, account.markHalfTicks),
	liquidation_net: formatMoney(account.liquidationNet),
	fifo_realised: formatMoney(account.fifoRealised),
	turnover: formatMoney(account.turnover),
	optimistic_net: formatMoney(account.optimistic.net),
	optimistic_fills: account.optimistic.fillCount,
});

/** What only the outside knows of a session. */
export type OutsideStats = {
	readonly rssBytes: number;
	/** Lines that a slow reader did not get, since the start. */
	readonly linesDropped: number;
	/** Book and stats lines that a newer one took the place of, since the start. */
	readonly linesConflated: number;
};

/** Counts are since the start, so that a line that was missed loses nothing. */
export const statsFields = (view: EngineView, now: Instant, outside: OutsideStats): Fields => {
	const {counters} = view;
	const {latency, clockOffset, lastAudit} = view.gauges(now);
	return {
		rss_bytes: outside.rssBytes,
		depth_events: counters.depthEvents,
		trades: counters.trades,
		gaps: counters.gaps,
		resyncs: counters.resyncs,
		connections: counters.connections,
		snapshots: counters.snapshots,
		latency_p50_ms: roundedMs(latency?.p50Ms),
		latency_p99_ms: roundedMs(latency?.p99Ms),
		clock_offset_ms: roundedMs(clockOffset?.offsetMs),
		recording: 'off',
		audits: counters.audits,
		audit_mismatches: counters.auditMismatches,
		audits_inconclusive: counters.auditsInconclusive,
		audit_result: lastAudit?.result ?? null,
		audit_levels: lastAudit?.levels ?? null,
		audit_different: lastAudit?.different ?? null,
		audit_age_ms: roundedMs(lastAudit?.ageMs),
		top_checks: counters.topChecks,
		top_mismatches: counters.topMismatches,
		lines_dropped: outside.linesDropped,
		lines_conflated: outside.linesConflated,
		...makerStats(view),
	};
};

const makerStats = ({maker}: EngineView): Fields => ({
	fill_model: maker.fillModel,
	risk_state: maker.risk?.state ?? null,
	risk_reason: maker.risk?.reason ?? null,
	risk_transitions: maker.risk?.transitions ?? 0,
	fill_ratio: maker.execution?.quantityRatio ?? null,
	uptime_bid: maker.execution?.uptime?.bid ?? null,
	uptime_ask: maker.execution?.uptime?.ask ?? null,
	late_moments: maker.execution?.lateMoments ?? 0,
	markouts: maker.markouts === undefined ? [] : markoutRows(maker.markouts),
});

/** Basis points of the price. */
const markoutRows = ({horizons}: MarkoutView): readonly Fields[] =>
	horizons.map(({horizonS, markout, missed}) => ({
		seconds: horizonS,
		count: markout.count,
		mean_bp: markout.count === 0 ? null : markout.mean,
		standard_error_bp: markout.standardError ?? null,
		missed,
	}));

/** Twice a price in ticks, as plain text of the price. */
const halfTicksText = (instrument: Instrument | undefined, halfTicks: number | undefined): string | null => {
	if (instrument === undefined || halfTicks === undefined) return null;
	return formatTrimmed(BigInt(halfTicks) * BigInt(instrument.tickUnits) * 5n, instrument.priceDecimals + 1);
};

const wholeMs = (at: UnixMs): number => Math.floor(at);
const roundedMs = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 1000) / 1000);
