/** `mm-tui`: the engine on its own thread, the screen on this one. */

import path from 'node:path';
import {createNodeTerminal} from '../screen/terminal/node-terminal.js';
import {runScreen} from '../screen/app/run-screen.js';
import type {ScreenOptions, ScreenOutcome} from '../screen/app/screen-options.js';
import {asciiOnly, colourMode} from '../screen/render/colour-mode.js';
import {engineConfigOf, type Config} from '../config/config.js';
import type {Environment} from '../config/environment.js';
import {safeText} from '../domain/text/safe-text.js';
import {LOG_NAME} from '../runtime/node/node-log.js';
import {stateFolder} from '../runtime/node/node-state-file.js';
import {startWorkerHost} from '../runtime/host/worker-host.js';
import {aboutText} from './about.js';
import {SIGNAL_CODES, say, type CommandIo} from './process/command-io.js';
import {holdUp} from './process/end-process.js';
import {EXIT, UsageError} from './process/exit-code.js';
import {openMarket} from './market.js';
import {recorderOptions} from './recording/open-recorder.js';

/**
 * Runs until the operator quits, a signal, or a fatal message. @returns the exit code.
 * @throws {UsageError} if there is no terminal.
 */
export const runScreenCommand = async (config: Config, io: CommandIo): Promise<number> => {
	if (io.stdout.isTTY !== true) throw new UsageError(NO_TERMINAL);
	// No handler: the engine notices a dead exchange, and the screen shows it.
	const market = await openMarket(config, () => {});
	const about = await aboutText(config);
	const record = await recorderOptions(config);
	const data = {config: engineConfigOf(config), endpoints: market.endpoints, about, ...(record === undefined ? {} : {record})};
	const host = startWorkerHost(data, holdUp);
	let outcome: ScreenOutcome | undefined;
	try {
		const options = screenOptions(config, io.environment);
		// The screen handles signals itself, because it must restore the terminal.
		io.onSignal(() => {});
		outcome = await runScreen({host, options, terminal: createNodeTerminal(io.ignored)});
		return outcome.code;
	} finally {
		io.onSignal((signal) => io.exit(SIGNAL_CODES[signal]));
		// The last fill is known only after closing; the log's last line and this one then agree.
		const result = await host.close();
		if (outcome !== undefined) sayLast(io, outcome, result);
		await market.close();
	}
};

const NO_TERMINAL = 'stdout is not a terminal, so there is nothing to draw on; "mm-tui stream" writes the same as NDJSON';

const USUAL_FPS = 10;
const REMOTE_FPS = 5;

/** Resolves the options left to the terminal (colours, characters) from the environment. */
const screenOptions = ({symbol, venue, screen}: Config, environment: Environment): ScreenOptions => ({
	symbol,
	venue,
	fps: screen.fps ?? (environment['SSH_CONNECTION'] === undefined ? USUAL_FPS : REMOTE_FPS),
	colour: colourMode(screen.color, environment),
	theme: screen.theme ?? 'dark',
	ownColours: screen.colors,
	ascii: screen.ascii ?? asciiOnly(false, environment),
	readOnly: screen.readOnly,
	keymap: screen.keymap,
	mouse: screen.mouse,
	lines: screen.screenReader,
	market: {flash: environment['SSH_CONNECTION'] === undefined, ...screen.market},
});

/**
 * Prints the session's result and how it ended. After an unexpected end the details appear only with debugging
 * on, with the path of the log.
 */
const sayLast = (io: CommandIo, {code, message}: ScreenOutcome, result: string | undefined): void => {
	if (result !== undefined) say(io, result);
	if (message === undefined) return;
	const unexpected = code === EXIT.unexpected;
	const whole = unexpected && Boolean(io.environment['MM_TUI_DEBUG']);
	const line = safeText(message.split('\n', 1)[0] ?? '', MESSAGE_LENGTH);
	say(
		io,
		whole
			? message
			: unexpected
				? `${line} (what happened before is in ${safeText(path.join(stateFolder(io.environment), LOG_NAME), MESSAGE_LENGTH)}; MM_TUI_DEBUG=1 shows where)`
				: line,
	);
};

const MESSAGE_LENGTH = 500;
