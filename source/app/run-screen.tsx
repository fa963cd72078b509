/** The screen from its first cell to the terminal given back as it was found, on every way out. */

import type {ColourMode} from '../components/colour-mode.js';
import {paletteFor, type Theme} from '../components/theme.js';
import type {EngineHost, HostEvent} from '../runtime/engine-host.js';
import type {Watch} from '../engine/frame.js';
import {initialState, wantedWatch, type Effect} from '../view-model/monitor-state.js';
import {createFramePacer, type FramePacer} from './frame-pacer.js';
import {createInkRenderer} from './ink-renderer.js';
import {createMonitorStore, type MonitorStore} from './monitor-store.js';
import type {ScreenRenderer} from './screen-renderer.js';
import {SurfaceRenderer} from './surface-renderer.js';
import type {ScreenSignal, Terminal, TerminalFailure} from './terminal.js';

export type ScreenOptions = {
	/** Shown until the first frame names them. */
	readonly symbol: string;
	readonly venue: string;
	/** Pictures a second at most. */
	readonly fps: number;
	readonly colour: ColourMode;
	readonly theme: Theme;
	readonly ascii: boolean;
	/** No key can change quotes. */
	readonly readOnly: boolean;
};

/** How the screen ended. The message is for stderr, after the terminal was given back. */
export type ScreenOutcome = {readonly code: number; readonly message?: string};

export type ScreenInput = {
	/** Stays open: whoever made it closes it. */
	readonly host: EngineHost;
	readonly options: ScreenOptions;
	readonly terminal: Terminal;
};

/** Runs until a key, a signal, the engine or an error ends it; the terminal is restored before this resolves. */
export const runScreen = async (input: ScreenInput): Promise<ScreenOutcome> => {
	const {terminal} = input;
	const session = new ScreenSession(input);
	const releases = [
		terminal.captureStrayOutput(),
		() => terminal.restore(),
		terminal.onSignal((signal) => session.onSignal(signal)),
		terminal.onFailure((failure) => session.onFailure(failure)),
		terminal.onResize(() => session.onResize()),
	];
	try {
		return await session.run();
	} finally {
		for (const release of releases.toReversed()) release();
	}
};

const HANG_UP = 129;
const SIGNAL_CODES = {SIGINT: 130, SIGTERM: 143, SIGHUP: HANG_UP} as const;

class ScreenSession {
	readonly #input: ScreenInput;
	readonly #store: MonitorStore;
	readonly #pacer: FramePacer;
	readonly #renderer: ScreenRenderer;
	#outcome: ScreenOutcome | undefined;
	#watch: Watch | undefined;
	#handedOver = false;
	/** What the next change of state comes from. */
	#cause: 'frame' | 'key' = 'key';

	constructor(input: ScreenInput) {
		this.#input = input;
		const {host, options, terminal} = input;
		this.#store = createMonitorStore(
			initialState({...options, keys: terminal.hasKeys}, terminal.size()),
			{onEffect: (effect) => this.#perform(effect), onChange: () => this.#onChange()},
		);
		this.#pacer = createFramePacer({
			clock: terminal,
			intervalMs: 1000 / Math.max(1, options.fps),
			credit: () => host.credit(),
			onSilence: (ms) => this.#store.dispatch({kind: 'silence', ms}),
		});
		const wiring = {
			store: this.#store,
			terminal,
			palette: paletteFor(options.theme, options.colour),
			onDrawn: () => this.#pacer.drawn(),
			onGone: () => this.#finish({code: HANG_UP}),
		};
		this.#renderer = terminal.cells === undefined ? createInkRenderer(wiring) : new SurfaceRenderer(wiring, terminal.cells);
	}

	async run(): Promise<ScreenOutcome> {
		const {host} = this.#input;
		const running = this.#renderer.run();
		host.onEvent((event) => this.#guard(() => this.#onHostEvent(event)));
		this.#updateWatch();
		this.#pacer.start();
		try {
			await running;
		} catch (error) {
			this.#outcome ??= failed(error);
		} finally {
			this.#pacer.stop();
		}

		return this.#outcome ?? {code: 0};
	}

	onSignal(signal: ScreenSignal): void {
		switch (signal) {
			case 'SIGINT':
			case 'SIGTERM':
			case 'SIGHUP':
				this.#finish({code: SIGNAL_CODES[signal]});
				break;
			case 'SIGTSTP':
				this.#handOver(async () => this.#input.terminal.stopUntilContinued());
				break;
			case 'SIGCONT':
				this.#handOver(async () => {});
				break;
		}
	}

	onFailure(failure: TerminalFailure): void {
		this.#finish(failure.kind === 'hang-up' ? {code: HANG_UP} : failed(failure.error));
	}

	onResize(): void {
		this.#cause = 'key';
		this.#store.dispatch({kind: 'resize', ...this.#input.terminal.size()});
		this.#renderer.resized();
	}

	#onChange(): void {
		this.#updateWatch();
		this.#guard(() => this.#renderer.changed(this.#cause));
	}

	/** What is called from outside of React has no boundary to catch its errors. */
	#guard(task: () => void): void {
		try {
			task();
		} catch (error) {
			this.#finish(failed(error));
		}
	}

	#onHostEvent(event: HostEvent): void {
		if (this.#outcome !== undefined) return;
		switch (event.kind) {
			case 'frame':
				this.#pacer.received();
				this.#cause = 'frame';
				this.#store.dispatch({kind: 'frame', frame: event.frame, render: this.#renderer.takeStats()});
				this.#cause = 'key';
				break;
			case 'ended':
				this.#finish(event.message === '' ? {code: event.code} : {code: event.code, message: event.message});
				break;
		}
	}

	#updateWatch(): void {
		const wanted = wantedWatch(this.#store.state());
		if (wanted.groupTicks === this.#watch?.groupTicks && wanted.rows === this.#watch.rows) return;
		this.#watch = wanted;
		this.#input.host.watch(wanted);
	}

	#perform(effect: Effect): void {
		switch (effect.kind) {
			case 'send':
				this.#input.host.send(effect.command);
				break;
			case 'quit':
				this.#finish({code: effect.code});
				break;
			case 'redraw':
				this.#renderer.redraw();
				break;
			case 'suspend':
				this.#handOver(async () => this.#input.terminal.stopUntilContinued());
				break;
		}
	}

	/** Gives the terminal away for a while; what comes back is drawn from nothing. */
	#handOver(task: () => Promise<void>): void {
		if (this.#handedOver || this.#outcome !== undefined) return;
		this.#handedOver = true;
		this.#renderer.yieldTerminal(task).then(
			() => {
				this.#handedOver = false;
				this.onResize();
			},
			(error: unknown) => this.#finish(failed(error)),
		);
	}

	#finish(outcome: ScreenOutcome): void {
		if (this.#outcome !== undefined) return;
		this.#outcome = outcome;
		this.#renderer.exit();
	}
}

const failed = (error: unknown): ScreenOutcome => ({
	code: 1,
	message: error instanceof Error ? (error.stack ?? error.message) : String(error),
});
