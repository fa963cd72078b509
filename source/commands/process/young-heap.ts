/**
 * Bounds the young generation of the main thread's heap. V8 doubles it whenever objects survive a collection, up
 * to some hundred MiB, and never shrinks it: a fast-drawing screen grew from 170 to 420 MiB in 15 minutes with
 * 26 in use. Worker threads are bounded by their resource limits.
 */

import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** Size of both semi-spaces. With less, objects that die at the next frame would be promoted. */
const ENOUGH_BYTES = 8 * 2 ** 20;
const LOOK_EVERY_MS = 1000;

/** Sets the bound after the young generation has reached that size. */
export const boundYoungHeap = (): void => {
	const timer = setInterval(() => {
		const young = getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space');
		if ((young?.space_size ?? 0) < ENOUGH_BYTES) return;
		clearInterval(timer);
		setFlagsFromString('--semi-space-growth-factor=1');
	}, LOOK_EVERY_MS);
	timer.unref();
};
