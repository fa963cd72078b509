import {expect, test} from 'vitest';
import {priceUnits, type Aggressor} from '../../../source/domain/units.js';
import type {Fill} from '../../../source/exchange/matching/engine-events.js';
import {lots} from '../../../source/exchange/listing/lots.js';
import {TradeAggregator} from '../../../source/exchange/market/trade-aggregator.js';

const fill = (tradeId: number, takerOrderId: number, price: number, quantity: number, aggressor: Aggressor = 'buy'): Fill => ({
	tradeId,
	takerOrderId,
	makerOrderId: 1,
	priceUnits: priceUnits(price),
	quantity: lots(quantity),
	aggressor,
});

test('fills of one order at one price are one aggregate, another price or another order begins the next', () => {
	const aggregator = new TradeAggregator(40);
	expect(aggregator.close()).toBeUndefined();
	expect(aggregator.add(fill(1, 9, 100, 3), 5)).toBeUndefined();
	expect(aggregator.add(fill(2, 9, 100, 4), 6)).toBeUndefined();
	const common = {kind: 'aggregate-trade', aggressor: 'buy', priceUnits: 100};
	expect(aggregator.add(fill(3, 9, 101, 1), 7)).toEqual({...common, id: 41, quantity: 7, firstTradeId: 1, lastTradeId: 2, tradeAtMs: 5});
	expect(aggregator.add(fill(4, 8, 101, 2, 'sell'), 8)).toEqual({
		...common,
		id: 42,
		priceUnits: 101,
		quantity: 1,
		firstTradeId: 3,
		lastTradeId: 3,
		tradeAtMs: 7,
	});
	expect(aggregator.close()).toEqual({
		...common,
		id: 43,
		aggressor: 'sell',
		priceUnits: 101,
		quantity: 2,
		firstTradeId: 4,
		lastTradeId: 4,
		tradeAtMs: 8,
	});
	expect(aggregator.close()).toBeUndefined();
	expect(aggregator.add(fill(5, 8, 101, 2), 9)).toBeUndefined();
	expect(aggregator.close()).toMatchObject({id: 44, firstTradeId: 5});
});
