/**
 * The request weight of an address: counted in minutes of the wall clock, refused above the limit, banned when it
 * goes on regardless.
 */

export const WEIGHT_PER_MINUTE = 6000;
const MINUTE_MS = 60_000;
/** Requests after the first refusal of a minute that are forgiven. */
const FORGIVEN = 20;
const BAN_MS = 120_000;

export type Verdict =
	| {readonly kind: 'allowed'; readonly usedWeight: number}
	| {readonly kind: 'limited'; readonly usedWeight: number; readonly retryAfterS: number}
	| {readonly kind: 'banned'; readonly usedWeight: number; readonly retryAfterS: number; readonly untilMs: number};

export class RateLimit {
	#minute = 0;
	#usedWeight = 0;
	#refused = 0;
	#bannedUntilMs = 0;

	/** Charges one request at a wall-clock time. */
	charge(weight: number, nowMs: number): Verdict {
		this.#enterMinute(Math.floor(nowMs / MINUTE_MS));
		this.#usedWeight += weight;
		if (nowMs < this.#bannedUntilMs) return this.#banned(nowMs);
		if (this.#usedWeight <= WEIGHT_PER_MINUTE) return {kind: 'allowed', usedWeight: this.#usedWeight};
		this.#refused += 1;
		if (this.#refused <= FORGIVEN) return limited(this.#usedWeight, nowMs);
		this.#bannedUntilMs = nowMs + BAN_MS;
		return this.#banned(nowMs);
	}

	#enterMinute(minute: number): void {
		if (minute === this.#minute) return;
		this.#minute = minute;
		this.#usedWeight = 0;
		this.#refused = 0;
	}

	#banned(nowMs: number): Verdict {
		return banned(this.#usedWeight, nowMs, this.#bannedUntilMs);
	}
}

/** Until the end of the minute. */
export const limited = (usedWeight: number, nowMs: number): Verdict => ({
	kind: 'limited',
	usedWeight,
	retryAfterS: Math.ceil((MINUTE_MS - (nowMs % MINUTE_MS)) / 1000),
});

export const banned = (usedWeight: number, nowMs: number, untilMs: number): Verdict => ({
	kind: 'banned',
	usedWeight,
	untilMs,
	retryAfterS: Math.ceil((untilMs - nowMs) / 1000),
});
