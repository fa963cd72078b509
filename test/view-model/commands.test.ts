import {assert, property, string} from 'fast-check';
import {expect, test} from 'vitest';
import {offersFor, parseCommand} from '../../source/view-model/commands.js';
import {KEYMAP} from '../../source/view-model/keymap.js';

const problem = (line: string): string => {
	const parsed = parseCommand(line);
	return parsed.ok ? '' : parsed.problem;
};

test('nothing that was typed or pasted gets through an error as anything but text', () => {
	const hostile = '\u{1B}]52;c;ZXZpbA==\u{07}\u{9B}31m\u{202E}evil';
	for (const line of [hostile, `skew ${hostile}`, `skew 1 ${hostile}`, `pull ${hostile}`, `theme ${hostile}`]) {
		expect(problem(line)).not.toBe('');
		expect(problem(line)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	}

	assert(
		property(string({unit: 'binary', maxLength: 300}), (line) => {
			expect(problem(line)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
			expect(problem(line).length).toBeLessThan(250);
		}),
		{numRuns: 40},
	);
});

test('every name is a command by itself, with what it takes, and is offered for its beginning', () => {
	for (const binding of KEYMAP) {
		const {id, value} = binding;
		const example = value === undefined ? '' : {choice: ` ${value.choices[0]}`, 'signed-price': ' -0.5', price: ' 0.5', size: ' 0.5', levels: ' 12'}[value.kind];
		expect(parseCommand(id + example)).toEqual({ok: true, binding, value: value === undefined ? undefined : example.trim()});
		expect(offersFor(id.slice(0, 3)).map((offer) => offer.binding)).toContain(binding);
		if (value?.needed === true) expect(problem(id)).toContain(`:${id} needs a value`);
	}
});

test('a size and a price are above zero and plain decimals', () => {
	for (const text of ['0', '0.000', '-1', '1e3', '1,5', 'NaN', '.', '0x10', '']) expect(parseCommand(`size ${text}`).ok).toBe(false);
	for (const text of ['1', '0.00000001']) expect(parseCommand(`size ${text}`)).toMatchObject({ok: true, value: text});
});
