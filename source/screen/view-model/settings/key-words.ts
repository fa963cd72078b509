/** The names of keys: what a key press is called, which names there are, and how they are written for a person. */

/** Keys that are no characters, by name, as a person knows them. */
const NAMED: ReadonlyMap<string, string> = new Map([
	['space', 'Space'],
	['tab', 'Tab'],
	['return', 'Enter'],
	['escape', 'Esc'],
	['backspace', 'Backspace'],
	['delete', 'Delete'],
	['insert', 'Insert'],
	['up', 'up'],
	['down', 'down'],
	['left', 'left'],
	['right', 'right'],
	['home', 'Home'],
	['end', 'End'],
	['pageup', 'PageUp'],
	['pagedown', 'PageDown'],
	...Array.from({length: 12}, (_, index): [string, string] => [`f${index + 1}`, `F${index + 1}`]),
]);

export const NAMED_KEYS: readonly string[] = [...NAMED.keys()];

/** Keys that come with what was held down beside them. */
const MODIFIED: ReadonlySet<string> = new Set(['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown']);

const MODIFIERS = {ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift'} as const;

/** One character that takes a key to type: no blank, no control character. */
const isCharacter = (name: string): boolean => Array.from(name).length === 1 && !/[\s\p{C}]/u.test(name);

/** Whether a terminal can send a key of this name. */
export const isKeyName = (name: string): boolean => {
	const [, modifier, key = ''] = /^(ctrl|alt|shift)\+(.+)$/su.exec(name) ?? [];
	switch (modifier) {
		case 'ctrl':
			return MODIFIED.has(key) || (/^[a-z]$/.test(key) && !SAME_AS_OTHERS.has(key));
		case 'alt':
			return MODIFIED.has(key) || (isCharacter(key) && !BEGINS_SEQUENCE.has(key));
		case 'shift':
			return key === 'tab' || MODIFIED.has(key);
		default:
			return NAMED.has(name) || isCharacter(name);
	}
};

/** To a terminal Ctrl+I is Tab, Ctrl+M and Ctrl+J are Enter, Ctrl+H is Backspace. */
const SAME_AS_OTHERS: ReadonlySet<string> = new Set(['i', 'm', 'j', 'h']);

/** Behind Esc, as which Alt comes, these begin a sequence. */
const BEGINS_SEQUENCE: ReadonlySet<string> = new Set(['[', ']', 'O', 'P', '_']);

/** `Ctrl+L`, `PageUp`, `x`. */
export const keyText = (name: string): string => {
	const [, modifier, key = ''] = /^(ctrl|alt|shift)\+(.+)$/su.exec(name) ?? [];
	if (modifier === 'ctrl' || modifier === 'alt' || modifier === 'shift') {
		return `${MODIFIERS[modifier]}+${modifier === 'ctrl' && key.length === 1 ? key.toUpperCase() : keyText(key)}`;
	}

	return name === 'space' ? 'space' : (NAMED.get(name) ?? name);
};
