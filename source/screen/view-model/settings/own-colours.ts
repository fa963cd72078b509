/** The operator's own colours: their notation, and the nearest colours where a terminal has fewer. */

import {COLOUR_ROLES, type ColourRole} from '../cells/colour-roles.js';

export type Rgb = readonly [red: number, green: number, blue: number];

/** `index` is one of 256; the first 16 look as the terminal defines them. */
export type OwnColour = {readonly kind: 'rgb'; readonly rgb: Rgb} | {readonly kind: 'index'; readonly index: number};

export type OwnColours = Partial<Readonly<Record<ColourRole, OwnColour>>>;

/** Every role can have an own colour. */
export const OWN_COLOUR_ROLES: readonly ColourRole[] = COLOUR_ROLES;

const HUES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The 16 names, by number. */
export const COLOUR_NAMES: readonly string[] = [...HUES, ...HUES.map((hue) => `bright-${hue}`)];

/** `#2ebd85`, one of {@link COLOUR_NAMES}, or `0` to `255`; undefined for anything else. Case does not matter. */
export const parseColour = (text: string): OwnColour | undefined => {
	const word = text.trim().toLowerCase();
	const [, red = '', green = '', blue = ''] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/.exec(word) ?? [];
	if (red !== '') return {kind: 'rgb', rgb: [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]};
	const index = /^\d{1,3}$/.test(word) ? Number(word) : COLOUR_NAMES.indexOf(word);
	return index >= 0 && index < ALL ? {kind: 'index', index} : undefined;
};

const NAMED = 16;
const ALL = 256;

/** Number among the 256 or the 16: its own if it has one, else the nearest to the eye. */
export const colourIndex = (colour: OwnColour, depth: '256' | '16'): number => {
	const most = depth === '16' ? NAMED : ALL;
	if (colour.kind === 'index' && colour.index < most) return colour.index;
	// The first 16 differ between terminals, so among 256 none of them is chosen.
	return nearestIndex(rgbOf(colour), depth === '16' ? 0 : NAMED, most);
};

/** The deepest colour depth at which the two cannot be told apart; undefined if there is none. */
export const sameDepth = (one: OwnColour, other: OwnColour): 'truecolor' | '256' | '16' | undefined => {
	if (String(rgbOf(one)) === String(rgbOf(other))) return 'truecolor';
	return (['256', '16'] as const).find((depth) => colourIndex(one, depth) === colourIndex(other, depth));
};

/** xterm's defaults; a 6×6×6 cube and 24 greys follow. */
const FIRST_16: readonly Rgb[] = [
	[0, 0, 0],
	[205, 0, 0],
	[0, 205, 0],
	[205, 205, 0],
	[0, 0, 238],
	[205, 0, 205],
	[0, 205, 205],
	[229, 229, 229],
	[127, 127, 127],
	[255, 0, 0],
	[0, 255, 0],
	[255, 255, 0],
	[92, 92, 255],
	[255, 0, 255],
	[0, 255, 255],
	[255, 255, 255],
];
const CUBE = [0, 95, 135, 175, 215, 255] as const;
const GREYS_FROM = 232;

export const indexRgb = (index: number): Rgb => {
	const named = FIRST_16[index];
	if (named !== undefined) return named;
	if (index >= GREYS_FROM) return grey(8 + 10 * (index - GREYS_FROM));
	const place = index - NAMED;
	const step = (by: number): number => CUBE[Math.floor(place / by) % CUBE.length] ?? 0;
	return [step(36), step(6), step(1)];
};

const grey = (value: number): Rgb => [value, value, value];

const rgbOf = (colour: OwnColour): Rgb => (colour.kind === 'rgb' ? colour.rgb : indexRgb(colour.index));

/** Index of the nearest; the first of equals. */
const nearestIndex = (rgb: Rgb, from: number, to: number): number => {
	const wanted = labOf(rgb);
	let best = {index: from, distance: Infinity};
	for (let index = from; index < to; index += 1) {
		const distance = Math.hypot(...labOf(indexRgb(index)).map((value, axis) => value - (wanted[axis] ?? 0)));
		if (distance < best.distance) best = {index, distance};
	}

	return best.index;
};

/** CIE 1976 L*a*b* of an sRGB colour at D65; distances approximate visible difference. */
const labOf = (rgb: Rgb): readonly number[] => {
	const [red, green, blue] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
	const x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
	const y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue);
	const z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

const linear = (value: number): number => {
	const share = value / 255;
	return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const curve = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
