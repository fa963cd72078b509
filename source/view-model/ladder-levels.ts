/** How many levels of each side the ladder shows: all that fit, or fewer, and then the events have the room. */

import {ladderSpace, layoutOf, type MonitorState} from './monitor-state.js';
import {focusable, panelRect} from './layout.js';
import {say} from './reduced.js';

/** From the deepest to the shallowest. */
const PRESETS: readonly number[] = [20, 10, 5];

/** @param value levels of each side, or `all`; the next preset that is fewer than what is shown where it is left out. */
export const chooseLevels = (state: MonitorState, value: string | undefined): MonitorState => {
	const levels = value === undefined ? nextPreset(state) : value === 'all' ? undefined : Number(value);
	const chosen = {...state, levels};
	const settled: MonitorState = focusable(layoutOf(chosen)).includes(chosen.focus) ? chosen : {...chosen, focus: 'ladder'};
	return say(settled, levelsText(settled));
};

/** Those alone that change what is to be seen here; after the shallowest one all again. */
const nextPreset = (state: MonitorState): number | undefined =>
	PRESETS.find((levels) => (state.levels === undefined || levels < state.levels) && hasFewer({...state, levels}));

const allOf = (state: MonitorState): MonitorState => ({...state, levels: undefined});

/** The ladder gives up rows for what was chosen. */
export const hasFewer = (state: MonitorState): boolean => heightOf(state) < heightOf(allOf(state));

const heightOf = (state: MonitorState): number => panelRect(layoutOf(state), 'ladder')?.height ?? 0;

const levelsText = (state: MonitorState): string => {
	if (state.zoomed) return 'a ladder alone has all its levels';
	if (hasFewer(state)) return `ladder has ${state.levels} levels a side, the events have the room`;
	return `ladder has all levels that fit, ${Math.floor(ladderSpace(layoutOf(allOf(state)), true).priceRows / 2)} a side`;
};
