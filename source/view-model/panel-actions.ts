/** What keys do to the panels: nothing here reaches the engine but by the rows it is asked for. */

import {HELP_ROWS} from './help-rows.js';
import type {ActionId} from './keymap.js';
import {centredAxis, scrollAxis} from './ladder-axis.js';
import {focusable} from './layout.js';
import {ladderSpace, layoutOf, type Message, type MonitorState} from './monitor-state.js';
import {clampGroup} from './price-group.js';

/** A word to the operator, in place of the footer's hints for a while. */
export const say = (state: MonitorState, text: string, level: Message['level'] = 'info'): MonitorState => ({
	...state,
	message: {text, level, atMs: state.frame?.atMs},
});

export type PanelAction = Extract<
	ActionId,
	| 'recentre'
	| 'group-up'
	| 'group-down'
	| 'focus'
	| 'hold-tape'
	| 'reset-columns'
	| 'cumulative'
	| 'scroll-up'
	| 'scroll-down'
	| 'page-up'
	| 'page-down'
>;

export const actOnPanels = (state: MonitorState, id: PanelAction): MonitorState => {
	switch (id) {
		case 'recentre':
			return say(recentre(state), 'axis follows the market');
		case 'group-up':
			return changeGroup(state, 1);
		case 'group-down':
			return changeGroup(state, -1);
		case 'focus':
			return nextFocus(state);
		case 'hold-tape':
			return {...state, heldTape: state.heldTape === undefined ? state.tape : undefined};
		case 'reset-columns':
			return say({...state, traded: new Map(), history: []}, 'traded and change columns begin anew');
		case 'cumulative':
			return {...state, cumulative: !state.cumulative};
		case 'scroll-up':
			return scroll(state, 1);
		case 'scroll-down':
			return scroll(state, -1);
		case 'page-up':
			return scroll(state, pageRows(state));
		case 'page-down':
			return scroll(state, -pageRows(state));
	}
};

const recentre = (state: MonitorState): MonitorState => {
	const mid = state.frame?.touch.midHalfTicks;
	if (state.axis === undefined) return state;
	const held = {...state.axis, mode: 'auto'} as const;
	return {...state, axis: mid === undefined ? held : centredAxis(state.axis.groupTicks, mid)};
};

const changeGroup = (state: MonitorState, by: number): MonitorState =>
	state.groupIndex === undefined ? state : {...state, groupIndex: clampGroup(state.groupIndex + by)};

const nextFocus = (state: MonitorState): MonitorState => {
	const panels = focusable(layoutOf(state));
	return {...state, focus: panels[(panels.indexOf(state.focus) + 1) % panels.length] ?? 'ladder'};
};

const pageRows = (state: MonitorState): number =>
	Math.max(1, Math.floor((state.overlay === 'none' ? ladderSpace(layoutOf(state), true).priceRows : state.rows) / 2));

const scroll = (state: MonitorState, rows: number): MonitorState => {
	if (state.overlay !== 'none') return {...state, overlayOffset: overlayOffset(state, rows)};
	return state.axis === undefined ? state : {...state, axis: scrollAxis(state.axis, rows)};
};

/** Downwards on the screen is towards the end of the list. */
const overlayOffset = ({events, overlay, overlayOffset: offset}: MonitorState, rows: number): number => {
	const last = overlay === 'log' ? events.length - 1 : HELP_ROWS;
	return Math.max(0, Math.min(last, offset - rows));
};
