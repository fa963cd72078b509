/** All formatting of numbers for display. Exact for money and prices. */

import {formatAtLeast, formatFixed} from '../../../domain/text/decimal-text.js';
import {formatPrice, lossyPrice, stepDecimals, ticksOf, wholeHalfUnits, type Instrument} from '../../../domain/instrument.js';
import {MONEY_DECIMALS, divideHalfEven, powerOfTen, type Money} from '../../../domain/money.js';
import {priceUnits, type PriceUnits, type UnixMs} from '../../../domain/units.js';

/** With the decimals of the tick; more for a price off the tick grid. */
export const priceText = (instrument: Instrument, price: number): string => formatPrice(instrument, priceUnits(price));

/** The tick nearest to a mean or an axis value. Not for prices of orders, which must not lose digits. */
export const nearPriceText = (instrument: Instrument, units: number): string =>
	priceText(instrument, Math.round(ticksOf(instrument, units)) * instrument.tickUnits);

/** A price far from the touch, with fewer decimals. */
export const wholePriceText = (instrument: Instrument, price: number): string => {
	const text = priceText(instrument, price);
	return /^\d{4,}\./.test(text) ? text.replace(/\.\d+$/, '') : text;
};

/** A price given as twice its units, with at least one more decimal than prices have, so that mids keep their width. */
export const halfUnitPriceText = (instrument: Instrument, halfUnits: number): string =>
	formatAtLeast(wholeHalfUnits(instrument, halfUnits) * 5n, instrument.unitDecimals + 1, instrument.priceDecimals + 1);

/** A mean of prices, rounded to half a tick. */
export const nearMidText = (instrument: Instrument, halfUnits: number): string =>
	halfUnitPriceText(instrument, Math.round(ticksOf(instrument, halfUnits)) * instrument.tickUnits);

/** A price difference such as a spread or a price group: 100 ticks of 0.01 is `1.00`. */
export const priceStepText = ({unitDecimals, priceDecimals}: Instrument, units: number): string =>
	formatAtLeast(units, unitDecimals, priceDecimals);

/** A mean of differences or an axis value, rounded to a tick. */
export const nearStepText = (instrument: Instrument, units: number): string =>
	priceStepText(instrument, Math.round(ticksOf(instrument, units)) * instrument.tickUnits);

/** A price difference in ticks: `12`, or `12.3` off the tick grid. */
export const ticksText = (instrument: Instrument, units: number): string => {
	const ticks = ticksOf(instrument, units);
	return Number.isInteger(ticks) ? String(ticks) : ticks.toFixed(ticks < 1 ? 2 : 1);
};

/** `1 tick`, `12 ticks`. */
export const ticksWord = (instrument: Instrument, units: number): string => {
	const text = ticksText(instrument, units);
	return `${text} tick${text === '1' ? '' : 's'}`;
};

/**
 * Decimals worth showing of a size: the last one is worth some tens of quote currency; never more than an order
 * can have.
 */
export const sizeDecimals = (instrument: Instrument, price: PriceUnits | undefined): number => {
	const most = Math.min(stepDecimals(instrument), 8);
	if (price === undefined) return Math.min(most, 3);
	const useful = Math.ceil(Math.log10(Math.max(1, lossyPrice(instrument, price) / 100)));
	return Math.min(most, useful);
};

/** Lots rounded half to even to `decimals` decimals. */
const roundLots = (lots: number | bigint, qtyDecimals: number, decimals: number): number | bigint => {
	if (typeof lots === 'bigint') return divideHalfEven(lots, powerOfTen(qtyDecimals - decimals));
	const divisor = 10 ** (qtyDecimals - decimals);
	const rest = lots % divisor;
	const whole = (lots - rest) / divisor;
	return 2 * rest > divisor || (2 * rest === divisor && whole % 2 === 1) ? whole + 1 : whole;
};

/** Unit letters: thousand, million, thousand million (B), million million (T), thousand T (Q). */
const SCALES = ['K', 'M', 'B', 'T', 'Q'] as const;

type SizeFormat = {
	readonly instrument: Instrument;
	readonly decimals: number;
	/** Most cells. */
	readonly width: number;
	/** Also print `+`. */
	readonly signed?: boolean;
	/** `.010` for `0.010`. */
	readonly bare?: boolean;
};

/**
 * A size in at most `width` cells. A larger one loses decimals, then uses unit letters (`12.3K`); one too small
 * to show is `<0.001`; one that fits nowhere is `####`.
 */
export const sizeText = (lots: number | bigint, format: SizeFormat): string => {
	const sign = lots < 0 ? '-' : format.signed === true && lots > 0 ? '+' : '';
	const size = Number.isSafeInteger(lots) ? Math.abs(Number(lots)) : lots < 0 ? -BigInt(lots) : BigInt(lots);
	const qtyDecimals = format.instrument.qtyDecimals;
	const most = Math.min(format.decimals, qtyDecimals);
	if (size > 0 && Number(roundLots(size, qtyDecimals, most)) === 0) return tooSmall(sign, most, format.width);
	for (let decimals = most; decimals >= 0; decimals -= 1) {
		const text = formatFixed(roundLots(size, qtyDecimals, decimals), decimals);
		const shown = sign + (format.bare === true ? text.replace(/^0\./, '.') : text);
		if (shown.length <= format.width) return shown;
	}

	return scaledSize(sign, BigInt(size), qtyDecimals, format.width);
};

const tooSmall = (sign: string, decimals: number, width: number): string => {
	const unit = formatFixed(1, decimals);
	const text = `<${sign === '-' ? '-' : ''}${unit}`;
	const short = `<${unit.replace(/^0\./, '.')}`;
	return text.length <= width ? text : short.length <= width ? short : '~0';
};

const scaledSize = (sign: string, size: bigint, qtyDecimals: number, width: number): string => {
	for (const [index, suffix] of SCALES.entries()) {
		for (const decimals of [2, 1, 0]) {
			const drop = qtyDecimals + 3 * (index + 1) - decimals;
			const digits = formatFixed(divideHalfEven(size, 10n ** BigInt(Math.max(0, drop))), decimals);
			const text = `${sign}${digits}${suffix}`;
			if (text.length <= width && /[1-9]/.test(digits)) return text;
		}
	}

	return '#'.repeat(width);
};

/** Quote currency in at most `width` cells, for gauges: `8404`, `27.7K`, `1.25M`; `####` if it does not fit. */
export const shortValueText = (value: number, width: number): string => {
	if (value < SHORT_FROM && value.toFixed(0).length <= width) return value.toFixed(0);
	for (const [index, suffix] of SCALES.entries()) {
		const scaled = value / 1000 ** (index + 1);
		if (scaled >= 999.95) continue;
		const text = [2, 1, 0]
			.map((decimals) => scaled.toFixed(decimals) + suffix)
			.find((candidate) => candidate.length <= Math.min(width, SHORT_CELLS));
		if (text !== undefined) return text;
	}

	return '#'.repeat(width);
};

const SHORT_FROM = 10_000;
const SHORT_CELLS = 6;

/** Money with sign and two (or `decimals`) decimals: `+12.41`, `-0.93`, `0.00`. */
export const signedMoneyText = (value: Money, decimals = 2): string => {
	const text = moneyText(value, decimals);
	return value > 0n && /[1-9]/.test(text) ? `+${text}` : text;
};

/**
 * Money with two decimals in at most `width` cells, shortened with the same unit letters as sizes; `####` if it
 * does not fit. With a sign like a result, or without.
 */
export const fittingMoneyText = (value: Money, width: number, {signed = true}: {readonly signed?: boolean} = {}): string => {
	const text = signed ? signedMoneyText(value) : moneyText(value);
	if (text.length <= width) return text;
	const sign = value < 0n ? '-' : signed ? '+' : '';
	return scaledSize(sign, value < 0n ? 0n - value : value, MONEY_DECIMALS, width);
};

/** Money rounded half to even to `decimals` digits; never `-0.00`. */
export const moneyText = (value: Money, decimals = 2): string => {
	const rounded = divideHalfEven(value, 10n ** BigInt(MONEY_DECIMALS - decimals));
	return formatFixed(rounded, decimals);
};

/** `+0.31`, `-1.50`; never `-0.00`. */
export const signedText = (value: number, decimals: number): string => {
	const text = value.toFixed(decimals);
	if (!/[1-9]/.test(text)) return text.replace('-', '');
	return value > 0 ? `+${text}` : text;
};

/** A signed number with at most one decimal: `+385`, `-0.5`. */
export const signedCountText = (value: number): string => signedText(value, Number.isInteger(value) ? 0 : 1);

export const basisPointsText = (basisPoints: number): string => `${signedText(basisPoints, 2)}bp`;

/** Milliseconds with few digits: `0.4`, `8`, `112`. */
export const millisecondsText = (milliseconds: number): string =>
	Math.abs(milliseconds) < 1 ? milliseconds.toFixed(1) : Math.round(milliseconds).toFixed(0);

/** With more decimals far below a millisecond. */
export const fineMsText = (milliseconds: number): string =>
	milliseconds < 1 ? milliseconds.toFixed(2) : milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0);

/** A duration in at most six cells: `2.7s`, `42s`, `5m03s`, `1h02m`, `1d04h`. */
export const durationText = (milliseconds: number): string => {
	const seconds = Math.max(0, milliseconds) / 1000;
	if (seconds < 9.95) return `${seconds.toFixed(1)}s`;
	const whole = Math.floor(seconds);
	if (whole < 60) return `${whole}s`;
	if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}s`;
	if (whole < 86_400) return `${Math.floor(whole / 3600)}h${two(Math.floor(whole / 60) % 60)}m`;
	return `${Math.floor(whole / 86_400)}d${two(Math.floor(whole / 3600) % 24)}h`;
};

const two = (value: number): string => String(value).padStart(2, '0');

const DAY_MS = 86_400_000;

/** Time of day, UTC: `14:07:31`. */
export const clockText = (at: UnixMs): string => {
	const seconds = Math.floor((((at % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
	return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** Time of day with milliseconds, UTC: `14:07:31.482`. */
export const clockMsText = (at: UnixMs): string => `${clockText(at)}.${String(Math.floor(((at % 1000) + 1000) % 1000)).padStart(3, '0')}`;

/** A fraction as percent with one decimal: `0.4%`. */
export const finePercentText = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** A fraction as whole percent: `17%`. */
export const percentText = (share: number): string => `${Math.round(share * 100)}%`;
