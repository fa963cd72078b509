import {expect, it} from 'vitest';
import type {EngineView} from '../../source/engine/engine-view.js';
import {statsFields} from '../helpers/line-fields.js';
import {BOOK, EMPTY_VIEW, LIVE_VIEW, instant} from './canned-session.js';
import {COMMON, parsed} from './line-text.js';

it('stats', () => {
	const view: EngineView = {
		...LIVE_VIEW,
		book: BOOK,
		counters: {...LIVE_VIEW.counters, depthEvents: 10, trades: 5, gaps: 1, resyncs: 1, connections: 2, snapshots: 3},
		gauges: (now) => ({
			...LIVE_VIEW.gauges(now),
			latency: {p50Ms: 2.123_456, p99Ms: 7.5, samples: 10},
			clockOffset: {offsetMs: -0.000_1, errorMs: 1},
			feedAgeMs: undefined,
		}),
	};
	const outside = {recording: 'off' as const, rssBytes: 1e8, linesDropped: 1, linesConflated: 2};
	expect(parsed('stats', view, statsFields(view, instant(0), outside))).toEqual({
		...COMMON,
		type: 'stats',
		rss_bytes: 100_000_000,
		depth_events: 10,
		trades: 5,
		trades_lost: 0,
		trades_conflicting: 0,
		trades_incomplete_since_ms: null,
		messages_unknown: 0,
		gaps: 1,
		resyncs: 1,
		connections: 2,
		snapshots: 3,
		latency_p50_ms: 2.123,
		latency_p99_ms: 7.5,
		clock_offset_ms: 0,
		recording: 'off',
		audits: 0,
		audit_mismatches: 0,
		audits_inconclusive: 0,
		audit_result: null,
		audit_levels: null,
		audit_different: null,
		audit_age_ms: null,
		top_checks: 0,
		top_mismatches: 0,
		lines_dropped: 1,
		lines_conflated: 2,
		fill_model: 'none',
		risk_state: null,
		risk_reason: null,
		risk_transitions: 0,
		fill_ratio: null,
		orders_accepted: 0,
		orders_filled: 0,
		orders_rejected: 0,
		uptime_bid: null,
		uptime_ask: null,
		uptime_both: null,
		max_drawdown: null,
		longest_drawdown_ms: null,
		holding_ms: null,
		at_limit: null,
		t_statistic: null,
		late_moments: 0,
		mean_inventory: null,
		pnl_per_turnover_bp: null,
		break_even: null,
		capture: null,
		markouts: [],
		markouts_by_side: null,
		markouts_by_cause: null,
		markouts_by_level: [],
		weighted_mid_r2: null,
		weighted_mid_pairs: 0,
	});
	expect(statsFields(EMPTY_VIEW, instant(0), outside)).toMatchObject({latency_p50_ms: null, latency_p99_ms: null, clock_offset_ms: null});
});
