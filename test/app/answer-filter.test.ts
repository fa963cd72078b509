import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {AnswerFilter} from '../../source/app/answer-filter.js';

const ANSWER = '\u{1B}[0n';

describe('answers among keys', () => {
	test.each([
		['alone', [ANSWER], '', 1],
		['between keys', [`x${ANSWER}]`], 'x]', 1],
		['several', [`${ANSWER}${ANSWER}q${ANSWER}`], 'q', 3],
		['cut anywhere', ['\u{1B}', '[', '0', 'n'], '', 1],
		['cut, then a key', ['\u{1B}[', '0nq'], 'q', 1],
		['within a paste', ['\u{1B}[200~ab', `c${ANSWER}d`, '\u{1B}[201~'], '\u{1B}[200~abcd\u{1B}[201~', 1],
		['none: arrows', ['\u{1B}[A\u{1B}[B'], '\u{1B}[A\u{1B}[B', 0],
		['none: Esc and a bracket', ['\u{1B}[', 'x'], '\u{1B}[x', 0],
		['after Esc', [`\u{1B}${ANSWER}`], '\u{1B}', 1],
		['none: another report', ['\u{1B}[0;5R'], '\u{1B}[0;5R', 0],
	])('%s', (_, chunks, keys, count) => {
		const filter = new AnswerFilter();
		const pushed = chunks.map((chunk) => filter.push(chunk));
		expect(pushed.map(({text}) => text).join('') + filter.release()).toBe(keys);
		expect(pushed.reduce((sum, {answers}) => sum + answers, 0)).toBe(count);
	});

	test('Esc is a key when nothing follows, and the rest of a late answer still is none', () => {
		const filter = new AnswerFilter();
		expect(filter.push('\u{1B}')).toEqual({text: '', answers: 0});
		expect(filter.isHolding).toBe(true);
		expect(filter.release()).toBe('\u{1B}');
		expect(filter.push('[0n]')).toEqual({text: ']', answers: 1});
	});

	test('nothing typed is lost, whatever the cuts', () => {
		const piece = fc.constantFrom('a', '[', '0', 'n', '\u{1B}', '\u{1B}[A', ANSWER, ']');
		fc.assert(
			fc.property(fc.array(piece), fc.array(fc.nat(3)), (pieces, cuts) => {
				const all = pieces.join('');
				const filter = new AnswerFilter();
				let [text, answers, at] = ['', 0, 0];
				for (const cut of [...cuts, all.length]) {
					const pushed = filter.push(all.slice(at, at + cut));
					at += cut;
					text += pushed.text;
					answers += pushed.answers;
				}

				text += filter.release();
				expect(text.length + answers * ANSWER.length).toBe(all.length);
				expect(text).toBe(all.replaceAll(ANSWER, ''));
			}),
		);
	});
});
