/**
 * The terminal as one grid of cells: panels are drawn into it, the difference from what the terminal shows is
 * written in one piece. Each write contains the newest state.
 */

import {ByteBuffer, utf8} from '../render/byte-buffer.js';
import {clearGrid, createGrid, type CellGrid} from '../render/cell-grid.js';
import {CellPainter} from '../render/cell-painter.js';
import {CellStyles} from '../render/cell-styles.js';
import {drawRows} from '../render/draw-cells.js';
import type {Palette} from '../render/theme.js';
import type {RenderStats} from '../view-model/memory/render-stats.js';
import type {DrawnPanel} from '../view-model/screen/screen.js';
import {FrameGate, STATUS_REQUEST} from '../terminal/frame-gate.js';
import {FrameWriter} from '../terminal/frame-writer.js';
import {LAST_QUESTION, LastAnswer, lastAnswerLimitMs} from './last-answer.js';
import {RenderMeter} from './render-meter.js';
import {BEGIN_PICTURE, END_PICTURE, LEAVE_SEQUENCE, enterSequence} from '../terminal/screen-modes.js';
import type {CellTerminal, Terminal, Unsubscribe} from '../terminal/terminal.js';

const BEGIN = utf8(BEGIN_PICTURE);
const END = utf8(END_PICTURE);
const REQUEST = utf8(STATUS_REQUEST);
/** CAN: ends a control sequence that was cut off. */
const CANCEL = '\u{18}';

/** Longest wait for a half-written picture, and for the mode changes when input is no longer handled. */
const DRAIN_MS = 300;

/** Greatest length of queued control text, in UTF-16 units. */
const MAX_CONTROL = 65_536;

export type SurfaceWiring = {
	readonly terminal: Pick<Terminal, 'after' | 'nowMs' | 'wallMs' | 'size' | 'hasKeys'>;
	readonly cells: CellTerminal;
	readonly palette: () => Palette;
	/** The panels of the current state. */
	readonly panels: () => readonly DrawnPanel[];
	/** Wall-clock time at which the engine made the frame that the panels show. */
	readonly pictureAtMs: () => number | undefined;
	/** Whether the terminal should report mouse events. */
	readonly mouse: () => boolean;
	readonly onGone: () => void;
};

export class CellSurface {
	readonly #wiring: SurfaceWiring;
	#palette: Palette;
	#styles: CellStyles;
	readonly #out = new ByteBuffer();
	#painter: CellPainter;
	readonly #writer: FrameWriter;
	readonly #gate: FrameGate;
	readonly #meter: RenderMeter;
	#grid: CellGrid = createGrid(0, 0);
	/** Control sequences to send before the next picture. */
	#control = '';
	#isOpen = false;
	/** The modes are set before the next picture. */
	#isEntering = false;
	#isClosed = false;
	/** The state is newer than the last picture. */
	#isDue = false;
	#isUrgent = false;
	#cancel: Unsubscribe | undefined;
	readonly #lastAnswer: LastAnswer;
	#leaving: Promise<void> = Promise.resolve();

	constructor(wiring: SurfaceWiring) {
		const {cells, terminal} = wiring;
		this.#wiring = wiring;
		this.#palette = wiring.palette();
		this.#styles = new CellStyles(this.#palette);
		this.#painter = new CellPainter(this.#styles, this.#out);
		this.#gate = new FrameGate(cells.pacing);
		this.#meter = new RenderMeter(terminal.nowMs());
		this.#lastAnswer = new LastAnswer((delayMs, task) => terminal.after(delayMs, task));
		this.#writer = new FrameWriter({
			terminal: cells,
			after: (delayMs, task) => terminal.after(delayMs, task),
			onOut: () => this.#drawWhenDue(),
			onGone: wiring.onGone,
		});
	}

	/** Takes the terminal, initially or again, and draws everything. */
	open(): void {
		if (this.#isClosed) return;
		this.#isOpen = true;
		this.#isEntering = true;
		this.redraw();
	}

	/** Draws everything anew, because the terminal's content is unknown. */
	redraw(): void {
		this.#painter.forget();
		this.draw('key');
	}

	/** Queues control sequences (title, mode); they go out with the next picture, soon. */
	control(sequence: string): void {
		// A terminal that stood still this long gets only the newest.
		this.#control = (this.#control.length + sequence.length > MAX_CONTROL ? '' : this.#control) + sequence;
		this.draw('key');
	}

	/** Asks for a picture. One caused by a key does not wait for the frame pacing. */
	draw(cause: 'frame' | 'key'): void {
		if (this.#isDue && cause === 'frame') this.#meter.skipped();
		this.#isDue = true;
		if (cause === 'key') this.#isUrgent = true;
		this.#drawWhenDue();
	}

	answered(to: 'status' | 'attributes'): void {
		if (to === 'attributes') return this.#lastAnswer.heard();
		this.#gate.answered(this.#wiring.terminal.nowMs());
		this.#drawWhenDue();
	}

	takeStats(): RenderStats | undefined {
		return this.#meter.take(this.#wiring.terminal.nowMs());
	}

	/** Restores the terminal until it is opened again. A second call waits for the same end. */
	async leave(): Promise<void> {
		if (this.#isOpen) this.#leaving = this.#leave();
		return this.#leaving;
	}

	/** For good. */
	async close(): Promise<void> {
		this.#isClosed = true;
		await this.leave();
		this.#writer.abandon();
	}

	/** Waits for the terminal's outstanding answers, within limits, so that the shell does not read them. */
	async #leave(): Promise<void> {
		this.#isOpen = false;
		this.#cancel?.();
		const {terminal} = this.#wiring;
		const limitMs = lastAnswerLimitMs(this.#gate.roundTripMs);
		const isAsking = terminal.hasKeys && !this.#gate.isMute(terminal.nowMs(), limitMs);
		const until = terminal.nowMs() + limitMs;
		const drain = async (): Promise<boolean> => this.#writer.drain(isAsking ? until - terminal.nowMs() : DRAIN_MS);
		const isOut = await drain();
		this.#writer.abandon();
		const answer = isAsking ? this.#lastAnswer.wait(until - terminal.nowMs()) : undefined;
		this.#writer.send(utf8((isOut ? '' : CANCEL) + LEAVE_SEQUENCE + (isAsking ? LAST_QUESTION : '')));
		if (!(await drain())) this.#lastAnswer.heard();
		await answer;
		this.#gate.forgive();
	}

	#drawWhenDue(): void {
		if (!this.#isDue || !this.#isOpen || !this.#writer.isIdle) return;
		this.#cancel?.();
		const {terminal} = this.#wiring;
		const waitMs = this.#gate.waitMs(terminal.nowMs(), this.#isUrgent);
		if (waitMs === 0) this.#drawNow();
		else this.#cancel = terminal.after(waitMs, () => this.#drawWhenDue());
	}

	#drawNow(): void {
		this.#isDue = false;
		this.#isUrgent = false;
		this.#compose();
		this.#out.clear();
		if (this.#isEntering) this.#out.text(enterSequence(this.#wiring.terminal.hasKeys, this.#wiring.mouse()));
		this.#isEntering = false;
		this.#out.text(this.#control);
		this.#control = '';
		// Not inside the synchronized update: tmux executes an erase at once.
		this.#painter.prepare(this.#grid);
		const before = this.#out.length;
		this.#out.append(BEGIN);
		this.#painter.paint(this.#grid);
		if (before === 0 && this.#out.length === BEGIN.length) return;
		this.#out.append(END);
		if (this.#gate.asks) this.#out.append(REQUEST);
		this.#meter.drew(this.#out.length, this.#wiring.pictureAtMs(), this.#wiring.terminal.wallMs());
		this.#gate.sent(this.#out.length, this.#wiring.terminal.nowMs());
		this.#writer.send(this.#out.bytes);
	}

	/** Redraws everything when the palette changed. */
	#dress(): void {
		const palette = this.#wiring.palette();
		if (palette === this.#palette) return;
		this.#palette = palette;
		this.#styles = new CellStyles(palette);
		this.#painter = new CellPainter(this.#styles, this.#out);
	}

	#compose(): void {
		this.#dress();
		const {columns, rows} = this.#wiring.terminal.size();
		if (columns !== this.#grid.columns || rows !== this.#grid.rows) this.#grid = createGrid(columns, rows);
		clearGrid(this.#grid);
		for (const {rect, rows: lines} of this.#wiring.panels()) drawRows(this.#grid, rect, lines, this.#styles);
	}
}
