/** Counts pictures, bytes, and frames overtaken before they were drawn. */

import type {Latency} from '../../engine/feed/types/gauges.js';
import type {RenderStats} from '../view-model/memory/render-stats.js';

const EVERY_MS = 1000;
const AGES = 256;

export class RenderMeter {
	#sinceMs: number;
	#drawn = 0;
	#bytes = 0;
	#skipped = 0;
	#lastPictureMs = Number.NaN;
	/** Age of the frame at each write, newest last. */
	#agesMs: number[] = [];

	constructor(nowMs: number) {
		this.#sinceMs = nowMs;
	}

	/**
	 * @param pictureMs when the engine made the frame, on the clock of `wallMs`; the same frame drawn again is not
	 * counted.
	 */
	drew(bytes: number, pictureMs: number | undefined, wallMs: number): void {
		this.#drawn += 1;
		this.#bytes += bytes;
		if (pictureMs === undefined || pictureMs === this.#lastPictureMs) return;
		this.#lastPictureMs = pictureMs;
		this.#agesMs.push(Math.max(0, wallMs - pictureMs));
		if (this.#agesMs.length > 2 * AGES) this.#agesMs = this.#agesMs.slice(-AGES);
	}

	skipped(): void {
		this.#skipped += 1;
	}

	#paint(): Latency | undefined {
		const sorted = this.#agesMs.slice(-AGES).toSorted((a, b) => a - b);
		const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
		return sorted.length === 0 ? undefined : {p50Ms: at(0.5), p99Ms: at(0.99), samples: sorted.length};
	}

	/** The statistics once per second; undefined in between. */
	take(nowMs: number): RenderStats | undefined {
		const ms = nowMs - this.#sinceMs;
		if (ms < EVERY_MS) return undefined;
		const stats = {fps: (this.#drawn * 1000) / ms, bytesPerSecond: (this.#bytes * 1000) / ms, skipped: this.#skipped, paint: this.#paint()};
		this.#sinceMs = nowMs;
		this.#drawn = 0;
		this.#bytes = 0;
		return stats;
	}
}
