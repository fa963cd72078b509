/** Ink's stdout when cells are drawn: everything written to it is discarded. */

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

	// Ink uses only the members defined here.
	get asStream(): NodeJS.WriteStream {
		// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
		return this as unknown as NodeJS.WriteStream;
	}

	override _write(_chunk: unknown, _encoding: string, done: () => void): void {
		done();
	}
}
