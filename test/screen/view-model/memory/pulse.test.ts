import {expect, test} from 'vitest';
import {addPulse, sparkline} from '../../../../source/screen/view-model/memory/pulse.js';
import {after, frame, touch} from '../../../helpers/frames.js';

const at = (ms: number, spreadUnits: number, trusted = true) => frame({atMs: after(ms), trusted, touch: touch({spreadUnits})});

test('each second keeps the widest spread of its pictures, of a trusted book only', () => {
	const pulse = [at(0, 1), at(100, 5), at(200, 2), at(300, 99, false), at(1000, 3)].reduce(addPulse, []);
	expect(pulse.map(({spreadUnits}) => spreadUnits)).toEqual([5, 3]);
});

test('a minute is kept', () => {
	const pulse = Array.from({length: 90}, (_, second) => at(second * 1000, second + 1)).reduce(addPulse, []);
	expect(pulse).toHaveLength(60);
	expect(pulse.at(-1)?.spreadUnits).toBe(90);
});

test('a sparkline spans the least to the greatest value, and is flat where nothing moves', () => {
	expect(sparkline([1, 2, 3], 9, '_-#')).toBe('_-#');
	expect(sparkline([9, 1, 2, 3], 3, '_-#')).toBe('_-#');
	expect(sparkline([4, 4], 9, '_-#')).toBe('__');
	expect(sparkline([], 9, '_-#')).toBe('');
	expect(sparkline([1, 2], 0, '_-#')).toBe('');
});
