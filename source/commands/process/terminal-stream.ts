/** Non-blocking stdout and stderr for headless commands on a terminal. */

import {openQuietTerminal} from '../../screen/terminal/node-cell-terminal.js';
import {TerminalStream} from '../../screen/terminal/node-terminal-stream.js';
import type {CommandIo, OutStream} from './command-io.js';

/** File descriptors. */
const STDOUT = 1;
const STDERR = 2;

/** The same with non-blocking streams where they lead to a terminal. */
export const withQuietTerminal = (io: CommandIo): CommandIo => ({
	...io,
	stdout: quiet(io.stdout, STDOUT),
	stderr: quiet(io.stderr, STDERR),
});

const quiet = (stream: OutStream, fd: number): OutStream => {
	const terminal = stream.isTTY === true ? openQuietTerminal(fd) : undefined;
	if (terminal === undefined) return stream;
	// A closed terminal is not an error of the program.
	return new TerminalStream(terminal).on('error', () => {});
};
