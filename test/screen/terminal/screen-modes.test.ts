import {expect, test} from 'vitest';
import {
	BEGIN_PICTURE,
	enterSequence,
	GIVE_TITLE_BACK,
	LEAVE_SEQUENCE,
	MOUSE_ON,
	RESTORE_SEQUENCE,
	titleSequence,
} from '../../../source/screen/terminal/screen-modes.js';

const modes = (text: string, final: 'h' | 'l'): readonly string[] =>
	[...text.matchAll(new RegExp(String.raw`\[\?(\d+)${final}`, 'g'))].map(([, mode = '']) => mode);

test('whatever is switched on is switched off on the way out, and the cursor is shown', () => {
	const shown = new Set([...modes(enterSequence(true, true), 'h'), ...modes(BEGIN_PICTURE, 'h'), ...modes(MOUSE_ON, 'h')]);
	expect([...shown].filter((mode) => !modes(LEAVE_SEQUENCE, 'l').includes(mode))).toEqual([]);
	expect(modes(enterSequence(true, true), 'l')).toEqual(['25']);
	expect(modes(LEAVE_SEQUENCE, 'h')).toEqual(['25']);
	expect([...shown].filter((mode) => mode !== '1049' && !modes(RESTORE_SEQUENCE, 'l').includes(mode))).toEqual([]);
});

test('what was not asked for is not switched on', () => {
	expect(modes(enterSequence(false, false), 'h')).toEqual(['1049']);
});

test('the title that was there comes back: kept once, taken back once', () => {
	expect(enterSequence(true, false).split('\u{1B}[22;2t')).toHaveLength(2);
	expect(LEAVE_SEQUENCE.split('\u{1B}[23;2t')).toHaveLength(2);
	expect(LEAVE_SEQUENCE).toContain(GIVE_TITLE_BACK);
	expect(GIVE_TITLE_BACK).toBe('\u{1B}]2;\u{07}\u{1B}[23;2t');
});

test('where there is no other screen to go back to, no picture stays: erased, in no colour, before the screen is left', () => {
	const at = (part: string): number => LEAVE_SEQUENCE.indexOf(part);
	expect(at('\u{1B}[0m')).toBeGreaterThanOrEqual(0);
	expect(at('\u{1B}[H\u{1B}[2J')).toBeGreaterThan(at('\u{1B}[0m'));
	expect(at('\u{1B}[?1049l')).toBeGreaterThan(at('\u{1B}[H\u{1B}[2J'));
});

test('nothing but printable ASCII gets into a title', () => {
	expect(titleSequence('mm\u{07}-\u{1B}]52;c;x\u{9C}tui币\n')).toBe('\u{1B}]2;mm-]52;c;xtui\u{07}');
});

test('a mouse that was left on by somebody else is switched off, where it is not wanted', () => {
	expect(modes(enterSequence(true, false), 'l')).toEqual(['25', '1000', '1006']);
});
