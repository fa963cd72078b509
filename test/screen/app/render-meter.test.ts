import {expect, test} from 'vitest';
import {RenderMeter} from '../../../source/screen/app/render-meter.js';

test('counts pictures and bytes, once a second', () => {
	const meter = new RenderMeter(0);
	meter.drew(100, undefined, 0);
	meter.drew(200, undefined, 0);
	meter.skipped();
	expect(meter.take(999)).toBeUndefined();
	expect(meter.take(2000)).toEqual({fps: 1, bytesPerSecond: 150, skipped: 1, paint: undefined});
	expect(meter.take(3000)).toMatchObject({fps: 0, bytesPerSecond: 0, skipped: 1});
});

test('the age of a picture is taken when it goes out for the first time', () => {
	const meter = new RenderMeter(0);
	for (let picture = 1; picture <= 100; picture += 1) {
		meter.drew(1, picture * 100, picture * 100 + picture);
		// A picture caused by a key shows the same frame again.
		meter.drew(1, picture * 100, picture * 100 + 5000);
	}

	expect(meter.take(1000)?.paint).toEqual({p50Ms: 50, p99Ms: 99, samples: 100});
});

test('a clock that runs behind makes no negative age, and old samples go', () => {
	const meter = new RenderMeter(0);
	meter.drew(1, 100, 90);
	expect(meter.take(1000)?.paint).toEqual({p50Ms: 0, p99Ms: 0, samples: 1});
	for (let picture = 1; picture <= 2000; picture += 1) meter.drew(1, picture, picture + 7);
	expect(meter.take(2000)?.paint).toEqual({p50Ms: 7, p99Ms: 7, samples: 256});
});
