/** What the exchange needs from the machine. Virtual ones make a day of market pass in a test. */

export type ExchangeClock = {
	/** Milliseconds since 1970, UTC, with a fraction. */
	wallMs(): number;
	/** Milliseconds on a clock that never jumps; only differences mean anything. */
	monoMs(): number;
};

/** Both return a function that cancels. */
export type ExchangeTimers = {
	every(periodMs: number, run: () => void): () => void;
	after(delayMs: number, run: () => void): () => void;
};
