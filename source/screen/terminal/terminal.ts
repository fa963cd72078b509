/** What the screen needs of the terminal it runs in and of the process around it. */

import type {Multiplexer} from './clipboard.js';

export type ScreenSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT' | 'SIGTSTP' | 'SIGCONT';

export type TerminalSize = {readonly columns: number; readonly rows: number};

export type Unsubscribe = () => void;

/** A terminal that cells are drawn on, and that never makes the program wait. */
export type CellTerminal = {
	/** Takes what there is room for: how many bytes, 0 for none now, `gone` for never again. */
	write(bytes: Uint8Array): number | 'gone';
	/** How it is known what the terminal keeps up with: it answers for itself, or so many bytes a second are enough. */
	readonly pacing: 'answers' | 'budget';
	close(): void;
};

export type Terminal = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** Undefined: the screen is drawn as plain Ink text. */
	readonly cells: CellTerminal | undefined;
	/** No cursor can be placed, or nobody would see it: sentences in place of a picture. */
	readonly wantsLines: boolean;
	/** What stands between us and the terminal. */
	readonly within: Multiplexer;
	/** stdin is a terminal, so keys come as keys. */
	readonly hasKeys: boolean;
	size(): TerminalSize;
	onResize(listener: () => void): Unsubscribe;
	onSignal(listener: (signal: ScreenSignal) => void): Unsubscribe;
	/** An exception or a rejection that nobody caught, or a terminal that is gone. */
	onFailure(listener: (failure: TerminalFailure) => void): Unsubscribe;
	/** Keeps what others print off the screen; released, it is printed where it belongs. */
	captureStrayOutput(): Unsubscribe;
	/** Monotonic. */
	nowMs(): number;
	/** Milliseconds since 1970, with a fraction: the engine's thread stamps its pictures by the same. */
	wallMs(): number;
	after(delayMs: number, task: () => void): Unsubscribe;
	/** Stops the process group as Ctrl-Z would; resolves when it goes on. */
	stopUntilContinued(): Promise<void>;
	/** Synchronously: cursor shown, colours off, paste as usual, line mode. After sentences only the last: they changed nothing else. */
	restore(afterLines: boolean): void;
};

export type TerminalFailure = {readonly kind: 'exception'; readonly error: unknown} | {readonly kind: 'hang-up'};
