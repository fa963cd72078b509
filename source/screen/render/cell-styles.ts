/** Styles as numbers, and the shortest SGR sequence between any two. */

import type {SpanStyle} from '../view-model/cells/cells.js';
import type {ColourRole} from '../view-model/cells/colour-roles.js';
import {utf8} from './byte-buffer.js';
import type {Palette} from './theme.js';

/** The low byte is a colour number; 0 is the terminal's default. */
const COLOUR_BITS = 0xff;
const BOLD = 0x1_00;
const DIM = 0x2_00;
export const INVERSE = 0x4_00;

const MAX_COLOURS = 256;

export class CellStyles {
	readonly #palette: Palette;
	readonly #colours = [''];
	readonly #numbers = new Map([['', 0]]);
	readonly #byRole = new Map<ColourRole, number>();
	readonly #transitions = new Map<number, Uint8Array>();

	constructor(palette: Palette) {
		this.#palette = palette;
	}

	pack({role, bold, dim, inverse}: SpanStyle): number {
		const flags = (bold === true ? BOLD : 0) | (dim === true ? DIM : 0) | (inverse === true ? INVERSE : 0);
		return role === undefined ? flags : this.#roleColour(role) | flags;
	}

	/** Number of a colour, from its SGR parameters. */
	#colour(sgr: string): number {
		const known = this.#numbers.get(sgr);
		if (known !== undefined) return known;
		if (this.#colours.length >= MAX_COLOURS) return 0;
		const number = this.#colours.push(sgr) - 1;
		this.#numbers.set(sgr, number);
		return number;
	}

	transition(from: number, to: number): Uint8Array {
		const key = from * 0x1_00_00 + to;
		const known = this.#transitions.get(key);
		if (known !== undefined) return known;
		const bytes = utf8(this.#shortest(from, to));
		this.#transitions.set(key, bytes);
		return bytes;
	}

	#roleColour(role: ColourRole): number {
		const known = this.#byRole.get(role);
		if (known !== undefined) return known;
		const number = this.#colour(this.#palette[role]);
		this.#byRole.set(role, number);
		return number;
	}

	#shortest(from: number, to: number): string {
		if (from === to) return '';
		if (to === 0) return '\u{1B}[m';
		const anew = ['0', ...this.#setting(to, 0)].join(';');
		const change = [...switchedOff(from, to), ...this.#setting(to, kept(from, to))].join(';');
		return `\u{1B}[${change.length < anew.length ? change : anew}m`;
	}

	/** SGR parameters to switch on for `to` when `present` is on. */
	#setting(to: number, present: number): readonly string[] {
		const missing = to & ~present;
		const colour = to & COLOUR_BITS;
		return [
			...((missing & BOLD) === 0 ? [] : ['1']),
			...((missing & DIM) === 0 ? [] : ['2']),
			...((missing & INVERSE) === 0 ? [] : ['7']),
			...(colour === (present & COLOUR_BITS) ? [] : [colour === 0 ? '39' : (this.#colours[colour] ?? '39')]),
		];
	}
}

/** SGR 22 switches off bold and dim together. */
const losesWeight = (from: number, to: number): boolean => (from & ~to & (BOLD | DIM)) !== 0;

const switchedOff = (from: number, to: number): readonly string[] => [
	...(losesWeight(from, to) ? ['22'] : []),
	...((from & ~to & INVERSE) === 0 ? [] : ['27']),
];

const kept = (from: number, to: number): number => (losesWeight(from, to) ? from & ~(BOLD | DIM) : from);
