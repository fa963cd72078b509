/** Keys and commands for the panels. They reach the engine only through the ladder rows that are requested. */

import {FOCUS_NAMES, wordOf} from '../settings/choices.js';
import {moveChosen} from '../events/event-list.js';
import {priceStepText} from '../cells/format.js';
import {ticksOf} from '../../../domain/instrument.js';
import {scrollHelp} from '../help/help-scroll.js';
import type {PanelAction} from '../settings/action-ids.js';
import {anchorHalfUnits} from '../memory/ladder-anchor.js';
import {centredAxis, scrollAxis} from '../memory/ladder-axis.js';
import {chooseLevels} from '../ladder/ladder-levels.js';
import {moveCursor} from './market-actions.js';
import {focusable} from '../state/layout.js';
import {type FocusPanel} from '../settings/focus.js';
import {ladderSpace, layoutOf, withChoices, withMemory, type MonitorState} from '../state/monitor-state.js';
import {clampGroup, groupTicksAt, nearestGroup} from '../memory/price-group.js';
import {say} from '../state/reduced.js';
import {hasTapeKeys, scrollTape} from '../tape/tape-scroll.js';

/** @param value as checked by the command table. */
export const actOnPanels = (state: MonitorState, id: PanelAction, value?: string): MonitorState => {
	switch (id) {
		case 'recentre':
			return say(recentre(state), 'axis follows the market');
		case 'group':
			return setGroup(state, Number(value));
		case 'group-up':
			return changeGroup(state, 1);
		case 'group-down':
			return changeGroup(state, -1);
		case 'focus':
			return focus(state, wordOf(FOCUS_NAMES, value) ?? nextFocus(state, 1));
		case 'focus-back':
			return focus(state, nextFocus(state, -1));
		case 'zoom':
			return zoom(state, wordOf(FOCUS_NAMES, value));
		case 'levels':
			return chooseLevels(state, value);
		case 'hold-tape':
			return withMemory(state, {heldTape: state.memory.heldTape === undefined ? state.memory.tape : undefined, tapeOffset: 0});
		case 'cursor-up':
			return moveUp(state, 1);
		case 'cursor-down':
			return moveUp(state, -1);
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
	const mid = state.memory.frame && anchorHalfUnits(state.anchor, state.memory.frame);
	if (state.memory.axis === undefined) return state;
	const held = {...state.memory.axis, mode: 'auto'} as const;
	return withMemory(state, {axis: mid === undefined ? held : centredAxis(state.memory.axis.groupUnits, mid)});
};

const changeGroup = (state: MonitorState, by: number): MonitorState =>
	state.choices.groupIndex === undefined ? state : withChoices(state, {groupIndex: clampGroup(state.choices.groupIndex + by)});

/** Chooses the nearest price group; a float is exact enough for that. */
const setGroup = (state: MonitorState, price: number): MonitorState => {
	const instrument = state.memory.frame?.instrument;
	if (instrument === undefined || state.choices.groupIndex === undefined) return say(state, 'no book yet, so no groups', 'warning');
	const groupIndex = nearestGroup(ticksOf(instrument, price * 10 ** instrument.unitDecimals));
	return say(withChoices(state, {groupIndex}), `group ${priceStepText(instrument, groupTicksAt(groupIndex) * instrument.tickUnits)}`);
};

const nextFocus = (state: MonitorState, by: number): FocusPanel => {
	const panels = focusable(layoutOf(state));
	return panels[(panels.indexOf(state.focus) + by + panels.length) % panels.length] ?? 'ladder';
};

const focus = (state: MonitorState, panel: FocusPanel): MonitorState =>
	focusable(layoutOf(state)).includes(panel)
		? {...state, focus: panel, chosenEvent: undefined}
		: say(state, `${panel} has no room here; zoom shows it`, 'warning');

/** Shows the named panel alone; without a name, the focused one, or all panels again. */
const zoom = (state: MonitorState, panel: FocusPanel | undefined): MonitorState => {
	const wanted = panel ?? state.focus;
	const isOn = panel === undefined ? !state.zoomed : !(state.zoomed && state.focus === panel);
	const zoomed = {...state, zoomed: isOn, focus: wanted};
	return focusable(layoutOf(zoomed)).includes(wanted) ? zoomed : {...zoomed, focus: 'ladder'};
};

const pageRows = (state: MonitorState): number =>
	Math.max(
		1,
		Math.floor(
			(state.overlay === 'none' && state.focus !== 'events' && !hasTapeKeys(state)
				? ladderSpace(layoutOf(state), true).priceRows
				: state.rows) / 2,
		),
	);

/** Moves in the focused list, otherwise the ladder's level cursor. */
const moveUp = (state: MonitorState, rows: number): MonitorState =>
	state.overlay === 'none' && state.focus !== 'events' && !hasTapeKeys(state) ? moveCursor(state, rows) : scroll(state, rows);

/** Positive rows scroll up. */
const scroll = (state: MonitorState, rows: number): MonitorState => {
	if (state.overlay === 'help') return scrollHelp(state, -rows);
	if (state.overlay === 'log' || (state.overlay === 'none' && state.focus === 'events')) return moveChosen(state, -rows);
	if (state.overlay !== 'none') return state;
	if (hasTapeKeys(state)) return scrollTape(state, -rows);
	return state.memory.axis === undefined ? state : withMemory(state, {axis: scrollAxis(state.memory.axis, rows)});
};
