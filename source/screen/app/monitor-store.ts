/** Holds the screen's state outside React: one reducer, one list of listeners. */

import type {Effect, MonitorState} from '../view-model/state/monitor-state.js';
import {reduce, type Action} from '../view-model/reduce.js';

export type MonitorStore = {
	readonly state: () => MonitorState;
	readonly subscribe: (listener: () => void) => () => void;
	readonly dispatch: (action: Action) => void;
};

/** `onChange` runs on each new state before it is drawn; effects run after it. */
export const createMonitorStore = (
	initial: MonitorState,
	handlers: {readonly onEffect: (effect: Effect) => void; readonly onChange: (state: MonitorState) => void},
): MonitorStore => {
	let state = initial;
	const listeners = new Set<() => void>();
	return {
		state: () => state,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		dispatch: (action) => {
			const reduced = reduce(state, action);
			const changed = reduced.state !== state;
			state = reduced.state;
			if (changed) handlers.onChange(state);
			if (changed) for (const listener of listeners) listener();
			for (const effect of reduced.effects) handlers.onEffect(effect);
		},
	};
};
