/** From what Ink says of a key press to the names of the keymap. */

import type {Key} from 'ink';

export type KeyInput =
	| {readonly kind: 'keys'; readonly names: readonly string[]}
	/** Several characters at once that no held key makes: a paste in a terminal that does not mark it. */
	| {readonly kind: 'burst'; readonly characters: number};

const NAMED = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'return'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const;

/** A held key on a slow line comes as several of the same character. */
const MAX_REPEAT = 16;

/** Quick fingers and a busy machine: so many different keys may come in one read. */
const MAX_TYPED = 4;

const NOTHING: KeyInput = {kind: 'keys', names: []};

export const keyNames = (input: string, key: Key): KeyInput => {
	if (key.eventType === 'release') return NOTHING;
	const named = NAMED.find(([flag]) => key[flag]);
	if (named !== undefined) return {kind: 'keys', names: [named[1]]};
	if (input === '' || key.meta) return NOTHING;
	if (key.ctrl) return {kind: 'keys', names: [`ctrl+${input}`]};
	const characters = Array.from(input);
	const isHeld = characters.length <= MAX_REPEAT && characters.every((character) => character === characters[0]);
	if (!isHeld && characters.length > MAX_TYPED) return {kind: 'burst', characters: characters.length};
	return {kind: 'keys', names: characters.map((character) => (character === ' ' ? 'space' : character))};
};
