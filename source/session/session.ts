/** A running engine in this thread, with its sockets, as headless commands and the worker see it. */

import type {Command, CommandSource} from '../engine/command.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {Instant} from '../domain/units.js';
import type {OwnMeasures} from './wire.js';

export type EngineSession = {
	readonly view: EngineView;
	readonly startedAt: Instant;
	/** What the program has said of itself last. */
	readonly measures: OwnMeasures;
	/** Called in the engine's order; `view` shows the state right after the output's step. */
	onOutput(listener: (output: EngineOutput, at: Instant) => void): void;
	/** Called after each input, after all outputs of it. */
	onStep(listener: (at: Instant) => void): void;
	/** Steps the engine to the present moment: after a sleep of the machine its timer may not have run yet. */
	refresh(): void;
	/** @param source who gives it; a command without one gets no answer. */
	send(command: Command, source?: CommandSource): void;
	/** Ends its sockets and timers and writes its result; what it stands on stays open. */
	close(): Promise<void>;
};
