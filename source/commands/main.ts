/** argv → a command → an exit code. */

import {programVersion} from '../assets.js';
import {environmentWarnings} from '../config/environment.js';
import type {Config} from '../config/config.js';
import {folderWarnings} from '../domain/own-folder.js';
import type {CommandName} from '../config/option-table.js';
import {findCommand} from './command-table.js';
import {print, say, type CommandIo} from './process/command-io.js';
import {EXIT, exitCodeOf} from './process/exit-code.js';
import {parseCommandLine, type Invocation} from './flags.js';
import {commandHelp, programHelp} from './help.js';
import {readConfig} from './read-config.js';

/**
 * Runs a command line to its end.
 *
 * @returns the exit code; what a person should know is on stderr by then.
 * @throws what is nobody's fault but the program's.
 */
export const main = async (argv: readonly string[], io: CommandIo): Promise<number> => {
	// Before the first write, so that a closed stderr cannot end the program.
	io.stderr.on('error', () => {});
	try {
		const invocation = parseCommandLine(argv);
		// meow has named the process after the package alone: give `ps` back which market this is.
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
		await print(io, helpFor(invocation));
		return EXIT.done;
	}

	if (invocation.version) {
		await print(io, `${await programVersion()}\n`);
		return EXIT.done;
	}

	if (invocation.command === 'paths') {
		const {runPaths} = await import('./paths.js');
		return runPaths(invocation, io);
	}

	for (const warning of [...folderWarnings(io.environment), ...environmentWarnings(io.environment)]) say(io, warning);
	const config = await readConfig(invocation, io.environment);
	if (config.maker?.paper?.model === 'touch') say(io, TOUCH_WARNING);
	return run(invocation.command, invocation.scenario, config, invocation.command === 'screen' ? io : await quietened(io));
};

/** The screen has its own way not to wait for the terminal. */
const quietened = async (io: CommandIo): Promise<CommandIo> => {
	if (io.stdout.isTTY !== true && io.stderr.isTTY !== true) return io;
	const {withQuietTerminal} = await import('./process/terminal-stream.js');
	return withQuietTerminal(io);
};

const TOUCH_WARNING =
	'fill model touch is for diagnosis only: it fills nearly everything and hides most of what adverse selection costs; believe no profit it shows';

const helpFor = ({command}: Invocation): string => {
	const entry = findCommand(command);
	return entry === undefined ? programHelp() : commandHelp(entry);
};

/** Each command is loaded only when it runs: what is headless never loads the screen. */
const run = async (
	command: Exclude<CommandName, 'paths'>,
	scenario: string | undefined,
	config: Config,
	io: CommandIo,
): Promise<number> => {
	switch (command) {
		case 'screen': {
			const {runScreenCommand} = await import('./screen.js');
			return runScreenCommand(config, io);
		}

		case 'feed': {
			const {runFeed} = await import('./feed.js');
			return runFeed(config, io);
		}

		case 'stream': {
			const {runStream} = await import('./stream.js');
			return runStream(config, io);
		}

		case 'simulate': {
			const {runSimulate, readScenario} = await import('./simulate.js');
			return runSimulate(readScenario(scenario), config.simulation, io);
		}

		case 'exchange': {
			const {runExchange} = await import('./exchange.js');
			return runExchange(config, io);
		}
	}
};
