/** Scrolling of the tape, which is held meanwhile. */

import {panelRect} from '../state/layout.js';
import {layoutOf, withMemory, type MonitorState} from '../state/monitor-state.js';
import {tapeRoom} from './tape-panel.js';
import {shownLines} from '../memory/tape-ring.js';

export const hasTapeKeys = ({overlay, focus}: MonitorState): boolean => overlay === 'none' && focus === 'tape';

/**
 * Positive lines go to older ones, as long as the panel stays full. Back at the newest line the tape stays held
 * until released.
 */
export const scrollTape = (state: MonitorState, lines: number): MonitorState => {
	const held = state.memory.heldTape ?? state.memory.tape;
	const layout = layoutOf(state);
	const rect = panelRect(layout, 'tape');
	const most = rect === undefined ? 0 : shownLines(held, state.choices.tapeFilter) - tapeRoom(layout, rect);
	const tapeOffset = Math.max(0, Math.min(most, state.memory.tapeOffset + lines));
	return tapeOffset === state.memory.tapeOffset ? state : withMemory(state, {heldTape: held, tapeOffset});
};
