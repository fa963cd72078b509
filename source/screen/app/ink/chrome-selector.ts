/** What Ink draws of a state where the rest is cells; the same object as long as it looks the same. */

import type {ChromeBlock} from './screen-lines.js';
import {rowSgr} from '../../render/sgr.js';
import type {Palette} from '../../render/theme.js';
import type {MonitorState} from '../../view-model/state/monitor-state.js';
import {screenPanels} from '../../view-model/screen/screen.js';

export type Chrome = readonly ChromeBlock[];

export const createChromeSelector = (palette: () => Palette): ((state: MonitorState) => Chrome) => {
	let lastState: MonitorState | undefined;
	let last: Chrome = [];
	return (state) => {
		if (state === lastState) return last;
		lastState = state;
		const next = screenPanels(state, 'chrome').map(({rect, rows}) => ({y: rect.y, lines: rows.map((row) => rowSgr(row, palette()))}));
		if (!sameChrome(last, next)) last = next;
		return last;
	};
};

const sameChrome = (one: Chrome, other: Chrome): boolean =>
	one.length === other.length && one.every((block, index) => sameBlock(block, other[index]));

const sameBlock = ({y, lines}: ChromeBlock, other: ChromeBlock | undefined): boolean =>
	y === other?.y && lines.length === other.lines.length && lines.every((line, index) => line === other.lines[index]);
