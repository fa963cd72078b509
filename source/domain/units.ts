/**
 * The units a market is counted in, and the only casts into them.
 *
 * | operation | result |
 * |---|---|
 * | `PriceUnits − PriceUnits` | a plain number of price units |
 * | `QtyLots ± QtyLots` | `QtyLots`, through `addLots` and `subtractLots` |
 * | `PriceUnits × QtyLots` | `Money`, through `notional` |
 *
 * A price unit and a lot are the smallest price and quantity that the venue's messages can name (10^-8 on most
 * venues); own orders use multiples of the instrument's `tickUnits` and `stepLots`, the venue's data need not. Prices
 * that a double cannot count from zero are counted from an origin: `price-origin.ts`.
 */

declare const unit: unique symbol;
type Unit<Value, Name extends string> = Value & {readonly [unit]: Name};

/** A price as a whole number of price units, counted from the instrument's origin: from zero for nearly all. */
export type PriceUnits = Unit<number, 'PriceUnits'>;

/**
 * A quantity as a whole number of lots, exact at any size: a `number` whenever it is a safe integer, a
 * `bigint` above that and never otherwise, so that equal quantities are always `===`.
 */
export type QtyLots = Unit<number, 'QtyLots'> | Unit<bigint, 'QtyLots'>;

/** The id a venue gives to a state of its book. */
export type UpdateId = Unit<number, 'UpdateId'>;

/** Milliseconds on a clock that never jumps; only differences mean anything. */
export type MonotonicMs = Unit<number, 'MonotonicMs'>;

/** Milliseconds since 1970, UTC, with a fraction. */
export type UnixMs = Unit<number, 'UnixMs'>;

/** One moment on both clocks: durations come from `monoMs`, labels and latencies from `wallMs`. */
export type Instant = {readonly monoMs: MonotonicMs; readonly wallMs: UnixMs};

export type Side = 'bid' | 'ask';
/** Who took liquidity: `buy` lifted an ask, `sell` hit a bid. */
export type Aggressor = 'buy' | 'sell';

export const priceUnits = (value: number): PriceUnits => value as PriceUnits;
export const updateId = (value: number): UpdateId => value as UpdateId;
export const monotonicMs = (value: number): MonotonicMs => value as MonotonicMs;
export const unixMs = (value: number): UnixMs => value as UnixMs;

/** Clocks count whole microseconds, so that a moment that was written down is the same when it is read. */
export const instantOf = (monoMs: number, wallMs: number): Instant => ({
	monoMs: monotonicMs(Math.round(monoMs * 1000) / 1000),
	wallMs: unixMs(Math.round(wallMs * 1000) / 1000),
});

/** Brings a whole number of lots into its one canonical form. */
export const qtyLots = (value: number | bigint): QtyLots => {
	if (typeof value === 'number') return value as QtyLots;
	const small = value <= MAX_SAFE && value >= -MAX_SAFE;
	return (small ? Number(value) : value) as QtyLots;
};

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export const ZERO_LOTS = qtyLots(0);

export const addLots = (a: QtyLots, b: QtyLots): QtyLots => {
	if (typeof a === 'number' && typeof b === 'number') {
		const sum = a + b;
		if (Number.isSafeInteger(sum)) return qtyLots(sum);
	}

	return qtyLots(BigInt(a) + BigInt(b));
};

export const subtractLots = (a: QtyLots, b: QtyLots): QtyLots => {
	if (typeof a === 'number' && typeof b === 'number') {
		const rest = a - b;
		if (Number.isSafeInteger(rest)) return qtyLots(rest);
	}

	return qtyLots(BigInt(a) - BigInt(b));
};

/** For gauges and bar lengths only: rounds above 2^53. */
export const lossyLots = (lots: QtyLots): number => Number(lots);

export const opposite = (side: Side): Side => (side === 'bid' ? 'ask' : 'bid');
