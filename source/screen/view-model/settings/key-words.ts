/** Names of keys that are not characters, with their display form. */
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

/** Keys that are reported with their modifiers. */
const MODIFIED: ReadonlySet<string> = new Set(['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown']);

const MODIFIERS = {ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift'} as const;

/** A single character that is typed with a key: no blank, no control character. */
const isCharacter = (name: string): boolean => Array.from(name).length === 1 && !/[\s\p{C}]/u.test(name);

/** Whether a terminal can send this key. */
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

/** Control keys that a terminal cannot tell apart from Tab (I), Enter (M, J) and Backspace (H). */
const SAME_AS_OTHERS: ReadonlySet<string> = new Set(['i', 'm', 'j', 'h']);

/** Alt sends Esc first; with these characters that begins a control sequence. */
const BEGINS_SEQUENCE: ReadonlySet<string> = new Set(['[', ']', 'O', 'P', '_']);

/** `Ctrl+L`, `PageUp`, `x`. */
export const keyText = (name: string): string => {
	const [, modifier, key = ''] = /^(ctrl|alt|shift)\+(.+)$/su.exec(name) ?? [];
	if (modifier === 'ctrl' || modifier === 'alt' || modifier === 'shift') {
		return `${MODIFIERS[modifier]}+${modifier === 'ctrl' && key.length === 1 ? key.toUpperCase() : keyText(key)}`;
	}

	return name === 'space' ? 'space' : (NAMED.get(name) ?? name);
};
