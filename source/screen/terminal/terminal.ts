/** The terminal and process as the screen uses them. */

import type {Multiplexer} from './clipboard.js';

export type ScreenSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT' | 'SIGTSTP' | 'SIGCONT';

export type TerminalSize = {readonly columns: number; readonly rows: number};

export type Unsubscribe = () => void;

/** A terminal for cell drawing; writes do not block. */
export type CellTerminal = {
	/** @returns the bytes accepted, 0 if there is no room now, `gone` if it is closed. */
	write(bytes: Uint8Array): number | 'gone';
	/** How the terminal's speed is known: it answers status requests, or a byte rate is assumed. */
	readonly pacing: 'answers' | 'budget';
	close(): void;
};

export type Terminal = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** Undefined: the screen is drawn as Ink text. */
	readonly cells: CellTerminal | undefined;
	/** Whether sentences replace the picture: no cursor control, or a screen reader. */
	readonly wantsLines: boolean;
	/** The multiplexer that we run in. */
	readonly within: Multiplexer;
	/** Whether stdin is a terminal. */
	readonly hasKeys: boolean;
	size(): TerminalSize;
	onResize(listener: () => void): Unsubscribe;
	onSignal(listener: (signal: ScreenSignal) => void): Unsubscribe;
	/** Called on an uncaught exception or rejection, and when the terminal closes. */
	onFailure(listener: (failure: TerminalFailure) => void): Unsubscribe;
	/** Keeps other output (warnings of libraries) off the screen; it is printed when released. */
	captureStrayOutput(): Unsubscribe;
	/** Monotonic. */
	nowMs(): number;
	/** Unix milliseconds with a fraction, the same clock as the engine's time stamps. */
	wallMs(): number;
	after(delayMs: number, task: () => void): Unsubscribe;
	/** Stops the process group like Ctrl-Z; resolves when it is continued. */
	stopUntilContinued(): Promise<void>;
	/**
	 * Synchronous: shows the cursor, resets colours, paste mode and line mode. After sentences only line mode, as
	 * nothing else was changed.
	 */
	restore(afterLines: boolean): void;
};

export type TerminalFailure = {readonly kind: 'exception'; readonly error: unknown} | {readonly kind: 'hang-up'};
