import {expect, test} from 'vitest';
import {monotonicMs} from '../../../source/domain/units.js';
import {LiveSpan} from '../../../source/engine/feed/live-span.js';

const at = monotonicMs;

test('a span counts from when it began, and not before', () => {
	const live = new LiveSpan();
	expect([live.ever, live.isOpen, live.ofMs(at(5))]).toEqual([false, false, 0]);
	live.begin(at(10));
	expect([live.ever, live.isOpen, live.ofMs(at(15))]).toEqual([true, true, 5]);
	live.end();
	expect([live.ever, live.isOpen, live.ofMs(at(20))]).toEqual([true, false, 0]);
});

test('a lost connection was live for as long as its book, given up for another one’s or not, and never longer', () => {
	const live = new LiveSpan();
	live.begin(at(10));
	expect(live.lostAfterMs(at(110), true, false)).toBe(100);
	live.end();
	expect([live.lostAfterMs(at(110), false, true), live.lostAfterMs(at(110), false, false)]).toEqual([100, 0]);
	live.forget();
	expect(live.lostAfterMs(at(200), false, true)).toBe(0);
});
