/**
 * Decodes terminal input into keys, pastes and answers. Input outside marked pastes counts as typed, however
 * fast it arrives, because a held-up line delivers many keys at once. Sequences may arrive in pieces; the rest
 * of one is told from keys by what it would complete, and only then by timing.
 */

import {csiEvent, isSentByTerminals, ss3Key} from './key-sequences.js';
import type {InputEvent} from './input-event.js';

const ESC = '\u{1B}';
const PASTE_BEGIN = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;

/** A lone Esc is a key if nothing follows within this time. */
const ESC_MS = 50;
/** Esc and a possible start of a sequence are two keys if nothing follows within this time. */
const BEGINNING_MS = 250;
/** A longer unfinished sequence is discarded after this time. */
const SEQUENCE_MS = 1000;
// oxlint-disable-next-line no-control-regex -- Esc and what a sequence may begin with
const BEGINNING = /^\u{1B}(?:[\]OP_]|\[\[?)$/u;

/** Most bytes kept of a paste or a sequence. */
const MAX_PASTE = 65_536;
const MAX_SEQUENCE = 4096;

/** A held key on a slow line arrives as several equal characters. */
const MAX_REPEAT = 16;
/** Fast typing on a busy machine may bring this many different keys in one read. */
const MAX_TYPED = 4;

export class KeyDecoder {
	readonly #marksPastes: boolean;
	#pending = '';
	/** When the pending input began. */
	#begunAtMs = 0;
	/** The paste exceeded its bound: the rest is dropped, not read as keys. */
	#isSkipping = false;
	/** An unfinished sequence given up; its rest may still arrive. */
	#givenUp = '';
	#givenUpAtMs = -Infinity;

	/** @param marksPastes whether the terminal was told to mark pastes. */
	constructor(marksPastes = true) {
		this.#marksPastes = marksPastes;
	}

	push(text: string, nowMs: number): readonly InputEvent[] {
		const events: InputEvent[] = this.#isTooLate(nowMs) ? [...this.giveUp(nowMs)] : [];
		const held = this.#isLateRest(text, nowMs) ? this.#givenUp : this.#pending;
		this.#givenUp = '';
		const whole = held + text;
		let rest = whole;
		while (rest !== '') {
			const taken = this.#isSkipping ? skipPaste(rest) : this.#take(rest);
			if (taken === 'more') break;
			events.push(...taken.events);
			this.#isSkipping = taken.isCut === true;
			rest = rest.slice(taken.length);
		}

		if (held === '' || rest.length < whole.length) this.#begunAtMs = nowMs;
		this.#pending = rest;
		return events;
	}

	/** Whether an unfinished sequence has blocked keys for longer than allowed. */
	#isTooLate(nowMs: number): boolean {
		const {waitMs} = this;
		return waitMs !== undefined && !this.#isSkipping && !this.#pending.startsWith(PASTE_BEGIN) && nowMs - this.#begunAtMs >= waitMs;
	}

	#isLateRest(text: string, nowMs: number): boolean {
		if (this.#givenUp === '' || this.#pending !== '' || this.#isSkipping) return false;
		return this.#givenUp.length > 2
			? completes(this.#givenUp + text)
			: nowMs - this.#givenUpAtMs < SEQUENCE_MS && isUnlikelyTyped(this.#givenUp + text);
	}

	#take(text: string): Taken | 'more' {
		if (text.startsWith(PASTE_BEGIN)) return takePaste(text);
		return text.startsWith(ESC) ? takeSequence(text) : takeText(text, this.#marksPastes);
	}

	/** How long to wait for the rest of the pending input; undefined if none is pending. */
	get waitMs(): number | undefined {
		if (this.#isSkipping) return SEQUENCE_MS;
		if (this.#pending === '') return undefined;
		if (this.#pending === ESC) return ESC_MS;
		return BEGINNING.test(this.#pending) ? BEGINNING_MS : SEQUENCE_MS;
	}

	/**
	 * Called when the rest did not come: Esc becomes a key, also with what follows it alone; a paste ends; other
	 * sequences are discarded.
	 */
	giveUp(nowMs: number): readonly InputEvent[] {
		const pending = this.#isSkipping ? '' : this.#pending;
		this.#pending = '';
		this.#isSkipping = false;
		if (pending.startsWith(PASTE_BEGIN)) return [{kind: 'paste', text: pending.slice(PASTE_BEGIN.length)}];
		const isTyped = BEGINNING.test(pending);
		// Input reported as keys must not also count as the start of a sequence.
		this.#givenUp = isTyped ? '' : pending;
		this.#givenUpAtMs = nowMs;
		return isTyped || pending === ESC ? escapeAnd(pending.slice(1)) : [];
	}
}

/** `isCut`: what follows is the rest of a paste. */
type Taken = {readonly events: readonly InputEvent[]; readonly length: number; readonly isCut?: boolean};

const takePaste = (text: string): Taken | 'more' => {
	const end = text.indexOf(PASTE_END);
	if (end < 0 && text.length < MAX_PASTE) return 'more';
	const stop = end < 0 ? text.length : end;
	return {
		events: [{kind: 'paste', text: text.slice(PASTE_BEGIN.length, stop)}],
		length: end < 0 ? stop : end + PASTE_END.length,
		isCut: end < 0,
	};
};

/** Drops text up to the paste's end mark, which may arrive in pieces. */
const skipPaste = (text: string): Taken | 'more' => {
	const end = text.indexOf(PASTE_END);
	if (end >= 0) return {events: [], length: end + PASTE_END.length};
	const length = text.length - (PASTE_END.length - 1);
	return length > 0 ? {events: [], length, isCut: true} : 'more';
};

// //
// oxlint-disable-next-line no-control-regex -- OSC, DCS and APC with their payload
const STRING_SEQUENCE = /^\u{1B}[\]P_][^\u{07}\u{1B}]*(?:\u{07}|\u{1B}\\)/u;
// //
// oxlint-disable-next-line no-control-regex -- a control sequence; the Linux console puts a second bracket before a letter
const CONTROL_SEQUENCE = /^\u{1B}\[(\[[A-E]|[\d:;<=>?]*[ -/]*[@-~])/u;
/** How OSC, DCS and APC continue when a terminal sends them; otherwise it was Esc and a key. */
const STRING_BEGINNINGS: Readonly<Record<string, RegExp>> = {']': /[\dlL]/, P: /[\d!>$+|]/, _: /G/};

/** Whether the given-up input and this text form a whole sequence. */
const completes = (text: string): boolean => {
	const found = CONTROL_SEQUENCE.exec(text);
	return found === null ? STRING_SEQUENCE.test(text) : isSentByTerminals(found[1] ?? '');
};

/**
 * Whether text after a given-up Esc looks like the rest of a sequence. `[F` is accepted as typed, because
 * flatten asks first.
 */
const isUnlikelyTyped = (text: string): boolean => {
	const body = CONTROL_SEQUENCE.exec(text)?.[1] ?? '';
	if (body !== '') return body !== 'F' && isSentByTerminals(body);
	return text[1] === 'O' && text[2] !== 'F' && ss3Key(text[2] ?? '') !== undefined;
};

const takeSequence = (text: string): Taken | 'more' => {
	const kind = text[1];
	if (kind === undefined) return 'more';
	if (kind === '[') return takeControl(text);
	if (kind === 'O') return takeSs3(text);
	const beginning = STRING_BEGINNINGS[kind];
	if (beginning !== undefined) return takeString(text, beginning);
	const character = String.fromCodePoint(text.codePointAt(1) ?? 0);
	// Esc followed by a control key: Esc itself is a key.
	if (!isPrintable(character)) return {events: keys('escape'), length: 1};
	return {events: keys(`alt+${characterKey(character) ?? ''}`), length: 1 + character.length};
};

const takeSs3 = (text: string): Taken | 'more' => {
	const letter = text[2];
	if (letter === undefined) return 'more';
	const name = ss3Key(letter);
	return name === undefined ? {events: escapeAnd('O'), length: 2} : {events: keys(name), length: 3};
};

const takeControl = (text: string): Taken | 'more' => {
	const found = CONTROL_SEQUENCE.exec(text);
	const [whole = '', body = ''] = found ?? [];
	if (isSentByTerminals(body)) return {events: present(csiEvent(body)), length: whole.length};
	if (whole === text && body === '[') return 'more';
	// No terminal sends this sequence: a key follows Esc and a bracket, or a torn sequence.
	const end = found === null ? text.slice(2).search(/[^\d:;<=>? -/]/) : whole.length - 3;
	if (end < 0) return text.length < MAX_SEQUENCE ? 'more' : {events: [], length: text.length};
	return {events: end === 0 ? escapeAnd('[') : [], length: end + 2};
};

const takeString = (text: string, beginning: RegExp): Taken | 'more' => {
	const found = STRING_SEQUENCE.exec(text);
	if (text[2] === undefined) return 'more';
	if (!beginning.test(text[2])) return {events: escapeAnd(text[1] ?? ''), length: 2};
	if (found !== null) return {events: [], length: found[0].length};
	return text.length < MAX_SEQUENCE ? 'more' : {events: [], length: text.length};
};

/** Text up to the next sequence. */
const takeText = (text: string, marksPastes: boolean): Taken => {
	const end = text.indexOf(ESC);
	const typed = Array.from(end < 0 ? text : text.slice(0, end));
	const names = typed.flatMap((character) => characterKey(character) ?? []);
	const isBurst = !marksPastes && isMoreThanTyped(typed);
	return {events: isBurst ? [{kind: 'burst', keys: names}] : names.flatMap(keys), length: end < 0 ? text.length : end};
};

/** Whether several characters arrived at once that a held key does not explain. */
const isMoreThanTyped = (typed: readonly string[]): boolean => {
	const isHeld = typed.length <= MAX_REPEAT && typed.every((character) => character === typed[0]);
	return !isHeld && typed.length > MAX_TYPED;
};

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

const keys = (name: string): readonly InputEvent[] => [{kind: 'key', name}];

const escapeAnd = (typed: string): readonly InputEvent[] => ['escape', ...Array.from(typed)].flatMap(keys);

const present = (event: InputEvent | undefined): readonly InputEvent[] => (event === undefined ? [] : [event]);
