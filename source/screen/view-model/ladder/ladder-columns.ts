/**
 * Widths in cells, 0 for a column that is not shown. The columns mirror around the price; remaining width goes
 * to the bars.
 */
export type LadderColumns = {
	readonly own: number;
	/** The own column also shows the estimated queue ahead. */
	readonly queue: boolean;
	/** Stacked less pulled; 0 if wide enough for both columns. */
	readonly change: number;
	readonly stacked: number;
	readonly pulled: number;
	readonly cumulative: number;
	readonly bar: number;
	readonly size: number;
	readonly traded: number;
	readonly price: number;
	/** Blank cells on the left that keep the price centred. */
	readonly indent: number;
};

const MAX_BAR = 24;
const LEAST_BAR = 3;
const PLAIN = {own: 4, queue: false, change: 5, stacked: 0, pulled: 0, cumulative: 0, bar: 0, size: 6, traded: 0, indent: 0};

/** Cells of one side: each column has a blank before it, except the bar, which adjoins the size. */
const sideWidth = ({own, change, stacked, pulled, cumulative, bar, size, traded}: LadderColumns): number =>
	[own, change, stacked, pulled, cumulative, size, traded].reduce((sum, width) => sum + (width === 0 ? 0 : width + 1), 0) + bar;

const widthOf = (columns: LadderColumns): number => 2 * sideWidth(columns) + columns.price + 1;

/** The most columns that fit. */
export const ladderColumns = (inner: number, price: number): LadderColumns => {
	if (last?.inner === inner && last.price === price) return last.columns;
	const columns = fullest(inner, price);
	last = {inner, price, columns};
	return columns;
};

/** Returns the same object for the same columns, so that kept rows stay valid. */
let last: {readonly inner: number; readonly price: number; readonly columns: LadderColumns} | undefined;

const fullest = (inner: number, price: number): LadderColumns => {
	const all = {...PLAIN, price, size: 7, cumulative: 8, change: 6, traded: 5, own: 5, bar: LEAST_BAR};
	const sets: readonly LadderColumns[] = [
		{...all, change: 0, stacked: 6, pulled: 6, own: 12, queue: true},
		all,
		{...PLAIN, price, cumulative: 7, traded: 4, bar: LEAST_BAR},
		{...PLAIN, price, traded: 4, bar: LEAST_BAR},
		{...PLAIN, price},
		{...PLAIN, price, change: 0},
		{...PLAIN, price, change: 0, own: 0},
	];
	const fitting = sets.find((set) => widthOf(set) <= inner) ?? {...PLAIN, price, change: 0, own: 0, size: 0};
	return widen(fitting, inner);
};

const widen = (columns: LadderColumns, inner: number): LadderColumns => {
	const extra = Math.floor((inner - widthOf(columns)) / 2);
	if (extra < LEAST_BAR && columns.bar === 0) return columns;
	const bar = Math.min(MAX_BAR, columns.bar + Math.max(0, extra));
	const indent = Math.max(0, extra - (bar - columns.bar));
	return {...columns, bar, indent};
};
