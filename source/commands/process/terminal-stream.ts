/** The streams of a headless command on a terminal: none of them makes it wait. */

import {openQuietTerminal} from '../../screen/terminal/node-cell-terminal.js';
import {TerminalStream} from '../../screen/terminal/node-terminal-stream.js';
import type {CommandIo, OutStream} from './command-io.js';

/** Descriptors of a process. */
const STDOUT = 1;
const STDERR = 2;

/** The same, with streams that never wait where they lead to a terminal. */
export const withQuietTerminal = (io: CommandIo): CommandIo => ({
	...io,
	stdout: quiet(io.stdout, STDOUT),
	stderr: quiet(io.stderr, STDERR),
});

const quiet = (stream: OutStream, fd: number): OutStream => {
	const terminal = stream.isTTY === true ? openQuietTerminal(fd) : undefined;
	if (terminal === undefined) return stream;
	// One that is gone is no error of the program, whoever listens.
	return new TerminalStream(terminal).on('error', () => {});
};
