/** Levels per side on the ladder: all that fit, or fewer, with the events panel in the freed rows. */

import {focusable, panelRect, type Layout} from '../state/layout.js';
import {ladderSpace, layoutOf, type MonitorState} from '../state/monitor-state.js';
import {say} from '../state/reduced.js';

/** From most to fewest. */
const PRESETS: readonly number[] = [20, 10, 5];

/** @param value levels per side, or `all`; unset, the next preset below the number shown. */
export const chooseLevels = (state: MonitorState, value: string | undefined): MonitorState => {
	const levels = value === undefined ? nextPreset(state) : value === 'all' ? undefined : Number(value);
	const chosen = {...state, levels};
	const settled: MonitorState = focusable(layoutOf(chosen)).includes(chosen.focus) ? chosen : {...chosen, focus: 'ladder'};
	return say(settled, levelsText(settled));
};

/** The next preset that changes what is visible; after the last one, all. While zoomed, the choice waits. */
const nextPreset = (state: MonitorState): number | undefined =>
	state.zoomed
		? state.levels
		: PRESETS.find((levels) => (state.levels === undefined || levels < state.levels) && hasFewer({...state, levels}));

const allOf = (state: MonitorState): MonitorState => ({...state, levels: undefined});

/** Whether the chosen levels make the ladder shorter. */
export const hasFewer = (state: MonitorState): boolean => heightOf(state) < heightOf(allOf(state));

const heightOf = (state: MonitorState): number => panelRect(ladderLayout(state), 'ladder')?.height ?? 0;

/** The layout with the ladder focused, where one panel shows at a time. */
const ladderLayout = (state: MonitorState): Layout => layoutOf({...state, focus: 'ladder'});

const levelsText = (state: MonitorState): string => {
	if (state.zoomed) return 'a ladder alone has all its levels';
	if (hasFewer(state)) return `ladder has ${state.levels} levels a side, the events have the room`;
	return `ladder has all levels that fit, ${Math.floor(ladderSpace(ladderLayout(allOf(state)), true).priceRows / 2)} a side`;
};
