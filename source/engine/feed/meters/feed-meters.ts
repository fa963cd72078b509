/** Everything that is measured of a feed and never decides anything: latency, clock, rates, volatility. */

import {lossyUnits, type Instrument} from '../../../domain/instrument.js';
import {midHalfUnits, type Touch} from '../../../domain/book/metrics.js';
import {BASIS_POINTS} from '../../../domain/money.js';
import {monotonicMs, type Instant, type MonotonicMs, type UnixMs} from '../../../domain/units.js';
import {addSample, clockOffset, sampleClock, type ClockSample} from './clock-offset.js';
import {latencyOf, RateMeter, VolatilityMeter} from './meters.js';
import {RecentValues} from '../../../domain/recent-values.js';
import type {AuditPicture, Gauges} from '../types/gauges.js';
import type {ClockOffset} from '../../../domain/clock-offset.js';

const LATENCY_SAMPLES = 1024;
/** Two seconds of the usual depth stream. */
const STEADY_SAMPLES = 21;
const FEWEST_STEADY_SAMPLES = 5;
/** No stream is this late and goes on. */
const OTHER_CLOCK_MS = 600_000;
const OFFSET_FOR_MS = 1000;

/** What the gauges show beside the meters' own numbers. */
type BookMoment = {
	readonly instrument: Instrument | undefined;
	readonly touch: Touch | undefined;
	readonly depthAgeMs: number | undefined;
	readonly weight: {readonly used: number; readonly limit: number};
	readonly lastAudit: AuditPicture | undefined;
};

export class MarketMeters {
	readonly #latencies = new RecentValues(LATENCY_SAMPLES);
	readonly #depthAges = new RecentValues(STEADY_SAMPLES);
	readonly #depthRate = new RateMeter();
	readonly #tradeRate = new RateMeter();
	readonly #volatility = new VolatilityMeter();
	#clock: readonly ClockSample[] = [];
	/** Asked for with every message, and changes by nothing within a second. */
	#offset: ClockOffset | undefined;
	#offsetAt = monotonicMs(0);

	get clockSamples(): number {
		return this.#clock.length;
	}

	onDiff(eventAtMs: UnixMs | undefined, at: Instant): void {
		this.#depthRate.add(at.monoMs);
		this.#measure(eventAtMs, at);
		const ageMs = this.#ageMs(eventAtMs, at);
		if (ageMs !== undefined && ageMs < OTHER_CLOCK_MS) this.#depthAges.add(ageMs);
	}

	onTrade(eventAtMs: UnixMs, at: Instant): void {
		this.#tradeRate.add(at.monoMs);
		this.#measure(eventAtMs, at);
	}

	/** @param mid in price units. */
	onMid(mid: number, now: MonotonicMs): void {
		this.#volatility.sample(mid, now);
	}

	onVenueTime(sentAt: Instant, receivedAt: Instant, venueAtMs: UnixMs): void {
		this.#clock = addSample(this.#clock, sampleClock(sentAt, receivedAt, venueAtMs));
		this.#judgeClock(receivedAt.monoMs);
	}

	/**
	 * How long ago the venue sent what comes now, by its clock and what is known of its offset, at least.
	 * 0 where that is not known, and where it is so long that the message rather has another clock: a recording's.
	 */
	lateMs(eventAtMs: UnixMs | undefined, at: Instant): number {
		const offset = this.clockOffset(at.monoMs);
		if (eventAtMs === undefined || offset === undefined) return 0;
		const lateMs = at.wallMs + offset.offsetMs - offset.errorMs - eventAtMs;
		return lateMs > 0 && lateMs < OTHER_CLOCK_MS ? lateMs : 0;
	}

	/** Judged anew once a second. */
	clockOffset(now: MonotonicMs): ClockOffset | undefined {
		if (this.#offset !== undefined && now - this.#offsetAt > OFFSET_FOR_MS) this.#judgeClock(now);
		return this.#offset;
	}

	/** The local clock may have been stepped: what was measured of it is void. */
	forgetClock(): void {
		this.#clock = [];
		this.#offset = undefined;
		this.#depthAges.clear();
	}

	/** The feed has a hole: a price on its other side is no change. */
	interrupt(): void {
		this.#volatility.interrupt();
	}

	gauges(now: Instant, book: BookMoment): Gauges {
		return {
			latency: latencyOf(this.#latencies),
			clockOffset: this.clockOffset(now.monoMs),
			feedAgeMs: this.#feedAgeMs(),
			depthAgeMs: book.depthAgeMs,
			lastAudit: book.lastAudit,
			volatilityBp: this.#volatilityBp(book),
			depthRate: this.#depthRate.perSecond(now.monoMs),
			tradeRate: this.#tradeRate.perSecond(now.monoMs),
			restWeightUsed: book.weight.used,
			restWeightLimit: book.weight.limit,
		};
	}

	#judgeClock(now: MonotonicMs): void {
		this.#offset = clockOffset(this.#clock, now);
		this.#offsetAt = now;
	}

	#volatilityBp({instrument, touch}: BookMoment): number | undefined {
		const units = this.#volatility.perRootSecond();
		return units === undefined || touch === undefined || instrument === undefined
			? undefined
			: (units / lossyUnits(instrument, midHalfUnits(touch) / 2)) * BASIS_POINTS;
	}

	#measure(eventAtMs: UnixMs | undefined, at: Instant): void {
		const ageMs = this.#ageMs(eventAtMs, at);
		if (ageMs !== undefined) this.#latencies.add(ageMs);
	}

	/** Receive time plus offset minus event time; without an offset it would be no latency. */
	#ageMs(eventAtMs: UnixMs | undefined, at: Instant): number | undefined {
		const offset = this.clockOffset(at.monoMs);
		return eventAtMs === undefined || offset === undefined ? undefined : at.wallMs + offset.offsetMs - eventAtMs;
	}

	#feedAgeMs(): number | undefined {
		return this.#depthAges.count < FEWEST_STEADY_SAMPLES ? undefined : this.#depthAges.percentile(0.5);
	}
}
