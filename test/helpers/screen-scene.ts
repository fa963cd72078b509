/** Drives the screen's reducer and reads the picture as text. */

import {DEFAULT_KEYMAP} from '../../source/screen/view-model/settings/active-keys.js';
import {rowText} from '../../source/screen/view-model/cells/cells.js';
import {initialState, type Effect, type MonitorState} from '../../source/screen/view-model/state/monitor-state.js';
import type {ScreenSettings} from '../../source/screen/view-model/settings/screen-settings.js';
import {reduce, type Action} from '../../source/screen/view-model/reduce.js';
import {screenRows} from '../../source/screen/view-model/screen/screen.js';
import type {Command} from '../../source/engine/command.js';
import type {MonitorFrame} from '../../source/engine/frame.js';

export const settings = (change: Partial<ScreenSettings> = {}): ScreenSettings => ({
	symbol: 'BTCUSDT',
	venue: 'binance',
	ascii: false,
	readOnly: false,
	keys: true,
	keymap: DEFAULT_KEYMAP,
	theme: 'dark',
	mouse: false,
	lines: false,
	...change,
});

/** A scripted screen: press keys, pass frames, read lines and commands. */
export class Scene {
	state: MonitorState;
	effects: Effect[] = [];

	constructor(columns: number, rows: number, change: Partial<ScreenSettings> = {}) {
		this.state = initialState(settings(change), {columns, rows});
	}

	act(action: Action): this {
		const {state, effects} = reduce(this.state, action);
		this.state = state;
		this.effects.push(...effects);
		return this;
	}

	frames(frames: readonly MonitorFrame[]): this {
		for (const frame of frames) this.act({kind: 'frame', frame});
		return this;
	}

	press(...keys: readonly string[]): this {
		for (const key of keys) this.act({kind: 'key', key});
		return this;
	}

	resize(columns: number, rows: number): this {
		return this.act({kind: 'resize', columns, rows});
	}

	get commands(): readonly Command[] {
		return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.command] : []));
	}

	/** Full lines including trailing blanks. */
	get rawLines(): readonly string[] {
		return screenRows(this.state).map(rowText);
	}

	get lines(): readonly string[] {
		return this.rawLines.map((line) => line.trimEnd());
	}

	get text(): string {
		return this.lines.join('\n');
	}
}
