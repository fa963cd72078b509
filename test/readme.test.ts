import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {keyTableMarkdown} from '../source/view-model/keymap.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('opens with the two commands that do all the set-up', () => {
	expect(readme).toMatch(/^# mm-tui\n\n```sh\nnpm install && npm start .*\nnpm install && npm test\n```\n/);
});

test('has the keys that the program has', () => {
	const [, keys] = readme.split(/<!-- \/?keys -->\n?/);
	expect(keys?.trim()).toBe(keyTableMarkdown().trim());
});
