/** The raw feed's decisions, under everything that can come from outside, in any order. */

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Instant} from '../../source/domain/units.js';
import {RawFeedSession, type RawFeedInput} from '../../source/session/raw-feed-session.js';
import type {RawFeedEvent} from '../../source/session/raw-feed.js';
import type {WireAnswer, WireEffect} from '../../source/session/wire.js';
import {binance} from '../../source/venue/binance/index.js';
import {instant} from '../helpers/diffs.js';
import {BTCUSDT_ENTRY, tradeText} from '../helpers/fake-ports.js';

const reply = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): WireAnswer => ({
	kind: 'reply',
	status,
	headers,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

const LISTED = reply({symbols: [BTCUSDT_ENTRY]});
const UNREACHABLE: WireAnswer = {kind: 'failed', message: 'connect ECONNREFUSED'};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

type Said = RawFeedEvent | WireEffect;

class Feed {
	readonly said: Said[] = [];
	readonly inputs: {readonly input: RawFeedInput; readonly at: Instant}[] = [];
	now = 0;
	readonly #session: RawFeedSession;

	constructor() {
		const note = (said: Said): void => void this.said.push(said);
		this.#session = new RawFeedSession(
			{symbol: 'btcusdt', restUrl: 'https://rest.example', wsUrl: 'wss://ws.example', seed: 3, at: this.at},
			{venue: binance, sink: {event: note, effect: note}, parseDate: (text) => Date.parse(text)},
		);
	}

	get at(): Instant {
		return instant(this.now);
	}

	step(input: RawFeedInput): readonly Said[] {
		const before = this.said.length;
		this.inputs.push({input, at: this.at});
		this.#session.step(input, this.at);
		return this.said.slice(before);
	}

	/** Ticks. */
	run(ms: number): readonly Said[] {
		const before = this.said.length;
		for (const end = this.now + ms; this.now < end;) {
			this.now += 50;
			this.step({kind: 'tick'});
		}

		return this.said.slice(before);
	}

	gets(): readonly Extract<WireEffect, {kind: 'get'}>[] {
		return this.said.filter((said) => said.kind === 'get');
	}

	dials(): readonly Extract<WireEffect, {kind: 'dial'}>[] {
		return this.said.filter((said) => said.kind === 'dial');
	}

	notices(): readonly string[] {
		return this.said.flatMap((said) => (said.kind === 'notice' ? [said.text] : []));
	}

	answer(answer: WireAnswer): readonly Said[] {
		const requestId = this.gets().at(-1)?.requestId ?? 0;
		return this.step({kind: 'answer', requestId, sentAt: this.at, answer});
	}

	/** As a venue in order answers, whose clock is half a second ahead. */
	answerWell(): readonly Said[] {
		return this.answer(this.gets().at(-1)?.call.kind === 'instrument' ? LISTED : reply({serverTime: Math.round(this.at.wallMs) + 500}));
	}

	connect(): void {
		this.step({kind: 'tick'});
		for (let count = 0; count < 4; count += 1) this.answerWell();
		this.step({kind: 'opened', generation: this.dials().at(-1)?.generation ?? 0});
	}
}

describe('before the first connection', () => {
	test('the symbol is asked for, then the time three times, one after the other', () => {
		const feed = new Feed();
		feed.step({kind: 'tick'});
		expect(feed.gets().map(({call}) => call.kind)).toEqual(['instrument']);
		feed.run(5000);
		expect(feed.gets()).toHaveLength(1);
		for (let count = 0; count < 3; count += 1) feed.answerWell();
		expect(feed.dials()).toEqual([]);
		feed.answerWell();
		expect(feed.gets().map(({call}) => call.kind)).toEqual(['instrument', 'time', 'time', 'time']);
		expect(feed.dials()).toHaveLength(1);
	});

	test('an unmeasured clock does not prevent connecting', () => {
		const feed = new Feed();
		feed.step({kind: 'tick'});
		feed.answerWell();
		for (let count = 0; count < 3; count += 1) feed.answer(UNREACHABLE);
		expect(feed.dials()).toHaveLength(1);
		feed.step({kind: 'opened', generation: 1});
		const [message] = feed.step({kind: 'message', generation: 1, data: bytes(tradeText(1))});
		expect(message).toMatchObject({kind: 'message', message: {stream: 'btcusdt@trade', latencyMs: undefined}});
	});

	test('silence that another program was asked for is kept, is said, and counts as no try', () => {
		const feed = new Feed();
		feed.step({kind: 'tick'});
		for (let count = 0; count < 9; count += 1) {
			feed.answer({kind: 'held', waitMs: 2500});
			expect(feed.run(2450)).toEqual([]);
			expect(feed.run(50)).toMatchObject([{kind: 'get'}]);
		}

		expect(feed.notices()).toEqual(Array<string>(9).fill('binance wants no requests for another 3 s'));
	});

	test('silence that the venue asks for is handed on to be kept, by its own word or by the kind of refusal', () => {
		const feed = new Feed();
		feed.step({kind: 'tick'});
		expect(feed.answer(reply('{}', 429, {'retry-after': '7'}))).toEqual([
			{kind: 'remember-hold', baseUrl: 'https://rest.example', untilMs: feed.at.wallMs + 7000},
			{kind: 'notice', text: 'binance wants no requests for another 7 s'},
		]);
		feed.run(7000);
		expect(feed.gets()).toHaveLength(2);
		expect(feed.answer(reply('{}', 418))).toMatchObject([{untilMs: feed.at.wallMs + 120_000}, {kind: 'notice'}]);
	});

	test('four tries that fail, each after a longer wait, end it', () => {
		const feed = new Feed();
		feed.step({kind: 'tick'});
		for (const waitMs of [400, 800, 1200]) {
			feed.answer(UNREACHABLE);
			expect(feed.run(waitMs - 50)).toEqual([]);
			expect(feed.run(50)).toMatchObject([{kind: 'get'}]);
		}

		expect(feed.answer(reply('<html>', 200))).toMatchObject([
			{kind: 'fatal', message: expect.stringMatching(/^binance cannot be reached: (?!.*--demo)/)},
		]);
		expect(feed.run(120_000)).toEqual([]);
	});
});

describe('connected', () => {
	test('messages are handed over as they came, with the latency by the measured clock', () => {
		const feed = new Feed();
		feed.connect();
		const text = tradeText(7).replace('"E":1772000000000', `"E":${Math.round(feed.at.wallMs)}`);
		feed.now += 30;
		const [event] = feed.step({kind: 'message', generation: 1, data: bytes(text)});
		expect(event).toMatchObject({kind: 'message', message: {receivedAt: feed.at, dataText: text.slice(text.indexOf('{"e"'), -1)}});
		expect(event?.kind === 'message' ? event.message.latencyMs : undefined).toBeCloseTo(530, 0);
	});

	test('the clock is measured again each minute', () => {
		const feed = new Feed();
		feed.connect();
		const {length} = feed.gets();
		feed.run(59_000);
		expect(feed.gets()).toHaveLength(length);
		feed.run(1000);
		expect(feed.gets()).toHaveLength(length + 1);
		feed.answerWell();
		feed.run(59_000);
		expect(feed.gets()).toHaveLength(length + 1);
	});

	test('messages of an earlier connection are ignored', () => {
		const feed = new Feed();
		feed.connect();
		feed.step({kind: 'lost', generation: 1, code: 1006, detail: 'close 1006'});
		feed.run(2000);
		expect(feed.dials().map(({generation}) => generation)).toEqual([1, 2]);
		expect(feed.step({kind: 'message', generation: 1, data: bytes(tradeText(1))})).toEqual([]);
		expect(feed.step({kind: 'lost', generation: 1, code: 1006, detail: 'again'})).toEqual([]);
		expect(feed.step({kind: 'opened', generation: 1})).toEqual([]);
		expect(feed.step({kind: 'opened', generation: 2})).toMatchObject([{kind: 'notice', text: 'connected to binance'}]);
	});

	test('a connection that is paused is not missed until a minute after it is read again', () => {
		const feed = new Feed();
		feed.connect();
		feed.step({kind: 'paused'});
		expect(feed.run(300_000).filter(({kind}) => kind !== 'get')).toEqual([]);
		feed.step({kind: 'resumed'});
		expect(feed.run(59_950).filter(({kind}) => kind !== 'get')).toEqual([]);
		expect(feed.run(50)).toMatchObject([{kind: 'hang-up', generation: 1}, {kind: 'notice'}]);
	});
});

const ANSWERS: readonly WireAnswer[] = [
	UNREACHABLE,
	{kind: 'held', waitMs: 3000},
	reply('{"code":-1003,"msg":"Too much"}', 429, {'retry-after': '11'}),
	reply('{"code":-1003,"msg":"Banned"}', 418),
	reply('<html>', 403),
	reply('', 504),
	reply('{"symbols":[]}'),
	reply('{"code":-1121,"msg":"Invalid symbol."}', 400),
];

type Act = {readonly kind: 'wait' | 'answer' | 'well' | 'open' | 'lose' | 'say' | 'pause' | 'resume'; readonly pick: number};
const act: fc.Arbitrary<Act> = fc.record({
	kind: fc.constantFrom('wait', 'wait', 'answer', 'well', 'well', 'well', 'well', 'open', 'open', 'lose', 'say', 'pause', 'resume'),
	pick: fc.nat({max: 9999}),
});

const CODES = [1006, 1000, 1008, 1001] as const;

const perform = (feed: Feed, {kind, pick}: Act): void => {
	// One in three is of a generation that is over, or never was.
	const generation = (feed.dials().at(-1)?.generation ?? 0) + (pick % 3 === 0 ? (pick % 5) - 2 : 0);
	switch (kind) {
		case 'wait':
			feed.now += pick;
			feed.step({kind: 'tick'});
			return;
		case 'answer':
			feed.answer(ANSWERS[pick % ANSWERS.length] ?? UNREACHABLE);
			return;
		case 'well':
			feed.answerWell();
			return;
		case 'open':
			feed.step({kind: 'opened', generation});
			return;
		case 'lose':
			feed.step({kind: 'lost', generation, code: CODES[pick % CODES.length] ?? 1006, detail: 'lost'});
			return;
		case 'say':
			feed.step({kind: 'message', generation, data: bytes(pick % 4 === 0 ? '{' : tradeText(pick))});
			return;
		case 'pause':
		case 'resume':
			feed.step({kind: kind === 'pause' ? 'paused' : 'resumed'});
	}
};

/** What must hold of all that it said, whatever happened to it. */
class Judge {
	#silentUntil = 0;
	#isAsked = false;
	#isOver = false;
	readonly #dialledAt: number[] = [];

	see(said: Said, now: number): void {
		expect(this.#isOver).toBe(false);
		if (said.kind === 'fatal') this.#isOver = true;
		if (said.kind === 'get') {
			expect(this.#isAsked).toBe(false);
			expect(now).toBeGreaterThanOrEqual(this.#silentUntil);
			this.#isAsked = true;
		}

		if (said.kind !== 'dial') return;
		this.#dialledAt.push(now);
		expect(this.#dialledAt.filter((at) => now - at < 300_000).length).toBeLessThanOrEqual(30);
		expect(said.generation).toBe(this.#dialledAt.length);
	}

	answered({kind, ...rest}: WireAnswer, symbolAsked: boolean, now: number): void {
		if (!this.#isAsked) return;
		this.#isAsked = false;
		if (!symbolAsked) return;
		if (kind === 'held') this.#silentUntil = now + ('waitMs' in rest ? rest.waitMs : 0);
		else if ('status' in rest && rest.status === 429) this.#silentUntil = now + 11_000;
		else if ('status' in rest && rest.status === 418) this.#silentUntil = now + 120_000;
	}
}

describe('whatever comes, in whatever order', () => {
	test('one request at a time, silence kept, thirty dials in five minutes, and nothing after the end', () => {
		fc.assert(
			fc.property(fc.array(act, {maxLength: 150}), (acts) => {
				const feed = new Feed();
				const judge = new Judge();
				feed.step({kind: 'tick'});
				let [seen, heard] = [0, 0];
				const look = (): void => {
					for (const said of feed.said.slice(seen)) judge.see(said, feed.now);
					seen = feed.said.length;
				};

				look();
				for (const one of acts) {
					const asked = feed.gets().at(-1)?.call.kind;
					perform(feed, one);
					for (const {input} of feed.inputs.slice(heard)) {
						if (input.kind === 'answer') judge.answered(input.answer, asked === 'instrument', feed.now);
					}

					heard = feed.inputs.length;
					look();
				}
			}),
			{numRuns: 300},
		);
	});

	test('replayed from its inputs it gives the same outputs', () => {
		fc.assert(
			fc.property(fc.array(act, {maxLength: 80}), (acts) => {
				const first = new Feed();
				for (const one of acts) perform(first, one);
				const second = new Feed();
				for (const {input, at} of first.inputs) {
					second.now = at.monoMs - instant(0).monoMs;
					second.step(input);
				}

				expect(second.said).toEqual(first.said);
			}),
			{numRuns: 100},
		);
	});
});
