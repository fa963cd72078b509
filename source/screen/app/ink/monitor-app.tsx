/** The screen as a React tree: the keyboard and the terminal's life, and the picture where there are no cells to draw it with. */

import {useApp, useInput, usePaste} from 'ink';
import {useEffect, useLayoutEffect, useSyncExternalStore, type ReactNode} from 'react';
import {ScreenLines} from './screen-lines.js';
import type {Palette} from '../../render/theme.js';
import {screenRows} from '../../view-model/screen/screen.js';
import type {MonitorStore} from '../monitor-store.js';

/** What only a mounted Ink application can do. */
export type AppControl = {
	/** Hands the terminal over while the task runs, then takes it back and draws all of it. */
	readonly yieldTerminal: (task: () => Promise<void>) => Promise<void>;
	readonly exit: (error?: Error) => void;
};

export type MonitorAppProps = {
	readonly keys: boolean;
	readonly onControl: (control: AppControl) => void;
	/** The picture, where Ink draws it. */
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
	/** The picture of a newer frame is committed. */
	readonly onDrawn: () => void;
};

/** All of the picture as Ink text. */
export const WholePicture = ({store, palette, onDrawn}: WholePictureProps) => {
	const state = useSyncExternalStore(store.subscribe, store.state);
	const sequence = state.memory.frame?.sequence;
	useLayoutEffect(() => {
		if (sequence !== undefined) onDrawn();
	}, [sequence, onDrawn]);
	return <ScreenLines rows={screenRows(state)} palette={palette()} />;
};

/** Ink has the terminal's modes for keys and pastes; what is typed is told by our own decoder. */
const Keyboard = () => {
	useInput(ignore);
	usePaste(ignore);
	return undefined;
};

const ignore = (): void => {};
