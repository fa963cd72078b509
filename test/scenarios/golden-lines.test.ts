/**
 * What whole sessions say, byte for byte: recorded inputs give the outputs, effects and lines that they gave before.
 * `UPDATE_GOLDEN=1` writes them anew.
 */

import {describe, expect, test} from 'vitest';
import {expectGoldenLines} from '../helpers/golden-lines.js';
import {expectGolden} from '../helpers/golden-text.js';
import {lived} from '../helpers/lived-lines.js';
import {LIVES, type LifeName} from '../helpers/lives.js';
import {LINE_TYPES} from '../../source/headless/stream-settings.js';
import {highPriceTape, simulatedTape} from '../helpers/recorded-sessions.js';

const folder = new URL('golden/lines/', import.meta.url);
const ALL = Object.keys(LIVES) as LifeName[];

describe('the lines of recorded inputs are what they were', {timeout: 120_000}, () => {
	test('in a busy market without faults, whatever was chosen, with every kind of line', () => {
		const tape = simulatedTape({seed: 24, minutes: 2, names: [], busy: true});
		const kinds = expectGoldenLines(folder, 'busy', tape, ALL);
		expect(LINE_TYPES.filter((type) => !kinds.has(type))).toEqual([]);
	});

	test.each([3, 7, 9, 14])('under the faults of seed %i', (seed) => {
		expectGoldenLines(folder, `seed-${seed}`, simulatedTape({seed, minutes: 2}), ['as it is by default', 'no market maker, every second']);
	});

	test('at a billion in steps of 10^-8, with levels out of reach', async () => {
		const tape = await highPriceTape();
		expectGoldenLines(folder, 'high-prices', tape, [
			'as it is by default',
			'no market maker, every second',
			'queue-prob, as-rolling, three levels',
		]);
	});

	test('as text, of the first seconds', () => {
		const tape = simulatedTape({seed: 24, minutes: 1, names: [], busy: true});
		const said = lived(tape, {...LIVES['as it is by default'], stream: {only: LINE_TYPES, every: 'update', levels: 3}});
		const lines = said.filter(({kind}) => !/^(?:said|does) /.test(kind)).map(({text}) => text.trimEnd());
		expect(lines.length).toBeGreaterThan(100);
		expectGolden(new URL('first-seconds.txt', folder), lines.slice(0, 60).join('\n'));
	});
});
