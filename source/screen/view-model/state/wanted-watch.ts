/** What the engine should include in its frames for this screen. */

import {priceUnits} from '../../../domain/units.js';
import type {Watch} from '../../../engine/frame.js';
import {groupTicksAt} from '../memory/price-group.js';
import {ladderSpace, layoutOf, type MonitorState} from './monitor-state.js';

/** Most non-empty rows per side that are requested. */
export const MAX_PICTURE_ROWS = 1024;

/** Request for this window size and axis position. */
export const wantedWatch = (state: MonitorState): Watch => {
	const {priceRows} = ladderSpace(layoutOf(state), true);
	const groupUnits = groupTicksAt(state.choices.groupIndex ?? 0) * (state.memory.frame?.instrument?.tickUnits ?? 1);
	const mid = (state.memory.frame?.touch.midHalfUnits ?? 0) / 2;
	const away = state.memory.axis === undefined || mid === 0 ? 0 : Math.abs(state.memory.axis.anchorUnits - mid) / groupUnits;
	const wanted = state.overlay === 'depth' ? Math.ceil(state.columns / 2) : priceRows + away;
	const blocks = Math.ceil(wanted / 16);
	return {
		groupUnits,
		rows: Math.min(MAX_PICTURE_ROWS, Math.max(2, blocks + 1) * 16),
		...(state.choices.cursor === undefined ? {} : {cursorUnits: priceUnits(state.choices.cursor.priceUnits)}),
	};
};
