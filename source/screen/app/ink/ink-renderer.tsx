/** The screen as plain Ink text: for screen readers, for tests, and where cells cannot be drawn. */

import {render} from 'ink';
import {InkHost} from './ink-host.js';
import {MonitorApp, WholePicture} from './monitor-app.js';
import {LAST_QUESTION, LastAnswer, lastAnswerLimitMs} from '../last-answer.js';
import {KeyInput} from '../../terminal/node-key-input.js';
import {GIVE_TITLE_BACK, KEEP_TITLE, MOUSE_OFF, MOUSE_ON} from '../../terminal/screen-modes.js';
import type {RendererWiring, ScreenRenderer} from '../screen-renderer.js';

/** Above any frame rate asked for: pictures are paced by credits, keys should not wait. */
const MAX_INK_FPS = 60;
/** So long a terminal that does not read may keep the program from ending. */
const GIVE_UP_MS = 500;

export const createInkRenderer = ({store, terminal, palette, onDrawn, onInput}: RendererWiring): ScreenRenderer => {
	const host = new InkHost();
	const lastAnswer = new LastAnswer((delayMs, task) => terminal.after(delayMs, task));
	const stdin = new KeyInput(terminal, (event) => (event.kind === 'answer' ? lastAnswer.heard() : onInput(event)));
	/** Ink asks nothing; what the mouse did last is still on its way. */
	const quietMouse = async (): Promise<void> => {
		if (!terminal.hasKeys || !store.state().settings.mouse || terminal.stdout.writableNeedDrain) return;
		terminal.stdout.write(MOUSE_OFF + LAST_QUESTION);
		await lastAnswer.wait(lastAnswerLimitMs(0));
	};
	/** What Ink does not know of. */
	const enter = (): void => {
		terminal.stdout.write(KEEP_TITLE + (store.state().settings.mouse ? MOUSE_ON : ''));
	};
	const yieldTerminal = async (task: () => Promise<void>): Promise<void> => {
		await quietMouse();
		await host.yieldTerminal(async () => {
			terminal.stdout.write(GIVE_TITLE_BACK);
			await task();
		});
		enter();
	};
	// What waits for a terminal that does not read would be an old picture: the next one is asked for when it is out.
	const drawn = (): void => {
		if (terminal.stdout.writableNeedDrain) terminal.stdout.once('drain', onDrawn);
		else onDrawn();
	};
	const exit = (): void => {
		void quietMouse().then(() => host.exit());
		terminal.after(GIVE_UP_MS, () => {
			if (terminal.stdout.writableLength > 0) terminal.stdout.destroy();
		});
	};
	return {
		run: async () => {
			const ink = render(
				<MonitorApp keys={terminal.hasKeys} onControl={host.setControl}>
					<WholePicture store={store} palette={palette} onDrawn={drawn} />
				</MonitorApp>,
				{
					stdin: stdin.asStream,
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
			enter();
			try {
				await ink.waitUntilExit();
			} finally {
				ink.unmount();
				terminal.stdout.write(GIVE_TITLE_BACK);
				stdin.release();
			}
		},
		// React listens to the store, and Ink to the terminal.
		changed: () => {},
		resized: () => {},
		control: (sequence) => {
			terminal.stdout.write(sequence);
		},
		redraw: () => void host.yieldTerminal(async () => {}),
		yieldTerminal,
		exit,
		takeStats: () => undefined,
	};
};
