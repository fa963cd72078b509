import {describe, expect, test} from 'vitest';
import {bindingFor} from '../../../../source/screen/view-model/settings/active-keys.js';
import {KEYMAP, keyTableMarkdown} from '../../../../source/screen/view-model/settings/keymap.js';
import {liveFrames} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const footer = (columns: number) => new Scene(columns, 24).frames(liveFrames()).lines.at(-1) ?? '';

const EXAMPLES = new Map([
	['count', '12'],
	['duration', '5s'],
]);

describe('the keymap', () => {
	test('no key and no id is bound twice', () => {
		const keys = KEYMAP.flatMap((binding) => binding.keys);
		expect(new Set(keys).size).toBe(keys.length);
		expect(new Set(KEYMAP.map(({id}) => id)).size).toBe(KEYMAP.length);
	});

	test('has the keys of the contract', () => {
		for (const key of ['q', '?', '[', ']', '{', '}', '0', '<', '>', 'r', 'x', 'space', '+', '-', 'tab', 'p']) {
			expect(bindingFor(key), key).toBeDefined();
		}
	});

	test('what reduces risk works anywhere, and nothing dangerous is a neighbour of q', () => {
		expect(bindingFor('x')).toMatchObject({context: 'anywhere', changesQuotes: true});
		for (const neighbour of ['w', 'a']) expect(bindingFor(neighbour)?.changesQuotes ?? false, neighbour).toBe(false);
		for (const digit of ['1', '2']) expect(bindingFor(digit)?.context, digit).toBe('maker');
	});

	test('every key and every command about quotes is refused by read-only, and nothing else is', () => {
		for (const binding of KEYMAP) {
			const line = Array.from(
				`:${binding.id} ${binding.value === undefined ? '' : (binding.value.choices[0] ?? EXAMPLES.get(binding.value.kind) ?? '0.5')}\r`,
			).map((key) => ({' ': 'space', '\r': 'return'})[key] ?? key);
			for (const keys of [binding.keys.slice(0, 1), line]) {
				const allowed = new Scene(120, 40).frames(liveFrames()).press('tab', 'tab', ...keys);
				expect(allowed.commands.every(({kind}) => kind === 'resync') || binding.changesQuotes, binding.id).toBe(true);
				const refused = new Scene(120, 40, {readOnly: true}).frames(liveFrames()).press('tab', 'tab', ...keys, 'Y');
				expect(
					refused.commands.filter(({kind}) => kind !== 'resync'),
					binding.id,
				).toEqual([]);
				if (binding.changesQuotes && keys.length > 0) expect(refused.text, binding.id).toContain('refused: --read-only');
			}
		}
	});

	test('the table for the README names every binding once', () => {
		const lines = keyTableMarkdown().split('\n');
		expect(lines).toHaveLength(KEYMAP.length + 2);
		expect(lines).toContain('| `u` | `:resume` | Quotes | quote again after a pull; anywhere (not with `--read-only`) |');
	});

	test('footer hints go from the least important when it is narrow', () => {
		for (const columns of [60, 80, 100, 140]) {
			expect(footer(columns)).toMatch(/^ q quit +\? help +(?:: command +)?x pull/);
		}

		expect(footer(160)).toContain('cumulative');
		expect(footer(60)).not.toContain('cumulative');
	});
});
