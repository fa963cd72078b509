/** The screen as a React tree: the store's state drawn as lines, keys and pastes handed to the store. */

import {useApp, useInput, usePaste} from 'ink';
import {useEffect, useLayoutEffect, useSyncExternalStore} from 'react';
import {ScreenLines} from '../components/screen-lines.js';
import type {Palette} from '../components/theme.js';
import {screenRows} from '../view-model/screen.js';
import {keyNames} from './key-names.js';
import type {MonitorStore} from './monitor-store.js';

/** What only a mounted Ink application can do. */
export type AppControl = {
	/** Hands the terminal over while the task runs, then takes it back and draws all of it. */
	readonly yieldTerminal: (task: () => Promise<void>) => Promise<void>;
	readonly exit: (error?: Error) => void;
};

export type MonitorAppProps = {
	readonly store: MonitorStore;
	readonly palette: Palette;
	readonly keys: boolean;
	readonly onControl: (control: AppControl) => void;
	/** The picture of this frame is committed. */
	readonly onDrawn: (sequence: number) => void;
};

export const MonitorApp = ({store, palette, keys, onControl, onDrawn}: MonitorAppProps) => {
	const state = useSyncExternalStore(store.subscribe, store.state);
	const {exit, suspendTerminal} = useApp();
	useEffect(() => {
		onControl({yieldTerminal: async (task) => suspendTerminal(task), exit});
	}, [exit, suspendTerminal, onControl]);
	const sequence = state.frame?.sequence;
	useLayoutEffect(() => {
		if (sequence !== undefined) onDrawn(sequence);
	}, [sequence, onDrawn]);
	return (
		<>
			<ScreenLines rows={screenRows(state)} palette={palette} />
			{keys ? <Keyboard store={store} /> : undefined}
		</>
	);
};

type KeyboardProps = {readonly store: MonitorStore};

const Keyboard = ({store}: KeyboardProps) => {
	useInput((input, key) => {
		const pressed = keyNames(input, key);
		if (pressed.kind === 'burst') store.dispatch({kind: 'paste', characters: pressed.characters});
		else for (const name of pressed.names) store.dispatch({kind: 'key', key: name});
	});
	usePaste((text) => {
		store.dispatch({kind: 'paste', characters: text.length});
	});
	return undefined;
};
