import type {MouseEvent} from '../view-model/input/mouse.js';

/** Decoded input from keyboard, mouse or terminal. */
export type InputEvent =
	/** A key by its keymap name. */
	| {readonly kind: 'key'; readonly name: string}
	/** Text between the terminal's paste marks. */
	| {readonly kind: 'paste'; readonly text: string}
	/** More characters at once than typing produces, from a terminal that does not mark pastes. */
	| {readonly kind: 'burst'; readonly keys: readonly string[]}
	| {readonly kind: 'mouse'; readonly event: MouseEvent}
	/** The terminal's answer to a status or an attributes request. */
	| {readonly kind: 'answer'; readonly to: 'status' | 'attributes'};
