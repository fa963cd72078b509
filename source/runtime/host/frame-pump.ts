/**
 * Frames against credits: at most one frame for each credit, the newest state wins, events wait in a bounded
 * batch. A consumer that stops taking frames delays nothing here.
 */

import {FrameBuilder} from '../../engine/build-frame.js';
import type {MonitorFrame, Watch} from '../../engine/frame.js';
import type {EngineOutput} from '../../engine/outputs.js';
import type {Ports} from '../node/ports.js';
import type {LiveSession} from '../live-session.js';

/** Ages and countdowns move even when nothing happens: a frame is sent at least this often. */
const AT_LEAST_EVERY_MS = 200;
const CHECK_EVERY_MS = 10;
const FIRST_WATCH: Watch = {groupUnits: 1, rows: 20};

export class FramePump {
	readonly #session: LiveSession;
	readonly #ports: Ports;
	readonly #post: (frame: MonitorFrame) => void;
	readonly #builder = new FrameBuilder();
	readonly #stop: () => void;
	#watch = FIRST_WATCH;
	#credits = 0;
	#dirty = true;
	#lastAt = 0;

	constructor(session: LiveSession, ports: Ports, post: (frame: MonitorFrame) => void) {
		this.#session = session;
		this.#ports = ports;
		this.#post = post;
		session.onOutput((output) => this.#take(output));
		this.#stop = ports.timers.every(CHECK_EVERY_MS, () => this.#pump());
	}

	/** One credit is kept at most: an eager consumer does not get older frames. */
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

	#take(output: EngineOutput): void {
		this.#builder.collect(output);
		this.#dirty = true;
	}

	#pump(): void {
		if (this.#credits === 0) return;
		const now = this.#ports.clock.now();
		if (!this.#dirty && now.monoMs - this.#lastAt < AT_LEAST_EVERY_MS) return;
		// After a sleep this may be the first thing that runs: the picture must not be of before it.
		this.#session.refresh();
		this.#credits = 0;
		this.#dirty = false;
		this.#lastAt = now.monoMs;
		this.#post(this.#builder.build(this.#session.view, this.#watch, now, this.#session.applyLatency));
	}
}
