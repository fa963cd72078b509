/** Meaning of the input sequences of xterm, rxvt, the Linux console and compatible terminals. */

import type {InputEvent} from './input-event.js';

const LETTERS: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
};

const NUMBERS: Readonly<Record<string, string>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pageup',
	6: 'pagedown',
	7: 'home',
	8: 'end',
	...Object.fromEntries([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map((code, index) => [code, `f${index + 1}`])),
};

/** Function keys of the Linux console. */
const CONSOLE: Readonly<Record<string, string>> = {'[A': 'f1', '[B': 'f2', '[C': 'f3', '[D': 'f4', '[E': 'f5'};

/** @param letter after Esc O. */
export const ss3Key = (letter: string): string | undefined => LETTERS[letter];

/** Forms of the control sequences that terminals send. An incomplete one matches none. */
const SENT: readonly RegExp[] = [
	/^\[[A-E]$/,
	/^(?:\d{1,3}(?:;\d{1,3})?)?[A-IMO-SZa-d~^$@]$/,
	/^\d[\d:;]*u$/,
	/^<?\d+;\d+;\d+[Mm]$/,
	/^[?>=]?\d[\d;]*\$?[cnRty]$/,
];

/** @param sequence what follows Esc and the bracket. */
export const isSentByTerminals = (sequence: string): boolean => SENT.some((form) => form.test(sequence));

/** @param sequence what follows Esc and the bracket. */
export const csiEvent = (sequence: string): InputEvent | undefined => {
	if (sequence === '0n') return {kind: 'answer', to: 'status'};
	if (/^\?[\d;]+c$/.test(sequence)) return {kind: 'answer', to: 'attributes'};
	const mouse = /^<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])$/.exec(sequence);
	if (mouse !== null) return mouseEvent(Number(mouse[1]), [Number(mouse[2]), Number(mouse[3])], mouse[4] === 'M');
	const name = CONSOLE[sequence] ?? keyName(sequence);
	return name === undefined ? undefined : {kind: 'key', name};
};

const keyName = (sequence: string): string | undefined => {
	if (sequence === 'Z') return 'shift+tab';
	const [, code = '', modifier = '1', final = ''] = /^(\d{0,3})(?:;(\d{1,2}))?([A-Za-z~])$/.exec(sequence) ?? [];
	const name = final === '~' ? NUMBERS[code] : LETTERS[final];
	return name === undefined ? undefined : modified(name, Number(modifier));
};

/** Shift, Alt and Ctrl are bits of the number minus one; combinations have no meaning here. */
const modified = (name: string, modifier: number): string | undefined => {
	switch (modifier) {
		case 1:
			return name;
		case 2:
			return `shift+${name}`;
		case 3:
			return `alt+${name}`;
		case 5:
			return `ctrl+${name}`;
		default:
			return undefined;
	}
};

const SHIFT_ALT_CTRL = 0b1_1100;

/** Left button presses and the wheel; other events are ignored. */
const mouseEvent = (code: number, [x, y]: readonly [number, number], pressed: boolean): InputEvent | undefined => {
	const button = BUTTONS[code & ~SHIFT_ALT_CTRL];
	return button === undefined || !pressed ? undefined : {kind: 'mouse', event: {button, x: x - 1, y: y - 1}};
};

const BUTTONS: Readonly<Record<number, 'left' | 'wheel-up' | 'wheel-down'>> = {0: 'left', 64: 'wheel-up', 65: 'wheel-down'};
