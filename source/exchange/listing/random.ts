/** A seeded generator: the same seed and name give the same numbers on every machine. */

export type Random = {
	/** Uniform in [0, 1). */
	uniform(): number;
	/** Uniform in [low, high). */
	between(low: number, high: number): number;
	/** Uniform whole number in [0, count). */
	below(count: number): number;
	chance(probability: number): boolean;
	/** Standard normal. */
	normal(): number;
	exponential(mean: number): number;
	/** Poisson-distributed count with this mean; its cost grows with the mean. */
	poisson(mean: number): number;
	pick<Item>(items: readonly [Item, ...Item[]]): Item;
};

/** FNV-1a, 32 bits. */
const hashText = (text: string): number => {
	let hash = 0x81_1c_9d_c5;
	for (let index = 0; index < text.length; index += 1) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
	}

	return hash >>> 0;
};

/** splitmix32: turns neighbouring seeds into unrelated states. */
const spreader = (seed: number): (() => number) => {
	let state = seed | 0;
	return () => {
		state = (state + 0x9e_37_79_b9) | 0;
		let mixed = Math.imul(state ^ (state >>> 16), 0x21_f0_aa_ad);
		mixed = Math.imul(mixed ^ (mixed >>> 15), 0x73_5a_2d_97);
		return mixed ^ (mixed >>> 15);
	};
};

/** sfc32 by Chris Doty-Humphrey; 32 random bits per call. */
const smallFastCounter = (seed: number): (() => number) => {
	const spread = spreader(seed);
	let a = spread();
	let b = spread();
	let c = spread();
	let counter = 1;
	return () => {
		const result = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + result) | 0;
		return result >>> 0;
	};
};

/**
 * `name` gives each part of a program its own sequence from a shared seed: an extra draw in one part does not
 * change the others.
 */
export const createRandom = (seed: number, name: string): Random => {
	const bits = smallFastCounter(seed ^ hashText(name));
	const uniform = (): number => bits() / 2 ** 32;
	const open = (): number => (bits() + 0.5) / 2 ** 32;
	const below = (count: number): number => Math.floor(uniform() * count);
	return {
		uniform,
		below,
		between: (low, high) => low + uniform() * (high - low),
		chance: (probability) => uniform() < probability,
		normal: () => Math.sqrt(-2 * Math.log(open())) * Math.cos(2 * Math.PI * uniform()),
		exponential: (mean) => -mean * Math.log(open()),
		poisson: (mean) => poisson(uniform, mean),
		pick: (items) => items[below(items.length)] ?? items[0],
	};
};

const poisson = (uniform: () => number, mean: number): number => {
	const floor = Math.exp(-mean);
	let count = 0;
	for (let product = uniform(); product > floor; product *= uniform()) count += 1;
	return count;
};
