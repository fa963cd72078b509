/** Chooses one of the three renderers and the palette. */

import {paletteFor, type Palette} from '../render/theme.js';
import type {CellTerminal, Terminal} from '../terminal/terminal.js';
import {createInkRenderer} from './ink/ink-renderer.js';
import {LineRenderer} from './line-renderer.js';
import type {MonitorStore} from './monitor-store.js';
import type {ScreenOptions} from './screen-options.js';
import type {RendererWiring, ScreenRenderer} from './screen-renderer.js';
import {SurfaceRenderer} from './surface-renderer.js';

export const rendererFor = (wiring: RendererWiring, lines: boolean): ScreenRenderer => {
	const {cells} = wiring.terminal;
	if (lines) return new LineRenderer(wiring, cells ?? plainCells(wiring.terminal));
	return cells === undefined ? createInkRenderer(wiring) : new SurfaceRenderer(wiring, cells);
};

/** Wraps a stream that accepts every write. */
const plainCells = ({stdout}: Terminal): CellTerminal => ({
	pacing: 'budget',
	write: (bytes) => {
		stdout.write(bytes);
		return bytes.length;
	},
	close: () => {},
});

/** Returns the same object until the theme changes. */
export const paletteOf = (store: MonitorStore, {colour, ownColours}: ScreenOptions): (() => Palette) => {
	let {theme} = store.state().settings;
	let palette = paletteFor(theme, colour, ownColours);
	return () => {
		const wanted = store.state().settings.theme;
		if (wanted !== theme) palette = paletteFor(wanted, colour, ownColours);
		theme = wanted;
		return palette;
	};
};
