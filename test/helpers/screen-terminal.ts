/** A terminal for tests: real streams, manual clock and timers, a parsed text screen. */

import {PassThrough, Writable} from 'node:stream';
import xterm from '@xterm/headless';
import type {CellTerminal, ScreenSignal, Terminal, TerminalFailure} from '../../source/screen/terminal/terminal.js';

import {terminalCells} from './terminal-cells.js';

type Task = {readonly atMs: number; readonly task: () => void};

class ScreenStdout extends Writable {
	isTTY = true;
	columns: number;
	rows: number;
	readonly #onText: (text: string) => void;

	constructor(columns: number, rows: number, onText: (text: string) => void) {
		super({decodeStrings: false});
		this.columns = columns;
		this.rows = rows;
		this.#onText = onText;
	}

	override _write(chunk: unknown, _encoding: string, done: () => void): void {
		this.#onText(String(chunk));
		done();
	}
}

class ScreenStdin extends PassThrough {
	isTTY = true;
	isRaw = false;

	setRawMode(mode: boolean): this {
		this.isRaw = mode;
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}
}

export class FakeTerminal implements Terminal {
	readonly #stdin = new ScreenStdin();
	readonly #stdout: ScreenStdout;
	readonly #screen: InstanceType<typeof xterm.Terminal>;
	readonly #signals = new Set<(signal: ScreenSignal) => void>();
	readonly #failures = new Set<(failure: TerminalFailure) => void>();
	readonly #resizes = new Set<() => void>();
	#tasks: Task[] = [];
	#nowMs = 0;
	readonly hasKeys: boolean;
	restored = 0;
	stops = 0;

	/** Bytes that the terminal accepts; the rest waits. */
	room = Infinity;
	bytes = 0;
	isGone = false;
	readonly cells: CellTerminal | undefined;
	wantsLines = false;
	within: Terminal['within'] = undefined;
	title = '';
	/** Text copied to the clipboard. */
	clipboard: string | undefined;

	constructor(columns = 120, rows = 40, renderer: 'ink' | 'surface' = 'ink', hasKeys = true) {
		this.hasKeys = hasKeys;
		this.#screen = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
		this.cells =
			renderer === 'ink' ? undefined : {write: (bytes) => this.#take(bytes), pacing: hasKeys ? 'answers' : 'budget', close: () => {}};
		this.#screen.onTitleChange((title) => (this.title = title));
		this.#screen.parser.registerOscHandler(52, (data) => {
			this.clipboard = Buffer.from(data.replace(/^c;/, ''), 'base64').toString();
			return true;
		});
		this.#screen.onData((answer) => this.#stdin.write(answer));
		this.#stdout = new ScreenStdout(columns, rows, (text) => this.#screen.write(text.replaceAll(/(?<!\r)\n/g, '\r\n')));
	}

	#take(bytes: Uint8Array): number | 'gone' {
		if (this.isGone) return 'gone';
		const taken = Uint8Array.from(bytes.subarray(0, this.room));
		this.room -= taken.length;
		this.bytes += taken.length;
		this.#screen.write(taken);
		return taken.length;
	}

	get stdin() {
		return this.#stdin as unknown as NodeJS.ReadStream;
	}

	get stdout() {
		return this.#stdout as unknown as NodeJS.WriteStream;
	}

	get stderr() {
		return this.stdout;
	}

	get isRaw(): boolean {
		return this.#stdin.isRaw;
	}

	get alternate(): boolean {
		return this.#screen.buffer.active.type === 'alternate';
	}

	get mouseTracked(): boolean {
		return this.#screen.modes.mouseTrackingMode !== 'none';
	}

	get pasteMarked(): boolean {
		return this.#screen.modes.bracketedPasteMode;
	}

	size = () => ({columns: this.#stdout.columns, rows: this.#stdout.rows});
	nowMs = () => this.#nowMs;
	wallMs = () => this.#nowMs;

	onResize(listener: () => void) {
		this.#resizes.add(listener);
		return () => this.#resizes.delete(listener);
	}

	onSignal(listener: (signal: ScreenSignal) => void) {
		this.#signals.add(listener);
		return () => this.#signals.delete(listener);
	}

	onFailure(listener: (failure: TerminalFailure) => void) {
		this.#failures.add(listener);
		return () => this.#failures.delete(listener);
	}

	captureStrayOutput() {
		return () => {};
	}

	after(delayMs: number, task: () => void) {
		const entry = {atMs: this.#nowMs + delayMs, task};
		this.#tasks.push(entry);
		return () => {
			this.#tasks = this.#tasks.filter((other) => other !== entry);
		};
	}

	stopUntilContinued(): Promise<void> {
		this.stops += 1;
		return Promise.resolve();
	}

	restore(): void {
		this.restored += 1;
	}

	/** Passes time and runs due timers in order. */
	pass(ms: number): void {
		const until = this.#nowMs + ms;
		for (;;) {
			const next = this.#tasks.filter(({atMs}) => atMs <= until).toSorted((a, b) => a.atMs - b.atMs)[0];
			if (next === undefined) break;
			this.#tasks = this.#tasks.filter((task) => task !== next);
			this.#nowMs = Math.max(this.#nowMs, next.atMs);
			next.task();
		}

		this.#nowMs = until;
	}

	get listenerCount(): number {
		return this.#signals.size + this.#failures.size + this.#resizes.size;
	}

	signal(signal: ScreenSignal): void {
		for (const listener of this.#signals) listener(signal);
	}

	fail(failure: TerminalFailure): void {
		for (const listener of this.#failures) listener(failure);
	}

	type(text: string): void {
		this.#stdin.write(text);
	}

	resize(columns: number, rows: number): void {
		this.#stdout.columns = columns;
		this.#stdout.rows = rows;
		this.#screen.resize(Math.max(2, columns), rows);
		for (const listener of this.#resizes) listener();
		this.#stdout.emit('resize');
	}

	/** With the visible styles. */
	async cellTexts(): Promise<readonly string[]> {
		await this.lines();
		return terminalCells(this.#screen);
	}

	/** The visible screen after everything written is drawn. */
	async lines(): Promise<readonly string[]> {
		await new Promise<void>((resolve) => this.#screen.write('', resolve));
		const buffer = this.#screen.buffer.active;
		return Array.from(
			{length: this.#screen.rows},
			(_, y) =>
				buffer
					.getLine(buffer.viewportY + y)
					?.translateToString(true, 0, this.#screen.cols)
					.trimEnd() ?? '',
		);
	}
}
