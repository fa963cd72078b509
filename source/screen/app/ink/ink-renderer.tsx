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

export const createInkRenderer = (wiring: RendererWiring): ScreenRenderer => new InkRenderer(wiring);

class InkRenderer implements ScreenRenderer {
	readonly #wiring: RendererWiring;
	readonly #host = new InkHost();
	readonly #lastAnswer: LastAnswer;
	readonly #stdin: KeyInput;

	constructor(wiring: RendererWiring) {
		const {terminal, onInput} = wiring;
		this.#wiring = wiring;
		this.#lastAnswer = new LastAnswer((delayMs, task) => terminal.after(delayMs, task));
		this.#stdin = new KeyInput(terminal, (event) => (event.kind === 'answer' ? this.#lastAnswer.heard() : onInput(event)));
	}

	async run(): Promise<void> {
		const {terminal} = this.#wiring;
		const ink = this.#render();
		this.#enter();
		try {
			await ink.waitUntilExit();
		} finally {
			ink.unmount();
			terminal.stdout.write(GIVE_TITLE_BACK);
			this.#stdin.release();
		}
	}

	/** React listens to the store. */
	changed(): void {}

	/** Ink listens to the terminal. */
	resized(): void {}

	control(sequence: string): void {
		this.#wiring.terminal.stdout.write(sequence);
	}

	redraw(): void {
		void this.#host.yieldTerminal(async () => {});
	}

	async yieldTerminal(task: () => Promise<void>): Promise<void> {
		await this.#quietMouse();
		await this.#host.yieldTerminal(async () => {
			this.#wiring.terminal.stdout.write(GIVE_TITLE_BACK);
			await task();
		});
		this.#enter();
	}

	exit(): void {
		const {terminal} = this.#wiring;
		void this.#quietMouse().then(() => this.#host.exit());
		terminal.after(GIVE_UP_MS, () => {
			if (terminal.stdout.writableLength > 0) terminal.stdout.destroy();
		});
	}

	takeStats(): undefined {
		return undefined;
	}

	#render(): ReturnType<typeof render> {
		const {store, terminal, palette} = this.#wiring;
		return render(
			<MonitorApp keys={terminal.hasKeys} onControl={this.#host.setControl}>
				<WholePicture store={store} palette={palette} onDrawn={() => this.#drawn()} />
			</MonitorApp>,
			{
				stdin: this.#stdin.asStream,
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
	}

	/** Ink asks nothing; what the mouse did last is still on its way. */
	async #quietMouse(): Promise<void> {
		const {store, terminal} = this.#wiring;
		if (!terminal.hasKeys || !store.state().settings.mouse || terminal.stdout.writableNeedDrain) return;
		terminal.stdout.write(MOUSE_OFF + LAST_QUESTION);
		await this.#lastAnswer.wait(lastAnswerLimitMs(0));
	}

	/** What Ink does not know of. */
	#enter(): void {
		const {store, terminal} = this.#wiring;
		terminal.stdout.write(KEEP_TITLE + (store.state().settings.mouse ? MOUSE_ON : ''));
	}

	/** What waits for a terminal that does not read would be an old picture: the next one is asked for when it is out. */
	#drawn(): void {
		const {terminal, onDrawn} = this.#wiring;
		if (terminal.stdout.writableNeedDrain) terminal.stdout.once('drain', onDrawn);
		else onDrawn();
	}
}
