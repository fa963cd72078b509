/** The sizes of the keys 1 to 5 on the border of the focused maker panel. */

import {SIZE_ACTIONS} from '../settings/action-ids.js';
import {keyOf} from '../settings/active-keys.js';
import {blank, fitSegments, rowWidth, span} from '../cells/cells.js';
import type {MonitorState} from '../state/monitor-state.js';
import type {Caption} from '../cells/panel.js';
import {wholeOrderSteps} from '../memory/size-presets.js';

/** Other cells of a border: corners, a line and blanks. */
const BORDER_CELLS = 6;

/** `1 .01 2 .02`; the size in force is bold. The last ones are dropped first. @param width of the panel. */
export const sizeCaptions = (state: MonitorState, width: number): readonly Caption[] => {
	const {
		memory: {frame},
		choices: {sizePresets = []},
		focus,
		settings,
	} = state;
	if (focus !== 'maker' || settings.readOnly || frame?.instrument === undefined || frame.maker.quoting.kind === 'off') return [];
	const {instrument, maker} = frame;
	const sizes = SIZE_ACTIONS.slice(0, sizePresets.length).map((id, index): Caption => {
		const size = sizePresets[index] ?? '';
		const whole = wholeOrderSteps(instrument, size);
		const isHeld = whole.ok && Number(whole.lots) === maker.parameters?.orderLots;
		return {
			row: [span(keyOf(settings.keymap, id), {role: 'muted'}), span(` ${size.replace(/^0\./, '.')}`, {bold: isHeld})],
			priority: SIZE_ACTIONS.length - index,
		};
	});
	const row = fitSegments(sizes, [blank(1)], width - BORDER_CELLS);
	return rowWidth(row) > width - BORDER_CELLS ? [] : [{row, priority: 1}];
};
