import {expect, test} from 'vitest';
import {MAX_REMEMBERED_TRADES, TradeGate} from '../../source/engine/trade-gate.js';

test('lets every trade pass once, in whatever order two connections tell of them', () => {
	const gate = new TradeGate();
	expect([5, 6, 5, 4, 6, 7].filter((id) => gate.admit(id))).toEqual([5, 6, 4, 7]);
});

test('remembers a bounded number of them', () => {
	const gate = new TradeGate();
	for (let id = 0; id <= MAX_REMEMBERED_TRADES; id += 1) gate.admit(id);
	expect(gate.admit(MAX_REMEMBERED_TRADES)).toBe(false);
	expect(gate.admit(0)).toBe(true);
});
