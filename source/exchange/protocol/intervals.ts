/**
 * The venue's kline intervals. All begin at fixed calendar moments: weeks on Monday, months on the 1st,
 * three-day periods counted from 1970-01-01; in UTC or in the requested time zone.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The first Monday after 1970-01-01, which was a Thursday. */
const MONDAY = 4 * DAY;

/** Calendar arithmetic in milliseconds, without a time zone. */
export type KlineInterval = {
	readonly name: string;
	/** Length of the shortest period (months differ). */
	readonly leastMs: number;
	/** Start of the period that contains a moment. */
	readonly openOf: (ms: number) => number;
	/** Start of the next period after the one that began at `openMs`. */
	readonly nextOpen: (openMs: number) => number;
};

const fixed = (name: string, periodMs: number, originMs = 0): KlineInterval => ({
	name,
	leastMs: periodMs,
	openOf: (ms) => originMs + Math.floor((ms - originMs) / periodMs) * periodMs,
	nextOpen: (openMs) => openMs + periodMs,
});

/**
 * Number of the month that contains a day, counted from March of the year 0, and its first day. Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that the leap day is the last day of a
 * year.
 */
const MONTHS_PER_YEAR = 12;
const DAYS_PER_ERA = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_DAY = 719_468;

const firstDayOf = (month: number): number => {
	const year = Math.floor(month / MONTHS_PER_YEAR);
	const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
	return year * 365 + leapDays + Math.floor((153 * (month % MONTHS_PER_YEAR) + 2) / 5) - EPOCH_DAY;
};

const monthOf = (ms: number): number => {
	const day = Math.floor(ms / DAY);
	const estimate = Math.floor(((day + EPOCH_DAY) * 400 * MONTHS_PER_YEAR) / DAYS_PER_ERA);
	if (firstDayOf(estimate) > day) return estimate - 1;
	return firstDayOf(estimate + 1) <= day ? estimate + 1 : estimate;
};

const months: KlineInterval = {
	name: '1M',
	leastMs: 28 * DAY,
	openOf: (ms) => firstDayOf(monthOf(ms)) * DAY,
	nextOpen: (openMs) => firstDayOf(monthOf(openMs) + 1) * DAY,
};

const LIST: readonly KlineInterval[] = [
	fixed('1s', SECOND),
	fixed('1m', MINUTE),
	fixed('3m', 3 * MINUTE),
	fixed('5m', 5 * MINUTE),
	fixed('15m', 15 * MINUTE),
	fixed('30m', 30 * MINUTE),
	fixed('1h', HOUR),
	fixed('2h', 2 * HOUR),
	fixed('4h', 4 * HOUR),
	fixed('6h', 6 * HOUR),
	fixed('8h', 8 * HOUR),
	fixed('12h', 12 * HOUR),
	fixed('1d', DAY),
	fixed('3d', 3 * DAY),
	fixed('1w', WEEK, MONDAY),
	months,
];

/** By the venue's case-sensitive name: `1m` is a minute, `1M` a month. */
export const KLINE_INTERVALS: ReadonlyMap<string, KlineInterval> = new Map(LIST.map((interval) => [interval.name, interval]));

/** The same interval aligned to a local clock that is `offsetMs` ahead of UTC. */
export const inTimeZone = (interval: KlineInterval, offsetMs: number): KlineInterval =>
	offsetMs === 0
		? interval
		: {
				...interval,
				openOf: (ms) => interval.openOf(ms + offsetMs) - offsetMs,
				nextOpen: (openMs) => interval.nextOpen(openMs + offsetMs) - offsetMs,
			};

const EARLIEST_MS = -12 * HOUR;
const LATEST_MS = 14 * HOUR;

/**
 * Reads `8`, `-1:00`, `+05:45` as milliseconds ahead of UTC; `undefined` if it is not an offset within
 * −12:00…+14:00.
 */
export const readTimeZone = (text: string): number | undefined => {
	const parts = /^(?<sign>[-+ ]?)(?<hours>\d{1,2})(?::(?<minutes>[0-5]\d))?$/u.exec(text)?.groups;
	if (parts === undefined) return undefined;
	const size = Number(parts['hours']) * HOUR + Number(parts['minutes'] ?? 0) * MINUTE;
	const offsetMs = parts['sign'] === '-' ? -size : size;
	return offsetMs >= EARLIEST_MS && offsetMs <= LATEST_MS ? offsetMs : undefined;
};
