/**
 * Properties of themes: sides differ at every colour depth, text is readable on its background, own colours
 * override.
 */

import {describe, expect, test} from 'vitest';
import {COLOUR_MODES} from '../../../source/screen/render/colour-mode.js';
import {paletteFor} from '../../../source/screen/render/theme.js';
import {THEMES} from '../../../source/screen/view-model/settings/choices.js';
import {COLOUR_ROLES} from '../../../source/screen/view-model/cells/colour-roles.js';
import {indexRgb, type OwnColour, type Rgb} from '../../../source/screen/view-model/settings/own-colours.js';

/** WCAG 2.2 minimum for small text. */
const LEAST_CONTRAST = 4.5;

const luminance = (rgb: Rgb): number => {
	const [red = 0, green = 0, blue = 0] = rgb.map((value) =>
		value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: Rgb, other: Rgb): number => {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
};

const rgbOfSgr = (sgr: string): Rgb => {
	const [kind, form, ...values] = sgr.split(';').map(Number);
	expect(kind).toBe(38);
	return form === 5 ? indexRgb(values[0] ?? 0) : [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
};

const COLOURED = THEMES.filter((theme) => theme !== 'mono');

describe('text that must be read', () => {
	// The first 16 colours depend on the terminal.
	describe.each(['truecolor', '256'] as const)('with %s colours', (mode) => {
		test.each(COLOURED)('%s', (theme) => {
			const background: Rgb = theme.startsWith('light') ? [255, 255, 255] : [0, 0, 0];
			const palette = paletteFor(theme, mode);
			for (const role of ['bid', 'ask', 'live', 'alarm', 'warn', 'sync', 'paper', 'accent'] as const) {
				expect(contrast(rgbOfSgr(palette[role]), background), `${role} ${palette[role]}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
			}
		});
	});
});

describe.each(THEMES)('%s', (theme) => {
	test('tells the sides apart wherever there are colours', () => {
		for (const mode of ['16', '256', 'truecolor'] as const) {
			const {bid, ask} = paletteFor(theme, mode);
			if (theme === 'mono') expect([bid, ask]).toEqual(['', '']);
			else expect(bid).not.toBe(ask);
		}
	});

	test('has no colours where there are none, not even the operator’s', () => {
		expect(Object.values(paletteFor(theme, 'none', {bid: {kind: 'index', index: 2}, ask: {kind: 'rgb', rgb: [1, 2, 3]}})).join('')).toBe(
			'',
		);
	});

	test('has the operator’s in place of its own, and keeps the others', () => {
		const own = {warn: {kind: 'rgb', rgb: [46, 189, 133]}, muted: {kind: 'index', index: 8}} as const;
		for (const mode of COLOUR_MODES.filter((one) => one !== 'none')) {
			const [plain, over] = [paletteFor(theme, mode), paletteFor(theme, mode, own)];
			expect(over.muted).toBe('90');
			expect(over.warn).toBe({'16': '36', '256': '38;5;36', truecolor: '38;2;46;189;133'}[mode]);
			for (const role of COLOUR_ROLES.filter((one) => !(one in own))) expect(over[role], role).toBe(plain[role]);
		}
	});
});

test('red-up and its light twin are the others with the sides changed', () => {
	for (const [theme, twin] of [
		['dark', 'red-up'],
		['light', 'light-red-up'],
	] as const) {
		const [plain, turned] = [paletteFor(theme, '256'), paletteFor(twin, '256')];
		expect(turned).toEqual({...plain, bid: plain.ask, ask: plain.bid});
	}
});

test.each<[OwnColour, string, string, string]>([
	[{kind: 'index', index: 1}, '31', '31', '31'],
	[{kind: 'index', index: 12}, '94', '94', '94'],
	[{kind: 'index', index: 15}, '97', '97', '97'],
	[{kind: 'index', index: 16}, '38;5;16', '38;5;16', '30'],
	[{kind: 'index', index: 36}, '38;5;36', '38;5;36', '36'],
	[{kind: 'index', index: 208}, '38;5;208', '38;5;208', '31'],
	[{kind: 'rgb', rgb: [255, 255, 255]}, '38;2;255;255;255', '38;5;231', '97'],
	[{kind: 'rgb', rgb: [224, 108, 117]}, '38;2;224;108;117', '38;5;167', '31'],
])('%o is written as %s, %s, %s', (colour, truecolor, of256, of16) => {
	expect((['truecolor', '256', '16'] as const).map((mode) => paletteFor('dark', mode, {title: colour}).title)).toEqual([
		truecolor,
		of256,
		of16,
	]);
});
