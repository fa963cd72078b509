/**
 * A terminal as an output stream that never makes the program wait: Node's own writes to a terminal block, and one
 * that is held with Ctrl-S would stop the feed, the pongs and the signals with it.
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
			// Whoever waits for what is queued is told only when this one has ended.
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

/** Such a stream in place of stdout, with what else is asked of one. */
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

/** How stderr is written to: where it leads to a terminal, without waiting for it. */
export const quietStderrWrite = (): typeof process.stderr.write => {
	const terminal = process.stderr.isTTY ? openQuietTerminal(process.stderr.fd) : undefined;
	if (terminal === undefined) return process.stderr.write.bind(process.stderr);
	const stream = new TerminalStream(terminal).on('error', () => {});
	return stream.write.bind(stream);
};

/** @returns stdout itself where it is no terminal, or one that cannot be opened once more. */
export const quietStdout = (): NodeJS.WriteStream => {
	const terminal = process.stdout.isTTY ? openQuietTerminal(process.stdout.fd) : undefined;
	if (terminal === undefined) return process.stdout;
	// Ink takes nothing else of a terminal's stream than what is there.
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
	return new TerminalStdout(terminal) as unknown as NodeJS.WriteStream;
};
