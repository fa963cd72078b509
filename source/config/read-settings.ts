/** Reads one section of the settings from the layers, by the rows of the option table. */

import {readOption, type Layers} from './layers.js';
import {OPTIONS, type Option, type SectionName, type SettingsOf} from './option-table.js';
import {good, type Reader} from './value-readers.js';

/**
 * One key for each option that was written or has a fallback.
 * @throws {OptionError} for the first option of the table that cannot be used.
 */
export const readSettings = <Section extends SectionName>(layers: Layers, section: Section): SettingsOf<Section> => {
	const entries = OPTIONS.filter((option) => option.section === section).flatMap((option) => entryOf(layers, option));
	// The one cast: the names and value types of a section come from its rows, which `filter` loses.
	// oxlint-disable-next-line typescript/no-unsafe-type-assertion
	return Object.fromEntries(entries) as SettingsOf<Section>;
};

const entryOf = (layers: Layers, option: Option): readonly (readonly [key: string, value: unknown])[] => {
	const {name, key, read} = option;
	if (key === undefined || read === undefined) return [];
	const written = readOption(layers, name, boxed(read));
	if (written !== undefined) return [[key, written.value]];
	return 'fallback' in option ? [[key, option.fallback]] : [];
};

/** Boxes the value, so that `undefined` as a value (no limit) differs from an unset option. */
const boxed =
	(read: Reader<unknown>): Reader<{readonly value: unknown}> =>
	(text) => {
		const result = read(text);
		return result.ok ? good({value: result.value}) : result;
	};
