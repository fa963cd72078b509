import {expect, test} from 'vitest';
import {VENUE_NAMES} from '../../source/venue/names.js';
import {venueNamed} from '../../source/venue/registry.js';

test('every venue is found by the name that it gives itself', () => {
	expect(VENUE_NAMES).toContain('binance');
	for (const name of VENUE_NAMES) expect(venueNamed(name).name).toBe(name);
});

test.each(['', 'Binance', 'kraken', '__proto__', 'constructor'])('there is no venue %j, and the message names those there are', (name) => {
	expect(() => venueNamed(name)).toThrow(/there is binance/);
});
