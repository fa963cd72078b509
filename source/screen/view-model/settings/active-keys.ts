/** The keymap in force: the default keys with the operator's replacements. */

import {isKeyName, keyText, NAMED_KEYS} from './key-words.js';
import type {ActionId} from './action-ids.js';
import {KEYMAP, type KeyBinding} from './keymap.js';

export type Keymap = {
	readonly bindings: readonly KeyBinding[];
	readonly byKey: ReadonlyMap<string, KeyBinding>;
};

/** The keys configured for one action, unchecked. */
export type KeyChoice = {readonly id: string; readonly keys: readonly string[]};

/** An invalid choice of keys; the message says why. */
export class KeyChoiceError extends Error {
	override readonly name = 'KeyChoiceError';
	readonly choice: KeyChoice;

	constructor(choice: KeyChoice, problem: string) {
		super(problem);
		this.choice = choice;
	}
}

const keymapOf = (bindings: readonly KeyBinding[]): Keymap => ({
	bindings,
	byKey: new Map(bindings.flatMap((binding) => binding.keys.map((key) => [key, binding] as const))),
});

export const DEFAULT_KEYMAP = keymapOf(KEYMAP);

export const bindingFor = (key: string, keymap: Keymap = DEFAULT_KEYMAP): KeyBinding | undefined => keymap.byKey.get(key);

export const ACTION_IDS: readonly ActionId[] = KEYMAP.map(({id}) => id);

/** Actions that must keep a key. */
const NEEDED: ReadonlySet<ActionId> = new Set(['quit', 'abort', 'pull', 'resume', 'close']);

/** @throws {KeyChoiceError} for an unknown action or key, a key with two actions, or a needed action without a key. */
export const chooseKeys = (choices: readonly KeyChoice[]): Keymap => {
	const chosen = new Map<string, KeyChoice>();
	for (const choice of choices) {
		check(choice);
		chosen.set(choice.id, choice);
	}

	const bindings = KEYMAP.map((binding) => rebound(binding, chosen.get(binding.id)));
	rejectConflicts(bindings, chosen);
	return keymapOf(bindings);
};

const check = (choice: KeyChoice): void => {
	const binding = KEYMAP.find(({id}) => id === choice.id);
	if (binding === undefined) throw new KeyChoiceError(choice, 'is not an action');
	if (choice.keys.length === 0 && NEEDED.has(binding.id)) throw new KeyChoiceError(choice, 'needs a key: nobody can do without it');
	const stranger = choice.keys.find((key) => !isKeyName(key));
	if (new Set(choice.keys).size < choice.keys.length) throw new KeyChoiceError(choice, 'names a key twice');
	if (stranger === undefined) return;
	throw new KeyChoiceError(
		choice,
		`"${stranger}" is not a key; a key is one character, ${NAMED_KEYS.slice(0, 15).join(', ')}, f1 to f12, ctrl+a, alt+a or shift+tab`,
	);
};

const rebound = (binding: KeyBinding, choice: KeyChoice | undefined): KeyBinding =>
	choice === undefined ? binding : {...binding, keys: choice.keys, shown: choice.keys.map(keyText).join(' ')};

const rejectConflicts = (bindings: readonly KeyBinding[], chosen: ReadonlyMap<string, KeyChoice>): void => {
	const owners = new Map<string, ActionId>();
	for (const {id, keys} of bindings) {
		for (const key of keys) {
			const other = owners.get(key);
			const choice = chosen.get(id) ?? (other === undefined ? undefined : chosen.get(other));
			if (other !== undefined && choice !== undefined) throw new KeyChoiceError(choice, conflictText(key, choice.id === id ? other : id));
			owners.set(key, id);
		}
	}
};

const conflictText = (key: string, other: ActionId): string =>
	`"${key}" is ${other}'s key already; give ${other} another one, or none: ${other}: []`;

/** The first key of an action as displayed; `:id` if it has none. */
export const keyOf = (keymap: Keymap, id: ActionId): string => {
	const binding = keymap.bindings.find((one) => one.id === id);
	const [first] = binding?.keys ?? [];
	return first === undefined ? `:${id}` : keyText(first);
};

/** Actions whose keys share one footer hint. */
const PAIRS: Partial<Record<ActionId, ActionId>> = {
	'skew-up': 'skew-down',
	widen: 'tighten',
	'group-up': 'group-down',
};

/** A pair is shown in the order of the keyboard. */
export const footerKeys = ({id}: KeyBinding, keymap: Keymap): string => {
	const other = PAIRS[id];
	if (other === undefined) return keyOf(keymap, id);
	return id === 'group-up' ? `${keyOf(keymap, id)} ${keyOf(keymap, other)}` : `${keyOf(keymap, other)} ${keyOf(keymap, id)}`;
};
