/** Everything that is measured of a feed and never decides anything: latency, clock, rates, volatility. */

import {midHalfTicks, type Touch} from '../domain/metrics.js';
import type {Instant, MonotonicMs, UnixMs} from '../domain/units.js';
import {addSample, clockOffset, sampleClock, type ClockSample} from './clock-offset.js';
import {latencyOf, RateMeter, RecentValues, VolatilityMeter} from './feed-meter.js';
import type {AuditPicture, Gauges} from './gauges.js';

const LATENCY_SAMPLES = 1024;
const BP = 10_000;

export class MarketMeters {
	readonly #latencies = new RecentValues(LATENCY_SAMPLES);
	readonly #depthRate = new RateMeter();
	readonly #tradeRate = new RateMeter();
	readonly #volatility = new VolatilityMeter();
	#clock: readonly ClockSample[] = [];

	get clockSamples(): number {
		return this.#clock.length;
	}

	onDiff(eventAtMs: UnixMs | undefined, at: Instant): void {
		this.#depthRate.add(at.monoMs);
		this.#measure(eventAtMs, at);
	}

	onTrade(eventAtMs: UnixMs, at: Instant): void {
		this.#tradeRate.add(at.monoMs);
		this.#measure(eventAtMs, at);
	}

	/** @param mid in ticks. */
	onMid(mid: number, now: MonotonicMs): void {
		this.#volatility.sample(mid, now);
	}

	onVenueTime(sentAt: Instant, receivedAt: Instant, venueAtMs: UnixMs): void {
		this.#clock = addSample(this.#clock, sampleClock(sentAt, receivedAt, venueAtMs));
	}

	/** The local clock may have been stepped: what was measured of it is void. */
	forgetClock(): void {
		this.#clock = [];
	}

	/** The feed has a hole: a price on its other side is no change. */
	interrupt(): void {
		this.#volatility.interrupt();
	}

	gauges(
		now: Instant,
		book: {
			readonly touch: Touch | undefined;
			readonly depthAgeMs: number | undefined;
			readonly weight: {readonly used: number; readonly limit: number};
			readonly lastAudit: AuditPicture | undefined;
		},
	): Gauges {
		return {
			latency: latencyOf(this.#latencies),
			clockOffset: clockOffset(this.#clock, now.monoMs),
			depthAgeMs: book.depthAgeMs,
			lastAudit: book.lastAudit,
			volatilityBp: this.#volatilityBp(book.touch),
			depthRate: this.#depthRate.perSecond(now.monoMs),
			tradeRate: this.#tradeRate.perSecond(now.monoMs),
			restWeightUsed: book.weight.used,
			restWeightLimit: book.weight.limit,
		};
	}

	#volatilityBp(touch: Touch | undefined): number | undefined {
		const ticks = this.#volatility.perRootSecond();
		return ticks === undefined || touch === undefined ? undefined : (ticks / (midHalfTicks(touch) / 2)) * BP;
	}

	/** Receive time plus offset minus event time; without an offset it would be no latency. */
	#measure(eventAtMs: UnixMs | undefined, at: Instant): void {
		const offset = clockOffset(this.#clock, at.monoMs);
		if (eventAtMs === undefined || offset === undefined) return;
		this.#latencies.add(at.wallMs + offset.offsetMs - eventAtMs);
	}
}
