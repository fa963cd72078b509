/** What a reader of `mm-tui stream` can choose. */

export const LINE_TYPES = ['book', 'trade', 'quote', 'fill', 'account', 'risk', 'status', 'stats', 'depth', 'event'] as const;
/** The `type` of a line. */
export type LineType = (typeof LINE_TYPES)[number];

/** What comes where nothing was chosen: not what says the same again for a person, or change by change. */
export const USUAL_LINE_TYPES: readonly LineType[] = ['book', 'trade', 'quote', 'fill', 'account', 'risk', 'status', 'stats'];

export type StreamSettings = {
	/** Lines of other types are left out, except `status`, which always comes. */
	readonly only: readonly LineType[];
	/** A book line after every applied depth event, or exactly one each so many milliseconds. */
	readonly every: 'update' | number;
	/** Book levels a side. */
	readonly levels: number;
};
