import {expect, test} from 'vitest';
import {monotonicMs, unixMs} from '../../../../source/domain/units.js';
import {MarketMeters} from '../../../../source/engine/feed/meters/feed-meters.js';
import {instant, levels} from '../../../helpers/diffs.js';
import {nickel} from '../../../helpers/instruments.js';

const [bid, ask] = levels([
	[9999, 1],
	[10_001, 1],
]);
const touch = bid && ask && {bid, ask};
const book = {instrument: nickel, touch, depthAgeMs: 5, weight: {used: 7, limit: 6000}, lastAudit: undefined};

test('before anything was measured there is nothing to show, and no zero in its place', () => {
	expect(new MarketMeters().gauges(instant(0), book)).toMatchObject({
		latency: undefined,
		clockOffset: undefined,
		feedAgeMs: undefined,
		depthAgeMs: 5,
		volatilityBp: undefined,
		depthRate: 0,
		tradeRate: 0,
		restWeightUsed: 7,
		restWeightLimit: 6000,
	});
});

test('latency needs a clock offset, and is void with it', () => {
	const meters = new MarketMeters();
	meters.onTrade(instant(0).wallMs, instant(100));
	expect(meters.gauges(instant(100), book).latency).toBeUndefined();
	// A round trip of ten milliseconds; the venue's clock is 50 ms ahead.
	meters.onVenueTime(instant(100), instant(110), unixMs(instant(105).wallMs + 50));
	meters.onDiff(unixMs(instant(150).wallMs + 50), instant(162));
	meters.onDiff(undefined, instant(163));
	expect(meters.gauges(instant(163), book)).toMatchObject({
		latency: {p50Ms: 12, samples: 1},
		clockOffset: {offsetMs: 50},
		depthRate: 2,
		tradeRate: 1,
	});
	meters.forgetClock();
	expect(meters.clockSamples).toBe(0);
	expect(meters.gauges(instant(163), book).clockOffset).toBeUndefined();
});

test('how late the feed is steadily is a median: no late message, nor ten of them, make it late', () => {
	const meters = new MarketMeters();
	meters.onVenueTime(instant(0), instant(0), instant(0).wallMs);
	const diffs = (count: number, lateMs: number) => {
		for (let n = 0; n < count; n += 1) meters.onDiff(unixMs(instant(1000).wallMs - lateMs), instant(1000));
		return meters.gauges(instant(1000), book).feedAgeMs;
	};
	expect(diffs(4, 20)).toBeUndefined();
	expect(diffs(20, 20)).toBe(20);
	expect(diffs(10, 1500)).toBe(20);
	expect(diffs(1, 1500)).toBe(1500);
	expect(diffs(11, 20)).toBe(20);
	// The age of a recording is not latency.
	expect(diffs(21, 3_600_000)).toBe(20);
	meters.forgetClock();
	expect(meters.gauges(instant(1000), book).feedAgeMs).toBeUndefined();
});

test('volatility is in basis points of the mid, and a one-sided book has none', () => {
	const meters = new MarketMeters();
	for (let second = 0; second <= 600; second += 1) meters.onMid(10_000 + (second % 2), monotonicMs(second * 1000));
	expect(meters.gauges(instant(600_000), book).volatilityBp).toBeCloseTo(1, 1);
	expect(meters.gauges(instant(600_000), {...book, touch: undefined}).volatilityBp).toBeUndefined();
});

test('how late a message is counts from the venue’s clock, less what is not known of it', () => {
	const meters = new MarketMeters();
	const sentAgo = (ms: number) => meters.lateMs(unixMs(instant(1000).wallMs + 50 - ms), instant(1000));
	expect(sentAgo(4000)).toBe(0);
	meters.onVenueTime(instant(100), instant(110), unixMs(instant(105).wallMs + 50));
	expect(sentAgo(4000)).toBeCloseTo(4000 - 5, 0);
	expect(sentAgo(2)).toBe(0);
	expect(sentAgo(-4000)).toBe(0);
	expect(sentAgo(3_600_000)).toBe(0);
	expect(meters.lateMs(undefined, instant(1000))).toBe(0);
});
