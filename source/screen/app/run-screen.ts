/** Runs the screen and restores the terminal on every way out. */

import {isLines, type ScreenInput, type ScreenOutcome} from './screen-options.js';
import {ScreenSession} from './screen-session.js';

/** Ends on a key, a signal, the engine's end or an error; the terminal is restored before it resolves. */
export const runScreen = async (input: ScreenInput): Promise<ScreenOutcome> => {
	const {terminal} = input;
	const session = new ScreenSession(input);
	const releases = [
		terminal.captureStrayOutput(),
		() => terminal.restore(isLines(input)),
		terminal.onSignal((signal) => session.onSignal(signal)),
		terminal.onFailure((failure) => session.onFailure(failure)),
		terminal.onResize(() => session.onResize()),
	];
	try {
		return await session.run();
	} finally {
		for (const release of releases.toReversed()) release();
	}
};
