/** The columns of `stats`. Pure. */

import {basisPointsOf} from '../domain/money.js';
import type {Instrument} from '../domain/instrument.js';
import type {Instant} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {BreakEven} from '../engine/maker/measures/break-even.js';
import type {MarkoutView} from '../engine/maker/measures/markouts.js';
import type {Moments} from '../engine/maker/pricing/moments.js';
import type {Counters, Gauges} from '../engine/feed/types/gauges.js';
import type {MakerView} from '../engine/maker/maker-view.js';
import type {OwnMeasures} from '../session/wire.js';
import {columnWriter, type Column} from './columns.js';
import type {Fields} from './fields.js';
import type {LineText} from './line-text.js';

/** What only the outside knows of a session. */
export type OutsideStats = OwnMeasures & {
	/** Lines that a slow reader did not get, since the start. */
	readonly linesDropped: number;
	/** Book and stats lines that a newer one took the place of, since the start. */
	readonly linesConflated: number;
};

type StatsLine = {
	readonly instrument: Instrument | undefined;
	readonly counters: Counters;
	readonly maker: MakerView;
	readonly gauges: Gauges;
	readonly outside: OutsideStats;
};

const FEED_COLUMNS: readonly Column<StatsLine>[] = [
	{name: 'rss_bytes', kind: 'number', read: ({outside}) => outside.rssBytes},
	{name: 'depth_events', kind: 'number', read: ({counters}) => counters.depthEvents},
	{name: 'trades', kind: 'number', read: ({counters}) => counters.trades},
	{name: 'trades_lost', kind: 'number', read: ({counters}) => counters.tradesLost},
	{name: 'trades_conflicting', kind: 'number', read: ({counters}) => counters.tradesConflicting},
	{name: 'trades_incomplete_since_ms', kind: 'time', read: ({counters}) => counters.tradesIncompleteSinceMs},
	{name: 'messages_unknown', kind: 'number', read: ({counters}) => counters.unknownEvents + counters.malformedEvents},
	{name: 'gaps', kind: 'number', read: ({counters}) => counters.gaps},
	{name: 'resyncs', kind: 'number', read: ({counters}) => counters.resyncs},
	{name: 'connections', kind: 'number', read: ({counters}) => counters.connections},
	{name: 'snapshots', kind: 'number', read: ({counters}) => counters.snapshots},
	{name: 'latency_p50_ms', kind: 'duration', read: ({gauges}) => gauges.latency?.p50Ms},
	{name: 'latency_p99_ms', kind: 'duration', read: ({gauges}) => gauges.latency?.p99Ms},
	{name: 'clock_offset_ms', kind: 'duration', read: ({gauges}) => gauges.clockOffset?.offsetMs},
	{name: 'recording', kind: 'word', read: ({outside}) => outside.recording},
];

const CHECK_COLUMNS: readonly Column<StatsLine>[] = [
	{name: 'audits', kind: 'number', heading: 'checks', read: ({counters}) => counters.audits},
	{name: 'audit_mismatches', kind: 'number', read: ({counters}) => counters.auditMismatches},
	{name: 'audits_inconclusive', kind: 'number', read: ({counters}) => counters.auditsInconclusive},
	{name: 'audit_result', kind: 'word', read: ({gauges}) => gauges.lastAudit?.result},
	{name: 'audit_levels', kind: 'number', read: ({gauges}) => gauges.lastAudit?.levels},
	{name: 'audit_different', kind: 'number', read: ({gauges}) => gauges.lastAudit?.different},
	{name: 'audit_age_ms', kind: 'duration', read: ({gauges}) => gauges.lastAudit?.ageMs},
	{name: 'top_checks', kind: 'number', read: ({counters}) => counters.topChecks},
	{name: 'top_mismatches', kind: 'number', read: ({counters}) => counters.topMismatches},
	{name: 'lines_dropped', kind: 'number', heading: 'a slow reader', read: ({outside}) => outside.linesDropped},
	{name: 'lines_conflated', kind: 'number', read: ({outside}) => outside.linesConflated},
];

const EXECUTION_COLUMNS: readonly Column<StatsLine>[] = [
	{name: 'fill_model', kind: 'word', heading: 'market maker', read: ({maker}) => maker.fillModel},
	{name: 'risk_state', kind: 'word', read: ({maker}) => maker.risk?.state},
	{name: 'risk_reason', kind: 'word', read: ({maker}) => maker.risk?.reason},
	{name: 'risk_transitions', kind: 'number', read: ({maker}) => maker.risk?.transitions ?? 0},
	{name: 'fill_ratio', kind: 'number', read: ({maker}) => maker.execution?.quantityRatio},
	{name: 'orders_accepted', kind: 'number', read: ({maker}) => maker.execution?.ordersAccepted ?? 0},
	{name: 'orders_filled', kind: 'number', read: ({maker}) => maker.execution?.ordersFilled ?? 0},
	{name: 'orders_rejected', kind: 'number', read: ({maker}) => maker.execution?.ordersRejected ?? 0},
	{name: 'uptime_bid', kind: 'number', read: ({maker}) => maker.execution?.uptime?.bid},
	{name: 'uptime_ask', kind: 'number', read: ({maker}) => maker.execution?.uptime?.ask},
	{name: 'uptime_both', kind: 'number', read: ({maker}) => maker.execution?.uptime?.both},
	{name: 'max_drawdown', kind: 'money', read: ({maker}) => maker.execution?.maxDrawdown},
	{name: 'longest_drawdown_ms', kind: 'number', read: ({maker}) => maker.execution?.longestDrawdownMs},
	{name: 'holding_ms', kind: 'duration', read: ({maker}) => maker.execution?.holding.meanMs},
	{name: 'at_limit', kind: 'number', read: ({maker}) => maker.execution?.atLimit},
	{name: 't_statistic', kind: 'number', read: ({maker}) => maker.execution?.tStatistic},
	{name: 'late_moments', kind: 'number', read: ({maker}) => maker.execution?.lateMoments ?? 0},
	{name: 'mean_inventory', kind: 'number', read: (line) => meanInventory(line)},
	{name: 'pnl_per_turnover_bp', kind: 'number', read: ({maker}) => basisPointsOf(maker.account.net, maker.account.turnover)},
];

const FILL_QUALITY_COLUMNS: readonly Column<StatsLine>[] = [
	{
		name: 'break_even',
		kind: 'record',
		note: 'half-spread, fee, adverse selection and net edge of a fill in basis points, and what follows: `verdict`',
		read: ({maker}) => maker.breakEven && breakEvenFields(maker.breakEven),
	},
	{name: 'capture', kind: 'record', read: ({maker}) => maker.markouts && momentsFields(maker.markouts.capture)},
	{name: 'markouts', kind: 'record', read: ({maker}) => (maker.markouts === undefined ? [] : markoutRows(maker.markouts))},
	{name: 'markouts_by_side', kind: 'record', read: ({maker}) => maker.markouts && sideFields(maker.markouts)},
	{name: 'markouts_by_cause', kind: 'record', read: ({maker}) => maker.markouts && causeFields(maker.markouts)},
	{name: 'markouts_by_level', kind: 'record', read: ({maker}) => levelRows(maker.markouts?.byLevel)},
	{name: 'weighted_mid_r2', kind: 'number', read: ({maker}) => maker.signal?.rSquared},
	{name: 'weighted_mid_pairs', kind: 'number', read: ({maker}) => maker.signal?.pairs ?? 0},
];

export const STATS_COLUMNS: readonly Column<StatsLine>[] = [
	...FEED_COLUMNS,
	...CHECK_COLUMNS,
	...EXECUTION_COLUMNS,
	...FILL_QUALITY_COLUMNS,
];

const writeStatsColumns = columnWriter(STATS_COLUMNS);

/** Counts are since the start, so that a line that was missed loses nothing. */
export const writeStats = (out: LineText, view: EngineView, now: Instant, outside: OutsideStats): void => {
	const {instrument, counters, maker} = view;
	writeStatsColumns(out, {instrument, counters, maker, gauges: view.gauges(now), outside}, instrument);
};

const meanInventory = ({maker, instrument}: StatsLine): number | undefined => {
	const lots = maker.execution?.meanInventoryLots;
	return instrument === undefined || lots === undefined ? undefined : lots / 10 ** instrument.qtyDecimals;
};

const sideFields = ({bySide}: MarkoutView): Fields => ({bid: momentsFields(bySide.bid), ask: momentsFields(bySide.ask)});

const levelRows = (levels: readonly Moments[] = []): readonly Fields[] =>
	levels.map((moments, level) => ({level, ...momentsFields(moments)}));

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
