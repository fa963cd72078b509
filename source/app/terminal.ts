/** What the screen needs of the terminal it runs in and of the process around it. */

export type ScreenSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGTSTP' | 'SIGCONT';

export type TerminalSize = {readonly columns: number; readonly rows: number};

export type Unsubscribe = () => void;

export type Terminal = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
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
	after(delayMs: number, task: () => void): Unsubscribe;
	/** Stops the process group as Ctrl-Z would; resolves when it goes on. */
	stopUntilContinued(): Promise<void>;
	/** Synchronously: cursor shown, colours off, paste as usual, line mode. */
	restore(): void;
};

export type TerminalFailure =
	| {readonly kind: 'exception'; readonly error: unknown}
	| {readonly kind: 'hang-up'};
