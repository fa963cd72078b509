/** stdin for Ink without the terminal's answers to how it is. */

import {PassThrough} from 'node:stream';
import {AnswerFilter} from './answer-filter.js';
import type {Terminal, Unsubscribe} from './terminal.js';

/** Longer than a line needs for the rest of a sequence, shorter than anybody notices of Esc. */
const HOLD_MS = 50;

export type AnswerListener = {
	/** Whether an answer is expected: without one, nothing is held back. */
	readonly isAsking: () => boolean;
	readonly onAnswer: () => void;
};

export class AnsweredInput extends PassThrough {
	readonly isTTY: boolean;
	readonly #terminal: Terminal;
	readonly #filter = new AnswerFilter();
	readonly #listener: AnswerListener;
	#cancel: Unsubscribe | undefined;

	constructor(terminal: Terminal, listener: AnswerListener) {
		super({encoding: 'utf8', decodeStrings: false});
		this.#terminal = terminal;
		this.#listener = listener;
		this.isTTY = terminal.hasKeys;
		if (!terminal.hasKeys) return;
		terminal.stdin.setEncoding('utf8');
		terminal.stdin.on('data', this.#onData);
	}

	setRawMode(mode: boolean): this {
		this.#terminal.stdin.setRawMode(mode);
		return this;
	}

	ref(): this {
		this.#terminal.stdin.ref();
		return this;
	}

	unref(): this {
		this.#terminal.stdin.unref();
		return this;
	}

	/** Lets go of stdin. */
	release(): void {
		this.#cancel?.();
		this.#terminal.stdin.off('data', this.#onData);
		if (this.#terminal.hasKeys) this.#terminal.stdin.pause();
	}

	get asStream(): NodeJS.ReadStream {
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Ink reads, sets raw mode and asks for isTTY: all here
		return this as unknown as NodeJS.ReadStream;
	}

	readonly #onData = (chunk: string | Uint8Array): void => {
		this.#cancel?.();
		const {text, answers} = this.#filter.push(String(chunk));
		this.#pass(text);
		if (this.#filter.isHolding) this.#letGoLater();
		for (let count = 0; count < answers; count += 1) this.#listener.onAnswer();
	};

	#letGoLater(): void {
		if (this.#listener.isAsking()) this.#cancel = this.#terminal.after(HOLD_MS, this.#release);
		else this.#release();
	}

	readonly #release = (): void => this.#pass(this.#filter.release());

	#pass(text: string): void {
		if (text !== '') this.write(text);
	}
}
