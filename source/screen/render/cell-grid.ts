/** A picture as cells in flat arrays, to draw into, compare and paint. */

export type CellGrid = {
	readonly columns: number;
	readonly rows: number;
	/** Row by row: a code point, `TAIL` after a wide character, or the number of a grapheme cluster. */
	readonly codes: Uint32Array;
	/** Style numbers of `CellStyles`; 0 for a blank cell whose style is invisible. */
	readonly styles: Uint16Array;
};

export const BLANK = 0x20;
/** Marks the second cell of a wide character. */
export const TAIL = 0;

const FIRST_CLUSTER = 0x11_00_00;
/** Bound on distinct clusters, since text from outside may contain any; further ones are drawn as unknown. */
const MAX_CLUSTERS = 4096;
const UNKNOWN = 0xff_fd;

export const createGrid = (columns: number, rows: number): CellGrid => {
	const cells = columns * rows;
	return {columns, rows, codes: new Uint32Array(cells).fill(BLANK), styles: new Uint16Array(cells)};
};

export const clearGrid = ({codes, styles}: CellGrid): void => {
	codes.fill(BLANK);
	styles.fill(0);
};

/** Both grids must have the same size. */
export const copyGrid = (from: CellGrid, to: CellGrid): void => {
	to.codes.set(from.codes);
	to.styles.set(from.styles);
};

/** Clusters by number, so that every cell is one number. */
const clusters: string[] = [];
const numbers = new Map<string, number>();

/** The code of a character with its combining marks. */
export const codeOf = (text: string): number => {
	const point = text.codePointAt(0) ?? BLANK;
	if (text.length === (point > 0xff_ff ? 2 : 1)) return point;
	const known = numbers.get(text);
	if (known !== undefined) return known;
	if (clusters.length >= MAX_CLUSTERS) return UNKNOWN;
	const code = FIRST_CLUSTER + clusters.push(text) - 1;
	numbers.set(text, code);
	return code;
};

export const isCluster = (code: number): boolean => code >= FIRST_CLUSTER;

export const codeText = (code: number): string =>
	code === TAIL ? '' : isCluster(code) ? (clusters[code - FIRST_CLUSTER] ?? '') : String.fromCodePoint(code);
