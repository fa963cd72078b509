/**
 * The columns of a line: what each is called, what kind of value it has, and where that is read. A column says what it
 * reads in the units of the engine (price units, lots, money, milliseconds); how a kind is written stands here, once.
 */

import {plainHalfUnits, plainPrice, plainQty, plainUnits, type Instrument} from '../domain/instrument.js';
import {formatMoney, type Money} from '../domain/money.js';
import type {WholeUnits} from '../domain/price-origin.js';
import type {PriceUnits, QtyLots, UnixMs} from '../domain/units.js';
import {roundedMs, wholeMs, type Fields} from './fields.js';

/** A level near the origin of prices, or one out of its reach. */
export type LevelOfLine =
	{readonly priceUnits: PriceUnits; readonly qtyLots: QtyLots | bigint} | {readonly units: WholeUnits; readonly qtyLots: QtyLots | bigint};

/** What each kind reads. Undefined is written as `null`. */
type Kinds = {
	/** A price. Decimal text, as all market numbers and money; needs the instrument. */
	readonly price: PriceUnits | undefined;
	/** Twice a price. */
	readonly 'half-price': number | undefined;
	/** A distance of prices. */
	readonly distance: WholeUnits | undefined;
	readonly quantity: QtyLots | bigint | undefined;
	readonly money: Money | undefined;
	/** Decimal text that is made elsewhere. */
	readonly decimal: string | undefined;
	/** `[price, quantity]` of each level, the best first. */
	readonly levels: readonly LevelOfLine[];
	/** Counts, ids, ratios. */
	readonly number: number | undefined;
	/** Milliseconds since 1970; the fraction is cut. */
	readonly time: UnixMs | undefined;
	/** Milliseconds, to a microsecond. */
	readonly duration: number | undefined;
	/** Decimal text of money, or a number in the unit of what it measures. */
	readonly figure: string | number | undefined;
	readonly flag: boolean;
	readonly word: string | undefined;
	/** An object, or a list of them, with numbers of its own. */
	readonly record: Fields | readonly Fields[] | undefined;
};
export type ColumnKind = keyof Kinds;

type Labels = {
	readonly name: string;
	/** What the name does not say, for the README. */
	readonly note?: string;
	/** The first column of a group has the group's heading, for the README. */
	readonly heading?: string;
};

/** A column of a line about an `Of`. */
export type Column<Of> = {
	[Kind in ColumnKind]: Labels & {readonly kind: Kind; readonly read: (of: Of) => Kinds[Kind]};
}[ColumnKind];

/** @param instrument what market numbers are written by; without one they are `null`, and there are no levels. */
export const fieldsOf = <Of>(columns: readonly Column<Of>[], of: Of, instrument?: Instrument): Fields => {
	const fields: Record<string, unknown> = {};
	for (const column of columns) fields[column.name] = valueOf(column, of, instrument);
	return fields;
};

const valueOf = <Of>(column: Column<Of>, of: Of, instrument: Instrument | undefined): unknown => {
	switch (column.kind) {
		case 'price':
			return written(instrument, column.read(of), plainPrice);
		case 'half-price':
			return written(instrument, column.read(of), plainHalfUnits);
		case 'distance':
			return written(instrument, column.read(of), plainUnits);
		case 'quantity':
			return written(instrument, column.read(of), plainQty);
		case 'money':
			return moneyText(column.read(of));
		case 'levels':
			return instrument === undefined ? [] : column.read(of).map((level) => pairOf(instrument, level));
		case 'time':
			return timeNumber(column.read(of));
		case 'duration':
			return roundedMs(column.read(of));
		case 'decimal':
		case 'number':
		case 'figure':
		case 'flag':
		case 'word':
		case 'record':
			return column.read(of) ?? null;
	}
};

const written = <Value>(
	instrument: Instrument | undefined,
	value: Value | undefined,
	write: (instrument: Instrument, value: Value) => string,
): string | null => (instrument === undefined || value === undefined ? null : write(instrument, value));

const moneyText = (value: Money | undefined): string | null => (value === undefined ? null : formatMoney(value));

const timeNumber = (value: UnixMs | undefined): number | null => (value === undefined ? null : wholeMs(value));

const pairOf = (instrument: Instrument, level: LevelOfLine): readonly [string, string] => [
	'units' in level ? plainUnits(instrument, level.units) : plainPrice(instrument, level.priceUnits),
	plainQty(instrument, level.qtyLots),
];
