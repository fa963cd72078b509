/** A running engine in this thread, with its sockets: what headless commands and the worker stand on. */

import type {Command, CommandSource} from '../engine/command.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {Instant} from '../domain/units.js';

export type EngineSession = {
	readonly view: EngineView;
	/** Called in the engine's order; `view` shows the state right after the output's step. */
	onOutput(listener: (output: EngineOutput, at: Instant) => void): void;
	/** Tells the engine the time, so that what is read next is true now: after a sleep nobody else may have. */
	refresh(): void;
	/** @param source who gives it: with one it is answered. */
	send(command: Command, source?: CommandSource): void;
	/** Closes every socket, request and timer; resolves when nothing is left running. */
	close(): Promise<void>;
};
