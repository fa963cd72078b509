/**
 * Limits of one address: weight per minute of the wall clock, raw requests per five minutes. Above a limit
 * requests are refused; an address that goes on is banned.
 */

export const WEIGHT_PER_MINUTE = 6000;
export const RAW_REQUESTS_PER_FIVE_MINUTES = 300_000;
const MINUTE_MS = 60_000;
const FIVE_MINUTES_MS = 5 * MINUTE_MS;
/** Refused requests per minute before a ban. */
const FORGIVEN = 20;
const BAN_MS = 120_000;

export type Verdict =
	| {readonly kind: 'allowed'; readonly usedWeight: number}
	| {readonly kind: 'limited'; readonly usedWeight: number; readonly untilMs: number; readonly retryAfterS: number}
	| {readonly kind: 'banned'; readonly usedWeight: number; readonly untilMs: number; readonly retryAfterS: number};

/** Counts in windows that begin at multiples of their length. */
class Window {
	readonly #periodMs: number;
	#index = 0;
	#used = 0;

	constructor(periodMs: number) {
		this.#periodMs = periodMs;
	}

	/** @returns the amount used in the window that contains this moment. */
	add(amount: number, nowMs: number): number {
		const index = Math.floor(nowMs / this.#periodMs);
		if (index !== this.#index) this.#used = 0;
		this.#index = index;
		this.#used += amount;
		return this.#used;
	}

	/** End of the window that contains this moment. */
	endMs(nowMs: number): number {
		return (Math.floor(nowMs / this.#periodMs) + 1) * this.#periodMs;
	}
}

export class RateLimit {
	readonly #weight = new Window(MINUTE_MS);
	readonly #requests = new Window(FIVE_MINUTES_MS);
	readonly #refusals = new Window(MINUTE_MS);
	#bannedUntilMs = 0;

	/** Charges one request at a wall-clock time. */
	charge(weight: number, nowMs: number): Verdict {
		const usedWeight = this.#weight.add(weight, nowMs);
		const requests = this.#requests.add(1, nowMs);
		if (nowMs < this.#bannedUntilMs) return banned(usedWeight, nowMs, this.#bannedUntilMs);
		const untilMs = this.#limitedUntil(usedWeight, requests, nowMs);
		if (untilMs === undefined) return {kind: 'allowed', usedWeight};
		if (this.#refusals.add(1, nowMs) <= FORGIVEN) return limited(usedWeight, nowMs, untilMs);
		this.#bannedUntilMs = nowMs + BAN_MS;
		return banned(usedWeight, nowMs, this.#bannedUntilMs);
	}

	#limitedUntil(usedWeight: number, requests: number, nowMs: number): number | undefined {
		if (requests > RAW_REQUESTS_PER_FIVE_MINUTES) return this.#requests.endMs(nowMs);
		return usedWeight > WEIGHT_PER_MINUTE ? this.#weight.endMs(nowMs) : undefined;
	}
}

export const limited = (usedWeight: number, nowMs: number, untilMs: number): Verdict => ({
	kind: 'limited',
	usedWeight,
	untilMs,
	retryAfterS: secondsUntil(nowMs, untilMs),
});

export const banned = (usedWeight: number, nowMs: number, untilMs: number): Verdict => ({
	kind: 'banned',
	usedWeight,
	untilMs,
	retryAfterS: secondsUntil(nowMs, untilMs),
});

const secondsUntil = (nowMs: number, untilMs: number): number => Math.ceil((untilMs - nowMs) / 1000);
