/** Checked reading of JSON from outside. */

import {safeText} from '../domain/text/safe-text.js';
import {updateId, type UpdateId} from '../domain/units.js';

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** `undefined` if the text is not JSON. */
export const parseJson = (text: string): unknown => {
	try {
		// The one place where JSON becomes a value; every reader checks its type.
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		return undefined;
	}
};

/** `undefined` beyond 2^53, where ids would compare wrongly. */
export const readUpdateId = (value: unknown): UpdateId | undefined =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? updateId(value) : undefined;

export const readText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const readInteger = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

/**
 * A short description of a value from outside, for a message. `String` and `JSON.stringify` would throw on an
 * object with its own `toString` or with deep nesting.
 */
export const describeValue = (value: unknown): string => {
	if (isArray(value)) return 'a list';
	return isRecord(value) ? 'an object' : safeText(String(value), 80);
};

/**
 * The exact text of a member of the outermost object, or `undefined`. Numbers keep their digits, which
 * `JSON.parse` loses. Of a member named twice the last one counts, as in `JSON.parse`.
 */
export const memberText = (text: string, name: string): string | undefined => {
	let found: string | undefined;
	let index = skipSpace(text, 0);
	if (text[index] !== '{') return undefined;
	index += 1;
	while (index < text.length) {
		const keyStart = skipSpace(text, index);
		const keyEnd = endOfValue(text, keyStart);
		const colon = skipSpace(text, keyEnd);
		if (text[keyStart] !== '"' || text[colon] !== ':') return found;
		const valueStart = skipSpace(text, colon + 1);
		const valueEnd = endOfValue(text, valueStart);
		if (isKey(text.slice(keyStart, keyEnd), name)) found = text.slice(valueStart, valueEnd);
		index = skipSpace(text, valueEnd);
		if (text[index] !== ',') return found;
		index += 1;
	}

	return found;
};

/** @param quoted a JSON string, with quotes and escapes. */
const isKey = (quoted: string, name: string): boolean =>
	quoted.includes('\\') ? parseJson(quoted) === name : quoted.slice(1, -1) === name;

const skipSpace = (text: string, from: number): number => {
	let index = from;
	while (text[index] === ' ' || text[index] === '\n' || text[index] === '\r' || text[index] === '\t') index += 1;
	return index;
};

const endOfString = (text: string, from: number): number => {
	let index = from + 1;
	while (index < text.length && text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
	return index + 1;
};

const END_OF_SCALAR = new Set([',', ':', ' ', '\n', '\r', '\t']);

/** Index after the value that starts at `from`. */
const endOfValue = (text: string, from: number): number => {
	if (text[from] === '"') return endOfString(text, from);
	let depth = 0;
	let index = from;
	while (index < text.length) {
		const character = text[index];
		if (character === '"') {
			index = endOfString(text, index);
			continue;
		}

		if (character === '{' || character === '[') depth += 1;
		else if (character === '}' || character === ']') {
			if (depth === 0) return index;
			depth -= 1;
		} else if (depth === 0 && character !== undefined && END_OF_SCALAR.has(character)) return index;
		index += 1;
		if (depth === 0 && (character === '}' || character === ']')) return index;
	}

	return index;
};
