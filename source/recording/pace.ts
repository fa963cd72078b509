/** How long a replay waits before what comes next. Pure but for the clock it is given. */

export class Pace {
	readonly #speed: number | 'max';
	readonly #nowMs: () => number;
	#recordedMs = 0;
	#beganMs = 0;

	/** @param speed how many times as fast as it happened. @param nowMs any clock that never goes back. */
	constructor(speed: number | 'max', nowMs: () => number) {
		this.#speed = speed;
		this.#nowMs = nowMs;
	}

	/** A session begins: nothing is waited for between sessions. */
	begin(recordedMs: number): void {
		this.#recordedMs = recordedMs;
		this.#beganMs = this.#nowMs();
	}

	/** @param recordedMs when it happened, by the session's monotonic clock. */
	waitMs(recordedMs: number): number {
		if (this.#speed === 'max') return 0;
		return Math.max(0, this.#beganMs + (recordedMs - this.#recordedMs) / this.#speed - this.#nowMs());
	}
}
