import {describe, expect, test} from 'vitest';
import {clipboardSequence, multiplexerOf} from '../../../source/screen/terminal/clipboard.js';

const TEXT = '67234.15 × 币安';
const BASE64 = Buffer.from(TEXT).toString('base64');

describe('a text for the clipboard', () => {
	test('is the terminal’s own sequence', () => {
		expect(clipboardSequence(TEXT, undefined)).toBe(`\u{1B}]52;c;${BASE64}\u{07}`);
	});

	test('in tmux is for tmux itself, and once more to be passed on', () => {
		expect(clipboardSequence(TEXT, 'tmux')).toBe(`\u{1B}]52;c;${BASE64}\u{07}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;${BASE64}\u{07}\u{1B}\\`);
	});

	test('in screen goes in pieces that screen takes', () => {
		const sequence = clipboardSequence('x'.repeat(2000), 'screen');
		const pieces = sequence.split('\u{1B}\\').slice(0, -1);
		expect(pieces.every((piece) => piece.startsWith('\u{1B}P') && piece.length < 768)).toBe(true);
		expect(pieces.map((piece) => piece.slice(2)).join('')).toBe(clipboardSequence('x'.repeat(2000), undefined));
	});
});

test('what stands between is told by its variable', () => {
	expect(multiplexerOf({TMUX: '/tmp/x,1,0'})).toBe('tmux');
	expect(multiplexerOf({STY: '1.tty'})).toBe('screen');
	expect(multiplexerOf({TMUX: ''})).toBeUndefined();
});
