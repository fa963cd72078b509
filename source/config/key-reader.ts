/** Key bindings from the configuration file, checked against the keymap. */

import {ACTION_IDS, KeyChoiceError, chooseKeys, type Keymap} from '../screen/view-model/settings/active-keys.js';
import type {WrittenKeys} from './raw-value.js';
import {OptionError} from './option-error.js';
import {nearest} from '../domain/text/suggest.js';

/** @throws {OptionError} naming the line, the fault and the accepted values. */
export const readKeys = (written: readonly WrittenKeys[]): Keymap => {
	const twice = written.find(({id}, index) => written.some((other, before) => before < index && other.id === id));
	if (twice !== undefined) throw new OptionError(twice.origin, 'says again what another line says');
	try {
		return chooseKeys(written);
	} catch (error) {
		if (!(error instanceof KeyChoiceError)) throw error;
		const origin = written.find(({id}) => id === error.choice.id)?.origin;
		if (origin === undefined) throw error;
		const isKnown = ACTION_IDS.some((id) => id === error.choice.id);
		const advice = isKnown ? '' : `; did you mean ${nearest(error.choice.id, ACTION_IDS) ?? ''}?`;
		throw new OptionError(origin, error.message + advice);
	}
};
