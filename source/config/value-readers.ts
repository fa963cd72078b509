/** Readers from text to a checked value or a sentence about the fault, one per kind of option. */

import {parseScaled} from '../domain/text/decimal-text.js';
import {parseMoney, type Money} from '../domain/money.js';
import {offsetSize, parseDuration, parseOffset, plainNumber, type PriceOffset} from '../domain/text/value-text.js';
import {safeText} from '../domain/text/safe-text.js';
import {nearest} from '../domain/text/suggest.js';

export type Read<Value> = {readonly ok: true; readonly value: Value} | {readonly ok: false; readonly problem: string};
export type Reader<Value> = (text: string) => Read<Value>;

export const good = <Value>(value: Value): Read<Value> => ({ok: true, value});
/** Puts the value, sanitised and shortened, in front of the fault. */
export const bad = (text: string, problem: string): Extract<Read<never>, {readonly ok: false}> => ({
	ok: false,
	problem: `"${safeText(text, 60)}" ${problem}`,
});

const TRUE_WORDS = new Set(['true', 'yes', 'on', '1']);
const FALSE_WORDS = new Set(['false', 'no', 'off', '0']);

export const readBoolean: Reader<boolean> = (text) => {
	const word = text.trim().toLowerCase();
	if (TRUE_WORDS.has(word)) return good(true);
	return FALSE_WORDS.has(word) ? good(false) : bad(text, 'is neither true nor false');
};

/** One of the words; upper or lower case. */
export const oneOf =
	<const Word extends string>(words: readonly Word[]): Reader<Word> =>
	(text) => {
		const word = words.find((candidate) => candidate === text.trim().toLowerCase());
		if (word !== undefined) return good(word);
		return bad(text, `is not one of ${words.join(', ')}; did you mean ${nearest(text, words) ?? ''}?`);
	};

/** Words separated by commas, each at most once, returned in the order of `words`. */
export const someOf =
	<const Word extends string>(words: readonly Word[]): Reader<readonly Word[]> =>
	(text) => {
		const read = text.split(',').map((part) => oneOf(words)(part));
		for (const part of read) if (!part.ok) return part;
		const wanted = new Set<string>(read.map((part) => (part.ok ? part.value : '')));
		return good(words.filter((word) => wanted.has(word)));
	};

export const wholeNumber =
	(least: number, most: number): Reader<number> =>
	(text) => {
		const plain = plainNumber(text) ?? '';
		const value = /^\d{1,10}$/.test(plain) ? Number(plain) : Number.NaN;
		return value >= least && value <= most ? good(value) : bad(text, `is not a whole number from ${least} to ${most}`);
	};

/** A float, for values that are not prices, quantities or money. */
export const positiveUpTo =
	(most: number): Reader<number> =>
	(text) => {
		const plain = plainNumber(text) ?? '';
		const value = /^\d{1,10}(\.\d{1,10})?$/.test(plain) ? Number(plain) : Number.NaN;
		return value > 0 && value <= most ? good(value) : bad(text, `is not a plain number above 0 and at most ${most}`);
	};

const PLAIN = 'is not a plain decimal number such as 0.25';
const DISTANCE = 'is neither a plain decimal number such as 0.25 nor one of basis points or ticks such as 2bp or 3t';
const NEGATIVE = 'must not be less than zero';

/** Exact decimal ≥ 0, without a sign. */
const readMoney: Reader<Money> = (text) => {
	const value = parseMoney(plainNumber(text) ?? '');
	if (value === undefined) return bad(text, PLAIN);
	return value < 0n ? bad(text, NEGATIVE) : good(value);
};

/** A price distance ≥ 0: `0.5`, `2bp`, `3t`. */
export const readOffset: Reader<PriceOffset> = (text) => {
	const offset = parseOffset(text);
	if (offset === undefined) return bad(text, DISTANCE);
	return offsetSize(offset) < 0n ? bad(text, NEGATIVE) : good(offset);
};

export const readPositiveOffset: Reader<PriceOffset> = (text) => {
	const read = readOffset(text);
	return read.ok && offsetSize(read.value) === 0n ? bad(text, 'must be more than zero') : read;
};

export const readPositiveMoney: Reader<Money> = (text) => {
	const read = readMoney(text);
	return read.ok && read.value === 0n ? bad(text, 'must be more than zero') : read;
};

const QUANTITY_DECIMALS = 18;

/** Stays text: its lots depend on the instrument, which is not known yet. */
export const readSignedQuantity: Reader<string> = (text) => {
	const plain = plainNumber(text);
	return plain === undefined || parseScaled(plain.replace('-', ''), QUANTITY_DECIMALS) === undefined ? bad(text, PLAIN) : good(plain);
};

export const readPositiveQuantity: Reader<string> = (text) => {
	const plain = plainNumber(text);
	const value = plain === undefined ? undefined : parseScaled(plain, QUANTITY_DECIMALS);
	if (plain === undefined || value === undefined) return bad(text, PLAIN);
	return value === 0 ? bad(text, 'must be more than zero') : good(plain);
};

export const RATE_DECIMALS = 8;
const WHOLE_RATE = 100_000_000;

/** A fraction below one in units of 10^-8; negative for a rebate. */
export const readSignedRate: Reader<bigint> = (text) => {
	const plain = plainNumber(text) ?? '';
	const value = parseScaled(plain.replace('-', ''), RATE_DECIMALS);
	if (value !== undefined && value < WHOLE_RATE) return good(plain.startsWith('-') ? -BigInt(value) : BigInt(value));
	const from = plain.startsWith('-') ? 'above -1' : '0';
	return bad(text, `is not a fraction from ${from} to below 1 with at most 8 decimals, such as 0.001`);
};

const LEAST_PERIOD_MS = 10;
const MOST_PERIOD_MS = 3_600_000;

/** A duration ≥ 0 in milliseconds. */
export const readDuration: Reader<number> = (text) => {
	const length = parseDuration(text) ?? Number.NaN;
	return length <= MOST_PERIOD_MS ? good(length) : bad(text, 'is not a duration up to 60m such as 25ms, 5s or 1m');
};

/** `update`, or a period in milliseconds. */
export const readEvery: Reader<'update' | number> = (text) => {
	if (text.trim().toLowerCase() === 'update') return good('update');
	const period = parseDuration(text) ?? Number.NaN;
	if (period >= LEAST_PERIOD_MS && period <= MOST_PERIOD_MS) return good(period);
	return bad(text, 'is neither "update" nor a duration from 10ms to 60m such as 100ms or 1s');
};

/** Any text that is not empty, such as a path. */
export const readText: Reader<string> = (text) => (text.trim() === '' ? bad(text, 'is empty') : good(text));

const SIZE = /^(\d{1,9}(?:\.\d{1,3})?)\s*(?:([kmgt])i?b?|b)?$/iu;
const SIZE_STEPS = 'kmgt';

/** `1GiB`, `500M`, `0`: bytes, in steps of 1,024. */
export const readSize: Reader<number> = (text) => {
	const [whole, number = '', unit] = SIZE.exec(text.trim()) ?? [];
	if (whole === undefined) return bad(text, 'is not a size such as 500MiB or 2GiB');
	const step = unit === undefined ? 0 : SIZE_STEPS.indexOf(unit.toLowerCase()) + 1;
	return good(Math.round(Number(number) * 1024 ** step));
};

const MAX_SPEED = 100_000;

/** `max`, or how many times as fast. */
export const readReplaySpeed: Reader<number | 'max'> = (text) => {
	if (text.trim().toLowerCase() === 'max') return good('max');
	const read = positiveUpTo(MAX_SPEED)(text);
	return read.ok ? read : bad(text, `is neither max nor a number up to ${MAX_SPEED}`);
};
