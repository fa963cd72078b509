/** argv → a command → an exit code. */

import {programVersion} from '../assets.js';
import {environmentWarnings} from '../config/environment.js';
import {folderWarnings} from '../domain/own-folder.js';
import {commandNamed} from './command-table.js';
import {print, say, type CommandIo} from './process/command-io.js';
import {EXIT, exitCodeOf} from './process/exit-code.js';
import {boundYoungHeap} from './process/young-heap.js';
import {parseCommandLine} from './flags.js';
import type {Invocation} from './invocation.js';

/**
 * Runs a command line until it ends. Messages are on stderr before it returns.
 * @returns the exit code. @throws on a fault of the program itself.
 */
export const main = async (argv: readonly string[], io: CommandIo): Promise<number> => {
	// Before the first write, so that a closed stderr does not end the program.
	io.stderr.on('error', () => {});
	try {
		const invocation = parseCommandLine(argv);
		// meow sets the title to the package name; `ps` should show the arguments.
		process.title = ['mm-tui', ...argv].join(' ');
		return await follow(invocation, io);
	} catch (error) {
		const code = exitCodeOf(error);
		if (code === EXIT.unexpected || !(error instanceof Error)) throw error;
		say(io, code === EXIT.usage ? `${error.message} (mm-tui --help)` : error.message);
		return code;
	}
};

const follow = async (invocation: Invocation, io: CommandIo): Promise<number> => {
	if (invocation.help) {
		const {helpFor} = await import('./help.js');
		await print(io, helpFor(invocation.command));
		return EXIT.done;
	}

	if (invocation.version) {
		await print(io, `${await programVersion()}\n`);
		return EXIT.done;
	}

	const entry = commandNamed(invocation.command);
	if ('loadBare' in entry) return (await entry.loadBare())(invocation, io);
	for (const warning of [...folderWarnings(io.environment), ...environmentWarnings(io.environment)]) say(io, warning);
	const {readConfig} = await import('./read-config.js');
	const config = await readConfig(invocation, io.environment);
	if (config.maker?.paper?.model === 'touch') say(io, TOUCH_WARNING);
	boundYoungHeap();
	const run = await entry.load();
	return run(config, entry.name === 'screen' ? io : await quietened(io), invocation.words);
};

/** The screen has its own non-blocking terminal writer. */
const quietened = async (io: CommandIo): Promise<CommandIo> => {
	if (io.stdout.isTTY !== true && io.stderr.isTTY !== true) return io;
	const {withQuietTerminal} = await import('./process/terminal-stream.js');
	return withQuietTerminal(io);
};

const TOUCH_WARNING =
	'fill model touch is for diagnosis only: it fills nearly everything and hides most of what adverse selection costs; believe no profit it shows';
