import {describe, expect, test} from 'vitest';
import {KEYMAP, bindingFor, keyTableMarkdown} from '../../source/view-model/keymap.js';
import {liveFrames} from '../helpers/frames.js';
import {Scene} from '../helpers/screen-scene.js';

const footer = (columns: number) => new Scene(columns, 24).frames(liveFrames()).lines.at(-1) ?? '';

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

	test('what reduces risk works anywhere, and is no neighbour of q', () => {
		expect(bindingFor('x')).toMatchObject({context: 'anywhere', changesQuotes: true});
		for (const neighbour of ['w', 'a', '1', '2']) expect(bindingFor(neighbour)).toBeUndefined();
	});

	test('every key that sends something about quotes is refused by read-only', () => {
		for (const {keys, changesQuotes} of KEYMAP) {
			const scene = new Scene(120, 40).frames(liveFrames()).press(keys[0] ?? '');
			const touches = scene.commands.some(({kind}) => kind !== 'resync');
			expect(touches, keys[0]).toBe(changesQuotes);
		}
	});

	test('the table for the README names every binding once', () => {
		const lines = keyTableMarkdown().split('\n');
		expect(lines).toHaveLength(KEYMAP.length + 2);
		expect(lines).toContain('| `x` | Quotes | pull both quotes, again to resume; anywhere (not with `--read-only`) |');
	});

	test('footer hints go from the least important when it is narrow', () => {
		for (const columns of [60, 80, 100, 140]) {
			expect(footer(columns)).toMatch(/^ q quit +\? help +x pull/);
		}

		expect(footer(140)).toContain('cumulative');
		expect(footer(60)).not.toContain('cumulative');
	});
});
