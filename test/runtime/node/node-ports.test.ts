import {getDefaultAutoSelectFamilyAttemptTimeout} from 'node:net';
import {expect, test} from 'vitest';
import {nodePorts} from '../../../source/runtime/node/node-ports.js';

test('an address is given more than a second to answer before the next one is tried', async () => {
	const ports = await nodePorts();
	expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBeGreaterThan(1000);
	await ports.http.close();
});

test('the clock counts on, with fractions, and stands where the wall clock stands', async () => {
	const {clock} = await nodePorts();
	let before = clock.now();
	for (let count = 0; count < 1000; count += 1) {
		const now = clock.now();
		expect(now.monoMs).toBeGreaterThanOrEqual(before.monoMs);
		before = now;
	}

	expect(Math.abs(before.wallMs - Date.now())).toBeLessThan(50);
	expect(clock.parseDate('Wed, 21 Oct 2026 07:28:00 GMT')).toBe(1_792_567_680_000);
	expect(clock.parseDate('soon')).toBeNaN();
});

test('a timer for longer than timers can wait does not fire at once', async () => {
	const {timers} = await nodePorts();
	let fired = 0;
	const cancel = timers.after(4_000_000_000, () => (fired += 1));
	await new Promise((resolve) => setTimeout(resolve, 30));
	cancel();
	expect(fired).toBe(0);
});
