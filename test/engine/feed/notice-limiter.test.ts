import fc from 'fast-check';
import {expect, test} from 'vitest';
import {monotonicMs} from '../../../source/domain/units.js';
import {NOTICE_EVERY_MS, NoticeLimiter} from '../../../source/engine/feed/notice-limiter.js';

test('however often something occurs, it is reported at most once in ten seconds, and always counted', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({min: 0, max: 3000}), {maxLength: 200}), (waits) => {
			const told: {readonly at: number; readonly count: number}[] = [];
			let now = 0;
			const limiter = new NoticeLimiter((_topic, text) => told.push({at: now, count: Number(/(\d+) of these/.exec(text)?.[1] ?? 1)}));
			for (const wait of waits) {
				now += wait;
				limiter.onTime(monotonicMs(now));
				limiter.add('unknown', 'odd', monotonicMs(now));
			}

			now += 2 * NOTICE_EVERY_MS;
			limiter.onTime(monotonicMs(now));
			expect(told.reduce((sum, {count}) => sum + count, 0)).toBe(waits.length);
			for (const [index, {at}] of told.entries()) expect(at - (told[index - 1]?.at ?? -Infinity)).toBeGreaterThanOrEqual(NOTICE_EVERY_MS);
		}),
	);
});
