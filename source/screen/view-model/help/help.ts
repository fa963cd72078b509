/** The help as a scrolling overlay. */

import {keyOf} from '../settings/active-keys.js';
import {span, type Row} from '../cells/cells.js';
import {helpRows} from './help-rows.js';
import type {Rect} from '../cells/rect.js';
import type {MonitorState} from '../state/monitor-state.js';
import {caption, drawPanel} from '../cells/panel.js';
import type {Glyphs} from '../cells/symbols.js';

export const helpOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const height = Math.max(0, rect.height - 2);
	const rows = helpRows(state, rect.width - 2);
	const offset = Math.max(0, Math.min(state.overlayOffset, rows.length - height));
	const below = rows.length - height - offset;
	const closes = `${keyOf(state.settings.keymap, 'help')} or ${keyOf(state.settings.keymap, 'close')} closes`;
	return drawPanel(
		{
			rect,
			rows: rows.slice(offset, offset + height),
			title: [caption('HELP', 9, {role: 'title', bold: true})],
			tag: below > 0 ? [span(`${glyphs.down} ${below} more`, {role: 'warn'})] : [],
			foot: [caption(closes, 5), ...(below > 0 || offset > 0 ? [caption('up down scroll', 3, {role: 'muted'})] : [])],
			focused: true,
		},
		glyphs,
	);
};
