/**
 * Text from outside (symbols, close reasons, error bodies, file contents) is text, never terminal input.
 * Everything that reaches a screen, a log line or stderr passes here first.
 */

/** Long enough for a sentence, short enough for one line of a log. */
export const SAFE_TEXT_LENGTH = 200;

/** Bounds the work on a hostile megabyte; what is cut here lies far beyond any caller's length. */
const MAX_INPUT_LENGTH = 16_384;

// Control characters are what this file is about.
/* oxlint-disable no-control-regex */

/** OSC, DCS, SOS, PM and APC with their whole payload, up to BEL or the string terminator. */
const STRING_SEQUENCES =
	/(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u0090\u0098\u009C-\u009F]*(?:\u0007|\u001B\\|\u009C)/gu;
const CONTROL_SEQUENCES = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]/gu;
const SHORT_ESCAPES = /\u001B[ -/]*[0-~]/gu;
const LINE_BREAKS_AND_TABS = /[\t-\r\u0085\u2028\u2029]/gu;
/** C0, DEL, C1; bidirectional and other format controls; what is drawn without a width. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const SPACES = /\s+/gu;

/**
 * One line of harmless text: escape sequences go whole, control, bidirectional, zero-width and byte-order
 * characters go, line breaks and tabs become single spaces, lone surrogates become U+FFFD.
 *
 * @param maxLength in UTF-16 units; a character of two units is never split.
 */
export const safeText = (text: string, maxLength: number = SAFE_TEXT_LENGTH): string => {
	const cleaned = text
		.slice(0, MAX_INPUT_LENGTH)
		.replace(STRING_SEQUENCES, '')
		.replace(CONTROL_SEQUENCES, '')
		.replace(SHORT_ESCAPES, '')
		.replace(LINE_BREAKS_AND_TABS, ' ')
		.replace(INVISIBLE, '')
		.toWellFormed()
		.replace(SPACES, ' ')
		.trim();
	return cap(cleaned, maxLength);
};

const cap = (text: string, maxLength: number): string => {
	if (text.length <= maxLength) return text;
	const end = isHighSurrogate(text.charCodeAt(maxLength - 1)) ? maxLength - 1 : maxLength;
	return text.slice(0, end).trimEnd();
};

const isHighSurrogate = (code: number): boolean => code >= 0xd8_00 && code <= 0xdb_ff;
