import {describe, expect, test} from 'vitest';
import {formatFixed, formatTrimmed} from '../../../source/domain/text/decimal-text.js';
import {createListing, splitSymbol, WIRE_DECIMALS} from '../../../source/exchange/listing/listing.js';
import {createMarket} from '../../../source/exchange/market/market.js';
import {roundStep} from '../../../source/exchange/traders/layered-makers.js';

test.each([
	['BTCUSDT', 'BTC', 'USDT'],
	['BTCFDUSD', 'BTC', 'FDUSD'],
	['ETHBTC', 'ETH', 'BTC'],
	['BTCEUR', 'BTC', 'EUR'],
	['币安人生USDT', '币安人生', 'USDT'],
	['这是测试币456', '这是测试币', '456'],
	['USDT', 'U', 'SDT'],
	['A', 'A', 'USDT'],
])('%s is %s for %s', (symbol, baseAsset, quoteAsset) => {
	expect(splitSymbol(symbol)).toEqual({baseAsset, quoteAsset});
});

test.each([
	[{symbol: 'BTCUSDT'}, '67000.00', '0.00001'],
	[{symbol: 'BTCUSDT', tickSize: '0.5'}, '67000.0', '0.00001'],
	[{symbol: 'BTCUSDT', tickSize: '0.05', startPrice: '100.01', stepSize: '0.1'}, '100.00', '0.1'],
	[{symbol: 'ETHUSDT'}, '3500.00', '0.0001'],
])('%j starts at %s in steps of %s', (options, price, step) => {
	const {instrument, startPrice} = createListing(options);
	expect(formatFixed(startPrice * instrument.stepUnits, instrument.priceDecimals)).toBe(price);
	expect(formatTrimmed(instrument.stepLots, WIRE_DECIMALS)).toBe(step);
});

test('any other symbol gets sane numbers, always the same', () => {
	for (const symbol of ['FOOUSDT', 'BARBTC', 'Q', 'LONGNAME123EUR', '测试']) {
		const listing = createListing({symbol});
		expect(createListing({symbol})).toEqual(listing);
		expect(listing.startPrice).toBeGreaterThanOrEqual(10_000);
		expect(listing.startPrice).toBeLessThan(100_000);
		expect(listing.typicalQuantity / listing.instrument.stepLots).toBeGreaterThanOrEqual(1);
	}
});

test.each([
	[6_700_000, 1000],
	[350_000, 50],
	[15_000, 10],
])('at %d ticks, %d ticks are round', (ticks, round) => {
	expect(roundStep(ticks)).toBe(round);
});

describe.each(['BTCUSDT', 'DOGEUSDT', 'FOOBTC'])('%s', (symbol) => {
	test('trades in whole steps', () => {
		const market = createMarket({symbol, seed: 1, startMs: 0});
		market.advance(3000);
		const {bids, asks} = market.snapshot(5000);
		for (const level of [...bids, ...asks]) expect(Number(level.qtyLots) % market.instrument.stepLots).toBe(0);
	});
});
