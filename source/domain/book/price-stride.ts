/**
 * The distance that nearly all prices of a book are multiples of, found from the prices themselves: the tick, or a
 * finer one where orders rest from before a tick size rose. Ticks are 1, 2, 2.5 or 5 times a power of ten, so
 * factors of two and five are all that is looked for.
 */

/** A few prices off the grid do not make the grid finer: one of so many. */
const ODD_SHARE = 20;
/** No more prices than this are looked at. */
const SAMPLE = 256;

/** How often the factor goes into a price; zero goes into none. */
const timesDivisible = (price: number, factor: number): number => {
	let times = 0;
	for (let rest = price; rest !== 0 && rest % factor === 0; rest /= factor) times += 1;
	return times;
};

/** How often the factor goes into at least nineteen of twenty. */
const usualTimes = (prices: readonly number[], factor: number): number => {
	const times = prices.map((price) => timesDivisible(price, factor)).toSorted((a, b) => a - b);
	return times[Math.floor(times.length / ODD_SHARE)] ?? 0;
};

const sampleOf = (prices: ArrayLike<number>): readonly number[] => {
	const every = Math.max(1, Math.floor(prices.length / SAMPLE));
	return Array.from({length: Math.min(prices.length, SAMPLE)}, (_none, index) => prices[index * every] ?? 0);
};

/** @returns 1 for no prices at all. */
export const strideOf = (prices: ArrayLike<number>): number => {
	const sample = sampleOf(prices);
	return 2 ** usualTimes(sample, 2) * 5 ** usualTimes(sample, 5);
};

/** The exponent of the greatest power of ten that goes into at least nineteen of twenty prices. */
export const decimalStrideOf = (prices: ArrayLike<number>): number => usualTimes(sampleOf(prices), 10);
