/**
 * Recognises command lines that only ask for the version or the help, so that they are answered without loading the
 * parser. Longer lines that contain such a flag go through the parser, with the same result.
 */

/** `about` has the form of a command's word; whether that command exists is not checked here. */
export type PlainQuestion = {readonly kind: 'version'} | {readonly kind: 'help'; readonly about: string | undefined};

/** @returns undefined for every other line. */
export const plainQuestion = ([first, second, ...others]: readonly string[]): PlainQuestion | undefined => {
	if (first === undefined || others.length > 0) return undefined;
	if (second === undefined) {
		if (VERSION.has(first)) return {kind: 'version'};
		return HELP.has(first) || first === 'help' ? {kind: 'help', about: undefined} : undefined;
	}

	if (first === 'help') return isWord(second) ? {kind: 'help', about: second} : undefined;
	return HELP.has(second) && isWord(first) ? {kind: 'help', about: first} : undefined;
};

const VERSION: ReadonlySet<string> = new Set(['--version', '-V']);
const HELP: ReadonlySet<string> = new Set(['--help', '-h']);

const isWord = (text: string): boolean => /^[a-z]/.test(text);
