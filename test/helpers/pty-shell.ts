/** A shell in a real pseudo-terminal, with a parser that gives the visible screen. */

import {readFileSync} from 'node:fs';
import xterm from '@xterm/headless';
import {spawn, type IPty} from '@lydell/node-pty';
import {expect, vi} from 'vitest';

type Size = {readonly columns: number; readonly rows: number};

/** A connection with delay that can be held up; it keeps the order. */
export class DelayedLine {
	readonly #delayMs: number;
	readonly #deliver: (data: string) => void;
	#heldUntil: Promise<void> = Promise.resolve();
	#tail: Promise<void> = Promise.resolve();

	constructor(delayMs: number, deliver: (data: string) => void) {
		this.#delayMs = delayMs;
		this.#deliver = deliver;
	}

	send(data: string): void {
		if (this.#delayMs === 0) return this.#deliver(data);
		const arrived = new Promise<void>((resolve) => setTimeout(resolve, this.#delayMs));
		this.#tail = Promise.all([this.#tail, arrived])
			.then(async () => this.#heldUntil)
			.then(() => this.#deliver(data));
	}

	hold(ms: number): void {
		this.#heldUntil = new Promise((resolve) => setTimeout(resolve, ms));
	}
}

export class Shell {
	readonly screen: xterm.Terminal;
	readonly pty: IPty;
	/** The terminal modes as the program left them. */
	cursorShown = true;
	title = '';
	readonly #lines: readonly DelayedLine[];

	/** @param delayMs in each direction. */
	constructor(
		args: readonly string[],
		change: Readonly<Record<string, string>> = {},
		{columns, rows}: Size = {columns: 120, rows: 40},
		delayMs = 0,
	) {
		this.screen = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
		this.#watchCursor();
		this.screen.onTitleChange((title) => (this.title = title));
		const environment = {PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', NODE_ENV: 'production', ...change};
		this.pty = spawn('bash', ['--norc', ...args], {cols: columns, rows, env: environment});
		const [shown, typed] = [
			new DelayedLine(delayMs, (data) => this.screen.write(data)),
			new DelayedLine(delayMs, (data) => this.pty.write(data)),
		];
		this.#lines = [shown, typed];
		this.pty.onData((data) => shown.send(data));
		this.screen.onData((answer) => typed.send(answer));
		this.type = (text) => typed.send(text);
	}

	/** Types through the same delayed line as the terminal's answers. */
	readonly type: (text: string) => void;

	/** Holds the line in both directions for this long. */
	hold(ms: number): void {
		for (const line of this.#lines) line.hold(ms);
	}

	/** At least two columns, the parser's minimum. */
	resize(columns: number, rows: number): void {
		this.screen.resize(Math.max(2, columns), Math.max(1, rows));
		this.pty.resize(columns, rows);
	}

	text(): string {
		const buffer = this.screen.buffer.active;
		return Array.from({length: this.screen.rows}, (_, y) => buffer.getLine(buffer.viewportY + y)?.translateToString(true) ?? '').join('\n');
	}

	/** Gives up before a test does, so that a failure shows the screen. */
	async sees(text: string | RegExp): Promise<void> {
		await vi.waitFor(() => expect(this.text()).toMatch(text), {timeout: 25_000, interval: 25});
	}

	/** The node process under the shell. */
	child(): number {
		return Number(readFileSync(`/proc/${this.pty.pid}/task/${this.pty.pid}/children`, 'utf8').trim().split(' ').at(-1));
	}

	/** @param stoodStill the terminal was stopped at the end, so its late answer reaches the shell. */
	async expectRestored(code: number, stoodStill = false): Promise<void> {
		await this.sees(`EXIT=${code}`);
		await this.sees(/icanon/);
		expect(this.text()).toMatch(/^isig icanon/m);
		expect(this.text()).toMatch(/ echo /);
		expect(this.screen.buffer.active.type).toBe('normal');
		expect(this.cursorShown).toBe(true);
		expect(this.title).toBe('');
		expect(this.screen.modes.bracketedPasteMode).toBe(false);
		expect(this.screen.modes.mouseTrackingMode).toBe('none');
		expect(this.screen.modes.synchronizedOutputMode).toBe(false);
		// No answer of the terminal was left for the shell.
		if (!stoodStill) expect(this.text()).not.toMatch(/\[0n/);
	}

	#watchCursor(): void {
		for (const [final, shown] of [
			['h', true],
			['l', false],
		] as const) {
			this.screen.parser.registerCsiHandler({prefix: '?', final}, (modes) => {
				if (modes.includes(25)) this.cursorShown = shown;
				return false;
			});
		}
	}
}

/** A zombie counts as ended. */
export const isAlive = (pid: number): boolean => {
	try {
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
};
