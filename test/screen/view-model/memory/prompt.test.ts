import {array, assert, constantFrom, oneof, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {openPrompt, pasteIntoPrompt, pressInPrompt, type Prompt} from '../../../../source/screen/view-model/memory/prompt.js';

const help = {history: ['skew 1', 'pull'], complete: (text: string) => ['pull', 'page-up'].filter((line) => line.startsWith(text))};

const pressed = (text: string, ...keys: readonly string[]): Prompt =>
	keys.reduce(
		(prompt, key) => {
			const step = pressInPrompt(prompt, key, help);
			return step.kind === 'edit' ? step.prompt : prompt;
		},
		openPrompt('command', text),
	);

describe('keys in a line', () => {
	test.each([
		['ab', ['c'], 'abc|'],
		['ab', ['left', 'c'], 'ac|b'],
		['ab', ['home', 'c'], 'c|ab'],
		['ab', ['ctrl+a', 'right', 'delete'], 'a|'],
		['ab', ['backspace'], 'a|'],
		['skew  10', ['ctrl+w'], 'skew  |'],
		['skew 10  ', ['ctrl+w'], 'skew |'],
		['skew 10', ['left', 'ctrl+w'], 'skew |0'],
		['skew 10', ['left', 'left', 'ctrl+u'], '|10'],
		['skew', ['space', '2'], 'skew 2|'],
		['x', ['up'], 'pull|'],
		['x', ['up', 'up', 'up'], 'skew 1|'],
		['x', ['up', 'down'], 'x|'],
		['p', ['tab'], 'pull|'],
		['p', ['tab', 'tab'], 'page-up|'],
		['p', ['shift+tab'], 'page-up|'],
		['zz', ['tab'], 'zz|'],
		['币x', ['left', 'backspace'], '|x'],
	] as const)('%j %j is %j', (text, keys, expected) => {
		const {text: line, cursor} = pressed(text, ...keys);
		const characters = Array.from(line);
		expect(`${characters.slice(0, cursor).join('')}|${characters.slice(cursor).join('')}`).toBe(expected);
	});

	test('Enter gives the line away, Esc and erasing nothing leave it', () => {
		expect(pressInPrompt(openPrompt('command', ' pull '), 'return', help)).toEqual({kind: 'submit', text: 'pull'});
		expect(pressInPrompt(openPrompt('command', 'pull'), 'escape', help)).toEqual({kind: 'cancel'});
		expect(pressInPrompt(openPrompt('command'), 'backspace', help)).toEqual({kind: 'cancel'});
	});
});

test('whatever is typed and pasted, the line is bounded, its cursor in it, and nothing in it is no character', () => {
	const keys = constantFrom(
		'left',
		'right',
		'home',
		'end',
		'delete',
		'backspace',
		'ctrl+w',
		'ctrl+u',
		'tab',
		'up',
		'down',
		'space',
		'q',
		'币',
		'f1',
		'ctrl+x',
	);
	assert(
		property(
			array(
				oneof(
					keys.map((key) => ({key})),
					string({unit: 'binary', maxLength: 150}).map((paste) => ({paste})),
				),
				{maxLength: 12},
			),
			(steps) => {
				let prompt = openPrompt('command');
				for (const step of steps) {
					if ('paste' in step) prompt = pasteIntoPrompt(prompt, step.paste);
					else {
						const next = pressInPrompt(prompt, step.key, help);
						if (next.kind === 'edit') prompt = next.prompt;
					}

					const {length} = Array.from(prompt.text);
					expect(length).toBeLessThanOrEqual(120);
					expect(prompt.cursor).toBeGreaterThanOrEqual(0);
					expect(prompt.cursor).toBeLessThanOrEqual(length);
					expect(prompt.text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
				}
			},
		),
	);
});
