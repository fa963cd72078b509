/** The React tree: keyboard and terminal lifecycle, and the picture where Ink draws it. */

import {useApp, useInput, usePaste} from 'ink';
import {useEffect, useLayoutEffect, useSyncExternalStore, type ReactNode} from 'react';
import {ScreenLines} from './screen-lines.js';
import type {Palette} from '../../render/theme.js';
import {screenRows} from '../../view-model/screen/screen.js';
import type {MonitorStore} from '../monitor-store.js';

/** Operations that only a mounted Ink application offers. */
export type AppControl = {
	/** Releases the terminal while the task runs, then takes it back and redraws. */
	readonly yieldTerminal: (task: () => Promise<void>) => Promise<void>;
	readonly exit: (error?: Error) => void;
};

export type MonitorAppProps = {
	readonly keys: boolean;
	readonly onControl: (control: AppControl) => void;
	/** The picture, if Ink draws it. */
	readonly children?: ReactNode;
};

export const MonitorApp = ({keys, onControl, children}: MonitorAppProps) => {
	const {exit, suspendTerminal} = useApp();
	useEffect(() => {
		onControl({yieldTerminal: async (task) => suspendTerminal(task), exit});
	}, [exit, suspendTerminal, onControl]);
	return (
		<>
			{children}
			{keys ? <Keyboard /> : undefined}
		</>
	);
};

export type WholePictureProps = {
	readonly store: MonitorStore;
	readonly palette: () => Palette;
	/** Called after the picture of a newer frame is committed. */
	readonly onDrawn: () => void;
};

/** The whole picture as Ink text. */
export const WholePicture = ({store, palette, onDrawn}: WholePictureProps) => {
	const state = useSyncExternalStore(store.subscribe, store.state);
	const sequence = state.memory.frame?.sequence;
	useLayoutEffect(() => {
		if (sequence !== undefined) onDrawn();
	}, [sequence, onDrawn]);
	return <ScreenLines rows={screenRows(state)} palette={palette()} />;
};

/** Lets Ink set the modes for keys and pastes; the input itself is read by our own decoder. */
const Keyboard = () => {
	useInput(ignore);
	usePaste(ignore);
	return undefined;
};

const ignore = (): void => {};
