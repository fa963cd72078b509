/** Mutants of small texts, and a check that the list of equivalent mutants matches the source. */

import {readFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';
import {describe, expect, test} from 'vitest';
import equivalent from './equivalent.json' with {type: 'json'};
import {mutantsOf} from './mutants.mjs';

type Known = {readonly mutant: string; readonly why: string};

const namesOf = (text: string): readonly string[] => mutantsOf('a.ts', text).mutants.map(({id}) => id.replace('a.ts ', ''));

describe('a text has mutants', () => {
	test.each([
		['const f = (a: number): boolean => a < 3;', ['f: a < 3 → a <= 3', 'f: a < 3 → undefined']],
		['const f = (a: string): string => `${a}`;', ['f: `${a}` → undefined']],
		['function f(a: boolean): void { if (a) g(); }', ['f: a → true', 'f: a → false', 'f: g() → (dropped)']],
		['class A { #n = 0; add(): void { this.#n += 2; } }', ['add: this.#n += 2 → this.#n -= 2', 'add: this.#n += 2 → (dropped)']],
		['const f = (a: number, b: number) => { return -a * b; };', ['f: -a * b → -a / b', 'f: -a * b → undefined', 'f: -a → a']],
		['const f = (a?: number) => { h(a ?? 1); };', ['f: h(a ?? 1) → (dropped)', 'f: a ?? 1 → 1', 'f: 1 → 0']],
		[
			'const MASK = 0x80_00_7f; const f = (a: number) => { g(a & MASK); };',
			['module: 0x80_00_7f → 0x00_00_7f', 'module: 0x80_00_7f → 0x80_00_00', 'f: g(a & MASK) → (dropped)', 'f: a & MASK → a | MASK'],
		],
	])('%s', (text, names) => {
		expect(namesOf(text).toSorted()).toEqual(names.toSorted());
	});

	test('but not for what is only a type, a name, a text or an import', () => {
		expect(namesOf("import a from 'a'; type B = 1 | 0; const c: B = 1; const d = 'x' + c; export {d};")).toEqual([]);
	});

	test('and two of the same words in one function have names of their own', () => {
		expect(namesOf('const f = (a: number) => { g(a < 1); h(a < 1); };').filter((id) => id.includes('<='))).toEqual([
			'f: a < 1 → a <= 1',
			'f: a < 1 → a <= 1 #2',
		]);
	});
});

test('the instrumented text does what the chosen mutant says, and what the text says without one', () => {
	const text = 'const sign = (a: number): number => { if (a > 0 && a !== 7) return 1; return a === 0 ? 0 : -1; }; export {sign};';
	const {mutants, instrumented} = mutantsOf('a.ts', text);
	const body = stripTypeScriptTypes(instrumented)
		.replace('export {sign};', 'return sign;')
		.replaceAll('globalThis.mutantInForce', 'isInForce');
	const signWith = (number: number): ((a: number) => number) =>
		// oxlint-disable-next-line no-implied-eval
		new Function('isInForce', body)((one: number) => one === number) as (a: number) => number;
	const outcomes = (number: number): string => [-2, 0, 1, 7].map((a) => String(signWith(number)(a))).join(' ');
	expect(outcomes(0)).toBe('-1 0 1 -1');
	const of = (words: string): number => mutants.find(({id}) => id.endsWith(words))?.number ?? 0;
	expect(outcomes(of('a > 0 → a >= 0'))).toBe('-1 1 1 -1');
	expect(outcomes(of('a !== 7 → a === 7'))).toBe('-1 0 -1 1');
	expect(outcomes(of('-1 → 1'))).toBe('1 0 1 1');
});

test('every mutant that is called equivalent is one of the source as it is, with a reason', () => {
	for (const {mutant, why} of equivalent as readonly Known[]) {
		const path = mutant.split(' ', 1)[0] ?? '';
		const {mutants} = mutantsOf(path, readFileSync(new URL(`../../source/${path}`, import.meta.url), 'utf8'));
		expect(mutants.map(({id}) => id)).toContain(mutant);
		expect(why.length, mutant).toBeGreaterThan(20);
	}
});
