/** Renders the screen as cells: one grid holds the picture, Ink only handles keyboard and lifecycle. */

import {render} from 'ink';
import {screenPanels} from '../view-model/screen/screen.js';
import {messageOnScreen, type Message} from '../view-model/state/monitor-state.js';
import {CellSurface} from './cell-surface.js';
import {InkHost} from './ink/ink-host.js';
import {MonitorApp} from './ink/monitor-app.js';
import {InkStdout} from './ink/node-ink-stdout.js';
import {KeyInput} from '../terminal/node-key-input.js';
import type {RendererWiring, ScreenRenderer} from './screen-renderer.js';
import type {CellTerminal} from '../terminal/terminal.js';

export class SurfaceRenderer implements ScreenRenderer {
	readonly #wiring: RendererWiring;
	readonly #host = new InkHost();
	readonly #surface: CellSurface;
	readonly #stdout: InkStdout;
	readonly #stdin: KeyInput;
	/** The last message shown. */
	#shownMessage: Message | undefined;

	constructor(wiring: RendererWiring, cells: CellTerminal) {
		const {terminal, store, palette, onGone, onInput} = wiring;
		this.#wiring = wiring;
		this.#stdout = new InkStdout(terminal);
		this.#surface = new CellSurface({
			terminal,
			cells,
			palette,
			panels: () => screenPanels(store.state()),
			pictureAtMs: () => store.state().memory.frame?.atMs,
			mouse: () => store.state().settings.mouse,
			onGone,
		});
		this.#stdin = new KeyInput(terminal, (event) => (event.kind === 'answer' ? this.#surface.answered(event.to) : onInput(event)));
	}

	async run(): Promise<void> {
		const {terminal} = this.#wiring;
		const ink = render(<MonitorApp keys={terminal.hasKeys} onControl={this.#host.setControl} />, {
			stdin: this.#stdin.asStream,
			stdout: this.#stdout.asStream,
			stderr: this.#stdout.asStream,
			debug: true,
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
		});
		try {
			this.#surface.open();
			await ink.waitUntilExit();
		} finally {
			await this.#surface.close();
			ink.unmount();
			this.#stdin.release();
		}
	}

	/** A picture with a new message is as urgent as one caused by a key. */
	changed(cause: 'frame' | 'key'): void {
		const message = messageOnScreen(this.#wiring.store.state());
		this.#surface.draw(message === this.#shownMessage ? cause : 'key');
		this.#shownMessage = message;
		if (cause === 'frame') this.#wiring.onDrawn();
	}

	resized(): void {
		this.#stdout.emit('resize');
		this.#surface.redraw();
	}

	control(sequence: string): void {
		this.#surface.control(sequence);
	}

	redraw(): void {
		this.#surface.open();
	}

	async yieldTerminal(task: () => Promise<void>): Promise<void> {
		await this.#surface.leave();
		await this.#host.yieldTerminal(task);
		this.#surface.open();
	}

	exit(): void {
		void this.#surface.close().then(() => this.#host.exit());
	}

	takeStats() {
		return this.#surface.takeStats();
	}
}
