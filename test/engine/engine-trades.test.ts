import {describe, expect, test} from 'vitest';
import type {FeedEvent} from '../../source/domain/feed-event.js';
import {EngineDriver} from '../helpers/engine-driver.js';
import {trade} from '../helpers/diffs.js';

const live = (): EngineDriver => {
	const driver = new EngineDriver();
	driver.run(2000);
	return driver;
};

const texts = (driver: EngineDriver): readonly string[] =>
	driver.told.flatMap(({output}) => (output.kind === 'journal' ? [output.entry.text] : []));
const losses = (driver: EngineDriver) => driver.told.flatMap(({output}) => (output.kind === 'loss' ? [output.loss] : []));
const print = (driver: EngineDriver, ...ids: readonly number[]): void => {
	for (const id of ids) driver.event(trade(id, 'buy', 10_010, 1));
};

describe('trades whose ids jump', () => {
	test('on a live socket are counted and reported, with their place', () => {
		const driver = live();
		print(driver, 1, 2, 6);
		expect(driver.engine.view.counters).toMatchObject({tradesLost: 0, tradesIncompleteSinceMs: undefined});
		driver.run(1100);
		expect(driver.engine.view.counters).toMatchObject({trades: 3, tradesLost: 3, tradesIncompleteSinceMs: trade(2, 'buy', 1, 1).tradeAtMs});
		expect(losses(driver)).toMatchObject([{fromId: 3, toId: 5, missing: 3}]);
		expect(texts(driver)).toContain('3 trades lost on the way (ids 3 to 5): volume, prints/s and paper fills are incomplete from there');
	});

	test('across a lost connection are counted too', () => {
		const driver = live();
		print(driver, 1, 2);
		driver.lose();
		driver.run(3000);
		print(driver, 10);
		driver.run(1100);
		expect(driver.engine.view.counters).toMatchObject({trades: 3, tradesLost: 7});
	});

	test('and come late are corrected, and the word is taken back', () => {
		const driver = live();
		print(driver, 1, 4);
		driver.run(1100);
		print(driver, 2, 3);
		driver.run(11_000);
		expect(driver.engine.view.counters).toMatchObject({trades: 4, tradesLost: 0, tradesIncompleteSinceMs: undefined});
		expect(losses(driver).map(({missing}) => missing)).toEqual([2, 1, 0]);
	});

	test('are reported at once, then at most once in ten seconds', () => {
		const driver = live();
		for (let id = 1; id < 100; id += 2) {
			print(driver, id);
			driver.run(100);
		}

		driver.run(15_000);
		expect(driver.engine.view.counters.tradesLost).toBe(49);
		expect(texts(driver).filter((text) => text.includes('lost on the way'))).toHaveLength(2);
	});
});

test('a second trade with the same id and other content is reported and not counted', () => {
	const driver = live();
	print(driver, 1, 2);
	driver.event(trade(2, 'sell', 10_000, 7));
	expect(driver.engine.view.counters).toMatchObject({trades: 2, tradesConflicting: 1, tradesLost: 0});
	expect(texts(driver)).toContain('a second trade with id 2 says something else: not counted');
});

test.each<[FeedEvent, string]>([
	[{kind: 'unknown', name: '"kline"'}, 'a message of a kind that is not known: "kline"'],
	[{kind: 'malformed', depth: false, message: 'trade 7'}, 'unreadable message: trade 7'],
])('what was received and not understood is counted and told, and a flood of it is one sentence in ten seconds: %o', (event, text) => {
	const driver = live();
	for (let count = 0; count < 50; count += 1) driver.event(event);
	const {unknownEvents, malformedEvents} = driver.engine.view.counters;
	expect(unknownEvents + malformedEvents).toBe(50);
	expect(texts(driver).filter((one) => one.includes(text))).toEqual([text]);
	driver.run(11_000);
	expect(texts(driver).filter((one) => one.includes(text))).toEqual([text, `${text}; 49 of these in 10 s`]);
	expect(driver.engine.view.trusted).toBe(true);
});
