// Bytes, milliseconds and heap of the renderers in this process, alternating frame by frame, and whether their
// pictures agree.

import {PassThrough, Writable} from 'node:stream';
import xterm from '@xterm/headless';
import {render} from 'ink';
import {createElement} from 'react';
import {createMonitorStore} from '../../dist/screen/app/monitor-store.js';
import {SurfaceRenderer} from '../../dist/screen/app/surface-renderer.js';
import {ByteBuffer} from '../../dist/screen/render/byte-buffer.js';
import {clearGrid, createGrid} from '../../dist/screen/render/cell-grid.js';
import {CellPainter} from '../../dist/screen/render/cell-painter.js';
import {CellStyles} from '../../dist/screen/render/cell-styles.js';
import {drawRows} from '../../dist/screen/render/draw-cells.js';
import {ScreenLines} from '../../dist/screen/app/ink/screen-lines.js';
import {paletteFor} from '../../dist/screen/render/theme.js';
import {initialState} from '../../dist/screen/view-model/state/monitor-state.js';
import {reduce} from '../../dist/screen/view-model/reduce.js';
import {screenPanels, screenRows} from '../../dist/screen/view-model/screen/screen.js';
import {terminalCells} from '../helpers/terminal-cells.ts';
import {SETTINGS, replay} from './screen-session.mjs';

const SIZE = {columns: 120, rows: 40};
const WARM_UP = 80;
const palette = paletteFor('dark', '16');

export const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];

/** CPU time of this process, in milliseconds. */
const cpuMs = () => {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
};

class Screen {
	terminal = new xterm.Terminal({cols: SIZE.columns, rows: SIZE.rows, allowProposedApi: true});
	bytes = 0;
	#chunks = [];

	take(chunk) {
		this.bytes += chunk.length;
		this.#chunks.push(Uint8Array.from(chunk));
	}

	async cells() {
		for (const chunk of this.#chunks.splice(0)) this.terminal.write(chunk);
		await new Promise((resolve) => this.terminal.write('', resolve));
		return terminalCells(this.terminal);
	}
}

const element = (state) => createElement(ScreenLines, {rows: screenRows(state), palette});

/** Plain Ink, one `Text` per row. */
const inkDrawer = (incrementalRendering) => {
	const screen = new Screen();
	const stdout = new Writable({
		write(chunk, _, done) {
			screen.take(Buffer.from(String(chunk).replaceAll('\n', '\r\n')));
			screen.bytes -= String(chunk).split('\n').length - 1;
			done();
		},
	});
	Object.assign(stdout, {isTTY: true, ...SIZE});
	let ink;
	return {
		screen,
		draw: async (state) => {
			ink ??= render(undefined, {
				stdout,
				interactive: true,
				alternateScreen: true,
				patchConsole: false,
				maxFps: 1000,
				incrementalRendering,
			});
			ink.rerender(element(state));
			await ink.waitUntilRenderFlush();
		},
		close: () => ink.unmount(),
	};
};

export const surfaceDrawer = (screen = new Screen()) => {
	let nowMs = 0;
	let state = initialState(SETTINGS, SIZE);
	const store = createMonitorStore(state, {onEffect: () => {}, onChange: () => {}});
	const cells = {write: (bytes) => (screen.take(bytes), bytes.length), pacing: 'budget', close: () => {}};
	const terminal = {
		stdin: new PassThrough(),
		hasKeys: false,
		size: () => SIZE,
		nowMs: () => nowMs,
		wallMs: () => nowMs,
		after: () => () => {},
	};
	const wiring = {
		store: {...store, state: () => state},
		terminal,
		palette: () => palette,
		onInput: () => {},
		onDrawn: () => {},
		onGone: () => {},
	};
	const renderer = new SurfaceRenderer(wiring, cells);
	const running = renderer.run();
	return {
		screen,
		/** Advances the clock, so that no frame is throttled. */
		draw: (next) => {
			nowMs += 1000;
			state = next;
			renderer.changed('frame');
		},
		commit: async () => {
			store.dispatch({kind: 'resize', ...SIZE});
			await new Promise((resolve) => setImmediate(resolve));
		},
		close: async () => {
			renderer.exit();
			await running;
		},
	};
};

/** The cost of a frame beyond making its rows. */
const cellDrawer = () => {
	const [styles, out, grid] = [new CellStyles(palette), new ByteBuffer(), createGrid(SIZE.columns, SIZE.rows)];
	const painter = new CellPainter(styles, out);
	return (panels) => {
		clearGrid(grid);
		for (const {rect, rows} of panels) drawRows(grid, rect, rows, styles);
		out.clear();
		painter.prepare(grid);
		painter.paint(grid);
	};
};

/** Gives every frame to each renderer in turn. */
export const measureInline = async (frames) => {
	const drawers = {default: inkDrawer(false), incremental: inkDrawer(true), surface: surfaceDrawer()};
	const times = {default: [], incremental: [], whole: [], rows: [], draw: []};
	const drawCells = cellDrawer();
	let state = initialState(SETTINGS, SIZE);
	let wrong = 0;
	let compared = 0;
	const start = {};
	for (const [index, frame] of frames.entries()) {
		state = reduce(state, {kind: 'frame', frame}).state;
		if (index === WARM_UP) for (const [name, {screen}] of Object.entries(drawers)) start[name] = screen.bytes;
		for (const name of ['default', 'incremental']) {
			const before = cpuMs();
			await drawers[name].draw(state);
			times[name].push(cpuMs() - before);
		}

		const beforeRows = cpuMs();
		const panels = screenPanels(state);
		const beforeDraw = cpuMs();
		drawCells(panels);
		const beforeWhole = cpuMs();
		drawers.surface.draw(state);
		times.whole.push(cpuMs() - beforeWhole);
		times.rows.push(beforeDraw - beforeRows);
		times.draw.push(beforeWhole - beforeDraw);
		await drawers.surface.commit();
		const [one, , three] = await Promise.all(Object.values(drawers).map(({screen}) => screen.cells()));
		compared += one.length;
		wrong += one.filter((line, y) => line !== three[y]).length;
	}

	const before = drawers.surface.screen.bytes;
	drawers.surface.draw(state);
	const unchanged = drawers.surface.screen.bytes - before;
	const counted = frames.length - WARM_UP;
	const perFrame = Object.fromEntries(
		Object.entries(drawers).map(([name, {screen}]) => [
			name,
			(screen.bytes - start[name] - (name === 'surface' ? unchanged : 0)) / counted,
		]),
	);
	await Promise.all(Object.values(drawers).map((drawer) => drawer.close()));
	return {
		perFrame,
		wrong,
		compared,
		unchanged,
		times: Object.fromEntries(Object.entries(times).map(([name, list]) => [name, list.slice(WARM_UP)])),
	};
};

const HEAP_FRAMES = 20_000;
/** Frames until tape and charts are full and the code is compiled. */
const HEAP_WARM_UP = 40_000;

/** Heap growth per frame after all bounded lists are full. */
export const measureHeap = async (frames) => {
	const drawer = surfaceDrawer({take: () => {}, bytes: 0});
	const frameAt = replay(frames);
	let state = initialState(SETTINGS, SIZE);
	let index = 0;
	const play = async (count) => {
		for (const end = index + count; index < end; index += 1) {
			state = reduce(state, {kind: 'frame', frame: frameAt(index)}).state;
			drawer.draw(state);
			if (index % 500 === 0) await drawer.commit();
		}

		globalThis.gc();
		await new Promise((resolve) => setTimeout(resolve, 50));
		globalThis.gc();
		return process.memoryUsage().heapUsed;
	};
	const before = await play(HEAP_WARM_UP);
	const after = await play(HEAP_FRAMES);
	await drawer.close();
	return (after - before) / 1e6;
};
