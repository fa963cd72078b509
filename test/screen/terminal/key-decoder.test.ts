/** All ways in which terminals and connections deliver input. */

import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {KeyDecoder} from '../../../source/screen/terminal/key-decoder.js';
import {type InputEvent} from '../../../source/screen/terminal/input-event.js';

const words = (events: readonly InputEvent[]): readonly string[] =>
	events.map((event) => {
		switch (event.kind) {
			case 'key':
				return event.name;
			case 'paste':
				return `paste(${event.text})`;
			case 'mouse':
				return `${event.event.button}@${event.event.x},${event.event.y}`;
			case 'burst':
				return `burst(${event.keys.join(' ')})`;
			case 'answer':
				return event.to;
		}
	});

const decode = (...chunks: readonly string[]): readonly string[] => {
	const decoder = new KeyDecoder();
	return words(chunks.flatMap((chunk) => decoder.push(chunk, 0)));
};

/** With the decoder's longest wait between chunks. */
const decodeSlowly = (...chunks: readonly string[]): readonly string[] => {
	const decoder = new KeyDecoder();
	let nowMs = 0;
	return words(
		chunks.flatMap((chunk) => {
			const events = decoder.push(chunk, nowMs);
			nowMs += decoder.waitMs ?? 0;
			return [...events, ...(decoder.waitMs === undefined ? [] : decoder.giveUp(nowMs))];
		}),
	);
};

describe('keys', () => {
	test.each([
		['x', ['x']],
		[' ', ['space']],
		['\t', ['tab']],
		['\r', ['return']],
		['\u{7F}', ['backspace']],
		['\u{0C}', ['ctrl+l']],
		['\u{10}', ['ctrl+p']],
		['ß', ['ß']],
		['币', ['币']],
		['\u{1B}[A', ['up']],
		['\u{1B}OA', ['up']],
		['\u{1B}[1;5A', ['ctrl+up']],
		['\u{1B}[6~', ['pagedown']],
		['\u{1B}[H', ['home']],
		['\u{1B}[4~', ['end']],
		['\u{1B}[Z', ['shift+tab']],
		['\u{1B}OP', ['f1']],
		['\u{1B}[11~', ['f1']],
		['\u{1B}[[A', ['f1']],
		['\u{1B}[24~', ['f12']],
		['\u{1B}[1;3A', ['alt+up']],
		['\u{1B}[5;2~', ['shift+pageup']],
		['\u{1B}[1;4A', []],
		['\u{1B}x', ['alt+x']],
		['\u{1B}[0n', ['status']],
		['\u{1B}[?62;22c', ['attributes']],
		['\u{1B}[?6c', ['attributes']],
		[']]]', [']', ']', ']']],
		['?q', ['?', 'q']],
		['\u{1B}[A\u{1B}[B x', ['up', 'down', 'space', 'x']],
		['\u{1B}]11;rgb:ffff/ffff/ffff\u{07}q', ['q']],
		['\u{1B}P1$r0m\u{1B}\\q', ['q']],
		['\u{1B}[I', []],
		['\u{1B}[?2026;2$y', []],
		['\u{1B}_Gi=1;OK\u{1B}\\q', ['q']],
	])('%j is %j', (input, expected) => {
		expect(decode(input)).toEqual(expected);
	});

	test('a lone Esc is a key once nothing follows', () => {
		expect(decode('\u{1B}')).toEqual([]);
		expect(decodeSlowly('\u{1B}')).toEqual(['escape']);
		expect(decodeSlowly('\u{1B}', 'x')).toEqual(['escape', 'x']);
	});

	test('half a sequence is nothing, and its late rest is no key', () => {
		expect(decodeSlowly('\u{1B}[1;', 'q')).toEqual(['q']);
		expect(decodeSlowly('\u{1B}', '[A')).toEqual(['escape', 'up']);
		expect(decodeSlowly('\u{1B}', '[0n')).toEqual(['escape', 'status']);
	});

	test('half a sequence blocks keys for at most a second, however fast they come', () => {
		const decoder = new KeyDecoder();
		expect(decoder.push('\u{1B}]11;rgb', 0)).toEqual([]);
		expect(decoder.push('x', 600)).toEqual([]);
		expect(words(decoder.push('x', 1000))).toEqual(['x']);
	});

	test('are typed, however many come at once: a held line delivers all of them in one read', () => {
		expect(decode('quit now')).toEqual(['q', 'u', 'i', 't', 'space', 'n', 'o', 'w']);
		expect(decode('x'.repeat(40))).toEqual(Array.from({length: 40}, () => 'x'));
		expect(decode(':skew 2\rx\u{03}')).toEqual([':', 's', 'k', 'e', 'w', 'space', '2', 'return', 'x', 'ctrl+c']);
	});

	/** Typed keys that arrive in one read and do not look like sequences. */
	test.each([
		['\u{1B}X', ['alt+X']],
		['\u{1B}^x', ['alt+^', 'x']],
		['\u{1B} x', ['alt+space', 'x']],
		['\u{1B}\r', ['escape', 'return']],
		['\u{1B}\u{03}', ['escape', 'ctrl+c']],
		['\u{1B}\u{1B}x', ['escape', 'alt+x']],
		['\u{1B}[x', ['escape', '[', 'x']],
		['\u{1B}[[x', ['escape', '[', '[', 'x']],
		['\u{1B}[\rx', ['escape', '[', 'return', 'x']],
		['\u{1B}Ox', ['escape', 'O', 'x']],
		['\u{1B}]x', ['escape', ']', 'x']],
		['\u{1B}Px', ['escape', 'P', 'x']],
		['\u{1B}_x', ['escape', '_', 'x']],
		['\u{1B}]]x', ['escape', ']', ']', 'x']],
		['\u{1B}[1;x', ['x']],
		['\u{1B}[1;F', ['F']],
		['\u{1B}[<0;10;\u{1B}[Ax', ['up', 'x']],
	])('behind Esc in one read: %j is %j', (input, expected) => {
		expect(decode(input)).toEqual(expected);
	});

	test.each(['[', '[[', ']', 'O', 'P', '_'])('Esc and %s, and nothing more, are those keys', (typed) => {
		expect(decodeSlowly(`\u{1B}${typed}`)).toEqual(['escape', ...Array.from(typed)]);
		expect(decodeSlowly(`\u{1B}${typed}`, 'x')).toEqual(['escape', ...Array.from(typed), 'x']);
	});

	test.each(['[x', '[F', 'OF', '[X', 'Ox', 'x', ']'])('behind an Esc that was told as a key, %s is typed', (typed) => {
		expect(
			decodeSlowly('\u{1B}', typed)
				.filter((name) => name !== 'escape')
				.join(''),
		).toBe(typed);
	});

	test.each([
		['\u{1B}[1;', '5A', ['ctrl+up']],
		['\u{1B}[20', '0~xq\u{1B}[201~', ['paste(xq)']],
		['\u{1B}[<0;10', ';5M', ['left@9,4']],
		['\u{1B}[?6', '2c', ['attributes']],
		['\u{1B}]11;rgb:ff', 'ff/ffff/ffff\u{07}q', ['q']],
		['\u{1B}P1$r0', 'm\u{1B}\\q', ['q']],
	])('%j, and its end %j after the line was held: no piece of it is a key', (beginning, end, expected) => {
		expect(decodeSlowly(beginning, end)).toEqual(expected);
	});

	test.each(['x', 'X', 'F', 'q', '\r', '12x'])('%j behind half a sequence whose time is over is typed', (typed) => {
		expect(decodeSlowly('\u{1B}[1;', typed).join('')).toBe(typed === '\r' ? 'return' : typed);
	});

	test('Esc is a key by the clock too, when a busy program reads late', () => {
		const decoder = new KeyDecoder();
		decoder.push('\u{1B}', 0);
		expect(words(decoder.push('x', 50))).toEqual(['escape', 'x']);
		decoder.push('\u{1B}', 100);
		expect(words(decoder.push('x', 149))).toEqual(['alt+x']);
	});
});

describe('by the clock', () => {
	const events = (decoder: KeyDecoder, text: string, nowMs: number): readonly string[] => words(decoder.push(text, nowMs));

	test('Esc and a bracket wait a quarter of a second for more', () => {
		const decoder = new KeyDecoder();
		decoder.push('\u{1B}[', 0);
		expect(decoder.waitMs).toBe(250);
		expect(events(decoder, 'A', 249)).toEqual(['up']);
		decoder.push('\u{1B}[', 1000);
		expect(events(decoder, 'A', 1250)).toEqual(['escape', '[', 'A']);
	});

	test('the rest of a sequence whose Esc was told may come within a second, and later it is typed', () => {
		for (const [lateMs, expected] of [
			[1049, ['up']],
			[1050, ['[', 'A']],
		] as const) {
			const decoder = new KeyDecoder();
			decoder.push('\u{1B}', 0);
			expect(words(decoder.giveUp(50))).toEqual(['escape']);
			expect(events(decoder, '[A', lateMs)).toEqual(expected);
		}
	});

	test('what was given up is held against the next read only', () => {
		const decoder = new KeyDecoder();
		decoder.push('\u{1B}[1;', 0);
		decoder.giveUp(1000);
		expect(events(decoder, 'x', 1100)).toEqual(['x']);
		expect(events(decoder, '5A', 1200)).toEqual(['5', 'A']);
	});

	test('a paste that is slow stays one, and so does the rest of one that is cut', () => {
		const decoder = new KeyDecoder();
		expect(events(decoder, '\u{1B}[200~ab', 0)).toEqual([]);
		expect(events(decoder, 'x', 1500)).toEqual([]);
		expect(events(decoder, 'X\u{1B}[201~q', 3000)).toEqual(['paste(abxX)', 'q']);
		expect(events(decoder, `\u{1B}[200~${'y'.repeat(70_000)}`, 4000)).toHaveLength(1);
		expect(events(decoder, 'xX', 6000)).toEqual([]);
		expect(events(decoder, 'F\u{1B}[201~q', 8000)).toEqual(['q']);
	});

	test('the Linux console’s function keys may be cut behind either bracket', () => {
		expect(decode('\u{1B}[', '[A')).toEqual(['f1']);
		expect(decode('\u{1B}[[', 'A')).toEqual(['f1']);
	});
});

describe('a terminal that marks no pastes', () => {
	const unmarked = (text: string): readonly string[] => words(new KeyDecoder(false).push(text, 0));

	test('has its bursts told apart, with every key in them', () => {
		expect(unmarked('quit')).toEqual(['q', 'u', 'i', 't']);
		expect(unmarked('quit!')).toEqual(['burst(q u i t !)']);
		expect(unmarked('x'.repeat(16))).toEqual(Array.from({length: 16}, () => 'x'));
		expect(unmarked('x'.repeat(17))).toEqual([`burst(${Array.from({length: 17}, () => 'x').join(' ')})`]);
		expect(unmarked('sell all\u{03}')).toEqual(['burst(s e l l space a l l ctrl+c)']);
		expect(unmarked('ab\u{1B}[Acd')).toEqual(['a', 'b', 'up', 'c', 'd']);
	});
});

describe('pastes', () => {
	test('are one text, whatever is in them', () => {
		expect(decode('\u{1B}[200~xq]]\r\u{1B}[Ar\u{1B}[201~q')).toEqual(['paste(xq]]\r\u{1B}[Ar)', 'q']);
	});

	test('without an end are a text too, in the end', () => {
		expect(decodeSlowly('\u{1B}[200~xq')).toEqual(['paste(xq)']);
	});

	test('longer than what is kept are cut, and nothing of the rest is a key, wherever a line cuts it', () => {
		const [long, tail] = [`\u{1B}[200~${'y'.repeat(70_000)}`, 'x\u{1B}[A]]\u{1B}[201~'];
		for (let cut = 0; cut <= tail.length; cut += 1) {
			const events = decode(long, tail.slice(0, cut), tail.slice(cut), 'q');
			expect([events.length, events[0]?.length, events[1]]).toEqual([2, 70_000 + 'paste()'.length, 'q']);
		}
	});

	test('whose end never comes take the keys with them for a second only', () => {
		const decoder = new KeyDecoder();
		decoder.push(`\u{1B}[200~${'y'.repeat(70_000)}`, 0);
		expect(decoder.push('x', 10)).toEqual([]);
		expect(decoder.waitMs).toBe(1000);
		expect(decoder.giveUp(1010)).toEqual([]);
		expect(words(decoder.push('x', 1020))).toEqual(['x']);
	});

	test('without an end and without a limit are cut into texts', () => {
		const decoder = new KeyDecoder();
		const events = Array.from({length: 20}, () => decoder.push(`\u{1B}[200~${'q'.repeat(10_000)}`, 0)).flat();
		expect(events.every(({kind}) => kind === 'paste')).toBe(true);
	});
});

describe('the mouse', () => {
	test.each([
		['\u{1B}[<0;10;5M', ['left@9,4']],
		['\u{1B}[<0;10;5m', []],
		['\u{1B}[<64;1;1M', ['wheel-up@0,0']],
		['\u{1B}[<65;300;200M', ['wheel-down@299,199']],
		['\u{1B}[<4;10;5M', ['left@9,4']],
		['\u{1B}[<2;10;5M', []],
		['\u{1B}[<35;10;5M', []],
	])('%j is %j', (input, expected) => {
		expect(decode(input)).toEqual(expected);
	});
});

const PIECES = [
	'\u{1B}[A',
	'\u{1B}[<0;10;5M',
	'\u{1B}[0n',
	'\u{1B}OP',
	'\u{1B}[200~xq[0r\u{1B}[201~',
	'\u{1B}[1;5C',
	'\u{1B}[15~',
	'\u{1B}x',
] as const;

test('however a line cuts sequences, the same comes out, and no piece of one is a key', () => {
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...PIECES), {maxLength: 6}), fc.array(fc.nat(60), {maxLength: 12}), (pieces, cuts) => {
			const text = pieces.join('');
			const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
			const chunks = places.slice(1).map((place, index) => text.slice(places[index], place));
			expect(decode(...chunks)).toEqual(decode(text));
			expect(decode(text)).toHaveLength(pieces.length);
		}),
	);
});

test('anything at all is decoded in time, and keeps no more than its bound', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({unit: fc.constantFrom('\u{1B}', '[', ']', 'O', 'P', '<', '0', ';', 'M', '~', 'q', '\u{07}', '\\', '币')})),
			(chunks) => {
				const decoder = new KeyDecoder();
				for (const chunk of chunks) decoder.push(chunk, 0);
				decoder.giveUp(1000);
				expect(decoder.waitMs).toBeUndefined();
				expect(words(decoder.push('x', 5000))).toEqual(['x']);
			},
		),
	);
});
