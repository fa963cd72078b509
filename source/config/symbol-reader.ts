/** Checks the form of symbols. Whether one exists is for the venue to answer. */

import {safeText} from '../domain/text/safe-text.js';
import {bad, good, type Read, type Reader} from './value-readers.js';

const MAX_SYMBOL_LENGTH = 40;

/** Symbols become parts of URLs, map keys and folder names; characters with a meaning there are refused. */
const readSymbol: Reader<string> = (text) => {
	const symbol = text.trim();
	if (symbol === '') return bad(text, 'is no symbol; write one such as btcusdt');
	if (symbol !== safeText(symbol, Number.MAX_SAFE_INTEGER)) return bad(text, 'holds characters that cannot be seen');
	if (/[/\\]/.test(symbol)) return bad(text, `holds a path separator; write ${symbol.replaceAll(/[/\\]/g, '')}`);
	if (/\s/.test(symbol)) return bad(text, 'holds a space');
	if (/^\.|\.\./.test(symbol)) return bad(text, 'is a folder, not a symbol');
	if (/[%?#&@]/.test(symbol)) return bad(text, 'holds a character that means something in a URL');
	if (symbol.length > MAX_SYMBOL_LENGTH) return bad(text, `is longer than ${MAX_SYMBOL_LENGTH} characters`);
	return good(symbol);
};

/** At least one symbol, separated by commas. */
export const readSymbols: Reader<readonly [string, ...string[]]> = (text) => {
	const [first, ...others] = text.split(',').map((part) => readSymbol(part));
	if (first?.ok !== true) return first ?? bad(text, 'is no symbol');
	const rest: string[] = [];
	for (const read of others) {
		if (!read.ok) return read;
		rest.push(read.value);
	}

	return good([first.value, ...rest]);
};

/** Exactly one symbol, for commands that show one market. */
export const readOneSymbol: Reader<string> = (text) => (text.includes(',') ? oneOnly(text) : readSymbol(text));

const oneOnly = (text: string): Read<never> => bad(text, 'names several symbols; this command shows one');
