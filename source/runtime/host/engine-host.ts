/** What every consumer of an engine holds, whether the engine runs in this thread or in another. */

import type {Command, CommandSource} from '../../engine/command.js';
import type {MonitorFrame, Watch} from '../../engine/frame.js';

export type HostEvent =
	| {readonly kind: 'frame'; readonly frame: MonitorFrame}
	/** The engine ended and will say nothing more. `code` is the exit code that fits. */
	| {readonly kind: 'ended'; readonly code: number; readonly message: string}
	/** It was closed: what it came to, in a line, as the log says it; undefined where there was no market maker. */
	| {readonly kind: 'result'; readonly text: string | undefined};

/** All calls return at once; answers come as events. */
export type EngineHost = {
	/** One consumer; it is called from the host's own thread, never synchronously from `onEvent` itself. */
	onEvent(listener: (event: HostEvent) => void): void;
	/** The answer comes in a frame, with the same source. */
	send(command: Command, source: CommandSource): void;
	watch(watch: Watch): void;
	/** Asks for the next frame: at most one is under way for each credit given. The newest state wins. */
	credit(): void;
	/** Closes sockets and files; resolves when nothing is left running, with the session's result where it has one. */
	close(): Promise<string | undefined>;
};
