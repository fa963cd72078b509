/**
 * From what a terminal sends to what was pressed. A sequence may come in pieces, however the line cuts it; what is
 * left of one that never ends is dropped, because its rest would be read as keys, and keys move quotes.
 */

import {csiEvent, ss3Key} from './key-sequences.js';
import type {MouseEvent} from '../view-model/mouse.js';

export type InputEvent =
	/** By its name in the keymap. */
	| {readonly kind: 'key'; readonly name: string}
	| {readonly kind: 'paste'; readonly text: string}
	| {readonly kind: 'mouse'; readonly event: MouseEvent}
	/** The terminal's answer to how it is. */
	| {readonly kind: 'answer'};

const ESC = '\u{1B}';
const PASTE_BEGIN = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;

/** A lone Esc is a key when nothing follows so soon … */
const ESC_MS = 50;
/** … and the beginning of a sequence is nothing when its rest does not come. */
const SEQUENCE_MS = 1000;
/** A late rest of a sequence whose Esc was taken for a key. */
const LATE_REST = /^(?:\[[\d;<]*[A-Za-z~]|O[A-Z])/;

/** What is kept of a paste, and of a sequence. */
const MAX_PASTE = 65_536;
const MAX_SEQUENCE = 4096;

/** A held key on a slow line comes as several of the same character. */
const MAX_REPEAT = 16;
/** Quick fingers and a busy machine: so many different keys may come in one read. */
const MAX_TYPED = 4;

export class KeyDecoder {
	#pending = '';
	/** When what is pending began. */
	#begunAtMs = 0;
	/** More came of a paste than is kept: its rest is no keys. */
	#isSkipping = false;
	#lastEscMs = -Infinity;

	push(text: string, nowMs: number): readonly InputEvent[] {
		const isLate = nowMs - this.#lastEscMs < SEQUENCE_MS && this.#pending === '' && LATE_REST.test(text);
		this.#lastEscMs = -Infinity;
		const events: InputEvent[] = [];
		const held = this.#isTooLate(nowMs) ? '' : this.#pending;
		const whole = isLate ? ESC + text : held + text;
		let rest = whole;
		while (rest !== '') {
			const taken = this.#isSkipping ? skipPaste(rest) : take(rest);
			if (taken === 'more') break;
			events.push(...taken.events);
			this.#isSkipping = taken.isCut === true;
			rest = rest.slice(taken.length);
		}

		if (held === '' || rest.length < whole.length) this.#begunAtMs = nowMs;
		this.#pending = rest;
		return events;
	}

	/** However fast keys come, half a sequence keeps nobody from them for longer than its time. */
	#isTooLate(nowMs: number): boolean {
		return nowMs - this.#begunAtMs >= SEQUENCE_MS && !this.#pending.startsWith(PASTE_BEGIN);
	}

	/** How long to wait for the rest of what has begun; undefined where nothing has. */
	get waitMs(): number | undefined {
		if (this.#isSkipping) return SEQUENCE_MS;
		if (this.#pending === '') return undefined;
		return this.#pending === ESC ? ESC_MS : SEQUENCE_MS;
	}

	/** The rest did not come: a lone Esc is a key, a paste ends where it is, half a sequence is nothing. */
	giveUp(nowMs: number): readonly InputEvent[] {
		const pending = this.#isSkipping ? '' : this.#pending;
		this.#pending = '';
		this.#isSkipping = false;
		if (pending.startsWith(PASTE_BEGIN)) return [{kind: 'paste', text: pending.slice(PASTE_BEGIN.length)}];
		if (pending !== ESC) return [];
		this.#lastEscMs = nowMs;
		return [{kind: 'key', name: 'escape'}];
	}
}

/** `isCut`: what follows is the rest of a paste. */
type Taken = {readonly events: readonly InputEvent[]; readonly length: number; readonly isCut?: boolean};

const take = (text: string): Taken | 'more' => {
	if (text.startsWith(PASTE_BEGIN)) return takePaste(text);
	return text.startsWith(ESC) ? takeSequence(text) : takeText(text);
};

const takePaste = (text: string): Taken | 'more' => {
	const end = text.indexOf(PASTE_END);
	if (end < 0 && text.length < MAX_PASTE) return 'more';
	const stop = end < 0 ? text.length : end;
	return {events: [{kind: 'paste', text: text.slice(PASTE_BEGIN.length, stop)}], length: end < 0 ? stop : end + PASTE_END.length, isCut: end < 0};
};

/** Up to its end, which may come in pieces. */
const skipPaste = (text: string): Taken | 'more' => {
	const end = text.indexOf(PASTE_END);
	if (end >= 0) return {events: [], length: end + PASTE_END.length};
	const length = text.length - (PASTE_END.length - 1);
	return length > 0 ? {events: [], length, isCut: true} : 'more';
};

// oxlint-disable-next-line no-control-regex -- OSC, DCS, SOS, PM and APC with their payload
const STRING_SEQUENCE = /^\u{1B}[\]PX^_][^\u{07}\u{1B}]*(?:\u{07}|\u{1B}\\)/u;
// oxlint-disable-next-line no-control-regex -- a control sequence; Linux' own console puts a second bracket before a letter
const CONTROL_SEQUENCE = /^\u{1B}\[(\[[A-E]|[\d:;<=>?]*[ -/]*[@-~])/u;

const takeSequence = (text: string): Taken | 'more' => {
	const kind = text[1];
	if (kind === undefined) return 'more';
	if (kind === '[') return takeControl(text);
	if (kind === 'O') return text[2] === undefined ? 'more' : {events: keys(ss3Key(text[2])), length: 3};
	if (']PX^_'.includes(kind)) return takeString(text);
	if (kind === ESC) return {events: keys('escape'), length: 1};
	const character = String.fromCodePoint(text.codePointAt(1) ?? 0);
	return {events: keys(isPrintable(character) ? `alt+${character}` : undefined), length: 1 + character.length};
};

const takeControl = (text: string): Taken | 'more' => {
	const found = CONTROL_SEQUENCE.exec(text);
	if (found !== null) return {events: present(csiEvent(found[1] ?? '')), length: found[0].length};
	// What cannot become one is dropped with its beginning; the rest is looked at anew.
	const end = text.slice(2).search(/[^\d:;<=>? -/[]/);
	return end < 0 && text.length < MAX_SEQUENCE ? 'more' : {events: [], length: end < 0 ? text.length : end + 2};
};

const takeString = (text: string): Taken | 'more' => {
	const found = STRING_SEQUENCE.exec(text);
	if (found !== null) return {events: [], length: found[0].length};
	return text.length < MAX_SEQUENCE ? 'more' : {events: [], length: text.length};
};

/** Up to the next sequence. */
const takeText = (text: string): Taken => {
	const end = text.indexOf(ESC);
	const typed = end < 0 ? text : text.slice(0, end);
	return {events: isBurst(typed) ? burst(typed) : Array.from(typed, characterKey).flatMap(keys), length: typed.length};
};

/** Several characters at once that no held key makes: a paste in a terminal that does not mark it. */
const isBurst = (typed: string): boolean => {
	const characters = Array.from(typed);
	const isHeld = characters.length <= MAX_REPEAT && characters.every((character) => character === characters[0]);
	return !isHeld && characters.length > MAX_TYPED;
};

/** Ctrl+C leaves whatever it is buried in. */
const burst = (typed: string): readonly InputEvent[] => (typed.includes('\u{03}') ? keys('ctrl+c') : [{kind: 'paste', text: typed}]);

const NAMES: ReadonlyMap<string, string> = new Map([
	[' ', 'space'],
	['\t', 'tab'],
	['\r', 'return'],
	['\n', 'return'],
	['\u{7F}', 'backspace'],
	['\u{08}', 'backspace'],
]);

const characterKey = (character: string): string | undefined => {
	const named = NAMES.get(character);
	if (named !== undefined) return named;
	const code = character.codePointAt(0) ?? 0;
	if (code >= 0x01 && code <= 0x1a) return `ctrl+${String.fromCodePoint(code + 0x60)}`;
	return isPrintable(character) ? character : undefined;
};

const isPrintable = (character: string): boolean => !/\p{C}/u.test(character);

const keys = (name: string | undefined): readonly InputEvent[] => (name === undefined ? [] : [{kind: 'key', name}]);

const present = (event: InputEvent | undefined): readonly InputEvent[] => (event === undefined ? [] : [event]);
