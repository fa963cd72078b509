/** The numbers that people write, for flags, the file and what is typed alike: what this program prints, it reads. */

import {parseMoney, type Money} from '../money.js';

const MINUS_SIGN = '\u{2212}';
const NUMBER = /^([+-]?)(\d{0,30})(?:\.(\d{1,30}))?([KMBT]?)$/;
const ZEROS: ReadonlyMap<string, number> = new Map([
	['K', 3],
	['M', 6],
	['B', 9],
	['T', 12],
]);

/**
 * `+2`, `.5`, `−0.3`, `12.3K` as plain decimal text: `2`, `0.5`, `-0.3`, `12300`. Undefined for what is no number, and
 * for what could be two of them (`1,5`).
 */
export const plainNumber = (text: string): string | undefined => {
	const [, sign = '', whole = '', fraction = '', suffix = ''] = NUMBER.exec(text.trim().replace(MINUS_SIGN, '-')) ?? [];
	if (whole === '' && fraction === '') return undefined;
	const places = ZEROS.get(suffix) ?? 0;
	const digits = `${whole}${fraction.slice(0, places).padEnd(places, '0')}`;
	const rest = fraction.slice(places);
	return `${sign === '-' ? '-' : ''}${digits === '' ? '0' : digits}${rest === '' ? '' : `.${rest}`}`;
};

/** A distance of prices: in quote currency, or in what only a market gives a meaning. `value` is scaled as money is. */
export type PriceOffset = Money | {readonly unit: 'bp' | 'ticks'; readonly value: Money};

const OFFSET = /^(.*?)\s*(bps?|t|ticks?)$/u;

/** `0.5`, `-2bp`, `3t`; the sign is the caller's to refuse. Undefined for anything else. */
export const parseOffset = (text: string): PriceOffset | undefined => {
	const [, number, unit = ''] = OFFSET.exec(text.trim()) ?? [undefined, text];
	const plain = plainNumber(number ?? '');
	const value = plain === undefined ? undefined : parseMoney(plain);
	if (value === undefined || unit === '') return value;
	return {unit: unit.startsWith('b') ? 'bp' : 'ticks', value};
};

/** Its sign, and whether it is anything. */
export const offsetSize = (offset: PriceOffset): Money => (typeof offset === 'bigint' ? offset : offset.value);

const UNITS_MS: ReadonlyMap<string, number> = new Map([
	['ms', 1],
	['s', 1000],
	['m', 60_000],
	['h', 3_600_000],
]);

/** `25ms`, `5 s`, `1m`, `1m30s` in milliseconds; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
	const parts = [...text.trim().matchAll(/(\d{1,7}(?:\.\d{1,3})?)\s?(ms|s|m|h)/gy)];
	const read = parts.map(([part]) => part).join('');
	if (parts.length === 0 || read.length !== text.trim().length) return undefined;
	return parts.reduce((sum, [, digits = '', unit = '']) => sum + Number(digits) * (UNITS_MS.get(unit) ?? 0), 0);
};
