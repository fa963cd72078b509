/** Exponential back-off with half jitter, as a pure function of the attempt and one random number. */

export type BackoffPolicy = {readonly firstMs: number; readonly capMs: number};

export const CONNECT_BACKOFF: BackoffPolicy = {firstMs: 500, capMs: 30_000};
export const SNAPSHOT_BACKOFF: BackoffPolicy = {firstMs: 250, capMs: 5000};

/**
 * @param attempt the try that just failed, from 1.
 * @param random uniform in [0, 1).
 * @returns between half and all of `firstMs · 2^(attempt−1)`, capped.
 */
export const backoffMs = (policy: BackoffPolicy, attempt: number, random: number): number => {
	const full = Math.min(policy.firstMs * 2 ** Math.min(attempt - 1, 30), policy.capMs);
	return full * (0.5 + random / 2);
};
