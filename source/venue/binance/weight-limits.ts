/** Weight limits in `exchangeInfo.rateLimits`, and the weight used in the headers of a response. */

import type {UsedWeight, WeightLimit, WeightLimits} from '../../domain/request-weight.js';
import {describeValue, isArray, isRecord, parseJson, type JsonRecord} from '../json.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const INTERVALS_MS: ReadonlyMap<unknown, number> = new Map([
	['SECOND', SECOND_MS],
	['MINUTE', MINUTE_MS],
	['HOUR', HOUR_MS],
	['DAY', DAY_MS],
]);
const LETTERS_MS: ReadonlyMap<string, number> = new Map([
	['s', SECOND_MS],
	['m', MINUTE_MS],
	['h', HOUR_MS],
	['d', DAY_MS],
]);
/** Bounds of plausible limits; anything beyond is treated as unreadable. */
const LONGEST_MS = 7 * DAY_MS;
const MOST_WEIGHT = 1_000_000_000;

/** All weight limits, or a sentence why there are none. */
export const parseWeightLimits = (body: string): WeightLimits => {
	const info = parseJson(body);
	const listed = isRecord(info) ? info['rateLimits'] : undefined;
	if (!isArray(listed)) return none('has no list');
	const weights = listed.filter(isRecord).filter((one) => one['rateLimitType'] === 'REQUEST_WEIGHT');
	if (weights.length === 0) return none('names no REQUEST_WEIGHT');
	const limits = weights.map(readLimit);
	const odd = limits.findIndex((limit) => limit === undefined);
	return odd < 0
		? {limits: limits.filter((limit) => limit !== undefined), problem: undefined}
		: none(`says ${describeLimit(weights[odd] ?? {})}`);
};

const none = (what: string): WeightLimits => ({
	limits: [],
	problem: `exchangeInfo.rateLimits ${what}: the limit of weight stays what it was`,
});

const describeLimit = ({limit, intervalNum, interval}: JsonRecord): string =>
	[limit, 'each', intervalNum, interval].map((value) => (value === 'each' ? value : describeValue(value))).join(' ');

const readLimit = ({limit, interval, intervalNum}: JsonRecord): WeightLimit | undefined => {
	const unitMs = INTERVALS_MS.get(interval);
	if (unitMs === undefined || !isCount(limit, 1, MOST_WEIGHT) || !isCount(intervalNum, 1, LONGEST_MS / unitMs)) return undefined;
	return {limit, intervalMs: intervalNum * unitMs};
};

const isCount = (value: unknown, least: number, most: number): value is number =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;

const USED_WEIGHT = /^x-mbx-used-weight(?:-(\d{1,4})([smhd]))?$/;

/** Reads `x-mbx-used-weight-1m` and the like; the older header without an interval means a minute. */
export const usedWeight = (headers: Readonly<Record<string, string>>): readonly UsedWeight[] => {
	const counts = new Map<number, UsedWeight>();
	for (const [name, text] of Object.entries(headers)) {
		const [matched, count, letter] = USED_WEIGHT.exec(name) ?? [];
		if (matched === undefined || !/^\d{1,9}$/.test(text)) continue;
		const intervalMs = letter === undefined ? MINUTE_MS : Number(count) * (LETTERS_MS.get(letter) ?? 0);
		const held = counts.get(intervalMs);
		counts.set(intervalMs, {used: Math.max(Number(text), held?.used ?? 0), intervalMs});
	}

	return [...counts.values()];
};
