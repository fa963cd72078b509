/** A session in this thread with all that it stands on, for commands without a screen. */

import {engineConfigOf, type Config} from '../../config/config.js';
import {safeText} from '../../domain/text/safe-text.js';
import {nodePorts} from '../../runtime/node/node-ports.js';
import {closePorts, type Ports} from '../../runtime/node/ports.js';
import {startSession, type LiveSession} from '../../runtime/live-session.js';
import type {Recorder} from '../../recording/node-recorder.js';
import {recordedBy} from '../../recording/recorded-by.js';
import {aboutText} from '../about.js';
import {openMarket} from '../market.js';
import {say, type CommandIo} from '../process/command-io.js';
import {openRecorderFor} from '../recording/open-recorder.js';

export type OpenedSession = {
	readonly session: LiveSession;
	readonly ports: Ports;
	readonly recorder: Recorder | undefined;
	/** Resolves when all is closed, and what was recorded is on the drive. */
	readonly close: () => Promise<void>;
};

/** @param onDeath is called if the built-in exchange ends unasked. */
export const openSession = async (config: Config, io: CommandIo, onDeath: (message: string) => void): Promise<OpenedSession> => {
	const recorder = await openRecorderFor(config);
	const market = await openMarket(config, onDeath);
	const ports = await nodePorts(market.endpoints.proxy);
	ports.log.onProblem((message) => say(io, safeText(message)));
	const session = startSession({
		config: engineConfigOf(config),
		endpoints: market.endpoints,
		ports,
		about: await aboutText(config),
		...recordedBy(recorder, config),
	});
	return {
		session,
		ports,
		recorder,
		close: async () => {
			await session.close();
			await closePorts(ports);
			await Promise.all([recorder?.close(), market.close()]);
		},
	};
};
