/**
 * The screen as sentences, one line per change: for screen readers and for terminals without cursor control.
 * Nothing is overwritten; a terminal that does not read loses the oldest lines.
 */

import {utf8} from '../render/byte-buffer.js';
import {keyOf} from '../view-model/settings/active-keys.js';
import type {MonitorState} from '../view-model/state/monitor-state.js';
import type {RenderStats} from '../view-model/memory/render-stats.js';
import {sentencesOf, statusSentence} from '../view-model/screen/sentences.js';
import {FrameWriter} from '../terminal/frame-writer.js';
import {KeyInput} from '../terminal/node-key-input.js';
import type {RendererWiring, ScreenRenderer} from './screen-renderer.js';
import type {CellTerminal} from '../terminal/terminal.js';

/** Most lines queued for a terminal that does not read. */
const MAX_WAITING = 200;
const DRAIN_MS = 300;
/** After this long without a change the state is printed again. */
const STATUS_EVERY_MS = 60_000;

const welcome = ({settings: {keymap}}: MonitorState): string =>
	`mm-tui in sentences: ${keyOf(keymap, 'status')} tells the state, ${keyOf(keymap, 'help')} the keys, ${keyOf(keymap, 'command')} takes a command, ${keyOf(keymap, 'quit')} leaves`;

export class LineRenderer implements ScreenRenderer {
	readonly #wiring: RendererWiring;
	readonly #stdin: KeyInput;
	readonly #writer: FrameWriter;
	readonly #ended: Promise<void>;
	#end: () => void = () => {};
	#lastState: MonitorState;
	#waiting: string[] = [];
	#lost = 0;
	#toldAtMs: number;

	constructor(wiring: RendererWiring, cells: CellTerminal) {
		const {terminal, store, onInput, onGone} = wiring;
		this.#wiring = wiring;
		this.#lastState = store.state();
		this.#toldAtMs = terminal.nowMs();
		// No modes are set here, so pastes are not marked.
		this.#stdin = new KeyInput(terminal, onInput, false);
		this.#writer = new FrameWriter({
			terminal: cells,
			after: (delayMs, task) => terminal.after(delayMs, task),
			onOut: () => this.#flush(),
			onGone,
		});
		this.#ended = new Promise((resolve) => {
			this.#end = resolve;
		});
	}

	async run(): Promise<void> {
		this.#setRaw(true);
		this.#say([welcome(this.#lastState)]);
		try {
			await this.#ended;
			await this.#writer.drain(DRAIN_MS);
		} finally {
			this.#writer.abandon();
			this.#setRaw(false);
			this.#stdin.release();
		}
	}

	changed(cause: 'frame' | 'key'): void {
		const [before, after] = [this.#lastState, this.#wiring.store.state()];
		this.#lastState = after;
		this.#say(sentencesOf(before, after));
		if (cause === 'frame') this.#wiring.onDrawn();
		if (this.#wiring.terminal.nowMs() - this.#toldAtMs >= STATUS_EVERY_MS) this.#say([statusSentence(after)]);
	}

	redraw(): void {
		this.#say([statusSentence(this.#wiring.store.state())]);
	}

	async yieldTerminal(task: () => Promise<void>): Promise<void> {
		this.#setRaw(false);
		await task();
		this.#setRaw(true);
	}

	exit(): void {
		this.#end();
	}

	resized(): void {
		// Lines do not depend on the window's size.
	}

	control(): void {
		// A terminal without cursor control has no title either.
	}

	takeStats(): RenderStats | undefined {
		return undefined;
	}

	#setRaw(isRaw: boolean): void {
		if (this.#wiring.terminal.hasKeys) this.#stdin.setRawMode(isRaw);
	}

	#say(lines: readonly string[]): void {
		if (lines.length === 0) return;
		this.#toldAtMs = this.#wiring.terminal.nowMs();
		this.#waiting.push(...lines);
		const over = Math.max(0, this.#waiting.length - MAX_WAITING);
		this.#waiting.splice(0, over);
		this.#lost += over;
		this.#flush();
	}

	#flush(): void {
		if (!this.#writer.isIdle || this.#waiting.length === 0) return;
		const lost = this.#lost > 0 ? [`${this.#lost} lines were lost: the terminal did not read`] : [];
		const text = [...lost, ...this.#waiting].map((line) => `${line}\r\n`).join('');
		this.#waiting = [];
		this.#lost = 0;
		this.#writer.send(utf8(text));
	}
}
