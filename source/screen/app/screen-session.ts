/** One running screen: connects terminal, engine and keys to the store and performs its effects. */

import type {Watch} from '../../engine/frame.js';
import type {HostEvent} from '../../runtime/host/engine-host.js';
import {clipboardSequence} from '../terminal/clipboard.js';
import type {InputEvent} from '../terminal/input-event.js';
import {MOUSE_OFF, MOUSE_ON, titleSequence} from '../terminal/screen-modes.js';
import type {ScreenSignal, TerminalFailure} from '../terminal/terminal.js';
import {initialState, type Effect, type MonitorState} from '../view-model/state/monitor-state.js';
import {wantedWatch} from '../view-model/state/wanted-watch.js';
import {windowTitle} from '../view-model/words/window-title.js';
import {paletteOf, rendererFor} from './choose-renderer.js';
import {createFramePacer, type FramePacer} from './frame-pacer.js';
import {createMonitorStore, type MonitorStore} from './monitor-store.js';
import {isLines, type ScreenInput, type ScreenOutcome} from './screen-options.js';
import type {ScreenRenderer} from './screen-renderer.js';

const HANG_UP = 129;
const SIGNAL_CODES = {SIGINT: 130, SIGTERM: 143, SIGHUP: HANG_UP, SIGQUIT: 131} as const;

export class ScreenSession {
	readonly #input: ScreenInput;
	readonly #store: MonitorStore;
	readonly #pacer: FramePacer;
	readonly #renderer: ScreenRenderer;
	#outcome: ScreenOutcome | undefined;
	#watch: Watch | undefined;
	#handedOver = false;
	/** Set on the way out: further input belongs to the shell. */
	#stopping = false;
	#title = '';
	#mouse: boolean;
	/** What caused the next state change. */
	#cause: 'frame' | 'key' = 'key';

	constructor(input: ScreenInput) {
		this.#input = input;
		this.#mouse = input.options.mouse;
		const {host, options, terminal} = input;
		this.#store = createMonitorStore(initialState({...options, keys: terminal.hasKeys, lines: isLines(input)}, terminal.size()), {
			onEffect: (effect) => this.#perform(effect),
			onChange: () => this.#onChange(),
		});
		this.#pacer = createFramePacer({
			clock: terminal,
			intervalMs: 1000 / Math.max(1, options.fps),
			credit: () => host.credit(),
			onSilence: (ms) => this.#store.dispatch({kind: 'silence', ms}),
		});
		this.#renderer = rendererFor(
			{
				store: this.#store,
				terminal,
				palette: paletteOf(this.#store, options),
				onInput: (event) => this.#onInput(event),
				onDrawn: () => this.#pacer.drawn(),
				onGone: () => this.#finish({code: HANG_UP}),
			},
			this.#store.state().settings.lines,
		);
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
			case 'SIGQUIT':
				this.#finish({code: SIGNAL_CODES[signal]});
				break;
			case 'SIGTSTP':
				this.#stop();
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

	#onInput(event: InputEvent): void {
		if (this.#stopping || this.#outcome !== undefined) return;
		switch (event.kind) {
			case 'key':
				this.#store.dispatch({kind: 'key', key: event.name});
				break;
			case 'paste':
			case 'burst':
			case 'mouse':
				this.#store.dispatch(event);
				break;
			case 'answer':
				break;
		}
	}

	#onChange(): void {
		this.#updateWatch();
		this.#updateModes(this.#store.state());
		this.#guard(() => this.#renderer.changed(this.#cause));
	}

	/** Ends the screen on an exception; callbacks outside React have no error boundary. */
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
			case 'result':
				break;
		}
	}

	#updateWatch(): void {
		const wanted = wantedWatch(this.#store.state());
		if (
			wanted.groupUnits === this.#watch?.groupUnits &&
			wanted.rows === this.#watch.rows &&
			wanted.cursorUnits === this.#watch.cursorUnits
		) {
			return;
		}
		this.#watch = wanted;
		this.#input.host.watch(wanted);
	}

	/** Sends title and mouse mode when they changed. */
	#updateModes(state: MonitorState): void {
		const title = windowTitle(state);
		if (title !== this.#title) this.#guard(() => this.#renderer.control(titleSequence(title)));
		this.#title = title;
		if (state.settings.mouse !== this.#mouse) this.#renderer.control(state.settings.mouse ? MOUSE_ON : MOUSE_OFF);
		this.#mouse = state.settings.mouse;
	}

	#perform(effect: Effect): void {
		switch (effect.kind) {
			case 'send':
				this.#input.host.send(effect.command, effect.source);
				break;
			case 'quit':
				this.#finish(effect.message === undefined ? {code: effect.code} : {code: effect.code, message: effect.message});
				break;
			case 'redraw':
				this.#renderer.redraw();
				break;
			case 'bell':
				this.#renderer.control('\u{07}');
				break;
			case 'copy':
				this.#renderer.control(clipboardSequence(effect.text, this.#input.terminal.within));
				break;
			case 'suspend':
				this.#stop();
				break;
		}
	}

	#stop(): void {
		if (this.#handedOver) return;
		this.#stopping = true;
		this.#handOver(async () => {
			await this.#input.terminal.stopUntilContinued();
			this.#stopping = false;
		});
	}

	/** Releases the terminal for a task; afterwards everything is redrawn. */
	#handOver(task: () => Promise<void>): void {
		if (this.#handedOver || this.#outcome !== undefined) return;
		this.#handedOver = true;
		this.#renderer.yieldTerminal(task).then(
			() => {
				this.#handedOver = false;
				this.#title = '';
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
