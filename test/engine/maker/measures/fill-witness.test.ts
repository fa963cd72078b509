import {expect, test} from 'vitest';
import {FillWitness} from '../../../../source/engine/maker/measures/fill-witness.js';
import {Measurements} from '../../../../source/engine/maker/measures/measurements.js';
import {orderFill} from '../../../helpers/order-reports.js';

test('what was seen of a fill is known once, and the oldest is forgotten where reports never come', () => {
	const witness = new FillWitness();
	const fills = Array.from({length: 10_001}, (_, index) => orderFill({executionId: index}));
	for (const [index, fill] of fills.entries()) witness.note(fill, {cause: 'print', midHalfUnits: index});
	expect(witness.take(fills[0]!)).toBeUndefined();
	expect(witness.take(fills[1]!)).toEqual({cause: 'print', midHalfUnits: 1});
	expect(witness.take(fills[1]!)).toBeUndefined();
	expect(witness.take(fills[10_000]!)?.midHalfUnits).toBe(10_000);
});

test('a fill that nobody saw happen is measured once, from the mid at its report', () => {
	const measured = new Measurements();
	const [made, taken] = [orderFill(), orderFill({liquidity: 'taker'})];
	expect(measured.circumstancesOf(made, 203)).toEqual({cause: 'print', midHalfUnits: 203});
	expect(measured.circumstancesOf(taken, undefined)).toEqual({cause: 'taken', midHalfUnits: undefined});
	expect(measured.markouts.view.capture.count).toBe(1);
	const seen = orderFill();
	measured.onFill(seen, {cause: 'no-print', midHalfUnits: 199});
	expect(measured.circumstancesOf(seen, 205)).toEqual({cause: 'no-print', midHalfUnits: 199});
	expect(measured.markouts.view.capture.count).toBe(2);
});
