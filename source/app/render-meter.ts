/** What drawing costs, counted: pictures, bytes, and pictures that were overtaken before they were drawn. */

import type {RenderStats} from '../view-model/monitor-state.js';

const EVERY_MS = 1000;

export class RenderMeter {
	#sinceMs: number;
	#drawn = 0;
	#bytes = 0;
	#skipped = 0;

	constructor(nowMs: number) {
		this.#sinceMs = nowMs;
	}

	drew(bytes: number): void {
		this.#drawn += 1;
		this.#bytes += bytes;
	}

	skipped(): void {
		this.#skipped += 1;
	}

	/** Once a second; undefined in between. */
	take(nowMs: number): RenderStats | undefined {
		const ms = nowMs - this.#sinceMs;
		if (ms < EVERY_MS) return undefined;
		const stats = {fps: (this.#drawn * 1000) / ms, bytesPerSecond: (this.#bytes * 1000) / ms, skipped: this.#skipped};
		this.#sinceMs = nowMs;
		this.#drawn = 0;
		this.#bytes = 0;
		return stats;
	}
}
