/** The exchange's clock. With a virtual one a test runs a day of market in moments. */

export type ExchangeClock = {
	/** Unix milliseconds with a fraction. */
	wallMs(): number;
	/** Milliseconds on a clock that never jumps; only differences have a meaning. */
	monoMs(): number;
};

/** Both return a function that cancels the timer. */
export type ExchangeTimers = {
	every(periodMs: number, run: () => void): () => void;
	after(delayMs: number, run: () => void): () => void;
};
