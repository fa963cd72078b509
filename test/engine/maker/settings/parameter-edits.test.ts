/** Effects of keys and commands on the market maker's parameters. */

import {describe, expect, test} from 'vitest';
import {withHalfSpread, withOrderSize, withSkew} from '../../../../source/engine/maker/settings/parameter-edits.js';
import {moneyOf, plain} from '../../../helpers/instruments.js';
import {makerParameters} from '../../../helpers/maker.js';

describe('a value that is set', () => {
	test('is the manual skew itself, up for plus', () => {
		expect(withSkew(moneyOf('0.25'))(makerParameters({manualSkew: moneyOf('9')}), plain).manualSkew).toBe(moneyOf('-0.25'));
		expect(withSkew(moneyOf('-0.25'))(makerParameters(), plain).manualSkew).toBe(moneyOf('0.25'));
	});

	test('is the half-spread of the linear model, and widens the others', () => {
		const linear = withHalfSpread(moneyOf('0.3'))(makerParameters({halfSpread: moneyOf('0.05')}), plain);
		expect([linear.halfSpread, linear.manualSpread]).toEqual([moneyOf('0.3'), 0n]);
		const glft = withHalfSpread(moneyOf('0.3'))(makerParameters({model: 'glft', halfSpread: moneyOf('0.05')}), plain);
		expect([glft.halfSpread, glft.manualSpread]).toEqual([moneyOf('0.05'), moneyOf('0.3')]);
	});

	test('is the size in whole steps, and no size is no change', () => {
		const held = makerParameters({orderLots: 700});
		expect(withOrderSize('2')(held, plain).orderLots).toBe(2 * 10 ** plain.qtyDecimals);
		expect(withOrderSize('0.0000000001')(held, plain).orderLots).toBe(700);
	});
});
