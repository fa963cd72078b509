/** The picture as Ink text: one `Text` per row, re-rendered only if the row changed. */

import {Box, Text} from 'ink';
import {memo} from 'react';
import type {Row} from '../../view-model/cells/cells.js';
import {rowSgr} from '../../render/sgr.js';
import type {Palette} from '../../render/theme.js';

type LineProps = {readonly text: string};

/** Truncated, never wrapped: just after a resize the old picture is drawn at the new width. */
const Line = memo(({text}: LineProps) => <Text wrap="truncate-end">{text}</Text>);
Line.displayName = 'Line';

export type ScreenLinesProps = {readonly rows: readonly Row[]; readonly palette: Palette};

export const ScreenLines = ({rows, palette}: ScreenLinesProps) => (
	<Box flexDirection="column" flexShrink={0}>
		{rows.map((row, y) => (
			// oxlint-disable-next-line react/no-array-index-key -- a row is its place on the screen
			<Line key={y} text={rowSgr(row, palette)} />
		))}
	</Box>
);
