import {assert, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {LIMIT_TABLE} from '../../../../source/domain/limit-table.js';
import {offersFor, parseCommand} from '../../../../source/screen/view-model/settings/commands.js';
import {KEYMAP} from '../../../../source/screen/view-model/settings/keymap.js';

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
		const example =
			value === undefined
				? ''
				: {
						choice: ` ${value.choices[0]}`,
						'signed-offset': ' -0.5',
						offset: ' 3t',
						price: ' 0.5',
						size: ' 0.5',
						levels: ' 12',
						bp: ' 12.5',
						count: ' 12',
						duration: ' 1500',
					}[value.kind];
		const typed = value?.kind === 'duration' ? ' 1.5s' : example;
		expect(parseCommand(id + typed)).toEqual({ok: true, binding, value: value === undefined ? undefined : example.trim()});
		expect(offersFor(id.slice(0, 3)).map((offer) => offer.binding)).toContain(binding);
		// A limit without a value is displayed.
		if (value?.needed === true && !Object.hasOwn(LIMIT_TABLE, id)) expect(problem(id)).toContain(`:${id} needs a value`);
	}
});

test('a size and a price are above zero and plain decimals', () => {
	for (const text of ['0', '0.000', '-1', '1e3', '1,5', 'NaN', '.', '0x10', '']) expect(parseCommand(`size ${text}`).ok).toBe(false);
	for (const text of ['1', '0.00000001']) expect(parseCommand(`size ${text}`)).toMatchObject({ok: true, value: text});
});

describe('what the program prints, it takes', () => {
	test.each([
		['skew +2', '+2'],
		['skew −0.3', '−0.3'],
		['skew 2bp', '2bp'],
		['skew -3t', '-3t'],
		['skew 2 bp', '2bp'],
		['spread .5', '.5'],
		['spread 3 ticks', '3ticks'],
		['size .5', '0.5'],
		['size +2', '2'],
		['size 12.3K', '12300'],
		['max-loss off', 'off'],
		['max-loss +150.', undefined],
		['max-loss 1.5K', '1500'],
		['max-spread 25bp', '25'],
		['max-latency 1 s', '1000'],
		['cool-down 1m30s', '90000'],
		['max-order-rate 0', undefined],
		['max-inventory off', undefined],
		['price-collar 0', undefined],
		['price-collar 10001', undefined],
		['tape-filter large', 'large'],
		['tape-filter off', 'off'],
		['pin-bars off', 'off'],
	])('%s', (line, value) => {
		const parsed = parseCommand(line);
		expect(parsed.ok ? parsed.value : undefined).toBe(value);
	});

	test.each(['1,5', '1e3', '--2', '2bpbp', 'bp', '3.t', '.', '+', '1 000', '２', 'Infinity'])(
		'%s, which is no number or could be two, is refused',
		(text) => {
			expect(parseCommand(`skew ${text}`).ok).toBe(false);
		},
	);
});

test('what was mistyped is answered with the nearest word of its kind', () => {
	expect(problem('quti')).toContain('did you mean quit?');
	expect(problem('max-los')).toBe(':max-los may be max-loss, max-loss-rate');
	expect(problem('max-lsos 5')).toContain('did you mean max-loss?');
	expect(problem('theme drak')).toContain('did you mean dark?');
	expect(problem('model gltf')).toContain('did you mean glft?');
	expect(problem('focus tpae')).toContain('did you mean tape?');
	expect(problem('fair-value mico')).toContain('did you mean micro?');
});
