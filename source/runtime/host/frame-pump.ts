/**
 * Frames against credits: at most one frame for each credit, the newest state wins, events wait in a bounded
 * batch. A consumer that stops taking frames delays nothing here.
 */

import {FrameBuilder} from '../../engine/build-frame.js';
import type {MonitorFrame, RecordingPicture, Watch} from '../../engine/frame.js';
import type {EngineOutput} from '../../engine/outputs.js';
import type {EngineView} from '../../engine/engine-view.js';
import type {Latency} from '../../engine/feed/types/gauges.js';
import type {ClockPort, TimersPort} from '../node/ports.js';

/** Ages and countdowns move even when nothing happens: a frame is sent at least this often. */
const AT_LEAST_EVERY_MS = 200;
const CHECK_EVERY_MS = 10;
const FIRST_WATCH: Watch = {groupUnits: 1, rows: 20};

/** What frames are pictures of. */
export type Pictured = {
	readonly view: EngineView;
	readonly applyLatency: Latency | undefined;
	/** Undefined if nothing is recorded. */
	readonly recordingPicture?: RecordingPicture | undefined;
	/** Brings the view to the present moment. */
	refresh(): void;
};

type World = {readonly clock: Pick<ClockPort, 'now'>; readonly timers: Pick<TimersPort, 'every'>};

export class FramePump {
	readonly #pictured: Pictured;
	readonly #clock: Pick<ClockPort, 'now'>;
	readonly #post: (frame: MonitorFrame) => void;
	readonly #builder = new FrameBuilder();
	readonly #stop: () => void;
	#watch = FIRST_WATCH;
	#credits = 0;
	#dirty = true;
	#lastAt = 0;

	constructor(pictured: Pictured, {clock, timers}: World, post: (frame: MonitorFrame) => void) {
		this.#pictured = pictured;
		this.#clock = clock;
		this.#post = post;
		this.#stop = timers.every(CHECK_EVERY_MS, () => this.#pump());
	}

	/** Credits do not add up: a consumer that gives many does not get older frames for them. */
	credit(): void {
		this.#credits = 1;
		this.#pump();
	}

	watch(watch: Watch): void {
		this.#watch = watch;
		this.#dirty = true;
		this.#pump();
	}

	/** An answer to the operator does not wait for the next change of the market. */
	hurry(): void {
		this.#dirty = true;
		this.#pump();
	}

	close(): void {
		this.#stop();
	}

	/** Every output, in order. */
	take(output: EngineOutput): void {
		this.#builder.collect(output);
		this.#dirty = true;
	}

	#pump(): void {
		if (this.#credits === 0) return;
		const now = this.#clock.now();
		if (!this.#dirty && now.monoMs - this.#lastAt < AT_LEAST_EVERY_MS) return;
		// After a sleep this may be the first thing that runs: the picture must not be of before it.
		this.#pictured.refresh();
		this.#credits = 0;
		this.#dirty = false;
		this.#lastAt = now.monoMs;
		const {view, applyLatency, recordingPicture: recording} = this.#pictured;
		const frame = this.#builder.build(view, this.#watch, now, applyLatency);
		this.#post(recording === undefined ? frame : {...frame, recording});
	}
}
