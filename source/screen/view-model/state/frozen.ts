/** Freezing of the picture: which memory of the market is displayed. */

import {NO_FLASHES} from '../memory/ladder-flash.js';
import {recounted} from '../memory/tape-ring.js';
import {layoutOf, type MonitorState} from './monitor-state.js';

export const freeze = (state: MonitorState): MonitorState => ({...state, frozen: {...state.memory, flashes: NO_FLASHES}});

/** Recounts the tape, whose filter may have changed while frozen. */
export const thaw = (state: MonitorState): MonitorState => {
	const {memory, choices} = state;
	const tape = recounted(memory.tape, choices.tapeFilter);
	const heldTape = memory.heldTape && recounted(memory.heldTape, choices.tapeFilter);
	return {...state, frozen: undefined, memory: {...memory, tape, heldTape}};
};

/** Whether the panels are frozen and visible, not covered by a list or the small card, which are always live. */
export const isFrozen = (state: MonitorState): boolean => state.frozen !== undefined && canFreeze(state);

export const canFreeze = (state: MonitorState): boolean =>
	state.overlay !== 'help' && state.overlay !== 'log' && layoutOf(state).kind !== 'card';

/**
 * The state as displayed: the live one, or with the frozen memory in its place, at the present window size and
 * with the operator's later choices.
 */
export const shownState = (state: MonitorState): MonitorState => {
	const {frozen} = state;
	const {frame} = state.memory;
	if (frozen?.frame === undefined || frame === undefined || !isFrozen(state)) return state;
	const silentMs = Math.max(0, frame.atMs - frozen.frame.atMs);
	return {...state, memory: {...frozen, silentMs, frame: {...frozen.frame, trusted: false}}};
};

/** Applies a display action to the displayed memory; the live memory behind a frozen one stays as it is. */
export const onShown = (state: MonitorState, act: (shown: MonitorState) => MonitorState): MonitorState => {
	const shown = shownState(state);
	const after = act(shown);
	if (after === shown) return state;
	if (shown === state) return after;
	const {frame, silentMs} = state.frozen ?? shown.memory;
	const message = after.message === shown.message ? state.message : after.message && {...after.message, atMs: state.memory.frame?.atMs};
	// After a change of the filter the first lines are shown.
	const tapeOffset = after.choices.tapeFilter === state.choices.tapeFilter ? state.memory.tapeOffset : 0;
	return {...after, memory: {...state.memory, tapeOffset}, message, frozen: {...after.memory, frame, silentMs}};
};
