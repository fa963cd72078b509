/** The line that is left on the normal screen when this one is gone. */

import {resultText} from '../domain/result-text.js';
import type {MonitorState} from './monitor-state.js';

/** Undefined where no market maker ever had a price. */
export const resultLine = ({frame, startedAtMs}: MonitorState): string | undefined => {
	if (frame?.instrument === undefined || frame.maker.parameters === undefined) return undefined;
	const {account, fillModel} = frame.maker;
	return resultText({...account, instrument: frame.instrument, fillModel, elapsedMs: frame.atMs - (startedAtMs ?? frame.atMs)});
};
