/** The fast parser against the general one: whatever the fast one accepts, the general one reads alike. */

import {
	array,
	assert,
	bigInt,
	boolean,
	constantFrom,
	integer,
	maxSafeNat,
	nat,
	oneof,
	property,
	record,
	tuple,
	uint8Array,
	type Arbitrary,
} from 'fast-check';
import {isDeepStrictEqual} from 'node:util';
import {describe, expect, test} from 'vitest';
import {detachDiff, type FeedEvent} from '../../../source/domain/feed-event.js';
import {createInstrument, type Instrument, type InstrumentText} from '../../../source/domain/instrument.js';
import {readMessage} from '../../../source/venue/binance/market.js';
import {fastParse} from '../../../source/venue/binance/fast-parse.js';
import {parseMessage} from '../../../source/venue/binance/parse.js';
import {instrumentText, instrumentWith, shiba} from '../../helpers/instruments.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const owned = (event: FeedEvent | undefined): FeedEvent | undefined => (event?.kind === 'diff' ? detachDiff(event) : event);

/** The message inside a larger buffer with digits and quotes around it, like a slice of a socket read. */
const amidOthers = (message: Uint8Array): Uint8Array => {
	const buffer = bytes(`"0.00000000"],["${'9'.repeat(message.length)}0.00000000"]]}}],"u":1`);
	buffer.set(message, 16);
	return buffer.subarray(16, 16 + message.length);
};

/** An answer of the fast parser equals the general one's, wherever the message lies in memory. */
const expectTwins = (message: Uint8Array, instrument: Instrument): FeedEvent | undefined => {
	const general = parseMessage(new TextDecoder('utf-8', {ignoreBOM: true}).decode(message), instrument);
	const amid = owned(fastParse(amidOthers(message), instrument));
	const alone = owned(fastParse(message, instrument));
	if (amid !== undefined) expect(amid).toEqual(general);
	if (alone !== undefined) expect(alone).toEqual(general);
	expect(owned(readMessage(message, instrument))).toEqual(general);
	return alone;
};

const wireInstrument = (changes: Partial<InstrumentText> = {}): Instrument => instrumentWith({...changes, unitDecimals: 8});
/** In units of 10^-8, as the venue writes. */
const bitcoin = wireInstrument();

const instruments: readonly Instrument[] = [
	...['1', '10', '5', '0.5', '0.05', '0.01', '0.001', '0.00025', '0.00001', '0.00000001'].map((tickSize) => wireInstrument({tickSize})),
	wireInstrument({tickSize: '0.1', qtyDecimals: 3, stepSize: '0.001', minQty: '0.001'}),
	wireInstrument({tickSize: '0.01', qtyDecimals: 0, stepSize: '1', minQty: '1'}),
	wireInstrument({symbol: '这是测试币456'}),
	shiba,
];

type Spelling = 'wire' | 'odd';
const anInstrument = constantFrom(...instruments);

/** Any number of units of 10^-8 in the venue's spelling, with bounded digits before the point. */
const wireNumber = (units: bigint): string => {
	const digits = String(units).padStart(9, '0');
	return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
};

const unitsOf = (wholeDigits: number): Arbitrary<bigint> =>
	tuple(integer({min: 0, max: wholeDigits}), nat(99_999_999), maxSafeNat()).map(
		([digits, fraction, whole]) => (BigInt(whole) % 10n ** BigInt(digits)) * 100_000_000n + BigInt(fraction),
	);

/** Positive, mostly on the tick grid, as the venue sends. */
const ordinaryPrice = ({tickUnits}: Instrument): Arbitrary<string> =>
	tuple(unitsOf(7), integer({min: 0, max: 9})).map(([units, off]) => {
		const tick = BigInt(tickUnits);
		return wireNumber((off === 0 ? units : (units / tick) * tick) || tick);
	});

const ordinaryQty = ({qtyDecimals}: Instrument): Arbitrary<string> =>
	oneof(
		constantFrom('0.00000000'),
		unitsOf(10).map((units) => wireNumber(units - (units % 10n ** BigInt(8 - qtyDecimals)))),
	);

const oddNumber = oneof(
	constantFrom(
		'0',
		'1',
		'-1',
		'0.1',
		'.5',
		'5.',
		'01.5',
		'1e5',
		'NaN',
		'',
		' 1',
		'1.2.3',
		'0.000000001',
		'1.000000000',
		'92233720368.54775807',
		'9007199254740993',
		`${'0'.repeat(40)}1.00000000`,
		'1'.repeat(49),
	),
	bigInt({min: 0n, max: 10n ** 20n}).map(wireNumber),
	tuple(nat(99_999), nat(9)).map(([whole, fraction]) => `${whole}.${fraction}`),
);

const priceOf = (instrument: Instrument, spelling: Spelling): Arbitrary<string> =>
	spelling === 'wire'
		? ordinaryPrice(instrument)
		: oneof({weight: 6, arbitrary: ordinaryPrice(instrument)}, {weight: 1, arbitrary: oddNumber});
const qtyOf = (instrument: Instrument, spelling: Spelling): Arbitrary<string> =>
	spelling === 'wire' ? ordinaryQty(instrument) : oneof({weight: 6, arbitrary: ordinaryQty(instrument)}, {weight: 1, arbitrary: oddNumber});

const time = oneof(
	integer({min: 1_500_000_000_000, max: 4_000_000_000_000}),
	integer({min: 1_500_000_000_000_000, max: 4_000_000_000_000_000}),
);
const oddTime = oneof(time, nat(2), maxSafeNat());
const firstId = oneof(nat(1_000_000), integer({min: 1, max: Number.MAX_SAFE_INTEGER - 2_000_000}));

const depthOf = (instrument: Instrument, spelling: Spelling): Arbitrary<object> => {
	const levels = array(tuple(priceOf(instrument, spelling), qtyOf(instrument, spelling)), {maxLength: 12});
	return record({E: spelling === 'wire' ? time : oddTime, U: firstId, span: nat(1000), b: levels, a: levels}).map(({E, U, span, b, a}) => ({
		e: 'depthUpdate',
		E,
		s: instrument.symbol,
		U,
		u: U + span,
		b,
		a,
	}));
};

const tradeOf = (instrument: Instrument, spelling: Spelling): Arbitrary<object> => {
	const when = spelling === 'wire' ? time : oddTime;
	return record({E: when, t: firstId, p: priceOf(instrument, spelling), q: qtyOf(instrument, spelling), T: when, m: boolean()}).map(
		({E, t, p, q, T, m}) => ({e: 'trade', E, s: instrument.symbol, t, p, q, T, m, M: true}),
	);
};

const topOf = (instrument: Instrument, spelling: Spelling): Arbitrary<object> => {
	const [price, qty] = [priceOf(instrument, spelling), qtyOf(instrument, spelling)];
	return record({u: firstId, b: price, B: qty, a: price, A: qty}).map(({u, b, B, a, A}) => ({u, s: instrument.symbol, b, B, a, A}));
};

const STREAMS = {depth: ['depth@100ms', 'depth'], trade: ['trade'], top: ['bookTicker']} as const;
const lower = (symbol: string): string => symbol.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** A message of the instrument, in a combined stream or on the raw socket. */
const messageOf = (instrument: Instrument, spelling: Spelling): Arbitrary<string> => {
	const kinds = {depth: depthOf, trade: tradeOf, top: topOf};
	return oneof(
		...(['depth', 'trade', 'top'] as const).map((kind) =>
			tuple(kinds[kind](instrument, spelling), constantFrom(...STREAMS[kind], undefined)).map(([data, stream]) =>
				JSON.stringify(stream === undefined ? data : {stream: `${lower(instrument.symbol)}@${stream}`, data}),
			),
		),
	);
};

const anyMessage = (spelling: Spelling): Arbitrary<readonly [Instrument, string]> =>
	anInstrument.chain((instrument) => messageOf(instrument, spelling).map((text) => [instrument, text] as const));

test("every message in the venue's spelling takes the fast path, on every grid, and means what it means to the general parser", () => {
	assert(
		property(anyMessage('wire'), ([instrument, text]) => {
			expect(expectTwins(bytes(text), instrument), text).toBeDefined();
		}),
		{numRuns: 1500},
	);
});

test('numbers in odd spellings are read the same, or left to the general parser', () => {
	let taken = 0;
	assert(
		property(anyMessage('odd'), ([instrument, text]) => {
			if (expectTwins(bytes(text), instrument) !== undefined) taken += 1;
		}),
		{numRuns: 1500},
	);
	expect(taken).toBeGreaterThan(300);
});

test('a message with damaged bytes is never read as anything that the general parser does not read', () => {
	const interesting = constantFrom(...bytes('0123456789.,:"[]{} -eE\\\u0000\n/;u'));
	const damage = array(tuple(nat(10_000), oneof(interesting, nat(255))), {minLength: 1, maxLength: 2});
	assert(
		property(anyMessage('wire'), damage, ([instrument, text], places) => {
			const message = bytes(text);
			for (const [place, byte] of places) message[place % message.length] = byte;
			expectTwins(message, instrument);
		}),
		{numRuns: 3000},
	);
});

test('one wrong byte at any place of a level, of any shape, is never read as another number', () => {
	const instrument = instrumentWith({tickSize: '0.00000001'});
	const others = [...bytes('0159.,:"[]{}/ -'), 0, 0x10, 0x20, 0x70, 0x7f, 0xa2, 0xac, 0xae, 0xb0, 0xdd, 0xff];
	const wrong: string[] = [];
	for (let whole = 1; whole <= 7; whole += 1) {
		for (const qty of ['1.23456789', '48.23456789', '7654321.23456789']) {
			const level = [`${'8234567'.slice(0, whole)}.12345678`, qty];
			const text = JSON.stringify({
				e: 'depthUpdate',
				E: 1_772_000_000_123,
				s: instrument.symbol,
				U: 157,
				u: 160,
				b: [level, level],
				a: [level],
			});
			expect(expectTwins(bytes(text), instrument)).toBeDefined();
			for (let place = text.indexOf('"b"'); place < text.length; place += 1) {
				for (const byte of others) {
					const message = bytes(text);
					message[place] = byte;
					const fast = owned(fastParse(message, instrument));
					if (fast === undefined) continue;
					const general = parseMessage(new TextDecoder().decode(message), instrument);
					if (!isDeepStrictEqual(fast, general)) wrong.push(`${place}: ${byte} in ${text}`);
				}
			}
		}
	}

	expect(wrong).toEqual([]);
});

test('a message that is cut off, or has something behind it, is left to the general parser', () => {
	assert(
		property(anyMessage('wire'), nat(10_000), uint8Array({minLength: 1, maxLength: 4}), ([instrument, text], at, more) => {
			const message = bytes(text);
			expect(expectTwins(message.subarray(0, at % message.length), instrument)).toBeUndefined();
			expect(expectTwins(new Uint8Array([...message, ...more]), instrument)).toBeUndefined();
		}),
	);
});

test('bytes without any sense are no event', () => {
	assert(
		property(uint8Array({maxLength: 60}), (message) => {
			expect(expectTwins(message, bitcoin)).toBeUndefined();
		}),
	);
});

const depth = {e: 'depthUpdate', E: 1_772_000_000_123, s: 'BTCUSDT', U: 157, u: 160, b: [['95000.12000000', '1.50000000']], a: []};
const trade = {
	e: 'trade',
	E: 1_772_000_000_124,
	s: 'BTCUSDT',
	t: 12_345,
	p: '95000.12000000',
	q: '0.00150000',
	T: 1_772_000_000_123,
	m: true,
	M: true,
};
const top = {u: 400_900_217, s: 'BTCUSDT', b: '25.35000000', B: '31.21000000', a: '25.36000000', A: '40.66000000'};

describe('left to the general parser', () => {
	test.each([
		['another symbol', {...depth, s: 'ETHUSDT'}],
		['a longer symbol', {...depth, s: 'BTCUSDTX'}],
		['members in another order', {...depth, a: undefined, b: [], z: 1}],
		['a member more', {...trade, x: 1}],
		['a price of zero', {...depth, b: [['0.00000000', '1.00000000']]}],
		['a level with three entries', {...depth, b: [['95000.12000000', '1.00000000', 'x']]}],
		['a time of zero', {...depth, E: 0}],
		['ids the wrong way round', {...depth, U: 161}],
		['an id beyond 2^53', {...top, u: 2 ** 53 + 2}],
		['a negative id', {...top, u: -1}],
		['a trade without a side', {...trade, m: null}],
		['another stream of the symbol', {stream: 'btcusdt@aggTrade', data: trade}],
		['a stream of another symbol', {stream: 'ethusdt@trade', data: trade}],
	])('%s', (_name, message) => {
		expect(expectTwins(bytes(JSON.stringify(message)), bitcoin)).toBeUndefined();
	});

	test('an id that begins with a zero, which is no JSON', () => {
		expect(expectTwins(bytes(JSON.stringify(top).replace('400900217', '0400900217')), bitcoin)).toBeUndefined();
	});

	test('spaces between the members', () => {
		expect(expectTwins(bytes(JSON.stringify(depth, undefined, 1)), bitcoin)).toBeUndefined();
	});

	test.each(['A"B', 'A\\B', 'A\nB', '\u{D800}'])('every message of a symbol that JSON has to escape: %j', (symbol) => {
		const instrument = createInstrument({...instrumentText, symbol});
		expect(
			fastParse(bytes(`{"u":1,"s":"${symbol}","b":"1.00000000","B":"1.00000000","a":"2.00000000","A":"1.00000000"}`), instrument),
		).toBeUndefined();
		expectTwins(bytes(JSON.stringify({...top, s: symbol})), instrument);
	});
});

test('a price off the tick grid takes the fast path, exactly', () => {
	const message = {
		...depth,
		b: [
			['95000.12000000', '1.00000000'],
			['95000.11500001', '2.00000000'],
		],
		a: [['95000.12000001', '3.00000000']],
	};
	expect(expectTwins(bytes(JSON.stringify(message)), bitcoin)).toMatchObject({
		bids: [{priceUnits: 9_500_012_000_000}, {priceUnits: 9_500_011_500_001}],
		asks: [{priceUnits: 9_500_012_000_001}],
	});
	expect(expectTwins(bytes(JSON.stringify({...trade, p: '95000.12500000'})), bitcoin)).toMatchObject({priceUnits: 9_500_012_500_000});
});

test("an instrument finer than the wire's eight digits has no fast path", () => {
	const fine = instrumentWith({tickSize: '0.000000001'});
	expect(expectTwins(bytes(JSON.stringify(top)), fine)).toBeUndefined();
});

test('two instruments in turn keep their own grids', () => {
	const coarse = wireInstrument({tickSize: '0.10', qtyDecimals: 5});
	const message = bytes(JSON.stringify({...depth, b: [['95000.10000000', '1.50000000']]}));
	for (let turn = 0; turn < 3; turn += 1) {
		for (const instrument of [bitcoin, coarse]) expect(expectTwins(message, instrument)).toBeDefined();
	}
});

test('a diff is overwritten by the next message, and a detached one is not', () => {
	const first = fastParse(bytes(JSON.stringify(depth)), bitcoin);
	const kept = owned(first);
	const second = fastParse(bytes(JSON.stringify({...depth, u: 161, b: [['94000.00000000', '0.00000000']]})), bitcoin);
	expect(second).toBe(first);
	expect(kept).toEqual(parseMessage(JSON.stringify(depth), bitcoin));
});

test('the largest exact quantities stay exact, and larger ones are bigints', () => {
	const quantities = [
		'9999999.99999999',
		'90071992.54740991',
		'90071992.54740992',
		'92233720368.54775807',
		'99999999999999999999.99999999',
	];
	const message = bytes(JSON.stringify({...depth, b: quantities.map((qty, index) => [`${index + 1}.00000000`, qty])}));
	expect(expectTwins(message, bitcoin)).toMatchObject({
		bids: [
			999_999_999_999_999,
			9_007_199_254_740_991,
			9_007_199_254_740_992n,
			9_223_372_036_854_775_807n,
			9_999_999_999_999_999_999_999_999_999n,
		].map((qtyLots) => ({qtyLots})),
	});
});
