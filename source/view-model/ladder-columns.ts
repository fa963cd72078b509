/** Which columns a ladder of some width has. They mirror around the price; what is left over widens the bars. */

export type ColumnId = 'own' | 'change' | 'cumulative' | 'bar' | 'size' | 'traded' | 'price';

/** Widths in cells; a column that is not there has none. */
export type LadderColumns = {
	readonly own: number;
	readonly change: number;
	readonly cumulative: number;
	readonly bar: number;
	readonly size: number;
	readonly traded: number;
	readonly price: number;
	/** Blank cells on the left, to keep the price in the middle. */
	readonly indent: number;
};

const MAX_BAR = 24;
const LEAST_BAR = 3;
const NONE = {own: 4, change: 5, cumulative: 0, bar: 0, size: 6, traded: 0, indent: 0};

/** Cells of one side: every column with a blank before it, but for the bar, which clings to the size. */
const sideWidth = ({own, change, cumulative, bar, size, traded}: LadderColumns): number =>
	[own, change, cumulative, size, traded].reduce((sum, width) => sum + (width === 0 ? 0 : width + 1), 0) + bar;

const widthOf = (columns: LadderColumns): number => 2 * sideWidth(columns) + columns.price + 1;

/** The fullest set of columns that fits. `rich` allows what only large screens have. */
export const ladderColumns = (inner: number, price: number, rich: boolean): LadderColumns => {
	const sets: readonly LadderColumns[] = [
		...(rich ? [{...NONE, price, size: 7, cumulative: 8, change: 6, traded: 5, own: 5, bar: LEAST_BAR}] : []),
		{...NONE, price, traded: 4, bar: LEAST_BAR},
		{...NONE, price},
		{...NONE, price, change: 0},
		{...NONE, price, change: 0, own: 0},
	];
	const fitting = sets.find((set) => widthOf(set) <= inner) ?? {...NONE, price, change: 0, own: 0, size: 0};
	return widen(fitting, inner);
};

const widen = (columns: LadderColumns, inner: number): LadderColumns => {
	const extra = Math.floor((inner - widthOf(columns)) / 2);
	if (extra < LEAST_BAR && columns.bar === 0) return columns;
	const bar = Math.min(MAX_BAR, columns.bar + Math.max(0, extra));
	const indent = Math.max(0, extra - (bar - columns.bar));
	return {...columns, bar, indent};
};
