/** The picture that was frozen, and which picture is on the screen: what reads or moves what is shown begins here. */

import {NO_FLASHES} from '../memory/ladder-flash.js';
import {layoutOf, type FrozenPicture, type MonitorState} from './monitor-state.js';
import {recounted} from '../memory/tape-ring.js';

const pictureOf = ({
	frame,
	silentMs,
	tape,
	heldTape,
	tapeOffset,
	traded,
	history,
	flashes,
	pulse,
	events,
	eventsSeen,
	charts,
	axis,
	render,
}: MonitorState): FrozenPicture => ({
	frame,
	silentMs,
	tape,
	heldTape,
	tapeOffset,
	traded,
	history,
	flashes,
	pulse,
	events,
	eventsSeen,
	charts,
	axis,
	render,
});

export const freeze = (state: MonitorState): MonitorState => ({...state, frozen: {...pictureOf(state), flashes: NO_FLASHES}});

/** The tape's filter may have been chosen meanwhile. */
export const thaw = (state: MonitorState): MonitorState => ({
	...state,
	frozen: undefined,
	tape: recounted(state.tape, state.tapeFilter),
	heldTape: state.heldTape && recounted(state.heldTape, state.tapeFilter),
});

/** The panels and charts are frozen, and neither a list nor the small card, which tell the truth, is in their place. */
export const isFrozen = (state: MonitorState): boolean => state.frozen !== undefined && canFreeze(state);

export const canFreeze = (state: MonitorState): boolean =>
	state.overlay !== 'help' && state.overlay !== 'log' && layoutOf(state).kind !== 'card';

/**
 * The state that the panels show: the present one, or a frozen one at the present size, with what the operator
 * chose since. A frozen one is as old as it is, and nothing on it is to be traded on.
 */
export const shownState = (state: MonitorState): MonitorState => {
	const {frozen, frame} = state;
	if (frozen?.frame === undefined || frame === undefined || !isFrozen(state)) return state;
	return {...state, ...frozen, silentMs: Math.max(0, frame.atMs - frozen.frame.atMs), frame: {...frozen.frame, trusted: false}};
};

/** Does to what is shown what an operator does by looking about in it: the live picture behind a frozen one stays as it is. */
export const onShown = (state: MonitorState, act: (shown: MonitorState) => MonitorState): MonitorState => {
	const shown = shownState(state);
	const after = act(shown);
	if (after === shown) return state;
	if (shown === state) return after;
	const {frame, silentMs} = state.frozen ?? shown;
	const message = after.message === shown.message ? state.message : after.message && {...after.message, atMs: state.frame?.atMs};
	// Of other lines the first ones are shown.
	const tapeOffset = after.tapeFilter === state.tapeFilter ? state.tapeOffset : 0;
	return {...after, ...pictureOf(state), tapeOffset, message, frozen: {...pictureOf(after), frame, silentMs}};
};
