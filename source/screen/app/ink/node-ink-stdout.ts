/** Where Ink writes when cells are drawn: nothing of it reaches the terminal. */

import {Writable} from 'node:stream';
import type {Terminal} from '../../terminal/terminal.js';

export class InkStdout extends Writable {
	readonly isTTY = true;
	readonly #terminal: Pick<Terminal, 'size'>;

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

	// Ink takes nothing else of a terminal's stream than what is here.
	get asStream(): NodeJS.WriteStream {
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
		return this as unknown as NodeJS.WriteStream;
	}

	override _write(_chunk: unknown, _encoding: string, done: () => void): void {
		done();
	}
}
