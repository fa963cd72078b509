/**
 * The columns of a line: what each is called, what kind of value it has, and where that is read. A column says what it
 * reads in the units of the engine (price units, lots, money, milliseconds); how a kind is written stands here, once.
 */

import {LevelColumns, type LevelSource} from '../domain/book/level-columns.js';
import {wholeHalfUnits, wholeUnits, type Instrument} from '../domain/instrument.js';
import {MONEY_DECIMALS, type Money} from '../domain/money.js';
import type {WholeUnits} from '../domain/price-origin.js';
import type {PriceUnits, QtyLots, UnixMs} from '../domain/units.js';
import {roundedMs, wholeMs, type Fields} from './fields.js';
import {asciiBytes, type LineText} from './line-text.js';

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
	/** `[price, quantity]` of each level, the best first. Columns are written before anything else is read. */
	readonly levels: LevelSource | readonly LevelOfLine[];
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

type ColumnOf<Of, Kind extends ColumnKind> = {
	[Each in Kind]: Labels & {readonly kind: Each; readonly read: (of: Of) => Kinds[Each]};
}[Kind];

/** A column of a line about an `Of`. */
export type Column<Of> = ColumnOf<Of, ColumnKind>;

/** @param instrument what market numbers are written by; without one they are `null`, and there are no levels. */
export type ColumnWriter<Of> = (out: LineText, of: Of, instrument?: Instrument) => void;

/** Writes the fields of a line, in the order of its columns and without braces. */
export const columnWriter = <Of>(columns: readonly Column<Of>[]): ColumnWriter<Of> => {
	const named = columns.map((column, index) => ({column, name: asciiBytes(`${index === 0 ? '' : ','}"${column.name}":`)}));
	return (out, of, instrument) => {
		for (const {column, name} of named) {
			out.bytes(name);
			writeColumn(out, column, of, instrument);
		}
	};
};

const writeColumn = <Of, Kind extends ColumnKind>(
	out: LineText,
	column: ColumnOf<Of, Kind>,
	of: Of,
	instrument: Instrument | undefined,
): void => WRITERS[column.kind](out, column.read(of), instrument);

type Writer<Value> = (out: LineText, value: Value, instrument: Instrument | undefined) => void;

const known =
	<Value>(write: (out: LineText, value: Value) => void): Writer<Value | undefined> =>
	(out, value) => {
		if (value === undefined) out.null();
		else write(out, value);
	};

const ofMarket =
	<Value>(write: (out: LineText, value: Value, instrument: Instrument) => void): Writer<Value | undefined> =>
	(out, value, instrument) => {
		if (value === undefined || instrument === undefined) out.null();
		else write(out, value, instrument);
	};

const writePrice = (out: LineText, price: PriceUnits, instrument: Instrument): void =>
	out.scaled(wholeUnits(instrument, price), instrument.unitDecimals);

/** Half a unit is five of the digit behind it. */
const writeHalfPrice = (out: LineText, halfUnits: number, instrument: Instrument): void => {
	const fives = halfUnits * 5;
	const isExact = instrument.originUnits === 0n && Number.isSafeInteger(fives);
	out.scaled(isExact ? fives : wholeHalfUnits(instrument, halfUnits) * 5n, instrument.unitDecimals + 1);
};

const NO_LEVELS = asciiBytes('[]');
const COMMA = 0x2c;
const LIST_OPENS = 0x5b;
const LIST_CLOSES = 0x5d;

const writeLevels = (out: LineText, levels: Kinds['levels'], instrument: Instrument): void => {
	out.byte(LIST_OPENS);
	if (levels instanceof LevelColumns) writeLevelColumns(out, levels, instrument);
	else for (const [index, level] of levels.entries()) writeListedLevel(out, level, index, instrument);
	out.byte(LIST_CLOSES);
};

const writeLevelColumns = (out: LineText, levels: LevelColumns, instrument: Instrument): void => {
	for (let index = 0; index < levels.count; index += 1) {
		const units = wholeUnits(instrument, levels.priceAt(index));
		writeLevel(out, index, units, levels.lotsAt(index), instrument);
	}
};

const writeListedLevel = (out: LineText, level: LevelOfLine, index: number, instrument: Instrument): void => {
	const units = 'units' in level ? level.units : wholeUnits(instrument, level.priceUnits);
	writeLevel(out, index, units, level.qtyLots, instrument);
};

const writeLevel = (out: LineText, index: number, units: WholeUnits, lots: QtyLots | bigint, instrument: Instrument): void => {
	if (index > 0) out.byte(COMMA);
	out.byte(LIST_OPENS);
	out.scaled(units, instrument.unitDecimals);
	out.byte(COMMA);
	out.scaled(lots, instrument.qtyDecimals);
	out.byte(LIST_CLOSES);
};

const WRITERS: {readonly [Kind in ColumnKind]: Writer<Kinds[Kind]>} = {
	price: ofMarket(writePrice),
	'half-price': ofMarket(writeHalfPrice),
	distance: ofMarket((out, units, {unitDecimals}) => out.scaled(units, unitDecimals)),
	quantity: ofMarket((out, lots, {qtyDecimals}) => out.scaled(lots, qtyDecimals)),
	money: known((out, value) => out.scaled(value, MONEY_DECIMALS)),
	decimal: known((out, text) => out.string(text)),
	levels: (out, levels, instrument) => {
		if (instrument === undefined) out.bytes(NO_LEVELS);
		else writeLevels(out, levels, instrument);
	},
	number: known((out, value) => out.number(value)),
	time: known((out, at) => out.number(wholeMs(at))),
	duration: known((out, ms) => out.number(roundedMs(ms))),
	figure: known((out, value) => out.json(value)),
	flag: (out, value) => out.flag(value),
	word: known((out, text) => out.string(text)),
	record: known((out, value) => out.json(value)),
};
