/** Mouse actions, if enabled: the wheel scrolls, a click selects. They never change quotes. */

import {choosePlace, eventWindow, moveChosen} from '../events/event-list.js';
import {type PlacedPanel} from '../state/layout.js';
import {FOCUS_ORDER, type FocusPanel} from '../settings/focus.js';
import {axisPrices, rowsAboveMid} from '../memory/ladder-axis.js';
import {isTrusted, ladderSpace, layoutOf, withChoices, type MonitorState} from '../state/monitor-state.js';
import {actOnPanels} from './panel-actions.js';
import {scrollTape} from '../tape/tape-scroll.js';

export type MouseEvent = {
	readonly button: 'left' | 'wheel-up' | 'wheel-down';
	/** Cells from the top left corner, from 0. */
	readonly x: number;
	readonly y: number;
};

const WHEEL_ROWS = 3;

export const actOnMouse = (state: MonitorState, event: MouseEvent): MonitorState => {
	if (!state.settings.mouse) return state;
	const panel = panelAt(state, event);
	switch (event.button) {
		case 'wheel-up':
			return wheel(state, panel, WHEEL_ROWS);
		case 'wheel-down':
			return wheel(state, panel, -WHEEL_ROWS);
		case 'left':
			return panel === undefined ? state : click(state, panel, event);
	}
};

const panelAt = (state: MonitorState, {x, y}: MouseEvent): PlacedPanel | undefined =>
	layoutOf(state).panels.find(({rect}) => x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height);

/** Scrolls the panel under the pointer, whichever has the focus. */
const wheel = (state: MonitorState, panel: PlacedPanel | undefined, rows: number): MonitorState => {
	if (state.overlay === 'none' && panel?.id === 'events') return moveChosen(state, -rows);
	if (state.overlay === 'none' && panel?.id === 'tape') return scrollTape(state, -rows);
	if (state.overlay === 'none' && panel?.id !== 'ladder') return state;
	let scrolled: MonitorState = {...state, focus: state.overlay === 'none' ? 'ladder' : state.focus};
	for (let row = 0; row < Math.abs(rows); row += 1) scrolled = actOnPanels(scrolled, rows > 0 ? 'scroll-up' : 'scroll-down');
	return {...scrolled, focus: state.focus};
};

const isFocusable = (id: string): id is FocusPanel => FOCUS_ORDER.some((panel) => panel === id);

const click = (state: MonitorState, {id, rect}: PlacedPanel, {y}: MouseEvent): MonitorState => {
	const focused = isFocusable(id) ? {...state, focus: id} : state;
	if (id === 'ladder') return chooseLevel(focused, y - rect.y - 1);
	const isList = id === 'events' || (id === 'overlay' && state.overlay === 'log');
	return isList ? chooseRow(focused, y - rect.y - 1, rect.height - 2) : focused;
};

const chooseRow = (state: MonitorState, row: number, rows: number): MonitorState => {
	const {newer, listed} = eventWindow(state, rows);
	return row < 0 || row >= listed.length ? state : choosePlace(state, newer + row);
};

/** Moves the level cursor to the price of the line; none between bids and asks. */
const chooseLevel = (state: MonitorState, line: number): MonitorState => {
	const mid = state.memory.frame?.touch.midHalfUnits;
	if (state.memory.axis === undefined || state.memory.frame === undefined || mid === undefined) return state;
	const {head, priceRows, middleRows} = ladderSpace(layoutOf(state), isTrusted(state));
	const prices = axisPrices(state.memory.axis, priceRows);
	const middle = rowsAboveMid(prices, mid);
	const row = line - (head ? 1 : 0);
	const priceUnits = row < middle ? prices[row] : row < middle + middleRows ? undefined : prices[row - middleRows];
	return priceUnits === undefined ? state : withChoices(state, {cursor: {priceUnits, movedAtMs: state.memory.frame.atMs}});
};
