import {updateId} from '../../source/domain/units.js';
import {describe, expect, test} from 'vitest';
import {binance} from '../../source/venue/binance/index.js';
import {SUSPEND_AFTER_MS} from '../../source/engine/engine.js';
import {expectTrueBook, failure, liveDriver, type EngineDriver} from '../helpers/engine-driver.js';

const everTrusted = (driver: EngineDriver, ms: number): boolean => {
	let trusted = true;
	for (let passed = 0; passed < ms; passed += 50) {
		driver.run(50);
		trusted &&= driver.engine.view.trusted && driver.status.state === 'live';
	}

	return trusted;
};

/** Makes the second connection's book live; it now waits for an id that the first has not received. */
const readySecond = (driver: EngineDriver): void => {
	driver.event({kind: 'shutdown'});
	driver.active = false;
	driver.run(60);
	const [, second = 0] = driver.generations;
	driver.event(driver.truth.move(), second);
	driver.run(100);
	driver.event(driver.truth.move(), second);
};

describe('make before break', () => {
	test('on serverShutdown: a second connection syncs, agrees at one id, takes over; never a moment out of live', () => {
		const driver = liveDriver();
		const first = driver.generation;
		driver.event({kind: 'shutdown'});
		expect(everTrusted(driver, 5000)).toBe(true);
		expect(driver.connects()).toHaveLength(1);
		expect(driver.effects).toContainEqual({kind: 'disconnect', generation: first});
		expect(driver.generations).toEqual([first + 1]);
		expect(driver.engine.view.counters).toMatchObject({rotations: 1, resyncs: 0, gaps: 0});
		expect(driver.states).toEqual(['live server-shutdown']);
		expectTrueBook(driver);
	});

	test('a first connection that goes silent before the second is open is lost for that reason', () => {
		const driver = liveDriver();
		driver.dials = 'silent';
		driver.event({kind: 'shutdown'});
		driver.active = false;
		driver.run(1000);
		// The venue continues, but nothing arrives.
		driver.truth.move();
		driver.runUntil(() => driver.status.state === 'connecting');
		expect(driver.status.reason).toBe('silent');
	});

	test('on a shutdown of the second connection too: a third one follows it, never a moment out of live', () => {
		const driver = liveDriver();
		driver.event({kind: 'shutdown'});
		driver.run(50);
		const [first = 0, second = 0] = driver.generations;
		for (const generation of [first, second]) driver.event({kind: 'shutdown'}, generation);
		expect(everTrusted(driver, 8000)).toBe(true);
		expect(driver.generations).toEqual([second + 1]);
		expect(driver.engine.view.counters).toMatchObject({rotations: 2, resyncs: 0});
	});

	test('a message of the second connection that cannot be read costs the first one nothing', () => {
		const driver = liveDriver();
		driver.restDelayMs = 300;
		driver.event({kind: 'shutdown'});
		driver.run(150);
		const [first = 0, second = 0] = driver.generations;
		expect(second).toBeGreaterThan(first);
		driver.event({kind: 'malformed', depth: true, message: 'price off the grid'}, second);
		expect(everTrusted(driver, 5000)).toBe(true);
		expect(driver.generations).toEqual([second]);
		expect(driver.engine.view.counters).toMatchObject({rotations: 1, resyncs: 0, malformedEvents: 1});
		expectTrueBook(driver);
	});

	test('other price units meanwhile: what the second connection has built is not taken over', () => {
		const driver = liveDriver();
		readySecond(driver);
		// From here on all numbers are in tenths of the unit.
		driver.instrument = {...driver.instrument, unitDecimals: driver.instrument.unitDecimals + 1};
		driver.answers.probe = () => null;
		driver.runUntil(() => driver.engine.view.instrument === driver.instrument);
		driver.answers['successor-snapshot'] = () => failure('unreachable');
		driver.answers.snapshot = () => failure('unreachable');
		for (let count = 0; count < 20; count += 1) {
			driver.publish();
			driver.run(100);
			expect(driver.engine.view.trusted).toBe(false);
		}

		delete driver.answers.snapshot;
		delete driver.answers['successor-snapshot'];
		driver.active = true;
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('in a market that says nothing meanwhile: an equal book at the same id is enough', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.event({kind: 'shutdown'});
		expect(everTrusted(driver, 1500)).toBe(true);
		expect(driver.engine.view.counters).toMatchObject({rotations: 1, resyncs: 0});
		expect(driver.generations).toHaveLength(1);
		driver.active = true;
		expect(everTrusted(driver, 2000)).toBe(true);
		expect(driver.engine.view.counters.gaps).toBe(0);
		expectTrueBook(driver);
	});

	test('that was not ready takes over with the loss as its reason, not with its own snapshots', () => {
		const driver = liveDriver();
		const old = driver.snapshot();
		driver.answers['successor-snapshot'] = () => ({kind: 'snapshot', snapshot: {...old, lastId: updateId(old.lastId - 500)}});
		driver.event({kind: 'shutdown'});
		driver.run(600);
		const [first = 0, second] = driver.generations;
		expect(second).toBeDefined();
		driver.step({kind: 'lost', generation: first, code: 1006, detail: 'close 1006'});
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'disconnect'});
	});

	test('in a silent market takes over the silence too', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.answers.probe = () => null;
		driver.event({kind: 'shutdown'});
		driver.run(2800);
		expect([driver.engine.view.counters.rotations, driver.engine.view.trusted]).toEqual([1, true]);
		driver.run(400);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'silent'});
	});

	test('from a book that is stale takes over only when its own stream has spoken', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.answers.probe = () => null;
		driver.run(3100);
		driver.event({kind: 'shutdown'});
		driver.run(1500);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'silent'});
		expect(driver.engine.view.counters.rotations).toBe(0);
		driver.active = true;
		driver.run(500);
		expect([driver.engine.view.counters.rotations, driver.engine.view.trusted]).toEqual([1, true]);
	});

	test('after a sleep, a second book from before it is not taken over', () => {
		const driver = liveDriver();
		driver.answers.snapshot = () => failure('unreachable');
		readySecond(driver);
		driver.now += SUSPEND_AFTER_MS + 1;
		driver.step({kind: 'tick'});
		expect(driver.engine.view.trusted).toBe(false);
		driver.run(500);
		expect(driver.engine.view.trusted).toBe(false);
	});

	test('before the 24 h cut, by itself', () => {
		const driver = liveDriver();
		driver.run(60_000);
		driver.now += binance.limits.rotateAfterMs ?? 0;
		// The clock jump counts as a suspend; the point is that the next day starts on a new connection.
		driver.run(60_000);
		expect(driver.engine.view.counters.rotations).toBe(1);
		expectTrueBook(driver);
	});

	test('the old connection is cut before the second is ready: the second goes on alone', () => {
		const driver = liveDriver();
		driver.event({kind: 'shutdown'});
		driver.restDelayMs = 2000;
		driver.run(200);
		const [old = 0] = driver.generations;
		driver.step({kind: 'lost', generation: old, code: 1001, detail: 'close 1001'});
		expect(driver.engine.view.trusted).toBe(false);
		driver.runUntilLive();
		expect(driver.connects()).toHaveLength(1);
		expectTrueBook(driver);
	});

	test('a second connection that cannot be had leaves the first alone', () => {
		const driver = liveDriver();
		driver.dials = 'refused';
		driver.event({kind: 'shutdown'});
		expect(everTrusted(driver, 20_000)).toBe(true);
		expect(driver.engine.view.counters).toMatchObject({rotations: 0, resyncs: 0});
	});

	test('is not wanted any more once the first connection is lost', () => {
		const driver = liveDriver();
		driver.dials = 'refused';
		driver.event({kind: 'shutdown'});
		driver.run(1000);
		driver.dials = 'open';
		driver.lose();
		driver.runUntilLive();
		driver.forget();
		driver.run(60_000);
		expect(driver.connects()).toEqual([]);
	});

	test('trades received on both connections pass once', () => {
		const driver = liveDriver();
		driver.event({kind: 'shutdown'});
		driver.run(100);
		const [first = 0, second = 0] = driver.generations;
		const print = {
			kind: 'trade',
			id: 1,
			priceUnits: 10_000,
			qtyLots: 1,
			aggressor: 'sell',
			tradeAtMs: driver.at.wallMs,
			eventAtMs: driver.at.wallMs,
		} as unknown as Parameters<EngineDriver['event']>[0];
		driver.event(print, first);
		driver.event(print, second);
		expect(driver.of('trade')).toHaveLength(1);
		expect(driver.engine.view.counters.trades).toBe(1);
	});
});
