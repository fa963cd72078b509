/**
 * The venue's kline intervals. All begin at fixed moments of a calendar: weeks on Monday, months on the 1st, three
 * days counted from 1970-01-01, in UTC or in the time zone that was asked for.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday: the first Monday of the calendar is four days later. */
const MONDAY = 4 * DAY;

/** Calendar arithmetic without a time zone: milliseconds in, milliseconds out. */
export type KlineInterval = {
	readonly name: string;
	/** Shortest length. */
	readonly leastMs: number;
	/** When the period that holds a moment began. */
	readonly openOf: (ms: number) => number;
	/** When the period after the one that opened at `openMs` begins. */
	readonly nextOpen: (openMs: number) => number;
};

const fixed = (name: string, periodMs: number, originMs = 0): KlineInterval => ({
	name,
	leastMs: periodMs,
	openOf: (ms) => originMs + Math.floor((ms - originMs) / periodMs) * periodMs,
	nextOpen: (openMs) => openMs + periodMs,
});

/**
 * The month that holds a day, counted from March of the year 0, and its first day. Both by Howard Hinnant's
 * arithmetic of the Gregorian calendar (chrono-compatible low-level date algorithms): years begin in March, so that
 * the leap day is their last.
 */
const MONTHS_PER_YEAR = 12;
const DAYS_PER_ERA = 146_097;
/** 1970-01-01 in days after 0000-03-01. */
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

/** By the venue's name, which knows capitals: `1m` is a minute, `1M` a month. */
export const KLINE_INTERVALS: ReadonlyMap<string, KlineInterval> = new Map(LIST.map((interval) => [interval.name, interval]));

/** The same interval as somebody lives it whose clock is `offsetMs` ahead of UTC. */
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

/** Reads `8`, `-1:00`, `+05:45`: milliseconds ahead of UTC; `undefined` for what is none within −12:00…+14:00. */
export const readTimeZone = (text: string): number | undefined => {
	const parts = /^(?<sign>[-+ ]?)(?<hours>\d{1,2})(?::(?<minutes>[0-5]\d))?$/u.exec(text)?.groups;
	if (parts === undefined) return undefined;
	const size = Number(parts['hours']) * HOUR + Number(parts['minutes'] ?? 0) * MINUTE;
	const offsetMs = parts['sign'] === '-' ? -size : size;
	return offsetMs >= EARLIEST_MS && offsetMs <= LATEST_MS ? offsetMs : undefined;
};
