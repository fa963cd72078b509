import {expect, test} from 'vitest';
import {isRepeatedRefusal} from '../../source/domain/repeated-refusal.js';

const told = (atMs: number, text = 'refused: beyond the collar', level = 'warning', kind = 'command') => ({kind, level, text, atMs});

test('a key held down at a bound is refused once, and again when it is pressed again later', () => {
	let kept = 0;
	for (let at = 0; at < 30_000; at += 33) if (!isRepeatedRefusal(at === 0 ? undefined : told(at - 33), told(at))) kept += 1;
	expect(kept).toBe(1);
	expect(isRepeatedRefusal(told(0), told(5000))).toBe(false);
});

test.each([
	['with another bound', told(0, 'refused: beyond the limit'), told(1)],
	['that was done', told(0, 'operator: skew', 'info'), told(1, 'operator: skew', 'info')],
	['of another kind', told(0, 'x', 'warning', 'risk'), told(1, 'x', 'warning', 'risk')],
])('an event %s is kept each time', (_name, before, after) => {
	expect(isRepeatedRefusal(before, after)).toBe(false);
});
