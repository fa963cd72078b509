/** The input line: a command after `:`, or a search after `/`. Editing only. */

import {safeText} from '../../../domain/text/safe-text.js';

export type Prompt = {
	readonly kind: 'command' | 'search';
	readonly text: string;
	/** In characters from the left. */
	readonly cursor: number;
	/** Steps back in the history. */
	readonly recalled: number;
	/** The text before the history was opened. */
	readonly draft: string;
	/** The text that Tab completes, and the index of the completion shown. */
	readonly completing: {readonly stem: string; readonly index: number} | undefined;
};

export type PromptStep =
	{readonly kind: 'edit'; readonly prompt: Prompt} | {readonly kind: 'submit'; readonly text: string} | {readonly kind: 'cancel'};

/** Longer than any command. */
const MAX_LENGTH = 120;

export const openPrompt = (kind: Prompt['kind'], text = ''): Prompt =>
	withText({kind, text: '', cursor: 0, recalled: 0, draft: '', completing: undefined}, text);

const withText = (prompt: Prompt, text: string): Prompt => ({...prompt, text, cursor: Array.from(text).length, completing: undefined});

export type PromptHelp = {
	/** Newest last. */
	readonly history: readonly string[];
	/** Whole lines that complete the text. */
	readonly complete: (text: string) => readonly string[];
};

/** Applies a key to the line. */
export const pressInPrompt = (prompt: Prompt, key: string, help: PromptHelp): PromptStep => {
	switch (key) {
		case 'return':
			return {kind: 'submit', text: prompt.text.trim()};
		case 'escape':
			return {kind: 'cancel'};
		case 'backspace':
			return prompt.text === '' ? {kind: 'cancel'} : edit(erase(prompt, prompt.cursor - 1));
		case 'tab':
			return edit(complete(prompt, help, 1));
		case 'shift+tab':
			return edit(complete(prompt, help, -1));
		case 'up':
			return edit(recall(prompt, help, 1));
		case 'down':
			return edit(recall(prompt, help, -1));
		default:
			return edit(EDITS[key]?.(prompt) ?? typed(prompt, key));
	}
};

const edit = (prompt: Prompt): PromptStep => ({kind: 'edit', prompt});

const EDITS: Readonly<Record<string, (prompt: Prompt) => Prompt>> = {
	left: (prompt) => moved(prompt, prompt.cursor - 1),
	right: (prompt) => moved(prompt, prompt.cursor + 1),
	home: (prompt) => moved(prompt, 0),
	end: (prompt) => moved(prompt, Infinity),
	'ctrl+a': (prompt) => moved(prompt, 0),
	'ctrl+e': (prompt) => moved(prompt, Infinity),
	delete: (prompt) => erase(prompt, prompt.cursor),
	'ctrl+u': (prompt) => ({...withText(prompt, Array.from(prompt.text).slice(prompt.cursor).join('')), cursor: 0}),
	'ctrl+w': (prompt) => eraseWord(prompt),
	space: (prompt) => insert(prompt, ' '),
};

const typed = (prompt: Prompt, key: string): Prompt => (Array.from(key).length === 1 ? insert(prompt, key) : prompt);

const moved = (prompt: Prompt, cursor: number): Prompt => ({
	...prompt,
	cursor: Math.max(0, Math.min(Array.from(prompt.text).length, cursor)),
	completing: undefined,
});

/** Inserts the first line of a paste, without control characters. */
export const pasteIntoPrompt = (prompt: Prompt, text: string): Prompt => {
	const [line = ''] = text.split(/[\r\n]/, 1);
	return insert(prompt, (line.startsWith(' ') ? ' ' : '') + safeText(line, MAX_LENGTH));
};

const insert = (prompt: Prompt, text: string): Prompt => {
	const characters = Array.from(prompt.text);
	const added = Array.from(text).slice(0, Math.max(0, MAX_LENGTH - characters.length));
	return {
		...prompt,
		text: characters.toSpliced(prompt.cursor, 0, ...added).join(''),
		cursor: prompt.cursor + added.length,
		completing: undefined,
	};
};

const erase = (prompt: Prompt, at: number): Prompt => {
	const characters = Array.from(prompt.text);
	if (at < 0 || at >= characters.length) return prompt;
	return {...prompt, text: characters.toSpliced(at, 1).join(''), cursor: at, completing: undefined};
};

const eraseWord = (prompt: Prompt): Prompt => {
	const characters = Array.from(prompt.text);
	const before = characters
		.slice(0, prompt.cursor)
		.join('')
		.replace(/\S*\s*$/u, '');
	return {...withText(prompt, before + characters.slice(prompt.cursor).join('')), cursor: Array.from(before).length};
};

const recall = (prompt: Prompt, {history}: PromptHelp, by: number): Prompt => {
	const recalled = Math.max(0, Math.min(history.length, prompt.recalled + by));
	const draft = prompt.recalled === 0 ? prompt.text : prompt.draft;
	return {...withText(prompt, recalled === 0 ? draft : (history.at(-recalled) ?? '')), recalled, draft};
};

/** The first Tab shows the first completion, each further one the next. */
const complete = (prompt: Prompt, help: PromptHelp, by: number): Prompt => {
	const stem = prompt.completing?.stem ?? prompt.text;
	const lines = help.complete(stem);
	if (lines.length === 0) return prompt;
	const from = prompt.completing?.index ?? (by > 0 ? -1 : 0);
	const index = (from + by + lines.length) % lines.length;
	const shown = withText(prompt, lines[index] ?? stem);
	return lines.length === 1 ? shown : {...shown, completing: {stem, index}};
};
