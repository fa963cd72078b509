/** A record, written and read again, is the same record. */

import fc from 'fast-check';
import {expect, test} from 'vitest';
import {instantOf, unixMs} from '../../../source/domain/units.js';
import {readRecord} from '../../../source/recording/log/read-record.js';
import {recordText} from '../../../source/recording/log/record-text.js';
import type {LogRecord} from '../../../source/recording/log/record.js';
import type {WireInput} from '../../../source/session/wire.js';

const micros = fc.integer({min: 0, max: 4_000_000_000_000_000});
const instants = fc.tuple(micros, micros).map(([mono, wall]) => instantOf(mono / 1000, wall / 1000));
const texts = fc.string({unit: 'binary'});
const counts = fc.nat();

const inputs: fc.Arbitrary<WireInput> = fc.oneof(
	fc.constant({kind: 'tick'} as const),
	fc.record({kind: fc.constant('opened' as const), generation: counts}),
	fc.record({kind: fc.constant('lost' as const), generation: counts, code: counts, detail: texts}),
	fc.record({kind: fc.constant('message' as const), generation: counts, data: texts.map((text) => new TextEncoder().encode(text))}),
	fc.record({
		kind: fc.constant('answer' as const),
		requestId: counts,
		sentAt: instants,
		answer: fc.oneof(
			fc.record({
				kind: fc.constant('reply' as const),
				status: counts,
				headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,9}$/u), texts, {noNullPrototype: true}),
				body: texts,
			}),
			fc.record({kind: fc.constant('failed' as const), message: texts}),
			fc.record({kind: fc.constant('held' as const), waitMs: fc.double({min: 0, max: 1e9, noNaN: true})}),
		),
	}),
	fc.record({kind: fc.constant('command' as const), command: fc.constant({kind: 'kill'} as const)}),
	fc.record({
		kind: fc.constant('command' as const),
		command: fc.bigInt().map((value) => ({kind: 'set-skew', shift: {unit: 'bp', value: value as never}}) as const),
		source: fc.record({origin: texts, id: counts}),
	}),
	fc.record({kind: fc.constant('trouble' as const), text: texts}),
	fc.record({kind: fc.constant('measured' as const), rssBytes: counts, recording: fc.constantFrom('on', 'off', 'failed')}),
);

const sameBytes = (record: LogRecord): unknown =>
	record.kind === 'input' && record.input.kind === 'message' ? {...record, input: {...record.input, data: [...record.input.data]}} : record;

test('an input', () => {
	fc.assert(
		fc.property(fc.integer({min: 1, max: 2 ** 50}), instants, inputs, (n, at, input) => {
			const record: LogRecord = {n, at, kind: 'input', input};
			const text = recordText(record);
			expect(text.endsWith('}\n') && text.indexOf('\n') === text.length - 1).toBe(true);
			const again = readRecord(text.slice(0, -1));
			expect(again && sameBytes(again)).toEqual(sameBytes(record));
		}),
		{numRuns: 500},
	);
});

test('a start, with amounts that no double holds', () => {
	const at = instantOf(5.001, 1_796_097_928_063.017);
	const record: LogRecord = {
		n: 1,
		at,
		kind: 'start',
		by: {program: 'mm-tui 1', node: '24', demo: true},
		start: {
			config: {
				symbol: 'btcusdt',
				venue: 'binance',
				staleAfterMs: 3000,
				snapshotDepth: 5000,
				maker: {inventory: '0', makerFeeRate: -5000n, limits: {maxLoss: 12_345_678_901_234_567_890n as never}},
			},
			seed: 4_294_967_295,
			at,
		},
	};
	expect(readRecord(recordText(record).trimEnd())).toEqual(record);
});

test.each([
	{kind: 'hash', value: 'ab"c'} as const,
	{kind: 'hole', reason: 'queue-full', firstN: 3, lastN: 9, fromMs: unixMs(1.5), toMs: unixMs(2000.001)} as const,
	{kind: 'end'} as const,
])('a line of the recorder itself: $kind', (rest) => {
	const record: LogRecord = {n: 7, at: instantOf(1, 2), ...rest};
	expect(readRecord(recordText(record).trimEnd())).toEqual(record);
});

test.each(['', '{', '[]', '{"n":1}', '{"n":1.5,"m":1,"t":1,"k":"tick"}', '{"n":1,"m":1,"t":1,"k":"of another version"}'])(
	'what is no line is none: %s',
	(text) => {
		expect(readRecord(text)).toBeUndefined();
	},
);

test('cookies are not kept', () => {
	const headers = {'set-cookie': 'secret', 'retry-after': '3'};
	const input: WireInput = {kind: 'answer', requestId: 1, sentAt: instantOf(1, 1), answer: {kind: 'reply', status: 429, headers, body: ''}};
	const text = recordText({n: 1, at: instantOf(1, 1), kind: 'input', input});
	expect(text).toContain('retry-after');
	expect(text).not.toContain('secret');
});
