/** Where the help stands. */

import {helpRows} from './help-rows.js';
import {layoutOf, type MonitorState} from './monitor-state.js';

/** Positive rows go towards its end. Never beyond the last row: what was scrolled too far would have to be scrolled back first. */
export const scrollHelp = (state: MonitorState, rows: number): MonitorState => {
	const {panels} = layoutOf(state);
	const rect = (panels.find(({id}) => id === 'overlay') ?? panels[0])?.rect;
	const hidden = rect === undefined ? 0 : helpRows(state, rect.width - 2).length - (rect.height - 2);
	return {...state, overlayOffset: Math.max(0, Math.min(hidden, state.overlayOffset + rows))};
};
