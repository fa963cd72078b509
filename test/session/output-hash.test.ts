import fc from 'fast-check';
import {expect, test} from 'vitest';
import {OutputHash} from '../../source/session/output-hash.js';
import {replayedHash, SessionTape} from '../simulation/model/tape.js';
import {simulate} from '../simulation/session.js';

const hashOf = (...texts: readonly string[]): string => {
	const hash = new OutputHash();
	for (const text of texts) hash.addText(text);
	return hash.value;
};

/** From the test suite that the authors published with the function. */
test.each([
	['', 'cbf29ce484222325'],
	['a', 'af63dc4c8601ec8c'],
	['b', 'af63df4c8601f1a5'],
	['foobar', '85944171f73967e8'],
])('the hash of %j is %s', (text, value) => {
	expect(hashOf(text)).toBe(value);
});

test('it is the same by the definition, with whole 64-bit numbers, in any pieces', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: 'grapheme'})), (texts) => {
			let value = 0xcbf2_9ce4_8422_2325n;
			for (const byte of new TextEncoder().encode(texts.join(''))) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100_0000_01b3n);
			expect(hashOf(...texts)).toBe(value.toString(16).padStart(16, '0'));
		}),
	);
});

test.each([11, 12, 13])(
	'of a simulated session with the faults of seed %i it is the same in each life, and another one where an input is missing',
	(seed) => {
		const tape = new SessionTape();
		expect(simulate({seed, minutes: 1, dayEvery: 0, tape}).violation).toBeUndefined();
		expect(tape.hash.outputs).toBeGreaterThan(100);
		expect(replayedHash(tape)).toBe(tape.hash.value);
		const depth = tape.inputs.findIndex(
			({input}, index) => index > 300 && input.kind === 'message' && Buffer.from(input.data).includes('depthUpdate'),
		);
		const holed = Object.assign(new SessionTape(), {start: tape.start, inputs: tape.inputs.toSpliced(depth, 1)});
		expect(replayedHash(holed)).not.toBe(tape.hash.value);
	},
);
