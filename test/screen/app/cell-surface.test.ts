/** The cell surface on fast, slow and vanishing terminals. */

import {describe, expect, test} from 'vitest';
import {CellSurface} from '../../../source/screen/app/cell-surface.js';
import {paletteFor, type Palette} from '../../../source/screen/render/theme.js';
import {span, type Row} from '../../../source/screen/view-model/cells/cells.js';
import type {ColourRole} from '../../../source/screen/view-model/cells/colour-roles.js';
import {FakeTerminal} from '../../helpers/screen-terminal.js';

const palette = paletteFor('dark', '16');

const start = (hasKeys = false) => {
	const terminal = new FakeTerminal(20, 3, 'surface', hasKeys);
	const shown: {text: string; role: ColourRole | undefined; palette: Palette; keys: Row} = {
		text: 'one',
		role: undefined,
		palette,
		keys: [],
	};
	const heard = {gone: 0};
	const surface = new CellSurface({
		terminal,
		cells: terminal.cells!,
		palette: () => shown.palette,
		mouse: () => false,
		pictureAtMs: () => undefined,
		panels: () => [
			{id: 'card', rect: {x: 0, y: 0, width: 20, height: 2}, rows: [[span(shown.text, {role: shown.role})]]},
			{id: 'footer', rect: {x: 0, y: 2, width: 20, height: 1}, rows: [shown.keys]},
		],
		onGone: () => (heard.gone += 1),
	});
	const frame = (text: string) => {
		shown.text = text;
		surface.draw('frame');
	};
	return {terminal, surface, shown, frame, heard};
};

const firstLine = async (terminal: FakeTerminal): Promise<string> => (await terminal.lines())[0] ?? '';

describe('a terminal that keeps up', () => {
	test('sees each picture, all panels of it', async () => {
		const {terminal, surface, frame, shown} = start();
		shown.keys = [span('keys', {bold: true})];
		surface.open();
		expect(await terminal.lines()).toEqual(['one', '', 'keys']);
		terminal.pass(1000);
		frame('two');
		expect(await firstLine(terminal)).toBe('two');
	});

	test('gets control sequences with the next picture, and only the newest beyond the bound', async () => {
		const {terminal, surface} = start();
		for (let title = 0; title < 10_000; title += 1) surface.control(`\u{1B}]2;title ${title}\u{07}`);
		surface.open();
		expect(await firstLine(terminal)).toBe('one');
		expect(terminal.bytes).toBeLessThan(70_000);
		expect(terminal.bytes).toBeGreaterThan(1000);
	});

	test('sees other colours everywhere, also where nothing else changed', async () => {
		const {terminal, surface, shown, frame} = start();
		shown.keys = [span('keys', {role: 'ask'})];
		surface.open();
		shown.palette = paletteFor('light', '16');
		shown.role = 'ask';
		terminal.pass(1000);
		frame('two');
		const [panel, , keys] = await terminal.cellTexts();
		expect(panel).toContain('/1>two</>');
		expect(keys).toContain('/1>keys</>');
	});

	test('sees all panels at another size too, and nothing of them beyond', async () => {
		const {terminal, surface, frame, shown} = start();
		shown.keys = [span('keys that are known')];
		surface.open();
		expect((await terminal.lines())[2]).toBe('keys that are known');
		for (const [columns, rows] of [
			[8, 4],
			[30, 3],
		] as const) {
			terminal.resize(columns, rows);
			terminal.pass(1000);
			frame('one');
			expect((await terminal.lines())[2]).toBe('keys that are known'.slice(0, columns).trimEnd());
		}
	});

	test('gets nothing when nothing changes', () => {
		const {terminal, surface, frame} = start();
		surface.open();
		terminal.pass(1000);
		const {bytes} = terminal;
		frame('one');
		frame('one');
		terminal.pass(1000);
		expect(terminal.bytes).toBe(bytes);
	});

	test('gets the modes with the first picture, and everything back at the end', async () => {
		const {terminal, surface} = start();
		expect(terminal.bytes).toBe(0);
		surface.open();
		await terminal.lines();
		expect(terminal.alternate).toBe(true);
		await surface.leave();
		await terminal.lines();
		expect(terminal.alternate).toBe(false);
		surface.open();
		terminal.pass(20);
		expect(await firstLine(terminal)).toBe('one');
		await surface.close();
		surface.open();
		await terminal.lines();
		expect(terminal.alternate).toBe(false);
	});
});

describe('a terminal that does not keep up', () => {
	test('gets fewer pictures, never older ones', async () => {
		const {terminal, surface, frame} = start();
		surface.open();
		terminal.pass(1000);
		terminal.room = 4;
		frame('two');
		frame('three');
		frame('four');
		frame('five');
		terminal.room = Infinity;
		terminal.pass(1000);
		expect(await firstLine(terminal)).toBe('five');
		expect(surface.takeStats()).toMatchObject({skipped: 2});
	});

	test('is not asked for more than two answers', async () => {
		const {terminal, surface, frame} = start(true);
		surface.open();
		frame('two');
		const {bytes} = terminal;
		frame('three');
		frame('four');
		expect(terminal.bytes).toBe(bytes);
		surface.answered('status');
		expect(terminal.bytes).toBeGreaterThan(bytes);
		expect(await firstLine(terminal)).toBe('four');
	});

	test('is asked anew when it was given away meanwhile', async () => {
		const {terminal, surface, frame} = start(true);
		surface.open();
		frame('two');
		const left = surface.leave();
		await terminal.lines();
		terminal.pass(2000);
		await left;
		surface.open();
		frame('three');
		expect(await firstLine(terminal)).toBe('three');
	});

	test('that is closed is reported once', () => {
		const {terminal, surface, frame, heard} = start();
		surface.open();
		terminal.pass(1000);
		terminal.isGone = true;
		frame('two');
		terminal.pass(1000);
		frame('three');
		terminal.pass(1000);
		expect(heard.gone).toBe(1);
	});
});

describe('on the way out', () => {
	const leaving = async (prepare: (made: ReturnType<typeof start>) => void = () => {}) => {
		const made = start(true);
		made.surface.open();
		prepare(made);
		const state = {left: false};
		void made.surface.close().then(() => (state.left = true));
		const isLeftAfter = async (ms: number): Promise<boolean> => {
			made.terminal.pass(ms);
			await new Promise((resolve) => setImmediate(resolve));
			return state.left;
		};
		await new Promise((resolve) => setImmediate(resolve));
		return {...made, isLeftAfter};
	};

	test('the last answer is waited for, whatever answers come before it', async () => {
		const {surface, isLeftAfter} = await leaving();
		expect(await isLeftAfter(1900)).toBe(false);
		surface.answered('status');
		surface.answered('status');
		expect(await isLeftAfter(0)).toBe(false);
		surface.answered('attributes');
		expect(await isLeftAfter(0)).toBe(true);
	});

	test('two seconds, and the round trip that was measured', async () => {
		expect(await (await leaving()).isLeftAfter(1999)).toBe(false);
		expect(await (await leaving()).isLeftAfter(2000)).toBe(true);
		const far = async () =>
			leaving(({surface, terminal}) => {
				terminal.pass(600);
				surface.answered('status');
			});
		expect(await (await far()).isLeftAfter(2599)).toBe(false);
		expect(await (await far()).isLeftAfter(2600)).toBe(true);
		const tooFar = async () =>
			leaving(({surface, terminal}) => {
				terminal.pass(60_000);
				surface.answered('status');
			});
		expect(await (await tooFar()).isLeftAfter(3999)).toBe(false);
		expect(await (await tooFar()).isLeftAfter(4000)).toBe(true);
	});

	test('nothing, where the terminal has never answered in that time, or has no keys', async () => {
		expect(await (await leaving(({terminal}) => terminal.pass(2001))).isLeftAfter(0)).toBe(true);
		const {surface, terminal} = start(false);
		surface.open();
		await surface.close();
		await terminal.lines();
		expect(terminal.alternate).toBe(false);
	});

	test('a terminal that takes nothing is waited for as long, and gets the modes when it takes again', async () => {
		const {terminal, isLeftAfter} = await leaving((made) => {
			made.terminal.room = 3;
			made.shown.text = 'two';
			made.surface.redraw();
		});
		expect(await isLeftAfter(1000)).toBe(false);
		terminal.room = Infinity;
		await isLeftAfter(8);
		await terminal.lines();
		expect(terminal.alternate).toBe(false);
	});

	test('who asks twice waits for the same', async () => {
		const {surface, isLeftAfter} = await leaving();
		let second = false;
		void surface.leave().then(() => (second = true));
		expect([await isLeftAfter(1000), second]).toEqual([false, false]);
		surface.answered('attributes');
		expect([await isLeftAfter(0), second]).toEqual([true, true]);
	});
});

test('what drawing costs is counted by the second', () => {
	const {terminal, surface, frame} = start();
	surface.open();
	terminal.pass(500);
	frame('two');
	expect(surface.takeStats()).toBeUndefined();
	terminal.pass(500);
	expect(surface.takeStats()).toEqual({fps: 2, bytesPerSecond: terminal.bytes, skipped: 0});
	terminal.pass(1000);
	expect(surface.takeStats()).toEqual({fps: 0, bytesPerSecond: 0, skipped: 0});
});
