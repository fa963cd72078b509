import {expect, test} from 'vitest';
import {sideRoom, withoutRebate} from '../../../../source/engine/maker/risk/side-room.js';
import {instrumentWith, plain} from '../../../helpers/instruments.js';
import {makerParameters} from '../../../helpers/maker.js';

const UNIT = 100_000_000;
const LIMIT = 10 * UNIT;

const room = (inventoryLots: bigint, reduceOnly = false, rebate = 0n, instrument = plain) => {
	const holding = {
		instrument,
		parameters: makerParameters({maxInventoryLots: LIMIT, baseRebate: {maker: rebate, taker: 0n}}),
		inventoryLots,
		reduceOnly,
	};
	return [sideRoom(holding, 'bid'), sideRoom(holding, 'ask')];
};

test.each<[held: number, reduceOnly: boolean, bid: number, ask: number]>([
	[0, false, LIMIT, LIMIT],
	[3 * UNIT, false, 7 * UNIT, 13 * UNIT],
	[-3 * UNIT, false, 13 * UNIT, 7 * UNIT],
	[LIMIT, false, 0, 2 * LIMIT],
	[12 * UNIT, false, 0, 22 * UNIT],
	[3 * UNIT, true, 0, 3 * UNIT],
	[-3 * UNIT, true, 3 * UNIT, 0],
	[0, true, 0, 0],
])('holding %i of at most ten units, reducing only %s: %i to buy, %i to sell', (held, reduceOnly, bid, ask) => {
	expect(room(BigInt(held), reduceOnly)).toEqual([bid, ask]);
});

test('room is in whole order steps', () => {
	expect(room(1n, false, 0n, instrumentWith({stepSize: '0.5', minQty: '0'}))).toEqual([9.5 * UNIT, LIMIT]);
});

test('twice a rebate in the base asset is kept free of what is bought, and of nothing that is sold', () => {
	expect(room(0n, false, 100_000n)).toEqual([998_003_992, LIMIT]);
	expect(withoutRebate(1_000_000_000n, 1n)).toBe(999_999_980n);
	expect(withoutRebate(7n, 0n)).toBe(7n);
});
