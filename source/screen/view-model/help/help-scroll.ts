/** Scroll position of the help. */

import {helpRows} from './help-rows.js';
import {panelRect} from '../state/layout.js';
import {type Rect} from '../cells/rect.js';
import {layoutOf, type MonitorState} from '../state/monitor-state.js';
import {cardList} from '../state/card-list.js';

/** Positive rows scroll towards the end; clamped at the last row. */
export const scrollHelp = (state: MonitorState, rows: number): MonitorState => {
	const rect = helpRect(state);
	const hidden = rect === undefined ? 0 : helpRows(state, rect.width - 2).length - (rect.height - 2);
	return {...state, overlayOffset: Math.max(0, Math.min(hidden, state.overlayOffset + rows))};
};

const helpRect = (state: MonitorState): Rect | undefined => {
	const layout = layoutOf(state);
	const card = panelRect(layout, 'card');
	return card === undefined ? panelRect(layout, 'overlay') : cardList(card);
};
