/** What a reader of `mm-tui stream` can choose. */

export const LINE_TYPES = ['book', 'trade', 'quote', 'fill', 'account', 'risk', 'status', 'stats'] as const;
/** The `type` of a line. */
export type LineType = (typeof LINE_TYPES)[number];

export type StreamSettings = {
	/** Lines of other types are left out, except `status`, which always comes. */
	readonly only: readonly LineType[];
	/** A book line after every applied depth event, or exactly one each so many milliseconds. */
	readonly every: 'update' | number;
	/** Book levels a side. */
	readonly levels: number;
};
