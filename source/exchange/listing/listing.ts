/**
 * The exchange's symbols: the well-known ones with the numbers of the real market, any other with invented
 * plausible ones.
 */

import {formatFixed, parseScaled, significantDecimals} from '../../domain/text/decimal-text.js';
import {priceUnits, type PriceUnits} from '../../domain/units.js';
import {lots, type Lots} from './lots.js';
import {createRandom} from './random.js';

/** The venue's `status` of a symbol. */
export type SymbolStatus = 'TRADING' | 'HALT' | 'BREAK' | 'END_OF_DAY';

/**
 * One symbol's trading rules and number formats. The matching engine counts prices in steps of fixed size, which
 * is the first tick; every later tick is a multiple of it.
 */
export type ListedSymbol = {
	/** As the venue writes it: `BTCUSDT`. */
	readonly symbol: string;
	readonly baseAsset: string;
	readonly quoteAsset: string;
	readonly status: SymbolStatus;
	/** Decimals of a price. */
	readonly priceDecimals: number;
	/** One price step in units of 10^-priceDecimals. */
	readonly stepUnits: number;
	/** The tick in force, in price steps. */
	readonly tickSteps: number;
	/** Order quantities are multiples of this; in lots of 10^-8. */
	readonly stepLots: number;
	/** Least price × quantity of an order; decimal text. */
	readonly minNotional: string;
};

export type Listing = {
	readonly instrument: ListedSymbol;
	readonly startPrice: PriceUnits;
	/** The size of a usual order: the unit of all simulated sizes. */
	readonly typicalQuantity: Lots;
};

/** All decimal texts; what is unset follows from the symbol. */
export type ListingOptions = {
	readonly symbol: string;
	readonly tickSize?: string | undefined;
	readonly stepSize?: string | undefined;
	readonly startPrice?: string | undefined;
};

/** Decimal texts. */
type Numbers = {
	readonly startPrice: string;
	readonly tickSize: string;
	readonly stepSize: string;
	readonly typicalQuantity: string;
};

const numbers = (startPrice: string, tickSize: string, stepSize: string, typicalQuantity: string): Numbers => ({
	startPrice,
	tickSize,
	stepSize,
	typicalQuantity,
});

const KNOWN = new Map<string, Numbers>([
	['BTCUSDT', numbers('67000', '0.01', '0.00001', '0.01')],
	['BTCUSDC', numbers('67000', '0.01', '0.00001', '0.01')],
	['BTCFDUSD', numbers('67000', '0.01', '0.00001', '0.01')],
	['BTCEUR', numbers('61500', '0.01', '0.00001', '0.005')],
	['ETHUSDT', numbers('3500', '0.01', '0.0001', '0.2')],
	['ETHUSDC', numbers('3500', '0.01', '0.0001', '0.2')],
	['ETHEUR', numbers('3200', '0.01', '0.0001', '0.1')],
	['ETHBTC', numbers('0.052', '0.00001', '0.0001', '0.2')],
	['SOLUSDT', numbers('150', '0.01', '0.001', '4')],
	['BNBUSDT', numbers('600', '0.01', '0.001', '1')],
	['XRPUSDT', numbers('0.6', '0.0001', '0.1', '800')],
	['ADAUSDT', numbers('0.45', '0.0001', '0.1', '1000')],
	['DOGEUSDT', numbers('0.15', '0.00001', '1', '3000')],
]);

const QUOTE_ASSETS = ['FDUSD', 'USDT', 'USDC', 'TUSD', 'EUR', 'USD', 'TRY', 'BRL', 'BTC', 'ETH', 'BNB'];

/** Valid symbols: 1 to 20 capitals, caseless letters and digits of any script, `_`, `.` and `-`. */
export const SYMBOL_PATTERN = /^[\p{Lu}\p{Lo}\p{N}_.-]{1,20}$/u;

/** `BTCUSDT` → BTC, USDT; a symbol that ends in no known quote asset is cut before its last three characters. */
export const splitSymbol = (symbol: string): {baseAsset: string; quoteAsset: string} => {
	const known = QUOTE_ASSETS.find((asset) => symbol.endsWith(asset) && symbol.length > asset.length);
	if (known !== undefined) return {baseAsset: symbol.slice(0, -known.length), quoteAsset: known};
	const characters = Array.from(symbol);
	const cut = Math.max(1, characters.length - 3);
	return {baseAsset: characters.slice(0, cut).join(''), quoteAsset: characters.slice(cut).join('') || 'USDT'};
};

/** @throws {RangeError} naming the field, when an option is not a positive plain decimal. */
export const createListing = (options: ListingOptions): Listing => {
	const chosen = KNOWN.get(options.symbol) ?? inventNumbers(options.symbol);
	const tickSize = options.tickSize ?? chosen.tickSize;
	const priceDecimals = significantDecimals(tickSize);
	const instrument: ListedSymbol = {
		symbol: options.symbol,
		...splitSymbol(options.symbol),
		status: 'TRADING',
		priceDecimals,
		stepUnits: readStep('tick size', tickSize, priceDecimals),
		tickSteps: 1,
		stepLots: readStep('lot step', options.stepSize ?? chosen.stepSize, WIRE_DECIMALS),
		minNotional: minNotional(options.symbol),
	};
	return {
		instrument,
		startPrice: nearestTick(instrument, options.startPrice ?? chosen.startPrice),
		typicalQuantity: lots(Math.round(Number(chosen.typicalQuantity) * 10 ** WIRE_DECIMALS)),
	};
};

/** Decimals of every price and quantity in the venue's messages. */
export const WIRE_DECIMALS = 8;

/** @throws {RangeError} */
const readStep = (name: string, text: string, decimals: number): number => {
	const units = decimals > WIRE_DECIMALS ? undefined : parseScaled(text, decimals);
	if (typeof units !== 'number') throw new RangeError(`the ${name} "${text}" is not a plain decimal number`);
	if (units === 0) throw new RangeError(`the ${name} "${text}" must not be zero`);
	return units;
};

const minNotional = (symbol: string): string => (splitSymbol(symbol).quoteAsset === 'BTC' ? '0.0001' : '5');

const nearestTick = (instrument: ListedSymbol, price: string): PriceUnits => {
	const ticks = Math.round((Number(price) * 10 ** instrument.priceDecimals) / instrument.stepUnits);
	if (ticks >= LEAST_START_TICKS) return priceUnits(ticks);
	const least = `${LEAST_START_TICKS} ticks or more`;
	throw new RangeError(`the tick size is too coarse: a start price of "${price}" has to be ${least}`);
};

/** The least start price in ticks, so that bids have prices below it. */
const LEAST_START_TICKS = 500;

/**
 * Numbers derived from a hash of the symbol: a price of five digits, a usual order worth about 700 of the quote
 * asset.
 */
const inventNumbers = (symbol: string): Numbers => {
	const random = createRandom(0, symbol);
	const magnitude = random.below(5) - 2;
	const mantissa = 10_000 + random.below(90_000);
	const priceDecimals = Math.max(0, 4 - magnitude);
	const price = Number(`${mantissa}e-${priceDecimals}`);
	const quantityMagnitude = Math.round(Math.log10(700 / price));
	const stepMagnitude = Math.max(-WIRE_DECIMALS, quantityMagnitude - 3);
	return {
		startPrice: formatFixed(mantissa, priceDecimals),
		tickSize: powerOfTen(-priceDecimals),
		stepSize: powerOfTen(stepMagnitude),
		typicalQuantity: powerOfTen(quantityMagnitude),
	};
};

const powerOfTen = (exponent: number): string => (exponent < 0 ? formatFixed(1, -exponent) : `1${'0'.repeat(exponent)}`);
