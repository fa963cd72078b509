/** stdin for Ink, which has the raw mode of it and sees nothing of what is typed: keys are told by our own decoder. */

import {PassThrough} from 'node:stream';
import {KeyDecoder, type InputEvent} from './key-decoder.js';
import type {Terminal, Unsubscribe} from './terminal.js';

/** What was typed before the program was there again is not meant for it. */
const DEAF_MS = 100;

export class KeyInput extends PassThrough {
	readonly isTTY: boolean;
	readonly #terminal: Terminal;
	readonly #decoder = new KeyDecoder();
	readonly #onInput: (event: InputEvent) => void;
	#deafUntilMs = -Infinity;
	#cancel: Unsubscribe | undefined;

	constructor(terminal: Terminal, onInput: (event: InputEvent) => void) {
		super({encoding: 'utf8', decodeStrings: false});
		this.#terminal = terminal;
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

	/** Back from the shell: keys that lie in the queue were pressed for somebody else. */
	dropQueued(): void {
		this.#deafUntilMs = this.#terminal.nowMs() + DEAF_MS;
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
		this.#tell(this.#decoder.push(String(chunk), this.#terminal.nowMs()));
		const {waitMs} = this.#decoder;
		if (waitMs !== undefined) this.#cancel = this.#terminal.after(waitMs, () => this.#tell(this.#decoder.giveUp(this.#terminal.nowMs())));
	};

	#tell(events: readonly InputEvent[]): void {
		const isDeaf = this.#terminal.nowMs() < this.#deafUntilMs;
		for (const event of events) if (!isDeaf || event.kind === 'answer') this.#onInput(event);
	}
}
