/** The columns of `quote`, `risk`, `fill` and `account`. Pure. */

import type {Instrument} from '../domain/instrument.js';
import type {UnixMs} from '../domain/units.js';
import type {Account, Fill} from '../engine/maker/types/fill.js';
import type {QuoteSide, Quoting, QuotingState} from '../engine/maker/types/quotes.js';
import type {RiskTransition, RiskView} from '../engine/maker/risk/risk-manager.js';
import type {Reason} from '../engine/feed/types/status.js';
import {columnWriter, type Column, type ColumnWriter, type LevelOfLine} from './columns.js';
import type {LineText} from './line-text.js';

type QuoteLine = {
	readonly quoting: Quoting;
	/** The same while there are quotes. */
	readonly quotes: QuotingState | undefined;
	readonly feedReason: Reason;
	readonly risk: RiskView | undefined;
};

export const QUOTE_COLUMNS: readonly Column<QuoteLine>[] = [
	{name: 'state', kind: 'word', read: ({quoting}) => quoting.kind},
	{name: 'reason', kind: 'word', read: (line) => pullReason(line)},
	{name: 'bid_reason', kind: 'word', read: ({quoting}) => (quoting.kind === 'off' ? undefined : quoting.bidOff)},
	{name: 'ask_reason', kind: 'word', read: ({quoting}) => (quoting.kind === 'off' ? undefined : quoting.askOff)},
	{name: 'fair', kind: 'money', read: ({quotes}) => quotes?.fair},
	{name: 'skew', kind: 'money', read: ({quotes}) => quotes?.skew},
	{name: 'reservation', kind: 'money', read: ({quotes}) => quotes?.reservation},
	{name: 'bid', kind: 'price', read: ({quotes}) => quotes?.bid?.priceUnits},
	{name: 'bid_qty', kind: 'quantity', read: ({quotes}) => quantityOf(quotes?.bid)},
	{name: 'ask', kind: 'price', read: ({quotes}) => quotes?.ask?.priceUnits},
	{name: 'ask_qty', kind: 'quantity', read: ({quotes}) => quantityOf(quotes?.ask)},
	{name: 'model', kind: 'word', read: ({quotes}) => quotes?.model},
	{name: 'fair_value', kind: 'word', read: ({quotes}) => quotes?.fairValue},
	{name: 'half_spread', kind: 'money', read: ({quotes}) => quotes?.halfSpread},
	{name: 'bids', kind: 'levels', read: ({quotes}) => levelsOf(quotes?.bids)},
	{name: 'asks', kind: 'levels', read: ({quotes}) => levelsOf(quotes?.asks)},
	{name: 'risk_state', kind: 'word', read: ({risk}) => risk?.state},
	{name: 'risk_reason', kind: 'word', read: ({risk}) => risk?.reason},
	{name: 'risk_detail', kind: 'word', read: ({risk}) => (risk?.detail === '' ? undefined : risk?.detail)},
];

const quantityOf = (quote: QuoteSide | undefined): bigint | undefined => (quote === undefined ? undefined : BigInt(quote.qtyLots));

const levelsOf = (quotes: readonly QuoteSide[] = []): readonly LevelOfLine[] =>
	quotes.map(({priceUnits, qtyLots}) => ({priceUnits, qtyLots: BigInt(qtyLots)}));

/** Another line's word where it is that line's reason; what both sides are missing for is the reason that there are none. */
const pullReason = ({quoting, feedReason, risk}: QuoteLine): string | undefined => {
	if (quoting.kind !== 'pulled') return undefined;
	const {reason, bidOff, askOff} = quoting;
	if (reason === 'book-not-trusted' || reason === 'no-instrument') return feedReason;
	if (reason === 'risk') return risk?.reason ?? reason;
	return reason === 'no-side' && bidOff !== undefined && bidOff === askOff ? bidOff : reason;
};

const writeQuoteColumns = columnWriter(QUOTE_COLUMNS);

/**
 * `reason` says why there are no quotes: where the book is at fault, it is the feed's own reason, and where the risk
 * layer took them away its own, in the words of the `status` and `risk` lines. While quoting,
 * `bid_reason` and `ask_reason` say why a side is missing.
 */
export const writeQuote = (out: LineText, line: Omit<QuoteLine, 'quotes'>, instrument: Instrument | undefined): void => {
	const {quoting} = line;
	writeQuoteColumns(out, {...line, quotes: quoting.kind === 'quoting' ? quoting : undefined}, instrument);
};

export const RISK_COLUMNS: readonly Column<RiskTransition>[] = [
	{name: 'from', kind: 'word', read: ({from}) => from},
	{name: 'to', kind: 'word', read: ({to}) => to},
	{name: 'reason', kind: 'word', read: ({reason}) => reason},
	{name: 'detail', kind: 'word', read: ({detail}) => detail},
	{name: 'value', kind: 'figure', note: 'what was measured', read: ({value}) => value},
	{name: 'limit', kind: 'figure', read: ({limit}) => limit},
];

/** A change of the risk layer's state, with what was measured and where its limit is. */
export const writeRisk: ColumnWriter<RiskTransition> = columnWriter(RISK_COLUMNS);

export const FILL_COLUMNS: readonly Column<Fill>[] = [
	{name: 'id', kind: 'number', read: ({id}) => id},
	{name: 'side', kind: 'word', read: ({side}) => side},
	{name: 'price', kind: 'price', read: ({priceUnits}) => priceUnits},
	{name: 'qty', kind: 'quantity', read: ({qtyLots}) => BigInt(qtyLots)},
	{name: 'liquidity', kind: 'word', note: '`maker`, or `taker` of a flatten', read: ({liquidity}) => liquidity},
	{name: 'fee', kind: 'money', read: ({fee}) => fee},
	{name: 'fee_asset', kind: 'word', read: ({feeAsset}) => feeAsset},
	{name: 'fee_value', kind: 'money', note: 'in quote currency', read: ({feeValue}) => feeValue},
	{name: 'cause', kind: 'word', note: '`print`, `through`, `no-print`, `taken`', read: ({cause}) => cause},
	{name: 'executed_ts_ms', kind: 'time', note: "the exchange's clock", read: ({executedAtMs}) => executedAtMs},
	{name: 'order_ts_ms', kind: 'time', note: 'when its order was sent, the local clock', read: ({sentAtMs}) => sentAtMs},
];

/** An own fill. */
export const writeFill: ColumnWriter<Fill> = columnWriter(FILL_COLUMNS);

type AccountLine = {
	readonly account: Account;
	/** Paper fills stand on trades, and since then some of those are missing. */
	readonly incompleteSinceMs: UnixMs | undefined;
};

export const ACCOUNT_COLUMNS: readonly Column<AccountLine>[] = [
	{name: 'inventory', kind: 'quantity', read: ({account}) => account.inventoryLots},
	{name: 'average_price', kind: 'money', read: ({account}) => account.averagePrice},
	{name: 'realised', kind: 'money', read: ({account}) => account.realised},
	{name: 'unrealised', kind: 'money', read: ({account}) => account.unrealised},
	{name: 'fees', kind: 'money', read: ({account}) => account.fees},
	{name: 'net', kind: 'money', read: ({account}) => account.net},
	{name: 'inherited', kind: 'money', note: 'the part of net that is older than the session', read: ({account}) => account.inherited},
	{name: 'spread_captured', kind: 'money', read: ({account}) => account.attribution.spreadCaptured},
	{name: 'adverse_selection', kind: 'money', read: ({account}) => account.attribution.adverseSelection},
	{name: 'inventory_result', kind: 'money', read: ({account}) => account.attribution.inventory},
	{
		name: 'attribution_horizon_s',
		kind: 'number',
		note: '`net` = the three before this, less `fees`',
		read: ({account}) => account.attribution.horizonS,
	},
	{name: 'mark', kind: 'half-price', read: ({account}) => account.markHalfUnits},
	{name: 'liquidation_net', kind: 'money', read: ({account}) => account.liquidationNet},
	{name: 'fifo_realised', kind: 'money', read: ({account}) => account.fifoRealised},
	{name: 'turnover', kind: 'money', read: ({account}) => account.turnover},
	{name: 'optimistic_net', kind: 'money', read: ({account}) => account.optimistic.net},
	{name: 'optimistic_fills', kind: 'number', read: ({account}) => account.optimistic.fillCount},
	{name: 'fill_model', kind: 'word', note: 'the rule behind all of these', read: ({account}) => account.fillModel},
	{
		name: 'trades_incomplete_since_ms',
		kind: 'time',
		note: 'trades that could have filled an order are missing from there',
		read: ({incompleteSinceMs}) => incompleteSinceMs,
	},
];

/** What is held and what it has earned, on average cost unless it says otherwise. */
export const writeAccount: ColumnWriter<AccountLine> = columnWriter(ACCOUNT_COLUMNS);
