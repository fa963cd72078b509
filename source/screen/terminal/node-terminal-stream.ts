/**
 * A terminal as a non-blocking output stream. Node's own writes to a terminal block; one held with Ctrl-S would
 * stop feed, pongs and signals.
 */

import {Writable} from 'node:stream';
import {openQuietTerminal} from './node-cell-terminal.js';
import type {CellTerminal} from './terminal.js';

const RETRY_MS = 10;

export class TerminalStream extends Writable {
	readonly isTTY = true;
	readonly #terminal: Pick<CellTerminal, 'write'>;

	constructor(terminal: Pick<CellTerminal, 'write'>) {
		super({decodeStrings: true});
		this.#terminal = terminal;
	}

	override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
		let rest: Uint8Array = chunk;
		const push = (): void => {
			// The callbacks of queued writes run only after this one has ended.
			if (this.destroyed) return done(new Error('the terminal was given up'));
			while (rest.length > 0) {
				const taken = this.#terminal.write(rest);
				if (taken === 'gone') return done(Object.assign(new Error('the terminal is gone'), {code: 'EIO'}));
				if (taken === 0) return void setTimeout(push, RETRY_MS);
				rest = rest.subarray(taken);
			}

			done();
		};

		push();
	}
}

/** Such a stream in place of stdout, with the properties that Ink reads. */
class TerminalStdout extends TerminalStream {
	readonly #forward = (): boolean => this.emit('resize');

	constructor(terminal: Pick<CellTerminal, 'write'>) {
		super(terminal);
		process.stdout.on('resize', this.#forward);
		this.on('close', () => process.stdout.off('resize', this.#forward));
	}

	get columns(): number {
		return process.stdout.columns;
	}

	get rows(): number {
		return process.stdout.rows;
	}
}

/** A write function for stderr that does not block on a terminal. */
export const quietStderrWrite = (): typeof process.stderr.write => {
	const terminal = process.stderr.isTTY ? openQuietTerminal(process.stderr.fd) : undefined;
	if (terminal === undefined) return process.stderr.write.bind(process.stderr);
	const stream = new TerminalStream(terminal).on('error', () => {});
	return stream.write.bind(stream);
};

/** @returns stdout itself if it is not a terminal or cannot be opened again. */
export const quietStdout = (): NodeJS.WriteStream => {
	const terminal = process.stdout.isTTY ? openQuietTerminal(process.stdout.fd) : undefined;
	if (terminal === undefined) return process.stdout;
	// Ink uses only the members defined here.
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
	return new TerminalStdout(terminal) as unknown as NodeJS.WriteStream;
};
