/** The window title: own words and the configured symbol, no outside text. */

import type {MonitorState} from '../state/monitor-state.js';
import {glyphsFor} from '../cells/symbols.js';
import {trustWords} from './trust.js';

const PLAIN_SYMBOL = /^[\w-]{1,20}$/;

export const windowTitle = (state: MonitorState): string => {
	const {symbol} = state.settings;
	return [`mm-tui`, ...(PLAIN_SYMBOL.test(symbol) ? [symbol.toUpperCase()] : []), trustWords(state, glyphsFor(true)).word].join(' ');
};
