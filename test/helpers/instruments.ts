/** Instruments with several grids, and short notation for their prices and sizes. */

import {createInstrument, type Instrument, type InstrumentText} from '../../source/domain/instrument.js';
import {parseMoney, type Money} from '../../source/domain/money.js';

export const instrumentText: InstrumentText = {
	symbol: 'BTCUSDT',
	baseAsset: 'BTC',
	quoteAsset: 'USDT',
	trading: 'trading',
	venueStatus: 'TRADING',
	tickSize: '0.01000000',
	stepSize: '0.00001000',
	minQty: '0.00001000',
	minNotional: '5.00000000',
	qtyDecimals: 8,
};

export const instrumentWith = (changes: Partial<InstrumentText> = {}): Instrument => createInstrument({...instrumentText, ...changes});

/** Tick 0.01, step 0.00001, lots of 10^-8. */
export const bitcoin = instrumentWith();
/** Tick 0.05: five units of the last digit. */
export const nickel = instrumentWith({tickSize: '0.05', stepSize: '0.001', minQty: '0.001'});
/** Prices with eight decimals, quantities beyond 2^53 lots. */
export const shiba = instrumentWith({
	symbol: 'SHIBUSDT',
	baseAsset: 'SHIB',
	tickSize: '0.00000001',
	stepSize: '1.00',
	minQty: '1.00',
	minNotional: '1.00000000',
});
/** No minimum sizes, for tests of pure arithmetic. */
export const plain = instrumentWith({stepSize: '0.00000001', minQty: '0', minNotional: '0'});

export const moneyOf = (text: string): Money => {
	const value = parseMoney(text);
	if (value === undefined) throw new RangeError(`no money: ${text}`);
	return value;
};
