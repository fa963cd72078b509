/** Decimal text to scaled integers and back, by digits: nothing here passes through a float. */

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const MAX_TEXT_LENGTH = 48;

/**
 * Reads `12.3400` with `decimals` 2 as 1234. Plain notation only: digits, at most one point, digits on both
 * sides of it. Digits beyond `decimals` must be zero.
 *
 * @returns a `number` when safe, else a `bigint`; `undefined` when the text is not such a number.
 */
export const parseScaled = (text: unknown, decimals: number): number | bigint | undefined => {
	if (typeof text !== 'string' || text.length === 0 || text.length > MAX_TEXT_LENGTH) return undefined;
	let value = 0;
	let fraction = -1;
	let integerDigits = 0;
	for (let index = 0; index < text.length; index += 1) {
		const code = text.charCodeAt(index);
		if (code === POINT) {
			if (fraction >= 0 || integerDigits === 0) return undefined;
			fraction = 0;
			continue;
		}

		if (code < ZERO || code > NINE) return undefined;
		if (fraction < 0) integerDigits += 1;
		else if (fraction === decimals) {
			if (code !== ZERO) return undefined;
			continue;
		} else fraction += 1;
		value = value * 10 + (code - ZERO);
	}

	if (text.charCodeAt(text.length - 1) === POINT) return undefined;
	const missing = decimals - Math.max(fraction, 0);
	const scaled = value * 10 ** missing;
	return scaled <= Number.MAX_SAFE_INTEGER ? scaled : parseBig(text, decimals);
};

const parseBig = (text: string, decimals: number): number | bigint => {
	const [whole = '', fraction = ''] = text.split('.');
	const big = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
	return big <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(big) : big;
};

/** A double beyond 2^53 is written by the shortest digits that name it, which need not be those of its value. */
const wholeDigits = (value: number | bigint): string =>
	String(typeof value === 'number' && value > Number.MAX_SAFE_INTEGER ? BigInt(value) : value);

/** Writes a scaled integer with exactly `decimals` digits behind the point: 1234, 2 → `12.34`. */
export const formatFixed = (value: number | bigint, decimals: number): string => {
	const negative = value < 0;
	const digits = wholeDigits(negative ? -value : value).padStart(decimals + 1, '0');
	const sign = negative ? '-' : '';
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** Plain notation without trailing zeros: 1230, 2 → `12.3`; 1200, 2 → `12`; never `-0`. */
export const formatTrimmed = (value: number | bigint, decimals: number): string => formatAtLeast(value, decimals, 0);

/** With `least` digits behind the point, more where the value has more: 1230, 3, 1 → `1.23`; 1200, 3, 2 → `1.20`. */
export const formatAtLeast = (value: number | bigint, decimals: number, least: number): string => {
	const text = formatFixed(value, decimals);
	let drop = 0;
	while (drop < decimals - least && text.charCodeAt(text.length - 1 - drop) === ZERO) drop += 1;
	// The point goes with the last digit behind it.
	return text.slice(0, text.length - (drop === decimals && decimals > 0 ? drop + 1 : drop));
};

/** How many digits behind the point carry information: `0.01000000` → 2, `1.00` → 0. */
export const significantDecimals = (text: string): number => {
	const fraction = text.split('.')[1] ?? '';
	return fraction.replace(/0+$/, '').length;
};
