import {expect, test} from 'vitest';
import {Pace} from '../../source/recording/pace.js';

test('twice as fast waits for half of what passed, by what has passed here', () => {
	let now = 100;
	const pace = new Pace(2, () => now);
	pace.begin(5000);
	expect(pace.waitMs(6000)).toBe(500);
	now += 400;
	expect(pace.waitMs(6000)).toBe(100);
	now += 200;
	expect(pace.waitMs(6000)).toBe(0);
	pace.begin(90_000);
	expect(pace.waitMs(90_000)).toBe(0);
});

test('as fast as it goes never waits', () => {
	const pace = new Pace('max', () => 0);
	pace.begin(0);
	expect(pace.waitMs(1e9)).toBe(0);
});
