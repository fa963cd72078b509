/** A part of the settings out of the layers, by the rows of the option table. */

import {readOption, type Layers} from './layers.js';
import {OPTIONS, type Option, type SectionName, type SettingsOf} from './option-table.js';
import {good, type Reader} from './value-readers.js';

/**
 * A key for each option that was written, and for each that has a fallback.
 *
 * @throws {OptionError} of the first option of the table that cannot be used.
 */
export const readSettings = <Section extends SectionName>(layers: Layers, section: Section): SettingsOf<Section> => {
	const entries = OPTIONS.filter((option) => option.section === section).flatMap((option) => entryOf(layers, option));
	// The one cast: names and readers of a section are those of its rows by construction, which the filter forgets.
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

/** So that a value of `undefined`, no limit, is told from nothing written. */
const boxed =
	(read: Reader<unknown>): Reader<{readonly value: unknown}> =>
	(text) => {
		const result = read(text);
		return result.ok ? good({value: result.value}) : result;
	};
