/**
 * Keeps the main thread's heap from growing without need. V8 doubles the room for young objects whenever some survive
 * a collection, up to some hundred MiB, and never gives it back: a screen that draws fast grew from 170 to 420 MiB in
 * a quarter of an hour, of which it used 26. Threads are bounded when they are started, the main one only like this.
 */

import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** Both halves. Less would promote what dies at the next picture. */
const ENOUGH_BYTES = 8 * 2 ** 20;
const LOOK_EVERY_MS = 1000;

/** Lets young objects have what is enough for them, and then no more. */
export const boundYoungHeap = (): void => {
	const timer = setInterval(() => {
		const young = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
		if ((young?.space_size ?? 0) < ENOUGH_BYTES) return;
		clearInterval(timer);
		setFlagsFromString('--semi-space-growth-factor=1');
	}, LOOK_EVERY_MS);
	timer.unref();
};
