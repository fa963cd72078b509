/** The fields of `stats`. Pure. */

import {basisPointsOf, formatMoney} from '../domain/money.js';
import type {Instant} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {BreakEven} from '../engine/maker/measures/break-even.js';
import type {MakerView} from '../engine/maker/maker-view.js';
import type {MarkoutView} from '../engine/maker/measures/markouts.js';
import type {Moments} from '../engine/maker/pricing/moments.js';
import {roundedMs, wholeMs, type Fields} from './fields.js';

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
		trades_lost: counters.tradesLost,
		trades_conflicting: counters.tradesConflicting,
		trades_incomplete_since_ms: counters.tradesIncompleteSinceMs === undefined ? null : wholeMs(counters.tradesIncompleteSinceMs),
		messages_unknown: counters.unknownEvents + counters.malformedEvents,
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

const makerStats = ({maker, instrument}: EngineView): Fields => ({
	fill_model: maker.fillModel,
	risk_state: maker.risk?.state ?? null,
	risk_reason: maker.risk?.reason ?? null,
	risk_transitions: maker.risk?.transitions ?? 0,
	...executionStats(maker.execution),
	mean_inventory:
		instrument === undefined || maker.execution?.meanInventoryLots === undefined
			? null
			: maker.execution.meanInventoryLots / 10 ** instrument.qtyDecimals,
	pnl_per_turnover_bp: basisPointsOf(maker.account.net, maker.account.turnover) ?? null,
	break_even: maker.breakEven === undefined ? null : breakEvenFields(maker.breakEven),
	capture: maker.markouts === undefined ? null : momentsFields(maker.markouts.capture),
	markouts: maker.markouts === undefined ? [] : markoutRows(maker.markouts),
	markouts_by_side:
		maker.markouts === undefined ? null : {bid: momentsFields(maker.markouts.bySide.bid), ask: momentsFields(maker.markouts.bySide.ask)},
	markouts_by_cause: maker.markouts === undefined ? null : causeFields(maker.markouts),
	markouts_by_level: (maker.markouts?.byLevel ?? []).map((moments, level) => ({level, ...momentsFields(moments)})),
	weighted_mid_r2: maker.signal?.rSquared ?? null,
	weighted_mid_pairs: maker.signal?.pairs ?? 0,
});

const executionStats = (execution: MakerView['execution']): Fields => ({
	fill_ratio: execution?.quantityRatio ?? null,
	orders_accepted: execution?.ordersAccepted ?? 0,
	orders_filled: execution?.ordersFilled ?? 0,
	orders_rejected: execution?.ordersRejected ?? 0,
	uptime_bid: execution?.uptime?.bid ?? null,
	uptime_ask: execution?.uptime?.ask ?? null,
	uptime_both: execution?.uptime?.both ?? null,
	max_drawdown: execution === undefined ? null : formatMoney(execution.maxDrawdown),
	longest_drawdown_ms: execution?.longestDrawdownMs ?? null,
	holding_ms: roundedMs(execution?.holding.meanMs),
	at_limit: execution?.atLimit ?? null,
	t_statistic: execution?.tStatistic ?? null,
	late_moments: execution?.lateMoments ?? 0,
});

/** Can the quotes live, in basis points of the price; a fee is a cost, a rebate a negative one. */
const breakEvenFields = ({horizonS, halfSpreadBp, feeBp, adverse, edge, breakEvenBp, verdict}: BreakEven): Fields => ({
	verdict,
	half_spread_bp: halfSpreadBp ?? null,
	fee_bp: feeBp,
	adverse_bp: adverse.count === 0 ? null : adverse.mean,
	adverse_standard_error_bp: adverse.standardError ?? null,
	break_even_bp: breakEvenBp,
	edge_bp: edge.count === 0 ? null : edge.mean,
	edge_standard_error_bp: edge.standardError ?? null,
	fills: edge.count,
	seconds: horizonS,
});

const causeFields = ({byCause}: MarkoutView): Fields => ({
	print: momentsFields(byCause.print),
	through: momentsFields(byCause.through),
	no_print: momentsFields(byCause['no-print']),
});

/** Basis points, weighted by quantity. */
const momentsFields = ({count, mean, standardError}: Moments): Fields => ({
	count,
	mean_bp: count === 0 ? null : mean,
	standard_error_bp: standardError ?? null,
});

/** Basis points of the price, weighted by quantity. */
const markoutRows = ({horizons}: MarkoutView): readonly Fields[] =>
	horizons.map(({horizonS, markout, adverse, missed}) => ({
		seconds: horizonS,
		...momentsFields(markout),
		adverse_bp: adverse.count === 0 ? null : adverse.mean,
		adverse_standard_error_bp: adverse.standardError ?? null,
		missed,
	}));
