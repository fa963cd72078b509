import {describe, expect, it} from 'vitest';
import {priceUnits, qtyLots, unixMs, updateId} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {FeedStatus} from '../../source/engine/feed/types/status.js';
import {LineSink} from '../../source/headless/line-sink.js';
import {startLineStream} from '../../source/headless/line-stream.js';
import {USUAL_LINE_TYPES, type LineType, type StreamSettings} from '../../source/headless/stream-settings.js';
import {diff} from '../helpers/diffs.js';
import {ACCOUNT, EMPTY_VIEW, LIVE, LIVE_VIEW, cannedSession, fakeTime, slowTarget} from './canned-session.js';

type Parsed = {type: LineType; seq: number; state?: string; ts_ms: number};

const setUp = (settings: Partial<StreamSettings> = {}, view: EngineView = LIVE_VIEW) => {
	const time = fakeTime();
	const {session, say, output, step} = cannedSession(view, time.clock);
	const {written, target} = slowTarget();
	const fatal: string[] = [];
	const killed: string[] = [];
	const stop = startLineStream({
		session,
		settings: {only: USUAL_LINE_TYPES, every: 'update', levels: 20, ...settings},
		sink: new LineSink(target, () => {}),
		timers: time,
		onFatal: (message) => fatal.push(message),
		onKilled: (message) => killed.push(message),
	});
	const lines = (): Parsed[] => written.map((text) => JSON.parse(text) as Parsed);
	return {say, output, step, time, fatal, killed, stop, lines, types: () => lines().map(({type}) => type)};
};

const TRADE = {
	kind: 'trade',
	id: 1,
	priceUnits: priceUnits(1),
	qtyLots: qtyLots(1),
	aggressor: 'buy',
	tradeAtMs: unixMs(0),
	eventAtMs: unixMs(0),
} as const;
const book = {kind: 'book', updateId: updateId(1), diff: diff(1, 1, {bids: [[1, 0]], asks: [[3, 5]]}), epoch: 1} as const;

describe('startLineStream', () => {
	it('says the state first, and a book line after every update', () => {
		const {say, types} = setUp();
		for (let n = 0; n < 3; n += 1) say(book);
		expect(types()).toEqual(['status', 'book', 'book', 'book']);
	});

	it('says a status at every change, even when --only lacks it', () => {
		const {say, types} = setUp({only: ['trade']});
		const gap: FeedStatus = {...LIVE, state: 'resyncing', reason: 'gap', attempt: 1};
		say({kind: 'status', status: gap});
		say({kind: 'status', status: {...gap, bufferedDiffs: 4}});
		say({kind: 'status', status: {...gap, attempt: 2}});
		say({kind: 'status', status: LIVE});
		say(book);
		say({kind: 'trade', trade: TRADE});
		expect(types()).toEqual(['status', 'status', 'status', 'status', 'trade']);
	});

	describe('when the risk layer kills', () => {
		const transition = {
			from: 'active',
			to: 'killed',
			reason: 'max-loss',
			detail: 'lost 151.21, limit 150',
			value: '151.21',
			limit: '150',
			atMs: unixMs(0),
		} as const;
		const WHY = 'stopped by the risk layer: max-loss: lost 151.21, limit 150';

		it('is reported with its numbers, and the lines of that step are still written', () => {
			const {say, killed, lines, types} = setUp();
			say({kind: 'risk', transition: {...transition, to: 'pulled', reason: 'loss-rate'}});
			expect(killed).toEqual([]);
			say({kind: 'risk', transition});
			say({kind: 'quote', quoting: {kind: 'pulled', reason: 'killed', sinceMs: unixMs(0)}});
			say({kind: 'account', account: ACCOUNT});
			expect(killed[0]).toBe(WHY);
			expect(types()).toEqual(['status', 'risk', 'risk', 'quote', 'account']);
			expect(lines()[2]).toMatchObject({
				from: 'active',
				to: 'killed',
				reason: 'max-loss',
				detail: 'lost 151.21, limit 150',
				value: '151.21',
				limit: '150',
			});
		});

		it('does not end before the step is over in which closing begins', () => {
			const maker = {...LIVE_VIEW.maker, flattening: false};
			const {output, step, killed} = setUp({}, {...LIVE_VIEW, maker});
			output({kind: 'risk', transition});
			maker.flattening = true;
			step();
			expect(killed).toEqual([]);
			maker.flattening = false;
			step();
			expect(killed).toEqual([WHY]);
		});

		it('ends only when what is being closed is closed', () => {
			const maker = {...LIVE_VIEW.maker, flattening: true};
			const view = {
				...LIVE_VIEW,
				get maker() {
					return {...maker};
				},
			};
			const {say, killed} = setUp({}, view);
			say({kind: 'risk', transition});
			say(book);
			expect(killed).toEqual([]);
			maker.flattening = false;
			say(book);
			expect(killed).toEqual([WHY]);
		});
	});

	it('says quotes and accounts only when they changed', () => {
		const {say, types} = setUp();
		const pulled = {kind: 'quote', quoting: {kind: 'pulled', reason: 'operator', sinceMs: unixMs(1)}} as const;
		say(pulled);
		say({...pulled, quoting: {...pulled.quoting, sinceMs: unixMs(2)}});
		say({kind: 'quote', quoting: {kind: 'off'}});
		say({kind: 'account', account: ACCOUNT});
		say({kind: 'account', account: {...ACCOUNT, fillCount: 1}});
		say({kind: 'account', account: {...ACCOUNT, inventoryLots: 5n}});
		expect(types()).toEqual(['status', 'quote', 'quote', 'account', 'account']);
	});

	it('says only the types that were asked for', () => {
		const {say, time, types} = setUp({only: ['fill', 'stats']});
		say(book);
		say({kind: 'trade', trade: TRADE});
		say({kind: 'account', account: ACCOUNT});
		time.advance(1000);
		expect(types()).toEqual(['status', 'stats']);
	});

	it('says the stats each second, without drift, before anything is known', () => {
		const {time, lines} = setUp({only: ['stats']}, EMPTY_VIEW);
		time.advance(60_000, 7);
		const stats = lines().filter(({type}) => type === 'stats');
		expect(stats).toHaveLength(59);
		expect(stats.map(({ts_ms}) => (ts_ms - 1_700_000_000_000) % 1000)).toEqual(stats.map(() => 7));
	});

	it('tells the lead of a fatal message', () => {
		const {say, fatal} = setUp();
		say({kind: 'fatal', message: 'no such symbol'});
		expect(fatal).toEqual(['no such symbol']);
	});

	it('is quiet after it was stopped, and leaves no timer', () => {
		const {say, time, stop, types} = setUp({every: 100});
		stop();
		say(book);
		time.advance(5000);
		expect(types()).toEqual(['status']);
		expect(time.pending).toBe(0);
	});
});

describe('--every DURATION', () => {
	it.each([LIVE_VIEW, EMPTY_VIEW])('is exactly one book line each period, whatever the state', (view) => {
		const {say, time, lines} = setUp({every: 100, only: ['book']}, view);
		for (let n = 0; n < 100; n += 1) {
			say(book);
			time.advance(100);
		}

		const books = lines().filter(({type}) => type === 'book');
		expect(books).toHaveLength(100);
		expect(books.map(({ts_ms}) => ts_ms - 1_700_000_000_000)).toEqual(books.map((_, n) => (n + 1) * 100));
	});

	it('makes up for periods that a busy moment swallowed', () => {
		const {time, types} = setUp({every: 100, only: ['book']});
		time.advance(1000, 350);
		time.advance(1000);
		expect(types().filter((type) => type === 'book')).toHaveLength(20);
	});

	it('does not make up for an hour of sleep', () => {
		const {time, types} = setUp({every: 100, only: ['book']});
		time.advance(3_600_000, 3_599_000);
		expect(types().filter((type) => type === 'book').length).toBeLessThan(25);
	});

	it('keeps odd periods too', () => {
		const {time, types} = setUp({every: 33.333, only: ['book']});
		time.advance(100_000, 0.4);
		expect(types().filter((type) => type === 'book').length).toBeGreaterThanOrEqual(2999);
		expect(types().filter((type) => type === 'book').length).toBeLessThanOrEqual(3001);
	});
});
