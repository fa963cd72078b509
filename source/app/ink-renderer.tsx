/** The screen as plain Ink text: for screen readers, for tests, and where cells cannot be drawn. */

import {render} from 'ink';
import {InkHost} from './ink-host.js';
import {MonitorApp, WholePicture} from './monitor-app.js';
import type {RendererWiring, ScreenRenderer} from './screen-renderer.js';

/** Above any frame rate asked for: pictures are paced by credits, keys should not wait. */
const MAX_INK_FPS = 60;

export const createInkRenderer = ({store, terminal, palette, onDrawn}: RendererWiring): ScreenRenderer => {
	const host = new InkHost();
	const yieldTerminal = async (task: () => Promise<void>): Promise<void> => host.yieldTerminal(task);
	return {
		run: async () => {
			const ink = render(
				<MonitorApp store={store} keys={terminal.hasKeys} onControl={host.setControl}>
					<WholePicture store={store} palette={palette} onDrawn={onDrawn} />
				</MonitorApp>,
				{
					stdin: terminal.stdin,
					stdout: terminal.stdout,
					stderr: terminal.stderr,
					interactive: true,
					alternateScreen: true,
					exitOnCtrlC: false,
					patchConsole: false,
					maxFps: MAX_INK_FPS,
					incrementalRendering: true,
				},
			);
			try {
				await ink.waitUntilExit();
			} finally {
				ink.unmount();
			}
		},
		// React listens to the store, and Ink to the terminal.
		changed: () => {},
		resized: () => {},
		redraw: () => void yieldTerminal(async () => {}),
		yieldTerminal,
		exit: () => host.exit(),
		takeStats: () => undefined,
	};
};
