/** A picture as cells in flat arrays: what is drawn into, compared, and painted. */

export type CellGrid = {
	readonly columns: number;
	readonly rows: number;
	/** Row by row: a code point, `TAIL` behind a wide one, or the number of a cluster of several. */
	readonly codes: Uint32Array;
	/** Packed by `CellStyles`; a blank cell that shows no style has none. */
	readonly styles: Uint16Array;
};

export const BLANK = 0x20;
/** The second cell of a wide character. */
export const TAIL = 0;

const FIRST_CLUSTER = 0x11_00_00;
/** Text from outside may hold any cluster: from so many different ones on, more are drawn as unknown. */
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

/** Both are of one size. */
export const copyGrid = (from: CellGrid, to: CellGrid): void => {
	to.codes.set(from.codes);
	to.styles.set(from.styles);
};

/** Clusters by number, so that a cell is one number whatever stands in it. */
const clusters: string[] = [];
const numbers = new Map<string, number>();

/** The code of what one or two cells show: a character, with whatever combines with it. */
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
