/** The result of an action: the next state and its effects. */

import type {Effect, Message, MonitorState} from './monitor-state.js';

export type Reduced = {readonly state: MonitorState; readonly effects: readonly Effect[]};

export const only = (state: MonitorState): Reduced => ({state, effects: []});

export const asking = (state: MonitorState, effect: Effect): Reduced => ({state, effects: [effect]});

/** Shows a message in place of the footer's hints for a while. */
export const say = (state: MonitorState, text: string, level: Message['level'] = 'info'): MonitorState => ({
	...state,
	message: {text, level, atMs: state.memory.frame?.atMs},
});
