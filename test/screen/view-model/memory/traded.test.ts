import {array, assert, constantFrom, integer, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {priceUnits, qtyLots, unixMs} from '../../../../source/domain/units.js';
import {askRow, bidRow} from '../../../../source/screen/view-model/memory/price-group.js';
import {after, frame, liveFrames} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';
import {addTraded, NOTHING_TRADED, tradedRows} from '../../../../source/screen/view-model/memory/traded.js';

const trade = (price: number, qty: number, aggressor: 'buy' | 'sell') =>
	({
		kind: 'trade',
		id: 1,
		priceUnits: priceUnits(price),
		qtyLots: qtyLots(qty),
		aggressor,
		tradeAtMs: unixMs(0),
		eventAtMs: unixMs(0),
	}) as const;

const someTrades = array(tuple(integer({min: 1, max: 400}), integer({min: 1, max: 100}), constantFrom('buy' as const, 'sell' as const)), {
	maxLength: 300,
});

test('what was bought and sold on a row is the sum of its trades, however they came and whatever the group', () => {
	assert(
		property(someTrades, constantFrom(1, 2, 5, 10, 50), integer({min: 1, max: 9}), (list, group, step) => {
			const trades = list.map(([price, qty, aggressor]) => trade(price, qty, aggressor));
			let traded = NOTHING_TRADED;
			for (let from = 0; from < trades.length; from += step) traded = addTraded(traded, trades.slice(from, from + step));
			const rows = tradedRows(traded, group);
			for (let row = 0; row <= 450; row += group) {
				const at = (aggressor: 'buy' | 'sell') =>
					trades
						.filter((one) => one.aggressor === aggressor && (aggressor === 'buy' ? askRow : bidRow)(one.priceUnits, group) === row)
						.reduce((sum, one) => sum + Number(one.qtyLots), 0);
				expect(rows(row)).toEqual({buy: at('buy'), sell: at('sell')});
			}
		}),
		{numRuns: 60},
	);
});

test('the prices that traded least recently are forgotten first', () => {
	const prices = Array.from({length: 6000}, (_, index) => trade(index + 1, 1, 'buy'));
	let traded = NOTHING_TRADED;
	for (const one of prices) traded = addTraded(traded, [one]);
	const rows = tradedRows(traded, 1);
	expect(rows(6000).buy).toBe(1);
	expect(rows(1).buy).toBe(0);
	expect(traded.settled.size + traded.recent.size).toBeLessThanOrEqual(4064);
});

test('from a trade that is missing on, sums are marked, until they begin anew', () => {
	expect(addTraded(NOTHING_TRADED, []).isWhole).toBe(true);
	const lost = addTraded(NOTHING_TRADED, [], 1);
	expect([lost.isWhole, addTraded(lost, [], 0).isWhole]).toEqual([false, false]);
	const scene = new Scene(200, 60).frames(liveFrames());
	expect(scene.text).not.toContain('traded ≥');
	const missing = {fromId: 7, toId: 8, missing: 2, afterMs: after(900), beforeMs: after(1000)};
	const holed = scene.frames([frame({sequence: 30, atMs: after(1000), losses: [missing]})]);
	expect(holed.text).toContain('traded ≥');
	expect(holed.text).toMatch(/depth ≥\d+ trade \/s/);
	expect(holed.press('t').text).not.toContain('traded ≥');
});
