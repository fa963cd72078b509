/** How wide the window of a {@link PriceGrid} is and where it stands. Keys count slots, higher is better. */

/** Wider is hardly faster and costs memory: 1 MB a side at this width. */
export const MAX_WINDOW = 2 ** 17;
export const MIN_WINDOW = 2 ** 8;
/** Slots to a word of bits; the window's foot is a multiple of it, so that whole words move. */
export const WORD = 32;

/** The key of the window's lowest slot, when the best level has seven eighths of the window below it. */
export const footFor = (best: number, size: number): number => Math.floor((best - size * (7 / 8)) / WORD) * WORD;

/** The smallest window, not below the present one, that holds everything from the best key to this one; the present one if none does. */
export const sizeFor = (best: number, key: number, present: number): number => {
	for (let size = present; size <= MAX_WINDOW; size *= 2) if (key >= footFor(best, size)) return size;
	return present;
};
