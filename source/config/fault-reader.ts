/** `--fault`, read by the exchange's parser; suggests the nearest kind for a misspelt one. */

import {FAULT_KINDS, FaultError, parseFaults, type Fault} from '../exchange/faults/fault.js';
import {safeText} from '../domain/text/safe-text.js';
import {nearest} from '../domain/text/suggest.js';
import {bad, good, type Read, type Reader} from './value-readers.js';

const KINDS: readonly string[] = FAULT_KINDS.map(({kind}) => kind);

export const readFaults: Reader<readonly Fault[]> = (text) => {
	for (const part of text.split(',')) {
		const [kind = ''] = part.trim().split('@');
		if (kind !== '' && !KINDS.includes(kind)) return bad(kind, `is not a kind of fault; did you mean ${nearest(kind, KINDS) ?? ''}?`);
	}

	return parsed(text);
};

const parsed = (text: string): Read<readonly Fault[]> => {
	try {
		return good(parseFaults(text));
	} catch (error) {
		if (error instanceof FaultError) return {ok: false, problem: safeText(error.message)};
		throw error;
	}
};
