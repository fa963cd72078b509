/** Which memory of the market is on the screen: what reads or moves what is shown begins here. */

import {NO_FLASHES} from '../memory/ladder-flash.js';
import {recounted} from '../memory/tape-ring.js';
import {layoutOf, type MonitorState} from './monitor-state.js';

export const freeze = (state: MonitorState): MonitorState => ({...state, frozen: {...state.memory, flashes: NO_FLASHES}});

/** The tape's filter may have been chosen meanwhile. */
export const thaw = (state: MonitorState): MonitorState => {
	const {memory, choices} = state;
	const tape = recounted(memory.tape, choices.tapeFilter);
	const heldTape = memory.heldTape && recounted(memory.heldTape, choices.tapeFilter);
	return {...state, frozen: undefined, memory: {...memory, tape, heldTape}};
};

/** The panels and charts are frozen, and neither a list nor the small card, which tell the truth, is in their place. */
export const isFrozen = (state: MonitorState): boolean => state.frozen !== undefined && canFreeze(state);

export const canFreeze = (state: MonitorState): boolean =>
	state.overlay !== 'help' && state.overlay !== 'log' && layoutOf(state).kind !== 'card';

/**
 * The state that the panels show: the present one, or one with the frozen memory in its place, at the present size,
 * with what the operator chose since. A frozen one is as old as it is, and nothing on it is to be traded on.
 */
export const shownState = (state: MonitorState): MonitorState => {
	const {frozen} = state;
	const {frame} = state.memory;
	if (frozen?.frame === undefined || frame === undefined || !isFrozen(state)) return state;
	const silentMs = Math.max(0, frame.atMs - frozen.frame.atMs);
	return {...state, memory: {...frozen, silentMs, frame: {...frozen.frame, trusted: false}}};
};

/** Does to what is shown what an operator does by looking about in it: the live picture behind a frozen one stays as it is. */
export const onShown = (state: MonitorState, act: (shown: MonitorState) => MonitorState): MonitorState => {
	const shown = shownState(state);
	const after = act(shown);
	if (after === shown) return state;
	if (shown === state) return after;
	const {frame, silentMs} = state.frozen ?? shown.memory;
	const message = after.message === shown.message ? state.message : after.message && {...after.message, atMs: state.memory.frame?.atMs};
	// Of other lines the first ones are shown.
	const tapeOffset = after.choices.tapeFilter === state.choices.tapeFilter ? state.memory.tapeOffset : 0;
	return {...after, memory: {...state.memory, tapeOffset}, message, frozen: {...after.memory, frame, silentMs}};
};
