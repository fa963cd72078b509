/**
 * Courtesy towards the venue's REST side: one "not before" for everything after a refusal, and a weight
 * budget that leaves room for others behind the same address.
 */

import type {UsedWeight, WeightLimit} from '../../../domain/request-weight.js';
import type {Refusals} from '../../../domain/venue-limits.js';
import {monotonicMs, type MonotonicMs, type UnixMs} from '../../../domain/units.js';

/** Of what the venue grants in an interval, we stop here; a snapshot at the worst moment must still fit. */
const OWN_SHARE = 0.5;
/** The shortest believable `Retry-After`. */
const LEAST_WAIT_MS = 1000;

type Window = WeightLimit & {
	readonly used: number;
	/** Counts the wall clock's intervals: the one that `used` belongs to. */
	readonly index: number;
};

export type RestBudget = {
	/** One for each interval that the venue limits. */
	readonly windows: readonly Window[];
	readonly notBefore: MonotonicMs;
};

export const createRestBudget = (limits: readonly WeightLimit[]): RestBudget => ({
	windows: limits.map((limit) => ({...limit, used: 0, index: 0})),
	notBefore: monotonicMs(0),
});

/** Other limits hold from now on; what has been used of an interval of the same length stays used. */
export const withLimits = (budget: RestBudget, limits: readonly WeightLimit[]): RestBudget => ({
	...budget,
	windows: limits.map((limit) => ({
		...(budget.windows.find(({intervalMs}) => intervalMs === limit.intervalMs) ?? {used: 0, index: 0}),
		...limit,
	})),
});

const indexOf = ({intervalMs}: WeightLimit, wall: UnixMs): number => Math.floor(wall / intervalMs);

const usedIn = (window: Window, wall: UnixMs): number => (indexOf(window, wall) === window.index ? window.used : 0);

/** Of the interval of which most is used up. */
export const usedAt = ({windows}: RestBudget, wall: UnixMs): {readonly used: number; readonly limit: number} => {
	const shares = windows.map((window) => ({used: usedIn(window, wall), limit: window.limit}));
	return shares.reduce(
		(most, share) => (share.used * most.limit > most.used * share.limit ? share : most),
		shares[0] ?? {used: 0, limit: 0},
	);
};

/** Counts a request at the moment it is sent. */
export const spend = (budget: RestBudget, weight: number, wall: UnixMs): RestBudget => ({
	...budget,
	windows: budget.windows.map((window) => ({...window, index: indexOf(window, wall), used: usedIn(window, wall) + weight})),
});

/** What has become of `base` in two hands at the same time: what either has used since then is used. */
export const united = (base: RestBudget, one: RestBudget, other: RestBudget): RestBudget => ({
	notBefore: monotonicMs(Math.max(one.notBefore, other.notBefore)),
	windows: one.windows.map((window) => {
		const of = ({windows}: RestBudget) => windows.find(({intervalMs, index}) => intervalMs === window.intervalMs && index >= window.index);
		const [before, meanwhile] = [of(base), of(other)];
		if (meanwhile === undefined || meanwhile.index > window.index) return meanwhile ?? window;
		return {...window, used: meanwhile.used + window.used - (before?.used ?? 0)};
	}),
});

/** Takes over the venue's own counts, which include everybody behind this address. */
export const learn = (budget: RestBudget, counts: readonly UsedWeight[], wall: UnixMs): RestBudget => ({
	...budget,
	windows: budget.windows.map((window) => {
		const told = counts.find(({intervalMs}) => intervalMs === window.intervalMs);
		return told === undefined ? window : {...window, index: indexOf(window, wall), used: Math.max(told.used, usedIn(window, wall))};
	}),
});

/**
 * When a request of this weight may go out: now, or a later moment on the monotonic clock.
 * @param kept weight that is left for others.
 */
export const allowedAt = (
	budget: RestBudget,
	weight: number,
	now: {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs},
	kept = 0,
): MonotonicMs => {
	const waits = budget.windows.map((window) =>
		fitsWindow(window, weight, now.wallMs, kept) ? 0 : window.intervalMs - (now.wallMs % window.intervalMs),
	);
	return monotonicMs(Math.max(now.monoMs + Math.max(0, ...waits), budget.notBefore));
};

/** @returns whether it can go out in the present intervals, as far as weight is concerned. */
export const fits = ({windows}: RestBudget, weight: number, wall: UnixMs, kept = 0): boolean =>
	windows.every((window) => fitsWindow(window, weight, wall, kept));

/** What is dearer than our share of a small grant goes out alone: otherwise it would wait for ever. */
const fitsWindow = (window: Window, weight: number, wall: UnixMs, kept: number): boolean => {
	const taken = usedIn(window, wall) + kept;
	return taken === 0 || taken + weight <= window.limit * OWN_SHARE;
};

/** Puts off everything after a refusal. @param retryAfterMs what it asks for itself. */
export const refuse = (
	budget: RestBudget,
	{status, retryAfterMs}: {readonly status: number; readonly retryAfterMs?: number | undefined},
	{waitMs, longestMs}: Refusals,
	now: MonotonicMs,
): RestBudget => {
	const wanted = retryAfterMs ?? waitMs.get(status) ?? LEAST_WAIT_MS;
	const wait = Math.min(Math.max(wanted, LEAST_WAIT_MS), longestMs);
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
export const retryAfterMs = (header: string | undefined, wall: UnixMs, parseDate: (text: string) => number): number | undefined => {
	if (header === undefined) return undefined;
	const text = header.trim();
	if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
	// Lenient readers make a date of nearly anything: `1.5`, `-5`, `soon 12`.
	if (!HTTP_DATE.test(text)) return undefined;
	const date = parseDate(text);
	return Number.isFinite(date) ? Math.max(date - wall, 0) : undefined;
};
