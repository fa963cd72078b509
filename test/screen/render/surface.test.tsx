/** Both renderers show the same grid, read back from a terminal for every golden scene and size, in colours. */

import xterm from '@xterm/headless';
import {describe, expect, test} from 'vitest';
import {ByteBuffer} from '../../../source/screen/render/byte-buffer.js';
import {createGrid} from '../../../source/screen/render/cell-grid.js';
import {CellPainter} from '../../../source/screen/render/cell-painter.js';
import {CellStyles} from '../../../source/screen/render/cell-styles.js';
import {drawRows} from '../../../source/screen/render/draw-cells.js';
import {ScreenLines} from '../../../source/screen/app/ink/screen-lines.js';
import {paletteFor, type Palette} from '../../../source/screen/render/theme.js';
import type {MonitorState} from '../../../source/screen/view-model/state/monitor-state.js';
import {screenPanels, screenRows} from '../../../source/screen/view-model/screen/screen.js';
import {badMinuteFrames, connectingFrame, frame, liveFrames, maker, noMaker, pulled} from '../../helpers/frames.js';
import {inkText} from '../../helpers/ink-text.js';
import {Scene} from '../../helpers/screen-scene.js';
import {terminalCells} from '../../helpers/terminal-cells.js';

const cellsOf = async (columns: number, rows: number, output: string | Uint8Array) => {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	await new Promise<void>((resolve) => terminal.write(output, resolve));
	return terminalCells(terminal);
};

const surfacePicture = (state: MonitorState, palette: Palette): Uint8Array => {
	const [styles, out, grid] = [new CellStyles(palette), new ByteBuffer(), createGrid(state.columns, state.rows)];
	for (const {rect, rows} of screenPanels(state)) drawRows(grid, rect, rows, styles);
	const painter = new CellPainter(styles, out);
	painter.prepare(grid);
	painter.paint(grid);
	return out.bytes;
};

const SCENES: Readonly<Record<string, (columns: number, rows: number) => Scene>> = {
	live: (columns, rows) => new Scene(columns, rows).frames(liveFrames()),
	'bad-minute': (columns, rows) => new Scene(columns, rows, {ascii: true}).frames(badMinuteFrames()),
	starting: (columns, rows) => new Scene(columns, rows),
	connecting: (columns, rows) => new Scene(columns, rows).frames([connectingFrame()]),
	pulled: (columns, rows) =>
		new Scene(columns, rows).frames([...liveFrames(), frame({sequence: 9, maker: maker({quoting: pulled('operator'), orders: []})})]),
	help: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('?'),
	log: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('l'),
	held: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('pageup', 'p', 'c'),
	command: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press(':', 's', 'k', 'tab'),
	search: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('/', 'f', 'i', 'l', 'l'),
	depth: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('d'),
	market: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('s'),
	zoom: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('tab', 'z'),
	frozen: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press('P'),
	echo: (columns, rows) => new Scene(columns, rows).frames(liveFrames()).press(']'),
	watching: (columns, rows) => new Scene(columns, rows, {readOnly: true}).frames([...liveFrames(), frame({sequence: 8, maker: noMaker()})]),
	wide: (columns, rows) => new Scene(columns, rows, {symbol: '这是测试币456', venue: 'é\u{301}한𠀀x'}),
};

const SIZES = [
	[200, 60],
	[120, 40],
	[100, 30],
	[80, 24],
	[60, 16],
	[44, 12],
	[20, 5],
] as const;

describe.each(Object.entries(SCENES))('%s', (_, scene) => {
	test.each(SIZES)('%i×%i is the same grid from plain Ink and from cells', async (columns, rows) => {
		const {state} = scene(columns, rows);
		for (const [theme, mode] of [
			['dark', 'truecolor'],
			['light', '256'],
			['cvd', '16'],
			['mono', 'none'],
		] as const) {
			const palette = paletteFor(theme, mode);
			const plain = inkText(<ScreenLines rows={screenRows(state)} palette={palette} />, columns, rows);
			const expected = await cellsOf(columns, rows, plain.replaceAll('\n', '\r\n'));
			expect(await cellsOf(columns, rows, surfacePicture(state, palette))).toEqual(expected);
		}
	});
});
