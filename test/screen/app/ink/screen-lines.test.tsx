/** Ink writes exactly the view model's text, with styles of the theme only. */

import {render} from 'ink-testing-library';
import {describe, expect, test} from 'vitest';
import {ScreenLines} from '../../../../source/screen/app/ink/screen-lines.js';
import {rowSgr} from '../../../../source/screen/render/sgr.js';
import {THEMES} from '../../../../source/screen/view-model/settings/choices.js';
import {paletteFor} from '../../../../source/screen/render/theme.js';
import {span} from '../../../../source/screen/view-model/cells/cells.js';
import {screenRows} from '../../../../source/screen/view-model/screen/screen.js';
import {badMinuteFrames, liveFrames} from '../../../helpers/frames.js';
import {inkText} from '../../../helpers/ink-text.js';
import {Scene} from '../../../helpers/screen-scene.js';

// oxlint-disable-next-line no-control-regex -- SGR sequences
const plain = (text: string): string => text.replaceAll(/\u{1B}\[[\d;]*m/gu, '');

describe('Ink draws the rows of the view-model', () => {
	test.each([
		[200, 60],
		[120, 40],
		[80, 24],
		[60, 16],
		[44, 12],
	])('%i×%i', (columns, rows) => {
		for (const scene of [
			new Scene(columns, rows).frames(liveFrames()),
			new Scene(columns, rows, {ascii: true}).frames(badMinuteFrames()),
			new Scene(columns, rows).frames(liveFrames()).press('?'),
		]) {
			const drawn = inkText(<ScreenLines rows={screenRows(scene.state)} palette={paletteFor('dark', 'truecolor')} />, columns, rows);
			expect(
				plain(drawn)
					.split('\n')
					.map((line) => line.trimEnd()),
			).toEqual(scene.lines);
		}
	});

	test('without colour there is no colour sequence, with it there is', () => {
		const rows = screenRows(new Scene(120, 40).frames(liveFrames()).state);
		const text = (mode: 'none' | '16' | '256' | 'truecolor') => rows.map((row) => rowSgr(row, paletteFor('dark', mode))).join('\n');
		expect(text('none')).not.toMatch(/\[(\d;)*(3\d|38|9\d)[;m]/);
		expect(text('16')).toMatch(/\[(\d;)*3[12]m/);
		expect(text('16')).not.toMatch(/38;/);
		expect(text('256')).toMatch(/38;5;36m/);
		expect(text('truecolor')).toMatch(/38;2;46;189;133m/);
	});
});

describe('themes', () => {
	test('bid and ask differ in every one that has colours', () => {
		for (const theme of THEMES) {
			for (const mode of ['16', '256', 'truecolor'] as const) {
				const palette = paletteFor(theme, mode);
				if (theme === 'mono') expect(palette.bid + palette.ask).toBe('');
				else expect(palette.bid).not.toBe(palette.ask);
			}
		}
	});

	test('red-up swaps the sides and nothing else', () => {
		const [dark, redUp] = [paletteFor('dark', '256'), paletteFor('red-up', '256')];
		expect([redUp.bid, redUp.ask]).toEqual([dark.ask, dark.bid]);
		expect({...redUp, bid: '', ask: ''}).toEqual({...dark, bid: '', ask: ''});
	});

	test('attributes stay without colour, so that own orders stand out', () => {
		const row = [span('.010', {role: 'bid', inverse: true, bold: true}), span(' x')];
		expect(rowSgr(row, paletteFor('mono', 'none'))).toBe('\u{1B}[1;7m.010\u{1B}[0m x');
		expect(rowSgr(row, paletteFor('dark', '16'))).toBe('\u{1B}[1;7;32m.010\u{1B}[0m x');
	});
});

test('a picture that is drawn again shows the new rows, and nothing of the old ones', () => {
	const palette = paletteFor('mono', 'none');
	const first = new Scene(80, 24).frames(liveFrames());
	const app = render(<ScreenLines rows={screenRows(first.state)} palette={palette} />);
	const second = new Scene(80, 24, {ascii: true}).frames(badMinuteFrames());
	app.rerender(<ScreenLines rows={screenRows(second.state)} palette={palette} />);
	const trimmed = (text: string): string[] => text.split('\n').map((line) => line.trimEnd());
	expect(trimmed(plain(app.lastFrame() ?? ''))).toEqual(second.lines);
	app.unmount();
});
