/** After any sequence of pictures the terminal shows the last one: cells, colours and wide characters. */

import * as fc from 'fast-check';
import xterm from '@xterm/headless';
import {describe, expect, test} from 'vitest';
import {ByteBuffer} from '../../../source/screen/render/byte-buffer.js';
import {TAIL, codeText, createGrid, type CellGrid} from '../../../source/screen/render/cell-grid.js';
import {CellPainter} from '../../../source/screen/render/cell-painter.js';
import {CellStyles} from '../../../source/screen/render/cell-styles.js';
import {drawRows} from '../../../source/screen/render/draw-cells.js';
import {paletteFor} from '../../../source/screen/render/theme.js';
import {span, type Row} from '../../../source/screen/view-model/cells/cells.js';
import {terminalCells} from '../../helpers/terminal-cells.js';

type Size = {readonly columns: number; readonly rows: number};
type Picture = {readonly size: Size; readonly rows: readonly Row[]};

class Painted {
	readonly styles = new CellStyles(paletteFor('dark', '256'));
	readonly out = new ByteBuffer();
	readonly painter = new CellPainter(this.styles, this.out);
	readonly terminal = new xterm.Terminal({cols: 20, rows: 5, allowProposedApi: true});

	gridOf({size, rows}: Picture): CellGrid {
		const grid = createGrid(size.columns, size.rows);
		drawRows(grid, {x: 0, y: 0, width: size.columns, height: size.rows}, rows, this.styles);
		return grid;
	}

	async show(picture: Picture): Promise<string> {
		const grid = this.gridOf(picture);
		this.terminal.resize(picture.size.columns, picture.size.rows);
		this.out.clear();
		this.painter.prepare(grid);
		this.painter.paint(grid);
		const text = Buffer.from(this.out.bytes).toString();
		await new Promise<void>((resolve) => this.terminal.write(text, resolve));
		return text;
	}
}

const oneLine = (text: string): Picture => ({size: {columns: 20, rows: 5}, rows: [[span(text)]]});

/** The same grid drawn on an empty terminal. */
const fromNothing = async (picture: Picture): Promise<readonly string[]> => {
	const painted = new Painted();
	const {columns, rows} = picture.size;
	painted.terminal.resize(columns, rows);
	const grid = painted.gridOf(picture);
	const cells = Array.from(grid.codes, (code, index) => {
		const style = Buffer.from(painted.styles.transition(0, grid.styles[index]!)).toString();
		const place = `\u{1B}[${Math.trunc(index / columns) + 1};${(index % columns) + 1}H`;
		return code === TAIL ? '' : `${place}\u{1B}[m${style}${codeText(code)}`;
	});
	await new Promise<void>((resolve) => painted.terminal.write(cells.join(''), resolve));
	return terminalCells(painted.terminal);
};

const style = fc
	.record({
		role: fc.constantFrom('bid', 'ask', 'muted', undefined),
		bold: fc.boolean(),
		dim: fc.boolean(),
		inverse: fc.boolean(),
	})
	.map(({role, ...flags}) => (role === undefined ? flags : {...flags, role}));
const glyph = fc.constantFrom('a', 'b', '7', ' ', ' ', ' ', '│', '█', '●', '这', '𠀀', 'e\u{301}', '─', '½');
const part = fc.tuple(fc.array(glyph, {maxLength: 8}), style).map(([glyphs, look]) => span(glyphs.join(''), look));
const row = fc.array(part, {maxLength: 5});
const size = fc.record({columns: fc.integer({min: 2, max: 24}), rows: fc.integer({min: 1, max: 7})});
const pictures = fc.array(fc.record({size, rows: fc.array(row, {maxLength: 7}), keepsSize: fc.boolean()}), {minLength: 1, maxLength: 6});

describe('the painter', () => {
	test('leaves exactly the picture, however the one before looked', async () => {
		await fc.assert(
			fc.asyncProperty(pictures, async (list) => {
				const painted = new Painted();
				let present: Size = {columns: 20, rows: 5};
				for (const {size: wanted, rows, keepsSize} of list) {
					present = keepsSize ? present : wanted;
					const picture = {size: present, rows};
					await painted.show(picture);
					expect(terminalCells(painted.terminal)).toEqual(await fromNothing(picture));
				}
			}),
			{numRuns: 200},
		);
	});

	test('writes nothing when nothing changes', async () => {
		const painted = new Painted();
		const picture = {size: {columns: 20, rows: 5}, rows: [[span('67234.15 这', {role: 'bid'})]]};
		await painted.show(picture);
		expect(await painted.show(picture)).toBe('');
	});

	test('erases only when all is drawn anew', async () => {
		const painted = new Painted();
		expect(await painted.show(oneLine('12345678901234567890'))).toContain('\u{1B}[2J');
		// oxlint-disable-next-line no-control-regex -- ED, EL, ECH, IL, DL, SU, SD
		expect(await painted.show(oneLine('x'))).not.toMatch(/\u{1B}\[\d*[JKXLMST]/u);
		painted.painter.forget();
		expect(await painted.show(oneLine('x'))).toContain('\u{1B}[2J');
	});

	test.each([
		['a digit', '1.000', '1.500', '\u{1B}[3C5'],
		['two far from one another', 'a234567890123b', 'A234567890123B', '\rA\u{1B}[12CB'],
		['two near one another', 'a2b', 'A2B', '\rA2B'],
	])('%s costs a few bytes', async (_, before, after, bytes) => {
		const painted = new Painted();
		await painted.show(oneLine(before));
		expect((await painted.show(oneLine(after))).length).toBeLessThanOrEqual(bytes.length + 4);
	});

	test('changes no more of the style than is needed', () => {
		const styles = new CellStyles(paletteFor('dark', '256'));
		const text = (from: Parameters<CellStyles['pack']>[0], to: Parameters<CellStyles['pack']>[0]) =>
			Buffer.from(styles.transition(styles.pack(from), styles.pack(to))).toString();
		expect(text({}, {role: 'bid'})).toBe('\u{1B}[38;5;36m');
		expect(text({role: 'bid', bold: true}, {role: 'ask', bold: true})).toBe('\u{1B}[38;5;167m');
		expect(text({role: 'bid', bold: true}, {role: 'bid'})).toBe('\u{1B}[22m');
		expect(text({role: 'bid', bold: true}, {role: 'bid', dim: true})).toBe('\u{1B}[22;2m');
		expect(text({role: 'bid', inverse: true}, {})).toBe('\u{1B}[m');
		expect(text({bold: true, inverse: true}, {bold: true})).toBe('\u{1B}[27m');
	});
});
