/** The picture as Ink text: one `Text` for each row, drawn anew only where the row changed. */

import {Box, Text} from 'ink';
import {memo} from 'react';
import type {Row} from '../../view-model/cells/cells.js';
import {rowSgr} from '../../render/sgr.js';
import type {Palette} from '../../render/theme.js';

type LineProps = {readonly text: string};

/** Cut, never wrapped: for a moment after a resize the old picture is drawn in the new width. */
const Line = memo(({text}: LineProps) => <Text wrap="truncate-end">{text}</Text>);
Line.displayName = 'Line';

export type ScreenLinesProps = {readonly rows: readonly Row[]; readonly palette: Palette};

export const ScreenLines = ({rows, palette}: ScreenLinesProps) => <Lines lines={rows.map((row) => rowSgr(row, palette))} above={0} />;

type LinesProps = {
	readonly lines: readonly string[];
	/** Empty rows before the first. */
	readonly above: number;
};

const Lines = ({lines, above}: LinesProps) => (
	<Box flexDirection="column" flexShrink={0} marginTop={above}>
		{lines.map((text, y) => (
			// oxlint-disable-next-line react/no-array-index-key -- a row is its place on the screen
			<Line key={y} text={text} />
		))}
	</Box>
);

/** Full rows from `y` on, with their SGR sequences. */
export type ChromeBlock = {readonly y: number; readonly lines: readonly string[]};

export type ChromeLinesProps = {
	/** From top to bottom. */
	readonly blocks: readonly ChromeBlock[];
};

/** What Ink draws where cells are drawn for the rest: blocks of rows, and nothing between them. */
export const ChromeLines = ({blocks}: ChromeLinesProps) => (
	<Box flexDirection="column" flexShrink={0}>
		{blocks.map(({y, lines}, index) => (
			<Lines key={y} lines={lines} above={y - bottomOf(blocks[index - 1])} />
		))}
	</Box>
);

const bottomOf = (block: ChromeBlock | undefined): number => (block === undefined ? 0 : block.y + block.lines.length);
