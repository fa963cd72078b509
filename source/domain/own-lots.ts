/**
 * Sizes of own orders, exact at any size that a venue's texts can name: of coins worth a ten-millionth a usual order is
 * more lots than a number counts. As with quantities of the market a `number` where that is exact and a `bigint` above,
 * never otherwise, so that equal sizes are `===`; `<` and `>` compare both kinds exactly.
 */

export type OwnLots = number | bigint;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** In its one canonical form. @param value a whole number; of a number beyond what is exact, the one it stands for. */
export const ownLots = (value: OwnLots): OwnLots => {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : BigInt(value);
	return value <= MAX_SAFE && value >= -MAX_SAFE ? Number(value) : value;
};

export const plusLots = (a: OwnLots, b: OwnLots): OwnLots => {
	if (typeof a === 'number' && typeof b === 'number') {
		const sum = a + b;
		if (Number.isSafeInteger(sum)) return sum;
	}

	return ownLots(BigInt(a) + BigInt(b));
};

export const minusLots = (a: OwnLots, b: OwnLots): OwnLots => (typeof b === 'number' ? plusLots(a, -b) : plusLots(a, -b));

export const leastLots = (a: OwnLots, b: OwnLots): OwnLots => (b < a ? b : a);
export const mostLots = (a: OwnLots, b: OwnLots): OwnLots => (b > a ? b : a);

/** Rounded down to whole steps; nothing below zero. @param lots may be an estimate, with a fraction. */
export const wholeStepsOf = (lots: OwnLots, stepLots: number): OwnLots => {
	if (lots <= 0) return 0;
	if (typeof lots === 'number' && lots <= Number.MAX_SAFE_INTEGER) return Math.floor(lots / stepLots) * stepLots;
	const whole = typeof lots === 'bigint' ? lots : BigInt(Math.floor(lots));
	const step = BigInt(stepLots);
	return ownLots((whole / step) * step);
};

/** `share` of a size, rounded down to whole steps: exact where the share is 1. */
export const shareOf = (lots: OwnLots, share: number, stepLots: number): OwnLots =>
	wholeStepsOf(share === 1 ? lots : Number(lots) * share, stepLots);
