import {describe, expect, test} from 'vitest';
import {ROTATE_AFTER_MS} from '../../source/engine/connection.js';
import {expectTrueBook, liveDriver, type EngineDriver} from '../helpers/engine-driver.js';

const everTrusted = (driver: EngineDriver, ms: number): boolean => {
	let trusted = true;
	for (let passed = 0; passed < ms; passed += 50) {
		driver.run(50);
		trusted &&= driver.engine.view.trusted && driver.status.state === 'live';
	}

	return trusted;
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

	test('before the 24 h cut, by itself', () => {
		const driver = liveDriver();
		driver.run(60_000);
		driver.now += ROTATE_AFTER_MS;
		// The jump itself is a suspend; what counts is that the new day begins with a new connection.
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

	test('trades told by both connections pass once', () => {
		const driver = liveDriver();
		driver.event({kind: 'shutdown'});
		driver.run(100);
		const [first = 0, second = 0] = driver.generations;
		const print = {kind: 'trade', id: 1, priceTicks: 10_000, qtyLots: 1, aggressor: 'sell', tradeAtMs: driver.at.wallMs, eventAtMs: driver.at.wallMs} as unknown as Parameters<EngineDriver['event']>[0];
		driver.event(print, first);
		driver.event(print, second);
		expect(driver.of('trade')).toHaveLength(1);
		expect(driver.engine.view.counters.trades).toBe(1);
	});
});
