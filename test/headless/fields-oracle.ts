/** A line's fields as an object for `JSON.stringify`, by the formatters of the domain: what the writer is held against. */

import {plainHalfUnits, plainPrice, plainQty, plainUnits, type Instrument} from '../../source/domain/instrument.js';
import {formatMoney} from '../../source/domain/money.js';
import type {Column, LevelOfLine} from '../../source/headless/columns.js';

const pairOf = (instrument: Instrument, level: LevelOfLine): readonly [string, string] => [
	'units' in level ? plainUnits(instrument, level.units) : plainPrice(instrument, level.priceUnits),
	plainQty(instrument, level.qtyLots),
];

const ofInstrument = <Of>(column: Column<Of>, of: Of, instrument: Instrument): unknown => {
	switch (column.kind) {
		case 'price':
			return orNull(column.read(of), (value) => plainPrice(instrument, value));
		case 'half-price':
			return orNull(column.read(of), (value) => plainHalfUnits(instrument, value));
		case 'distance':
			return orNull(column.read(of), (value) => plainUnits(instrument, value));
		case 'quantity':
			return orNull(column.read(of), (value) => plainQty(instrument, value));
		case 'levels':
			return Array.from(column.read(of), (level) => pairOf(instrument, level));
		default:
			return undefined;
	}
};

const orNull = <Value>(value: Value | undefined, text: (value: Value) => unknown): unknown => (value === undefined ? null : text(value));

const valueOf = <Of>(column: Column<Of>, of: Of, instrument: Instrument | undefined): unknown => {
	switch (column.kind) {
		case 'price':
		case 'half-price':
		case 'distance':
		case 'quantity':
			return instrument === undefined ? null : ofInstrument(column, of, instrument);
		case 'levels':
			return instrument === undefined ? [] : ofInstrument(column, of, instrument);
		case 'money':
			return orNull(column.read(of), formatMoney);
		case 'time':
			return orNull(column.read(of), Math.floor);
		case 'duration':
			return orNull(column.read(of), (value) => Math.round(value * 1000) / 1000);
		default:
			return column.read(of) ?? null;
	}
};

/** Without braces. */
export const oracleText = <Of>(columns: readonly Column<Of>[], of: Of, instrument?: Instrument): string =>
	JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, valueOf(column, of, instrument)]))).slice(1, -1);
