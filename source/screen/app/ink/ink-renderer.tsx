/** Renders the screen as Ink text: for tests, and for terminals on which cells cannot be drawn. */

import {render} from 'ink';
import {InkHost} from './ink-host.js';
import {MonitorApp, WholePicture} from './monitor-app.js';
import {LAST_QUESTION, LastAnswer, lastAnswerLimitMs} from '../last-answer.js';
import {KeyInput} from '../../terminal/node-key-input.js';
import {GIVE_TITLE_BACK, KEEP_TITLE, MOUSE_OFF, MOUSE_ON} from '../../terminal/screen-modes.js';
import type {RendererWiring, ScreenRenderer} from '../screen-renderer.js';

/** Above any configurable frame rate: pictures are paced by credits, and keys should not wait for Ink. */
const MAX_INK_FPS = 60;
/** Longest time that a terminal which does not read can delay the program's end. */
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

	/** Nothing to do: React subscribes to the store. */
	changed(): void {}

	/** Nothing to do: Ink handles the resize. */
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

	/** Switches mouse reports off and waits for those still on their way; Ink does neither. */
	async #quietMouse(): Promise<void> {
		const {store, terminal} = this.#wiring;
		if (!terminal.hasKeys || !store.state().settings.mouse || terminal.stdout.writableNeedDrain) return;
		terminal.stdout.write(MOUSE_OFF + LAST_QUESTION);
		await this.#lastAnswer.wait(lastAnswerLimitMs(0));
	}

	/** Sets the modes that Ink does not manage. */
	#enter(): void {
		const {store, terminal} = this.#wiring;
		terminal.stdout.write(KEEP_TITLE + (store.state().settings.mouse ? MOUSE_ON : ''));
	}

	/**
	 * Output that waits for a slow terminal would be out of date, so the next frame is requested only after it is
	 * written.
	 */
	#drawn(): void {
		const {terminal, onDrawn} = this.#wiring;
		if (terminal.stdout.writableNeedDrain) terminal.stdout.once('drain', onDrawn);
		else onDrawn();
	}
}
