/** Colours of the roles in each theme. Foregrounds only, so that light and dark backgrounds stay as they are. */

import type {Theme} from '../view-model/settings/choices.js';
import {COLOUR_ROLES, type ColourRole} from '../view-model/cells/colour-roles.js';
import {colourIndex, type OwnColour, type OwnColours} from '../view-model/settings/own-colours.js';
import type {ColourMode} from './colour-mode.js';

/** SGR parameters per role; empty for the terminal's default colour. */
export type Palette = Readonly<Record<ColourRole, string>>;

/** A colour at each depth: RGB, 256-colour index, SGR number among the 16. */
type Colour = readonly [rgb: readonly [number, number, number], index: number, sgr: number];

const TEAL: Colour = [[46, 189, 133], 36, 32];
const SOFT_RED: Colour = [[224, 108, 117], 167, 31];
const BLUE: Colour = [[64, 156, 255], 33, 94];
const ORANGE: Colour = [[255, 149, 0], 208, 33];
const AMBER: Colour = [[229, 175, 60], 214, 33];
const RED: Colour = [[255, 77, 77], 196, 91];
const CYAN: Colour = [[64, 200, 215], 44, 36];
const GREY: Colour = [[140, 147, 160], 245, 90];
const DARK_GREY: Colour = [[88, 96, 112], 240, 90];
const PALE_BLUE: Colour = [[130, 170, 255], 111, 94];

const DEEP_TEAL: Colour = [[0, 117, 84], 29, 32];
const DEEP_RED: Colour = [[184, 40, 50], 124, 31];
const DEEP_AMBER: Colour = [[150, 95, 0], 94, 33];
const DEEP_CYAN: Colour = [[0, 110, 130], 24, 36];
const MID_GREY: Colour = [[100, 106, 118], 242, 90];
const LIGHT_GREY: Colour = [[160, 166, 178], 247, 37];
const DEEP_BLUE: Colour = [[35, 85, 190], 26, 34];
/** Yellow is unreadable on white. Among the 16 colours this is red, which colour-blind eyes tell from blue. */
const DEEP_ORANGE: Colour = [[170, 80, 0], 130, 31];
const DEEP_PURPLE: Colour = [[120, 60, 170], 91, 35];

type Colours = Readonly<Record<ColourRole, Colour | undefined>>;

const DARK: Colours = {
	bid: TEAL,
	ask: SOFT_RED,
	live: TEAL,
	sync: AMBER,
	alarm: RED,
	warn: AMBER,
	paper: CYAN,
	accent: PALE_BLUE,
	title: undefined,
	border: DARK_GREY,
	muted: GREY,
};

const LIGHT: Colours = {
	bid: DEEP_TEAL,
	ask: DEEP_RED,
	live: DEEP_TEAL,
	sync: DEEP_AMBER,
	alarm: DEEP_RED,
	warn: DEEP_AMBER,
	paper: DEEP_CYAN,
	accent: DEEP_BLUE,
	title: undefined,
	border: LIGHT_GREY,
	muted: MID_GREY,
};

const coloursOf = (theme: Exclude<Theme, 'mono'>): Colours => {
	switch (theme) {
		case 'dark':
			return DARK;
		case 'light':
			return LIGHT;
		case 'cvd':
			return {...DARK, bid: BLUE, ask: ORANGE, live: BLUE};
		case 'red-up':
			return {...DARK, bid: SOFT_RED, ask: TEAL};
		case 'light-cvd':
			return {...LIGHT, bid: DEEP_BLUE, ask: DEEP_ORANGE, live: DEEP_BLUE, accent: DEEP_PURPLE};
		case 'light-red-up':
			return {...LIGHT, bid: DEEP_RED, ask: DEEP_TEAL};
	}
};

/** @param own overrides the theme's colours; ignored in mode `none`. */
export const paletteFor = (theme: Theme, mode: ColourMode, own: OwnColours = {}): Palette => {
	const colours = theme === 'mono' || mode === 'none' ? undefined : coloursOf(theme);
	const entry = (role: ColourRole): string => {
		const chosen = own[role];
		return chosen === undefined ? sgrOf(colours?.[role], mode) : ownSgr(chosen, mode);
	};
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries loses the keys; COLOUR_ROLES holds them all
	return Object.fromEntries(COLOUR_ROLES.map((role) => [role, entry(role)])) as Palette;
};

const ownSgr = (colour: OwnColour, mode: ColourMode): string => {
	if (mode === 'none') return '';
	if (mode === 'truecolor' && colour.kind === 'rgb') return `38;2;${colour.rgb.join(';')}`;
	const index = colourIndex(colour, mode === '16' ? '16' : '256');
	if (index >= 16) return `38;5;${index}`;
	return String(index < 8 ? 30 + index : 90 + index - 8);
};

const sgrOf = (colour: Colour | undefined, mode: ColourMode): string => {
	if (colour === undefined) return '';
	const [rgb, index, sgr] = colour;
	switch (mode) {
		case 'none':
			return '';
		case '16':
			return String(sgr);
		case '256':
			return `38;5;${index}`;
		case 'truecolor':
			return `38;2;${rgb.join(';')}`;
	}
};
