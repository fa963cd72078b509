/** The exit codes for scripts, and the errors that lead to them. */

import {ConfigFileError, OptionError} from '../../config/option-error.js';

export const EXIT = {
	done: 0,
	unexpected: 1,
	usage: 2,
	configuration: 3,
	network: 4,
	verification: 5,
	risk: 6,
	hangup: 129,
	interrupted: 130,
	quit: 131,
	terminated: 143,
} as const;

/** Exit codes and their meaning, for the help. */
export const EXIT_CODE_HELP: readonly (readonly [codes: string, meaning: string])[] = [
	['0', 'done, or the reader of stdout has closed the pipe'],
	['1', 'unexpected error'],
	['2', 'usage: an unknown command or option, or an invalid value'],
	['3', 'configuration: the file, or a MM_TUI_* variable'],
	['4', 'network, or the symbol is not available'],
	['5', 'simulate: a figure is too far off'],
	['6', 'stopped by the risk layer'],
	['129-131, 143', 'ended by SIGHUP, SIGINT, SIGQUIT, SIGTERM'],
];

/** Ends a command with a message and an exit code. */
class CommandError extends Error {
	override readonly name: string = 'CommandError';
	readonly exitCode: number;

	constructor(message: string, exitCode: number) {
		super(message);
		this.exitCode = exitCode;
	}
}

/** The command line is invalid. */
export class UsageError extends CommandError {
	override readonly name = 'UsageError';

	constructor(message: string) {
		super(message, EXIT.usage);
	}
}

/** The file or the environment is invalid. */
export class ConfigurationError extends CommandError {
	override readonly name = 'ConfigurationError';

	constructor(message: string) {
		super(message, EXIT.configuration);
	}
}

/** The endpoint cannot be reached, or does not have what was asked for. */
export class NetworkError extends CommandError {
	override readonly name = 'NetworkError';

	constructor(message: string) {
		super(message, EXIT.network);
	}
}

/** An invalid value is a usage error if it was a flag, else a configuration error. */
export const exitCodeOf = (error: unknown): number => {
	if (error instanceof CommandError) return error.exitCode;
	if (error instanceof ConfigFileError) return EXIT.configuration;
	if (error instanceof OptionError) return error.origin.kind === 'flag' ? EXIT.usage : EXIT.configuration;
	return EXIT.unexpected;
};
