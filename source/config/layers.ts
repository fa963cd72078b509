/** Precedence of configuration layers: flags, then environment variables, then the file. */

import {findOption} from './option-lookup.js';
import {OptionError} from './option-error.js';
import {defaultTextOf, type OptionName} from './option-table.js';
import type {RawValue, RawValues} from './raw-value.js';
import type {Reader} from './value-readers.js';

/** Highest precedence first. */
export type Layers = readonly RawValues[];

/** The value in force and the index of its layer (0 has the highest precedence). */
export type Ranked = {readonly raw: RawValue; readonly rank: number};

export const winner = (layers: Layers, name: OptionName): Ranked | undefined => {
	for (const [rank, layer] of layers.entries()) {
		const raw = layer.get(name);
		if (raw !== undefined) return {raw, rank};
	}

	return undefined;
};

/** @throws {OptionError} naming where the text was written and its fault. */
export const readOption = <Value>(layers: Layers, name: OptionName, reader: Reader<Value>): Value | undefined => {
	const found = winner(layers, name);
	if (found === undefined) return undefined;
	const read = reader(found.raw.text);
	if (read.ok) return read.value;
	// The help's own word for the default (none, automatic, measured) is accepted as a value.
	if (found.raw.text.trim().toLowerCase() === defaultWord(name)) return undefined;
	throw new OptionError(found.raw.origin, read.problem);
};

const defaultWord = (name: OptionName): string | undefined => {
	const named = findOption(name);
	return named === undefined ? undefined : defaultTextOf(named.option);
};
