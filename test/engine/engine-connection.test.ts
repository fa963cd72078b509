import {describe, expect, test} from 'vitest';
import {unixMs, updateId} from '../../source/domain/units.js';
import {HEALTHY_AFTER_MS} from '../../source/engine/feed/link/connection.js';
import {SUSPEND_AFTER_MS} from '../../source/engine/engine.js';
import {diff, trade} from '../helpers/diffs.js';
import {engineConfig, EngineDriver, expectTrueBook, failure, liveDriver, TICK_MS} from '../helpers/engine-driver.js';

describe('a lost connection', () => {
	test('pulls the quotes in the same step, tells when it is tried again, and comes back with a new generation', () => {
		const driver = liveDriver();
		driver.lose(1006, 'close 1006');
		expect(driver.status).toMatchObject({state: 'disconnected', reason: 'disconnect', detail: 'close 1006', attempt: 1});
		expect(driver.status.nextRetryAtMs).toBeGreaterThan(driver.at.wallMs);
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		driver.runUntilLive();
		expect(driver.connects()).toEqual([2]);
		expect(driver.states).toEqual(['disconnected disconnect', 'connecting disconnect', 'resyncing disconnect', 'live disconnect']);
		expectTrueBook(driver);
	});

	test('takes no level of the old book along', () => {
		const driver = liveDriver();
		driver.lose();
		driver.truth.move(400);
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test.each([1000, 1001, 1006, 1009, 1011, 1012, 1013])('with code %i is tried again', (code) => {
		const driver = liveDriver();
		driver.lose(code);
		driver.runUntilLive();
	});

	test('with code 1008 waits for half a minute', () => {
		const driver = liveDriver();
		driver.lose(1008, 'close 1008 too many requests');
		expect((driver.status.nextRetryAtMs ?? 0) - driver.at.wallMs).toBeGreaterThanOrEqual(30_000);
		driver.run(29_900);
		expect(driver.connects()).toEqual([]);
	});

	test('again and again, right after each success, is dialled no more than thirty times in five minutes', () => {
		const driver = liveDriver();
		driver.active = false;
		for (let count = 0; count < 6000; count += 1) {
			if (driver.generation > 0) driver.lose();
			driver.run(TICK_MS);
			if (count % 7 === 0) driver.command({kind: 'resync'});
		}

		expect(driver.connects().length).toBeLessThanOrEqual(30);
		expect(driver.connects().length).toBeGreaterThan(10);
	});

	test('does not let an operator dial before the limits allow', () => {
		const driver = liveDriver();
		driver.lose();
		driver.run(TICK_MS);
		driver.command({kind: 'resync'});
		expect(driver.connects()).toEqual([2]);
	});
});

describe('what belongs to an earlier connection', () => {
	test('is dropped: diffs, trades, ends and openings', () => {
		const driver = liveDriver();
		driver.lose();
		driver.runUntilLive();
		driver.forget();
		const before = driver.engine.view.counters;
		driver.event(diff(driver.truth.lastId + 5, driver.truth.lastId + 6), 1);
		driver.event(trade(1, 'sell', 9000, 5e8), 1);
		driver.event({kind: 'shutdown'}, 1);
		driver.event({kind: 'malformed', depth: true, message: 'x'}, 1);
		driver.step({kind: 'lost', generation: 1, code: 1006, detail: ''});
		driver.step({kind: 'opened', generation: 1});
		driver.step({kind: 'opened', generation: 7});
		expect(driver.told).toEqual([]);
		expect(driver.effects).toEqual([]);
		expect(driver.engine.view.counters).toEqual(before);
		expect(driver.engine.view.trusted).toBe(true);
	});

	test('is dropped as soon as we hang up ourselves, before the next one is dialled', () => {
		const driver = liveDriver();
		const {generation} = driver;
		driver.active = false;
		driver.answers.probe = () => failure('unreachable');
		driver.runUntil(() => driver.effects.some((effect) => effect.kind === 'disconnect'));
		driver.forget();
		const {status} = driver;
		expect(status).toMatchObject({state: 'disconnected', reason: 'silent'});
		driver.event(trade(1, 'sell', 9000, 5e8), generation);
		driver.step({kind: 'lost', generation, code: 1006, detail: 'too late'});
		expect(driver.of('trade')).toEqual([]);
		expect(driver.status).toEqual(status);
	});

	test('is dropped while we wait to dial again', () => {
		const driver = liveDriver();
		const {generation} = driver;
		driver.lose(1008);
		driver.forget();
		const {status} = driver;
		driver.event(trade(1, 'sell', 9000, 5e8), generation);
		driver.event(diff(driver.truth.lastId + 1, driver.truth.lastId + 1), generation);
		driver.step({kind: 'lost', generation, code: 1006, detail: 'again'});
		expect(driver.told).toEqual([]);
		expect(driver.status).toEqual(status);
	});
});

describe('silence', () => {
	test('makes the book stale and pulls the quotes; a probe that finds our id makes it live again', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.answers.probe = () => null;
		driver.run(3100);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'silent'});
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled', reason: 'book-not-trusted'});
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.requests('probe')).toHaveLength(1);
		const [probe] = driver.requests('probe');
		driver.step({
			kind: 'reply',
			requestId: probe?.requestId ?? 0,
			sentAt: driver.at,
			result: {kind: 'snapshot', snapshot: driver.snapshot()},
		});
		expect(driver.status.state).toBe('live');
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.connects()).toEqual([]);
	});

	test('of a quiet market is proven before the limit from then on: the book stays live', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.run(4000);
		driver.runUntilLive();
		driver.forget();
		driver.run(30_000);
		expect(driver.states).toEqual([]);
		expect(driver.requests('probe').length).toBeGreaterThan(8);
	});

	test('while the venue moves on is a dead stream: a new connection', () => {
		const driver = liveDriver();
		driver.active = false;
		for (let count = 0; count < 100 && driver.connects().length === 0; count += 1) {
			driver.truth.move();
			driver.run(TICK_MS);
		}

		expect(driver.effects.filter((effect) => effect.kind === 'disconnect')).toEqual([{kind: 'disconnect', generation: 1}]);
		expect(driver.states).toEqual(expect.arrayContaining(['stale silent', 'disconnected silent']));
		expect(driver.connects()).toEqual([2]);
		driver.active = true;
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('while the venue moves on is known for a dead stream as soon as it is silence, and replaced within a second', () => {
		const driver = liveDriver();
		driver.run(HEALTHY_AFTER_MS);
		driver.active = false;
		for (let count = 0; count < 64; count += 1) {
			driver.truth.move();
			driver.run(TICK_MS);
		}

		expect(driver.connects()).toEqual([2]);
		expect(driver.requests('probe').length).toBe(1);
	});

	test('that probes say nothing of is probed less and less often', () => {
		const driver = liveDriver();
		const {lastId} = driver.truth;
		driver.answers.probe = () => ({kind: 'snapshot', snapshot: {...driver.snapshot(), lastId: updateId(lastId - 1)}});
		driver.active = false;
		driver.run(8000);
		const {length} = driver.requests('probe');
		expect(length).toBeGreaterThanOrEqual(4);
		expect(length).toBeLessThanOrEqual(7);
	});

	test('is not broken by a cache: an answer from before the book when it was asked proves nothing', () => {
		const driver = liveDriver();
		const before = driver.snapshot();
		driver.active = false;
		driver.answers.probe = () => ({kind: 'snapshot', snapshot: before});
		// The probe is due after 2 s of silence, but the request interval allows it only half a second later.
		driver.step({kind: 'reply', requestId: 1_000_000, sentAt: driver.at, result: failure('rate-limited', 429, 2500)});
		driver.run(2300);
		driver.publish();
		driver.run(500);
		expect(driver.requests('probe')).toHaveLength(1);
		driver.run(2400);
		expect(driver.engine.view.trusted).toBe(true);
		driver.run(150);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'silent'});
	});

	test('asks whether the market is halted', () => {
		const driver = liveDriver();
		driver.run(30_000);
		driver.forget();
		driver.active = false;
		driver.answers.instrument = () => ({kind: 'instrument', instrument: {...driver.instrument, trading: 'halted'}});
		driver.run(4000);
		expect(driver.status).toMatchObject({reason: 'halted'});
		expect(driver.engine.view.trusted).toBe(false);
	});

	test('that no probe can explain is a dead stream after a while', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.answers.probe = () => failure('unreachable');
		driver.run(11_900);
		expect(driver.connects()).toEqual([]);
		driver.run(1500);
		expect(driver.connects()).toEqual([2]);
	});

	test('of depth is silence, whatever trades go on', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.answers.probe = () => null;
		for (let count = 0; count < 35; count += 1) {
			driver.run(100);
			driver.event(trade(count, 'buy', 10_010, 5));
			driver.event({kind: 'subscribed'});
		}

		expect(driver.status).toMatchObject({state: 'stale', reason: 'silent'});
	});

	test('of a stream that never spoke, while snapshots move on, is a dead stream too', () => {
		const driver = new EngineDriver();
		driver.active = false;
		for (let count = 0; count < 400 && driver.connects().length < 2; count += 1) {
			driver.truth.move();
			driver.run(TICK_MS);
		}

		expect(driver.connects()).toEqual([1, 2]);
		expect(driver.engine.view.trusted).toBe(false);
	});
});

describe('a busy stream that comes late', () => {
	/** Every 100 ms a diff sent `lateMs` earlier by the venue's clock, which is 7 ms ahead. */
	const runLate = (driver: EngineDriver, lateMs: number, forMs: number): void => {
		driver.active = false;
		for (let passed = 0; passed < forMs; passed += 100) {
			driver.run(100);
			driver.event({...driver.truth.move(), eventAtMs: unixMs(driver.at.wallMs + 7 - lateMs)});
		}
	};

	test('is stale, whatever it says', () => {
		const driver = liveDriver();
		driver.answers.probe = () => null;
		runLate(driver, 3200, 200);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'silent'});
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		runLate(driver, 100, 200);
		expect(driver.engine.view.trusted).toBe(true);
	});

	test('and does not come to where the venue stands is given up for a new one', () => {
		const driver = liveDriver();
		driver.answers.probe = () => ({kind: 'snapshot', snapshot: {...driver.snapshot(), lastId: updateId(driver.truth.lastId + 80)}});
		runLate(driver, 8000, 2200);
		expect(driver.connects()).toEqual([2]);
	});

	test('by a clock that is wrong, and is where the venue stands, is believed', () => {
		const driver = liveDriver();
		runLate(driver, 20_000, 1000);
		driver.forget();
		runLate(driver, 20_000, 20_000);
		expect(driver.states).toEqual([]);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.requests('probe').length).toBeLessThan(15);
	});

	test('by hours is a recording with a clock of its own', () => {
		const driver = liveDriver();
		runLate(driver, 5 * 3_600_000, 2000);
		expect(driver.states).toEqual([]);
	});
});

describe('two equal snapshots', () => {
	test('prove nothing while the stream counts in another way', () => {
		const driver = new EngineDriver();
		driver.active = false;
		driver.truth.lastId = 1_000_000;
		driver.run(100);
		for (let id = 1; id < 400; id += 1) {
			driver.event(diff(id, id, {bids: [[9000 + id, 1]]}));
			driver.run(TICK_MS);
			expect(driver.engine.view.trusted).toBe(false);
		}
	});
});

describe('the process that slept', () => {
	test.each([
		['a pause of all clocks', SUSPEND_AFTER_MS + 1, 0],
		['the wall clock leaps ahead', TICK_MS, 3_600_000],
		['the wall clock leaps back', TICK_MS, -3_600_000],
	])('%s: nothing is believed until it was loaded anew', (_name, pause, shift) => {
		const driver = liveDriver();
		driver.now += pause;
		driver.wallShift += shift;
		driver.step({kind: 'tick'});
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'suspend'});
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		expect(driver.engine.view.gauges(driver.at).clockOffset).toBeUndefined();
		driver.truth.move(7);
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('fills no order by a trade that wakes it', () => {
		const driver = liveDriver();
		driver.now += 60_000;
		driver.event(trade(1, 'sell', 9000, 5e8));
		expect(driver.of('fill')).toEqual([]);
		expect(driver.engine.view.maker.account.inventoryLots).toBe(0n);
	});

	test('a pause that is no suspension changes nothing', () => {
		const driver = liveDriver();
		driver.now += SUSPEND_AFTER_MS;
		driver.step({kind: 'tick'});
		expect(driver.engine.view.trusted).toBe(true);
	});

	test('fills no order by a trade that comes when the book is already stale', () => {
		const driver = liveDriver(engineConfig({staleAfterMs: 500}));
		driver.active = false;
		driver.answers.probe = () => null;
		driver.now += 1000;
		driver.event(trade(1, 'sell', 9000, 5e8));
		expect(driver.of('fill')).toEqual([]);
	});
});
