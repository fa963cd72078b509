/** How the state gets onto the terminal. There are two ways, and they show the same. */

import type {Palette} from '../render/theme.js';
import type {RenderStats} from '../view-model/memory/render-stats.js';
import type {InputEvent} from '../terminal/input-event.js';
import type {MonitorStore} from './monitor-store.js';
import type {Terminal} from '../terminal/terminal.js';

export type RendererWiring = {
	readonly store: MonitorStore;
	readonly terminal: Terminal;
	/** The present one. */
	readonly palette: () => Palette;
	readonly onInput: (event: InputEvent) => void;
	/** A frame was drawn, or will be overtaken: the next may come. */
	readonly onDrawn: () => void;
	/** The terminal is gone. */
	readonly onGone: () => void;
};

export type ScreenRenderer = {
	/** Until it is told to exit, or something within React throws. */
	run(): Promise<void>;
	/** The store has a newer state. */
	changed(cause: 'frame' | 'key'): void;
	resized(): void;
	redraw(): void;
	/** Sends what is no picture: a title, a mode, a text for the clipboard. */
	control(sequence: string): void;
	/** Gives the terminal away while the task runs; then takes it back and draws all of it. */
	yieldTerminal(task: () => Promise<void>): Promise<void>;
	/** Leaves the terminal; `run` resolves. */
	exit(): void;
	takeStats(): RenderStats | undefined;
};
