/** The interface of a renderer. All renderers show the same. */

import type {Palette} from '../render/theme.js';
import type {RenderStats} from '../view-model/memory/render-stats.js';
import type {InputEvent} from '../terminal/input-event.js';
import type {MonitorStore} from './monitor-store.js';
import type {Terminal} from '../terminal/terminal.js';

export type RendererWiring = {
	readonly store: MonitorStore;
	readonly terminal: Terminal;
	/** The palette in force. */
	readonly palette: () => Palette;
	readonly onInput: (event: InputEvent) => void;
	/** A frame was drawn, or will be superseded: the next one may be requested. */
	readonly onDrawn: () => void;
	/** The terminal was closed. */
	readonly onGone: () => void;
};

export type ScreenRenderer = {
	/** Resolves on `exit`; rejects on an error inside React. */
	run(): Promise<void>;
	/** Call when the store has a new state. */
	changed(cause: 'frame' | 'key'): void;
	resized(): void;
	redraw(): void;
	/** Sends a control sequence: title, mode, clipboard. */
	control(sequence: string): void;
	/** Releases the terminal while the task runs, then takes it back and redraws. */
	yieldTerminal(task: () => Promise<void>): Promise<void>;
	/** Leaves the terminal; `run` then resolves. */
	exit(): void;
	takeStats(): RenderStats | undefined;
};
