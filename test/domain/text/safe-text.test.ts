import {array, assert, constantFrom, integer, oneof, property, string} from 'fast-check';
import {describe, expect, it} from 'vitest';
import {SAFE_TEXT_LENGTH, safeText} from '../../../source/domain/text/safe-text.js';

const ESC = '\u001B';

describe('safeText', () => {
	it.each([
		['plain text stays', 'plain text stays'],
		['Prüfung 测试 ₿ 👍', 'Prüfung 测试 ₿ 👍'],
		[`red ${ESC}[31;1mtext${ESC}[0m`, 'red text'],
		[`${ESC}[?1049h${ESC}[2Jscreen`, 'screen'],
		[`8-bit \u009B31mcsi`, '8-bit csi'],
		[`title ${ESC}]0;owned\u0007end`, 'title end'],
		[`clip ${ESC}]52;c;ZXZpbA==${ESC}\\end`, 'clip end'],
		[`link ${ESC}]8;;http://evil${ESC}\\here${ESC}]8;;${ESC}\\`, 'link here'],
		[`dcs ${ESC}P+q544e${ESC}\\end`, 'dcs end'],
		[`c1 osc \u009D0;x\u009Cend`, 'c1 osc end'],
		[`apc ${ESC}_G${ESC}\\ pm ${ESC}^x${ESC}\\ sos ${ESC}Xx${ESC}\\.`, 'apc pm sos .'],
		[`charset ${ESC}(0 reset ${ESC}c end`, 'charset reset end'],
		[`unterminated ${ESC}]0;still read`, 'unterminated 0;still read'],
		['two\r\nlines\tand\u2028more\u0085yes', 'two lines and more yes'],
		['bell\u0007 del\u007F nul\u0000', 'bell del nul'],
		['rtl \u202Egnp.exe\u202C \u2066x\u2069', 'rtl gnp.exe x'],
		['zero\u200Bwidth\uFEFF\u2060soft\u00ADhyphen', 'zerowidthsofthyphen'],
		['  trimmed   and  collapsed ', 'trimmed and collapsed'],
		['lone \uD83D surrogate', 'lone \uFFFD surrogate'],
	])('%j → %j', (given, expected) => {
		expect(safeText(given)).toBe(expected);
	});

	it('caps by length and never splits a character', () => {
		expect(safeText('a'.repeat(500))).toHaveLength(SAFE_TEXT_LENGTH);
		expect(safeText('ab👍', 3)).toBe('ab');
		expect(safeText('ab👍', 4)).toBe('ab👍');
		expect(safeText('ab cd', 3)).toBe('ab');
	});

	const hostile = string({
		unit: oneof(
			constantFrom(ESC, '[', ']', 'P', '\\', ';', '\u0007', '\u009B', '\u009C', '\u009D', '\u202E', '\u200B', '\uD83D', '\n', 'm', '3'),
			string({unit: 'binary', minLength: 1, maxLength: 2}),
		),
		maxLength: 80,
	});

	it('lets nothing through that a terminal would obey or hide', () => {
		assert(
			property(hostile, integer({min: 0, max: 60}), (text, length) => {
				const safe = safeText(text, length);
				expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
				expect(safe.length).toBeLessThanOrEqual(length);
				expect(safe.isWellFormed()).toBe(true);
			}),
		);
	});

	it('changes nothing the second time', () => {
		assert(
			property(hostile, (text) => {
				expect(safeText(safeText(text))).toBe(safeText(text));
			}),
		);
	});

	it('keeps printable ASCII without runs of spaces as it is', () => {
		const word = string({unit: constantFrom(...'abcXYZ019-_.:/@%{}()"'.split('')), minLength: 1, maxLength: 12});
		assert(
			property(array(word, {maxLength: 8}), (words) => {
				expect(safeText(words.join(' '))).toBe(words.join(' '));
			}),
		);
	});
});
