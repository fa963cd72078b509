/** The columns of every kind of line, in one place: for the README, and for whoever keeps lines as tables. */

import type {Column} from './columns.js';
import {ACCOUNT_COLUMNS, FILL_COLUMNS, QUOTE_COLUMNS, RISK_COLUMNS} from './maker-fields.js';
import {BOOK_COLUMNS, DEPTH_COLUMNS, EVENT_COLUMNS, STATUS_COLUMNS, TRADE_COLUMNS} from './market-fields.js';
import {STATS_COLUMNS} from './stats-fields.js';
import type {LineType} from './stream-settings.js';

/** A column without what it reads. */
export type ColumnHead = Pick<Column<never>, 'name' | 'kind' | 'note' | 'heading'>;

type LineKind = {
	/** When there is such a line, where its name does not say it. */
	readonly when?: string;
	readonly columns: readonly ColumnHead[];
};

export const LINE_COLUMNS: Readonly<Record<LineType, LineKind>> = {
	book: {columns: BOOK_COLUMNS},
	status: {columns: STATUS_COLUMNS},
	trade: {columns: TRADE_COLUMNS},
	quote: {columns: QUOTE_COLUMNS},
	fill: {columns: FILL_COLUMNS},
	account: {columns: ACCOUNT_COLUMNS},
	risk: {when: "at every change of the risk layer's state", columns: RISK_COLUMNS},
	depth: {when: 'only when asked for, the diff as it was applied', columns: DEPTH_COLUMNS},
	event: {when: "only when asked for, what the screen's events say", columns: EVENT_COLUMNS},
	stats: {when: 'each second', columns: STATS_COLUMNS},
};
