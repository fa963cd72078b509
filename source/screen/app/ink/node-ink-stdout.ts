/** Where Ink writes when cells are drawn: its last picture is kept, and nothing of it reaches the terminal from here. */

import {Writable} from 'node:stream';
import type {Terminal} from '../../terminal/terminal.js';

export class InkStdout extends Writable {
	readonly isTTY = true;
	readonly #terminal: Pick<Terminal, 'size'>;
	#last = '';

	constructor(terminal: Pick<Terminal, 'size'>) {
		super({decodeStrings: false});
		this.#terminal = terminal;
	}

	get columns(): number {
		return this.#terminal.size().columns;
	}

	get rows(): number {
		return this.#terminal.size().rows;
	}

	/** What was written last: in debug mode that is the picture, whenever Ink says that it has rendered. */
	get last(): string {
		return this.#last;
	}

	// Ink takes nothing else of a terminal's stream than what is here.
	get asStream(): NodeJS.WriteStream {
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
		return this as unknown as NodeJS.WriteStream;
	}

	override _write(chunk: unknown, _encoding: string, done: () => void): void {
		this.#last = typeof chunk === 'string' ? chunk : '';
		done();
	}
}
