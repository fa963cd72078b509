import type {MouseEvent} from '../view-model/input/mouse.js';

/** What came from the keyboard, the mouse or the terminal itself. */
export type InputEvent =
	/** By its name in the keymap. */
	| {readonly kind: 'key'; readonly name: string}
	/** Text between the marks of a paste. */
	| {readonly kind: 'paste'; readonly text: string}
	/** More at once than fingers type, from a terminal that marks no pastes: keys by name, and perhaps a paste. */
	| {readonly kind: 'burst'; readonly keys: readonly string[]}
	| {readonly kind: 'mouse'; readonly event: MouseEvent}
	/** The terminal's answer: to how it is, or to what it is. */
	| {readonly kind: 'answer'; readonly to: 'status' | 'attributes'};
