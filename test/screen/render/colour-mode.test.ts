import {describe, expect, test} from 'vitest';
import {asciiOnly, colourMode} from '../../../source/screen/render/colour-mode.js';

describe('colour mode', () => {
	test.each([
		['auto', {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'truecolor'],
		['auto', {TERM: 'xterm-256color'}, '256'],
		['auto', {TERM: 'screen'}, '16'],
		['auto', {TERM: 'dumb', COLORTERM: 'truecolor'}, 'none'],
		['auto', {}, 'none'],
		['auto', {TERM: 'xterm-256color', NO_COLOR: '1'}, 'none'],
		['auto', {TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
		['auto', {TERM: 'linux'}, '16'],
		['auto', {TERM: 'tmux-256color'}, '256'],
		['auto', {TERM: ''}, 'none'],
		['auto', {TERM: 'xterm', FORCE_COLOR: '1', COLORTERM: 'truecolor'}, '16'],
		['auto', {TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: '2'}, '256'],
		['auto', {TERM: 'xterm-256color', FORCE_COLOR: '0'}, 'none'],
		['auto', {TERM: 'dumb', FORCE_COLOR: ''}, '16'],
		['auto', {TERM: 'xterm-256color', FORCE_COLOR: 'true'}, '256'],
		['auto', {FORCE_COLOR: '3'}, 'truecolor'],
		['never', {TERM: 'xterm-256color', FORCE_COLOR: '3'}, 'none'],
		['256', {NO_COLOR: '1'}, '256'],
		['16', {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, '16'],
	] as const)('--color=%s with %o is %s', (choice, environment, mode) => {
		expect(colourMode(choice, environment)).toBe(mode);
	});

	test.each([
		[false, {LANG: 'en_US.UTF-8'}, false],
		[false, {LANG: 'C.utf8'}, false],
		[false, {LANG: 'en_US.UTF-8', LC_ALL: 'C'}, true],
		[false, {}, true],
		[true, {LANG: 'en_US.UTF-8'}, true],
	])('ascii flag %s with %o is %s', (flag, environment, ascii) => {
		expect(asciiOnly(flag, environment)).toBe(ascii);
	});
});
