/** Help as an overlay: two columns where they fit, else one that scrolls. */

import {blank, rowWidth, span, type Row} from './cells.js';
import {helpColumns} from './help-rows.js';
import type {Rect} from './layout.js';
import type {MonitorState} from './monitor-state.js';
import {caption, drawPanel} from './panel.js';
import type {Glyphs} from './symbols.js';

export const helpOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const [left, right] = helpColumns(glyphs, state.settings.readOnly);
	const [width, height] = [rect.width - 2, Math.max(0, rect.height - 2)];
	const paired = sideBySide(left, right);
	const fits = paired.length <= height && Math.max(...paired.map(rowWidth)) <= width;
	const rows = fits ? paired : [...left, ...right];
	const offset = Math.max(0, Math.min(state.overlayOffset, rows.length - height));
	const below = rows.length - height - offset;
	return drawPanel(
		{
			rect,
			rows: rows.slice(offset, offset + height),
			title: [caption('HELP', 9, {role: 'title', bold: true})],
			tag: below > 0 ? [span(`${glyphs.down} ${below} more`, {role: 'warn'})] : [],
			foot: [caption('? or Esc closes', 5), ...(below > 0 || offset > 0 ? [caption('up down scroll', 3, {role: 'muted'})] : [])],
			focused: true,
		},
		glyphs,
	);
};

const COLUMN_GAP = 3;

const sideBySide = (left: readonly Row[], right: readonly Row[]): readonly Row[] => {
	const widest = Math.max(...left.map(rowWidth));
	return Array.from({length: Math.max(left.length, right.length)}, (_, index): Row => {
		const start = left[index] ?? [];
		return [...start, blank(widest + COLUMN_GAP - rowWidth(start)), ...(right[index] ?? [])];
	});
};
