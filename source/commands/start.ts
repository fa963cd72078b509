/** From the bin to a command. Loads little itself: a process that only prints its version loads nothing after this. */

import {plainAnswer} from './plain-answer.js';
import {keepCompiledCode} from './process/compile-cache.js';
import {nodeIo, print} from './process/command-io.js';
import {endProcess} from './process/end-process.js';
import {EXIT} from './process/exit-code.js';
import {startProblem} from './process/start-checks.js';

/**
 * Runs a command line and ends the process with its exit code.
 *
 * @param report tells a person of an unexpected error and returns the exit code for it.
 */
export const start = async (argv: readonly string[], report: (error: unknown) => number): Promise<never> =>
	endProcess(await run(argv).catch(report));

const run = async (argv: readonly string[]): Promise<number> => {
	const problem = startProblem();
	if (problem !== undefined) {
		process.stderr.on('error', () => {});
		process.stderr.write(`mm-tui: ${problem}\n`);
		return EXIT.unexpected;
	}

	keepCompiledCode();
	const answer = await plainAnswer(argv);
	if (answer !== undefined) {
		await print(process, answer);
		return EXIT.done;
	}

	// Signals are handled from here on; loading the rest takes most of the start.
	const io = nodeIo();
	const {main} = await import('./main.js');
	return main(argv, io);
};
