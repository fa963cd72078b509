/** How many levels of each side the ladder shows: all that fit, or fewer, and then the events have the room. */

import {focusable, panelRect, type Layout} from '../state/layout.js';
import {ladderSpace, layoutOf, type MonitorState} from '../state/monitor-state.js';
import {say} from '../state/reduced.js';

/** From the deepest to the shallowest. */
const PRESETS: readonly number[] = [20, 10, 5];

/** @param value levels of each side, or `all`; the next preset that is fewer than what is shown where it is left out. */
export const chooseLevels = (state: MonitorState, value: string | undefined): MonitorState => {
	const levels = value === undefined ? nextPreset(state) : value === 'all' ? undefined : Number(value);
	const chosen = {...state, levels};
	const settled: MonitorState = focusable(layoutOf(chosen)).includes(chosen.focus) ? chosen : {...chosen, focus: 'ladder'};
	return say(settled, levelsText(settled));
};

/** Those alone that change what is to be seen here; after the shallowest one all again. What was chosen waits for the end of a zoom. */
const nextPreset = (state: MonitorState): number | undefined =>
	state.zoomed
		? state.levels
		: PRESETS.find((levels) => (state.levels === undefined || levels < state.levels) && hasFewer({...state, levels}));

const allOf = (state: MonitorState): MonitorState => ({...state, levels: undefined});

/** The ladder gives up rows for what was chosen. */
export const hasFewer = (state: MonitorState): boolean => heightOf(state) < heightOf(allOf(state));

const heightOf = (state: MonitorState): number => panelRect(ladderLayout(state), 'ladder')?.height ?? 0;

/** Where one panel shows at a time: as it is when that is the ladder. */
const ladderLayout = (state: MonitorState): Layout => layoutOf({...state, focus: 'ladder'});

const levelsText = (state: MonitorState): string => {
	if (state.zoomed) return 'a ladder alone has all its levels';
	if (hasFewer(state)) return `ladder has ${state.levels} levels a side, the events have the room`;
	return `ladder has all levels that fit, ${Math.floor(ladderSpace(ladderLayout(allOf(state)), true).priceRows / 2)} a side`;
};
