/** The screen as cells: Ink has the keys and what stands around the live panels, one grid has all of it. */

import {render} from 'ink';
import {screenPanels} from '../view-model/screen/screen.js';
import {CellSurface} from './cell-surface.js';
import {createChromeSelector, type Chrome} from './ink/chrome-selector.js';
import {InkHost} from './ink/ink-host.js';
import {ChromePicture, MonitorApp} from './ink/monitor-app.js';
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
	readonly #chromeOf: ReturnType<typeof createChromeSelector>;
	/** What Ink has drawn. */
	#chrome: Chrome | undefined;

	constructor(wiring: RendererWiring, cells: CellTerminal) {
		const {terminal, store, palette, onGone, onInput} = wiring;
		this.#wiring = wiring;
		this.#chromeOf = createChromeSelector(palette);
		this.#stdout = new InkStdout(terminal);
		this.#surface = new CellSurface({
			terminal,
			cells,
			palette,
			panels: () => screenPanels(store.state(), 'live'),
			pictureAtMs: () => store.state().memory.frame?.atMs,
			mouse: () => store.state().settings.mouse,
			onGone,
		});
		this.#stdin = new KeyInput(terminal, (event) => (event.kind === 'answer' ? this.#surface.answered(event.to) : onInput(event)));
	}

	async run(): Promise<void> {
		const {store, terminal} = this.#wiring;
		const ink = render(
			<MonitorApp keys={terminal.hasKeys} onControl={this.#host.setControl}>
				<ChromePicture store={store} chromeOf={this.#chromeOf} onDrawn={this.#chromeDrawn} />
			</MonitorApp>,
			{
				stdin: this.#stdin.asStream,
				stdout: this.#stdout.asStream,
				stderr: this.#stdout.asStream,
				// The whole picture at every commit, and no cursor movements.
				debug: true,
				interactive: true,
				exitOnCtrlC: false,
				patchConsole: false,
				onRender: () => this.#surface.setChrome(this.#stdout.last),
			},
		);
		try {
			this.#surface.open();
			await ink.waitUntilExit();
		} finally {
			await this.#surface.close();
			ink.unmount();
			this.#stdin.release();
		}
	}

	/** Where Ink has something to draw too, both are shown together: React commits before anything else happens. */
	changed(cause: 'frame' | 'key'): void {
		if (this.#chromeOf(this.#wiring.store.state()) === this.#chrome) this.#surface.draw(cause);
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

	readonly #chromeDrawn = (chrome: Chrome): void => {
		this.#chrome = chrome;
	};
}
