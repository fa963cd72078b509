/**
 * Courtesy towards the venue's REST side: one "not before" for everything after a refusal, and a weight
 * budget that leaves room for others behind the same address.
 */

import {monotonicMs, type MonotonicMs, type UnixMs} from '../domain/units.js';

/** Of the venue's grant per minute, we stop here; a snapshot at the worst moment must still fit. */
const OWN_SHARE = 0.5;
const MINUTE_MS = 60_000;
/** Between these lies every believable `Retry-After`. */
const LEAST_WAIT_MS = 1000;
/** The longest ban that the venue's documents know is three days. */
export const LONGEST_WAIT_MS = 3 * 24 * 3_600_000;
/** What a refusal without a usable `Retry-After` asks for. */
const DEFAULT_WAIT_MS: ReadonlyMap<number, number> = new Map([
	[429, 60_000],
	[418, 120_000],
	[403, 300_000],
]);

export type RestBudget = {
	readonly weightLimit: number;
	readonly weightUsed: number;
	/** The wall-clock minute that `weightUsed` belongs to. */
	readonly minute: number;
	readonly notBefore: MonotonicMs;
};

export const createRestBudget = (weightLimit: number): RestBudget => ({
	weightLimit,
	weightUsed: 0,
	minute: 0,
	notBefore: monotonicMs(0),
});

const minuteOf = (wall: UnixMs): number => Math.floor(wall / MINUTE_MS);

export const usedAt = (budget: RestBudget, wall: UnixMs): number =>
	minuteOf(wall) === budget.minute ? budget.weightUsed : 0;

/** Counts a request at the moment it is sent. */
export const spend = (budget: RestBudget, weight: number, wall: UnixMs): RestBudget => ({
	...budget,
	minute: minuteOf(wall),
	weightUsed: usedAt(budget, wall) + weight,
});

/** Takes over the venue's own count, which includes everybody behind this address. */
export const learn = (budget: RestBudget, used: number | undefined, wall: UnixMs): RestBudget =>
	used === undefined ? budget : {...budget, minute: minuteOf(wall), weightUsed: Math.max(used, usedAt(budget, wall))};

/** When a request of this weight may go out: now, or a later moment on the monotonic clock. */
export const allowedAt = (
	budget: RestBudget,
	weight: number,
	now: {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs},
): MonotonicMs => {
	const fits = usedAt(budget, now.wallMs) + weight <= budget.weightLimit * OWN_SHARE;
	const nextMinute = monotonicMs(now.monoMs + MINUTE_MS - (now.wallMs % MINUTE_MS));
	const earliest = fits ? now.monoMs : nextMinute;
	return monotonicMs(Math.max(earliest, budget.notBefore));
};

/** Puts off everything after a 429, 418 or 403. */
export const refuse = (
	budget: RestBudget,
	status: number,
	retryAfterMs: number | undefined,
	now: MonotonicMs,
): RestBudget => {
	const wanted = retryAfterMs ?? DEFAULT_WAIT_MS.get(status) ?? LEAST_WAIT_MS;
	const wait = Math.min(Math.max(wanted, LEAST_WAIT_MS), LONGEST_WAIT_MS);
	return {...budget, notBefore: monotonicMs(Math.max(budget.notBefore, now + wait))};
};

/** Every form of an HTTP date begins with the name of a day. */
const HTTP_DATE = /^(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? /;

/** Keeps to a "not before" that is known from elsewhere. */
export const holdUntil = (budget: RestBudget, until: MonotonicMs): RestBudget => ({
	...budget,
	notBefore: monotonicMs(Math.max(budget.notBefore, until)),
});

/**
 * `Retry-After` in seconds or as an HTTP date, in milliseconds from `wall`.
 * @param parseDate reads an HTTP date; injected because reading dates belongs to a port.
 */
export const retryAfterMs = (
	header: string | undefined,
	wall: UnixMs,
	parseDate: (text: string) => number,
): number | undefined => {
	if (header === undefined) return undefined;
	const text = header.trim();
	if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
	// Lenient readers make a date of nearly anything: `1.5`, `-5`, `soon 12`.
	if (!HTTP_DATE.test(text)) return undefined;
	const date = parseDate(text);
	return Number.isFinite(date) ? Math.max(date - wall, 0) : undefined;
};
