import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {HoldingTime} from '../../../../source/engine/maker/measures/holding-time.js';

const fill = (side: 'bid' | 'ask', qtyLots: number, atMs: number) => ({side, qtyLots, atMs: unixMs(atMs)});

test('what was bought and sold again was held in between, by quantity, the oldest first', () => {
	const holding = new HoldingTime();
	expect(holding.view).toEqual({meanMs: undefined, openSinceMs: undefined});
	holding.onFill(fill('bid', 10, 0));
	holding.onFill(fill('bid', 10, 1000));
	expect(holding.view).toEqual({meanMs: undefined, openSinceMs: 0});
	holding.onFill(fill('ask', 15, 2000));
	// Ten units for two seconds, five for one.
	expect(holding.view).toEqual({meanMs: 25_000 / 15, openSinceMs: 1000});
	holding.onFill(fill('ask', 20, 3000));
	expect(holding.view).toEqual({meanMs: (25_000 + 10_000) / 20, openSinceMs: 3000});
});

test('a mean lies between the shortest and the longest time between two fills', () => {
	assert(
		property(
			array(
				record({side: constantFrom('bid' as const, 'ask' as const), lots: integer({min: 1, max: 9}), after: integer({min: 1, max: 100})}),
				{maxLength: 40},
			),
			(fills) => {
				const holding = new HoldingTime();
				let now = 0;
				let inventory = 0;
				for (const {side, lots, after} of fills) {
					now += after;
					inventory += side === 'bid' ? lots : -lots;
					holding.onFill(fill(side, lots, now));
					expect(holding.view.openSinceMs === undefined).toBe(inventory === 0);
				}

				const {meanMs} = holding.view;
				if (meanMs !== undefined) expect(meanMs >= 1 && meanMs <= now).toBe(true);
			},
		),
	);
});
