/**
 * Writes the difference between two pictures in few bytes: changed cells only, the cheapest cursor movement, the
 * shortest style change. It never scrolls, and erases only when everything is redrawn.
 */

import {digits, utf8, utf8Length, type ByteBuffer} from './byte-buffer.js';
import {BLANK, TAIL, clearGrid, codeText, copyGrid, createGrid, isCluster, type CellGrid} from './cell-grid.js';
import {INVERSE, type CellStyles} from './cell-styles.js';

const ESC = 0x1b;
const BRACKET = 0x5b;
/** The cursor's column is unknown: after the last column, or after a character of uncertain width. */
const NOWHERE = -1;
/** Longest run of unchanged cells considered for reprinting. */
const MAX_BRIDGE = 12;
/** A line feed costs one byte per row; beyond this many an absolute move is shorter. */
const MAX_FEEDS = 4;
const RESET_AND_ERASE = utf8('\u{1B}[m\u{1B}[H\u{1B}[2J');

export class CellPainter {
	readonly #styles: CellStyles;
	readonly #out: ByteBuffer;
	#shown = createGrid(0, 0);
	#x = NOWHERE;
	#y = NOWHERE;
	#style = 0;
	#anew = true;

	/** Appends to `out`. */
	constructor(styles: CellStyles, out: ByteBuffer) {
		this.#styles = styles;
		this.#out = out;
	}

	/** The terminal's content is unknown; the next picture starts with an erase. */
	forget(): void {
		this.#anew = true;
	}

	/** Erases the screen if needed. Call before `paint` and outside the synchronized update. */
	prepare(next: CellGrid): void {
		if (this.#anew || next.columns !== this.#shown.columns || next.rows !== this.#shown.rows) this.#erase(next);
	}

	paint(next: CellGrid): void {
		const {codes, styles} = this.#shown;
		const {codes: nextCodes, styles: nextStyles} = next;
		for (let index = 0; index < nextCodes.length; index += 1) {
			if (nextCodes[index] !== codes[index] || nextStyles[index] !== styles[index]) index = this.#put(next, index);
		}

		copyGrid(next, this.#shown);
	}

	#erase({columns, rows}: CellGrid): void {
		this.#out.append(RESET_AND_ERASE);
		this.#anew = false;
		this.#style = 0;
		this.#x = NOWHERE;
		this.#y = NOWHERE;
		if (columns === this.#shown.columns && rows === this.#shown.rows) clearGrid(this.#shown);
		else this.#shown = createGrid(columns, rows);
	}

	/** Draws the character that covers the cell, from its first cell on. @returns its last cell. */
	#put(next: CellGrid, changed: number): number {
		let index = changed;
		while (next.codes[index] === TAIL && index % next.columns > 0) index -= 1;
		const y = Math.trunc(index / next.columns);
		this.#reach(next, index - y * next.columns, y);
		this.#print(next, index);
		let last = index;
		while (next.codes[last + 1] === TAIL && (last + 1) % next.columns > 0) last += 1;
		return Math.max(last, changed);
	}

	#print(next: CellGrid, index: number): void {
		const code = next.codes[index] ?? BLANK;
		const style = next.styles[index] ?? 0;
		if (!this.#looksRight(code, style)) {
			this.#out.append(this.#styles.transition(this.#style, style));
			this.#style = style;
		}

		if (isCluster(code)) this.#out.text(codeText(code));
		else this.#out.codePoint(code === TAIL ? BLANK : code);
		const x = (index % next.columns) + 1;
		const isWide = next.codes[index + 1] === TAIL && x < next.columns;
		if (isWide || isCluster(code)) this.#y = NOWHERE;
		this.#x = isWide || isCluster(code) || x === next.columns ? NOWHERE : x;
	}

	/** Whether the cell needs no change: a blank looks the same in every style without inverse. */
	#looksRight(code: number, style: number): boolean {
		return style === this.#style || (code === BLANK && style === 0 && (this.#style & INVERSE) === 0);
	}

	#reach(next: CellGrid, x: number, y: number): void {
		if (x === this.#x && y === this.#y) return;
		const steps = this.#stepsTo(x, y);
		if (y !== this.#y || this.#x === NOWHERE || !this.#bridge(next, x, steps.length)) this.#move(x, y, steps.way);
		this.#x = x;
		this.#y = y;
	}

	/** Reprints the unchanged cells up to `limit` if that costs no more bytes than moving the cursor. */
	#bridge(next: CellGrid, x: number, limit: number): boolean {
		const gap = x - this.#x;
		if (gap <= 0 || gap > MAX_BRIDGE) return false;
		const from = this.#y * next.columns + this.#x;
		let cost = 0;
		for (let index = from; index < from + gap; index += 1) {
			const code = next.codes[index] ?? BLANK;
			if (code === TAIL || isCluster(code) || next.codes[index + 1] === TAIL || !this.#looksRight(code, next.styles[index] ?? 0)) {
				return false;
			}
			cost += utf8Length(code);
			if (cost > limit) return false;
		}

		for (let index = from; index < from + gap; index += 1) this.#out.codePoint(next.codes[index] ?? BLANK);
		return true;
	}

	/** The cheapest of: an absolute move, line feeds from the left edge, down in the same column. */
	#stepsTo(x: number, y: number): {readonly way: 'straight' | 'feeds' | 'down'; readonly length: number} {
		const straight = x === 0 ? (y === 0 ? 3 : 3 + digits(y + 1)) : 4 + digits(y + 1) + digits(x + 1);
		const down = y - this.#y;
		if (this.#y === NOWHERE || down < 0) return {way: 'straight', length: straight};
		const feeds = down > MAX_FEEDS ? Infinity : 1 + down + sideways(0, x);
		const same = this.#x === NOWHERE ? Infinity : (down === 0 ? 0 : stepLength(down)) + sideways(this.#x, x);
		if (straight <= feeds && straight <= same) return {way: 'straight', length: straight};
		return same <= feeds ? {way: 'down', length: same} : {way: 'feeds', length: feeds};
	}

	#move(x: number, y: number, way: 'straight' | 'feeds' | 'down'): void {
		switch (way) {
			case 'straight':
				this.#straight(x, y);
				break;
			case 'feeds':
				this.#out.byte(0x0d);
				for (let row = this.#y; row < y; row += 1) this.#out.byte(0x0a);
				this.#sideways(0, x);
				break;
			case 'down':
				if (y > this.#y) this.#step(y - this.#y, 0x42);
				this.#sideways(this.#x, x);
				break;
		}
	}

	#straight(x: number, y: number): void {
		this.#out.byte(ESC);
		this.#out.byte(BRACKET);
		if (x > 0 || y > 0) this.#out.decimal(y + 1);
		if (x > 0) {
			this.#out.byte(0x3b);
			this.#out.decimal(x + 1);
		}

		this.#out.byte(0x48);
	}

	#sideways(from: number, to: number): void {
		if (to > from) this.#step(to - from, 0x43);
		else if (from - to <= stepLength(from - to)) for (let at = from; at > to; at -= 1) this.#out.byte(0x08);
		else this.#step(from - to, 0x44);
	}

	#step(count: number, direction: number): void {
		this.#out.byte(ESC);
		this.#out.byte(BRACKET);
		if (count > 1) this.#out.decimal(count);
		this.#out.byte(direction);
	}
}

/** Bytes of a relative move. */
const stepLength = (count: number): number => (count === 1 ? 3 : 3 + digits(count));

const sideways = (from: number, to: number): number =>
	to >= from ? (to === from ? 0 : stepLength(to - from)) : Math.min(from - to, stepLength(from - to));
