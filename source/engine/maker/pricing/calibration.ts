/**
 * σ, A and k of the present market, from the tape: in steps of 100 ms the change of the mid and how far from the step's
 * first mid trades reached on each side; λ(δ) is how often a side was reached beyond δ, per second and side;
 * ln λ = ln A − k·δ by least squares over the distances that were reached often enough. Steps, not trades, are counted,
 * so A cannot pass 10 per second. A fit that is not believed is refused, in words.
 *
 * σ is of changes over a whole second, from all ten grids of seconds that the steps make (the averaged sub-sampling of
 * Zhang, Mykland and Aït-Sahalia 2005): at 100 ms a price that moves in several small steps has not arrived, and σ comes
 * out up to a third too low.
 */

import type {Trade} from '../../../domain/feed-event.js';
import {lossyDistance, ticksOf, type Instrument} from '../../../domain/instrument.js';
import type {UnixMs} from '../../../domain/units.js';

const STEP_MS = 100;
const WINDOW_STEPS = 6000;
const FIT_EVERY_MS = 5000;
/** A good fit is used this long after it was made. */
const FIT_LASTS_MS = 600_000;
/** Distances that fewer steps than this reached are left out: an unweighted fit would overrate them. */
const LEAST_REACHED = 10;
const MOST_POINTS = 40;
const LEAST_POINTS = 10;
const LEAST_SAMPLES = 100;
const LEAST_R_SQUARED = 0.8;
/** σ is of changes over this many steps: a second. */
const VOLATILITY_STEPS = 10;
/** Seconds, each beginning one step later than the one before, without which there is no σ: ten and a half. */
const LEAST_SECONDS = 95;

export type IntensityFit = {
	/** A, per second and side. */
	readonly rate: number;
	/** k, per tick. */
	readonly decayPerTick: number;
	readonly rSquared: number;
	readonly points: number;
	readonly toTicks: number;
};

export type CalibrationView = {
	/** σ in quote currency per √second, of changes over a second within {@link windowS}; undefined before some ten seconds. */
	readonly volatility: number | undefined;
	/** Per second and side, and per quote currency: of the fit that is used. */
	readonly rate: number | undefined;
	readonly decay: number | undefined;
	/** Of the newest fit, used or refused. */
	readonly rSquared: number | undefined;
	readonly points: number;
	/** Steps with a trade in them. */
	readonly samples: number;
	readonly rangeTicks: number;
	readonly windowS: number;
	/** Why the newest fit is not used. */
	readonly refused: string | undefined;
};

/** Least squares of ln λ over δ; undefined for fewer than two points. */
export const fitLine = (
	points: ReadonlyArray<readonly [distance: number, rate: number]>,
): {readonly slope: number; readonly intercept: number; readonly rSquared: number} | undefined => {
	const n = points.length;
	if (n < 2) return undefined;
	const xs = points.map(([x]) => x);
	const ys = points.map(([, rate]) => Math.log(rate));
	const [meanX, meanY] = [xs, ys].map((values) => values.reduce((sum, value) => sum + value, 0) / n);
	if (meanX === undefined || meanY === undefined) return undefined;
	let [xx, xy, yy] = [0, 0, 0];
	for (const [index, x] of xs.entries()) {
		const [dx, dy] = [x - meanX, (ys[index] ?? meanY) - meanY];
		xx += dx * dx;
		xy += dx * dy;
		yy += dy * dy;
	}

	if (xx === 0) return undefined;
	return {slope: xy / xx, intercept: meanY - (xy / xx) * meanX, rSquared: yy === 0 ? 0 : (xy * xy) / (xx * yy)};
};

/** @param reached how far each side was reached in each step, in ticks, two numbers a step at most. */
export const fitIntensity = (reached: readonly number[], seconds: number): IntensityFit | undefined => {
	// Numbers in a typed array sort by themselves, without a function to call: smallest first.
	const sorted = Float64Array.from(reached).toSorted();
	const toTicks = sorted[sorted.length - LEAST_REACHED] ?? 0;
	const step = Math.max(1, Math.ceil(toTicks / MOST_POINTS));
	const points: [number, number][] = [];
	let within = 0;
	for (let distance = 0.5; distance < toTicks; distance += step) {
		while (within < sorted.length && (sorted[within] ?? 0) <= distance) within += 1;
		points.push([distance, (sorted.length - within) / (2 * seconds)]);
	}

	const line = fitLine(points);
	if (line === undefined) return undefined;
	return {rate: Math.exp(line.intercept), decayPerTick: -line.slope, rSquared: line.rSquared, points: points.length, toTicks};
};

/** Why a fit cannot be used; undefined when it can. */
export const refusal = (fit: IntensityFit | undefined, samples: number): string | undefined => {
	if (samples < LEAST_SAMPLES) return `${samples} of ${LEAST_SAMPLES} samples`;
	if (fit === undefined || fit.points < LEAST_POINTS) return `${fit?.points ?? 0} of ${LEAST_POINTS} distances`;
	if (fit.decayPerTick <= 0) return 'k is not positive';
	return fit.rSquared < LEAST_R_SQUARED ? `R² ${fit.rSquared.toFixed(2)} < ${LEAST_R_SQUARED}` : undefined;
};

type Step = {readonly change: number; readonly bought: number; readonly sold: number};

export class Calibration {
	readonly #steps: Step[] = [];
	#next = 0;
	#samples = 0;
	readonly #seconds = new SecondChanges();
	#open: {until: number; mid: number; bought: number; sold: number} | undefined;
	#mid: number | undefined;
	#fitAt = 0;
	#newest: IntensityFit | undefined;
	#used: {readonly fit: IntensityFit; readonly at: UnixMs} | undefined;
	#refused: string | undefined = refusal(undefined, 0);
	#deviation: number | undefined;
	/** What distances are counted in: the first tick that was known, also when the venue has another one since. */
	#scaleUnits: number | undefined;

	setTick(tickUnits: number): void {
		this.#scaleUnits ??= tickUnits;
	}

	/** @param midUnits undefined when a side is empty. */
	onMid(atMs: UnixMs, midUnits: number | undefined): void {
		const mid = midUnits === undefined ? undefined : midUnits / this.#scale;
		this.#roll(atMs);
		this.#mid = mid;
		if (mid === undefined) this.#end();
		else this.#open ??= {until: atMs + STEP_MS, mid, bought: 0, sold: 0};
		if (atMs - this.#fitAt >= FIT_EVERY_MS) this.#fit(atMs);
	}

	onTrade(trade: Trade): void {
		this.#roll(trade.tradeAtMs);
		const open = this.#open;
		if (open === undefined) return;
		const price = trade.priceUnits / this.#scale;
		if (trade.aggressor === 'buy') open.bought = Math.max(open.bought, price - open.mid);
		else open.sold = Math.max(open.sold, open.mid - price);
	}

	/** A hole in the feed belongs to no step. */
	interrupt(): void {
		this.#mid = undefined;
		this.#end();
	}

	view(instrument: Instrument, now: UnixMs): CalibrationView {
		const tick = lossyDistance(instrument, this.#scale);
		const used = this.#used !== undefined && now - this.#used.at <= FIT_LASTS_MS ? this.#used.fit : undefined;
		return {
			volatility: this.#deviation === undefined ? undefined : this.#deviation * tick,
			rate: used?.rate,
			decay: used === undefined ? undefined : used.decayPerTick / tick,
			rSquared: this.#newest?.rSquared,
			points: this.#newest?.points ?? 0,
			samples: this.#samples,
			rangeTicks: ticksOf(instrument, (this.#newest?.toTicks ?? 0) * this.#scale),
			windowS: (this.#steps.length * STEP_MS) / 1000,
			refused: this.#refused,
		};
	}

	#end(): void {
		this.#open = undefined;
		this.#seconds.interrupt();
	}

	get #scale(): number {
		return this.#scaleUnits ?? 1;
	}

	/** Closes the step that is over; steps without an event had no change and no trade. */
	#roll(atMs: number): void {
		const open = this.#open;
		const mid = this.#mid;
		if (open === undefined || mid === undefined || atMs < open.until) return;
		this.#keep({change: mid - open.mid, bought: open.bought, sold: open.sold});
		const idle = Math.min(Math.floor((atMs - open.until) / STEP_MS), WINDOW_STEPS);
		for (let count = 0; count < idle; count += 1) this.#keep(IDLE);
		this.#open = {until: open.until + (idle + 1) * STEP_MS, mid, bought: 0, sold: 0};
	}

	#keep(step: Step): void {
		const old = this.#steps[this.#next];
		if (old !== undefined && hadTrade(old)) this.#samples -= 1;
		if (hadTrade(step)) this.#samples += 1;
		this.#seconds.add(step.change);
		this.#steps[this.#next] = step;
		this.#next = (this.#next + 1) % WINDOW_STEPS;
	}

	#fit(atMs: UnixMs): void {
		this.#fitAt = atMs;
		const reached: number[] = [];
		for (const {bought, sold} of this.#steps) {
			if (bought > 0) reached.push(bought);
			if (sold > 0) reached.push(sold);
		}

		this.#newest = fitIntensity(reached, (this.#steps.length * STEP_MS) / 1000);
		this.#refused = refusal(this.#newest, this.#samples);
		if (this.#refused === undefined && this.#newest !== undefined) this.#used = {fit: this.#newest, at: atMs};
		this.#deviation = this.#seconds.deviation;
	}
}

/** The changes over the last ten steps, one for each step of the window. */
class SecondChanges {
	readonly #recent: number[] = [];
	readonly #window = new Float64Array(WINDOW_STEPS);
	#count = 0;

	/** @param change of the mid in one step. */
	add(change: number): void {
		this.#recent.push(change);
		if (this.#recent.length > VOLATILITY_STEPS) this.#recent.shift();
		if (this.#recent.length < VOLATILITY_STEPS) return;
		this.#window[this.#count % WINDOW_STEPS] = this.#recent.reduce((sum, one) => sum + one, 0);
		this.#count += 1;
	}

	/** No second spans a hole. */
	interrupt(): void {
		this.#recent.length = 0;
	}

	/** In ticks per √second; undefined of too few. */
	get deviation(): number | undefined {
		const seconds = this.#window.subarray(0, Math.min(this.#count, WINDOW_STEPS));
		if (seconds.length < LEAST_SECONDS) return undefined;
		const mean = seconds.reduce((sum, change) => sum + change, 0) / seconds.length;
		return Math.sqrt(seconds.reduce((sum, change) => sum + (change - mean) ** 2, 0) / seconds.length);
	}
}

const IDLE: Step = {change: 0, bought: 0, sold: 0};
const hadTrade = ({bought, sold}: Step): boolean => bought > 0 || sold > 0;
