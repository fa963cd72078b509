/**
 * Stands in for stdin towards Ink: Ink sets raw mode through it, but reads nothing; our own decoder reads the
 * input.
 */

import {PassThrough} from 'node:stream';
import {KeyDecoder} from './key-decoder.js';
import {type InputEvent} from './input-event.js';
import type {Terminal, Unsubscribe} from './terminal.js';

export class KeyInput extends PassThrough {
	readonly isTTY: boolean;
	readonly #terminal: Terminal;
	readonly #decoder: KeyDecoder;
	readonly #onInput: (event: InputEvent) => void;
	#cancel: Unsubscribe | undefined;

	/** @param marksPastes whether the terminal is told to mark pastes. */
	constructor(terminal: Terminal, onInput: (event: InputEvent) => void, marksPastes = true) {
		super({encoding: 'utf8', decodeStrings: false});
		this.#terminal = terminal;
		this.#decoder = new KeyDecoder(marksPastes);
		this.#onInput = onInput;
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

	/** Detaches from stdin. */
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
		this.#tell(this.#decoder.push(String(chunk), this.#terminal.nowMs()));
		const {waitMs} = this.#decoder;
		if (waitMs !== undefined) this.#cancel = this.#terminal.after(waitMs, () => this.#tell(this.#decoder.giveUp(this.#terminal.nowMs())));
	};

	#tell(events: readonly InputEvent[]): void {
		for (const event of events) this.#onInput(event);
	}
}
