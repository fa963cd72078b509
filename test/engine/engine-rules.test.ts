import {describe, expect, test} from 'vitest';
import type {Instrument} from '../../source/domain/instrument.js';
import {diff} from '../helpers/diffs.js';
import {engineConfig, EngineDriver, failure, liveDriver, TrueBook} from '../helpers/engine-driver.js';
import {instrumentWith, moneyOf} from '../helpers/instruments.js';

describe('the instrument', () => {
	test('whose tick changes is obeyed within a minute, whatever the prices say', () => {
		const driver = liveDriver();
		driver.run(20_000);
		driver.instrument = instrumentWith({
			tickSize: '0.1',
			unitDecimals: driver.instrument.unitDecimals,
			stepSize: '0.00000001',
			minQty: '0',
			minNotional: '0',
		});
		driver.run(61_000);
		expect(driver.of('instrument').map(({instrument}) => instrument.tickUnits)).toEqual([10]);
		const {quoting} = driver.engine.view.maker;
		expect(quoting.kind === 'quoting' && [...quoting.bids, ...quoting.asks].every(({priceUnits}) => priceUnits % 10 === 0)).toBe(true);
	});

	test('that is halted while a reading of it hangs is asked about as soon as that has failed', () => {
		const driver = liveDriver();
		driver.answers.instrument = () => failure('unreachable');
		driver.run(55_000);
		driver.restDelayMs = 8000;
		driver.runUntil(() => driver.requests('instrument').length > 0);
		driver.restDelayMs = 20;
		delete driver.answers.instrument;
		driver.active = false;
		driver.instrument = {...driver.instrument, trading: 'halted'};
		driver.run(9000);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'halted'});
	});

	test('is read again after a lost connection, because changes may have been missed', () => {
		const driver = liveDriver();
		driver.run(5000);
		driver.lose();
		driver.forget();
		driver.runUntilLive();
		expect(driver.requests('instrument')).toHaveLength(1);
	});

	test('without a tick has its default distances chosen again when the tick arrives; what a hand has set stays', () => {
		const {halfSpread: _half, ...maker} = engineConfig().maker!;
		const driver = new EngineDriver(engineConfig({maker: {...maker, makerFeeRate: 0n}}));
		driver.truth = new TrueBook(100);
		const given = instrumentWith({tickSize: '0.5', unitDecimals: 4, stepSize: '0.00000001', minQty: '0', minNotional: '0'});
		driver.instrument = {...given, missingRules: ['no-tick-size', 'no-lot-step'], tickUnits: 1, priceDecimals: 4};
		driver.runUntilLive();
		driver.run(1000);
		expect(driver.journal).toContain('no tick size, no lot step from the venue: not quoted');
		expect(driver.engine.view.maker.parameters).toMatchObject({halfSpread: moneyOf('0.02'), step: moneyOf('0.01')});
		driver.command({kind: 'set-order-size', size: '2'});
		driver.instrument = given;
		driver.run(11_000);
		expect(driver.engine.view.maker.parameters).toMatchObject({halfSpread: moneyOf('0.125'), step: moneyOf('0.5'), orderLots: 200_000_000});
		expect(driver.journal.find((text) => text.startsWith('chosen again for the rules of now: '))).toMatch(/halfSpread 0\.125/);
		expect(driver.engine.view.maker.quoting.kind).toBe('quoting');
	});

	test('that lacks a rule keeps a kill from closing the position, and reports it', () => {
		const config = engineConfig();
		const driver = liveDriver({
			...config,
			maker: {...config.maker!, inventory: '3', limits: {maxLoss: moneyOf('0.1'), flattenOnKill: true}},
		});
		driver.instrument = {...driver.instrument, missingRules: ['no-lot-step']};
		driver.run(61_000);
		const held = driver.engine.view.maker.account.inventoryLots;
		// The market falls by more than the loss limit.
		driver.truth.lastId += 1;
		driver.event(
			diff(driver.truth.lastId, driver.truth.lastId, {
				bids: [...driver.truth.sorted('bids').map(([price]) => [price, 0] as const), [9000, 1_000_000_000]],
			}),
		);
		driver.run(500);
		expect(driver.engine.view.maker.risk?.state).toBe('killed');
		expect(driver.journal).toContain('cannot flatten: no lot step from the venue');
		expect(driver.engine.view.maker).toMatchObject({flattening: false, account: {inventoryLots: held}, orders: []});
	});

	test('limits are reported with their use', () => {
		const config = engineConfig();
		const driver = liveDriver({...config, maker: {...config.maker!, inventory: '-0.5', limits: {maxLoss: moneyOf('100')}}});
		for (const limit of ['max-inventory', 'max-loss', 'max-latency'] as const) driver.command({kind: 'tell-limit', limit});
		expect(driver.journal.slice(-3)).toEqual([
			'operator: max-inventory is 5, used 0.5 (10 %)',
			expect.stringMatching(/^operator: max-loss is 100, used 0(\.\d+)? \(0 %\)$/),
			'operator: max-latency is 1s',
		]);
		const early = new EngineDriver();
		early.command({kind: 'tell-limit', limit: 'max-loss'});
		expect(early.journal).toEqual(['operator: max-loss is not known before there is a price']);
	});

	test('is not read that often where weight runs short', () => {
		const driver = liveDriver();
		driver.forget();
		driver.usedWeight = [{intervalMs: 60_000, used: 4000}];
		driver.run(290_000);
		expect(driver.requests('instrument').length).toBeLessThanOrEqual(2);
	});

	/** A new best price that exists on one side for a moment. */
	const improve = (driver: EngineDriver, price: number): void => {
		for (const quantity of [1, 0]) {
			driver.truth.lastId += 1;
			driver.event(diff(driver.truth.lastId, driver.truth.lastId, {bids: [[price, quantity]]}));
		}
	};

	const coarse = instrumentWith({tickSize: '0.1', unitDecimals: 2, stepSize: '0.00000001', minQty: '0', minNotional: '0'});
	const fine = instrumentWith({tickSize: '0.01', unitDecimals: 2, stepSize: '0.00000001', minQty: '0', minNotional: '0'});

	const liveOn = (instrument: Instrument): EngineDriver => {
		const driver = new EngineDriver();
		driver.truth = new TrueBook(10);
		driver.instrument = instrument;
		driver.runUntilLive();
		driver.run(15_000);
		driver.forget();
		return driver;
	};

	test('whose tick became finer is read again as soon as a new best price lies between the old ticks', () => {
		const driver = liveOn(coarse);
		driver.instrument = fine;
		improve(driver, 100_013);
		driver.run(100);
		expect(driver.of('instrument').map(({instrument}) => instrument.tickUnits)).toEqual([1]);
		expect(driver.engine.view.trusted).toBe(true);
	});

	test('whose tick became coarser is read again as soon as all new best prices are multiples of another', () => {
		const driver = liveOn(fine);
		improve(driver, 100_013);
		driver.instrument = coarse;
		for (let count = 0; count < 24; count += 1) improve(driver, 100_010 + 10 * (count % 8));
		driver.run(100);
		expect(driver.of('instrument').map(({instrument}) => instrument.tickUnits)).toEqual([10]);
	});

	test('is not requested without end where prices contradict valid rules', () => {
		const driver = liveOn(coarse);
		for (let second = 0; second < 600; second += 1) {
			improve(driver, 100_013);
			driver.run(1000);
		}

		// It is read once a minute anyway.
		expect(driver.requests('instrument').length).toBeLessThanOrEqual(10 + 6);
	});

	test('is not read again for an old order off the grid that becomes the best one', () => {
		const driver = liveOn(coarse);
		driver.truth.lastId += 1;
		driver.event(
			diff(driver.truth.lastId, driver.truth.lastId, {
				bids: [
					[99_995, 1],
					[100_000, 0],
				],
			}),
		);
		driver.run(5000);
		expect(driver.requests('instrument')).toEqual([]);
	});

	test.each<[string, readonly number[]]>([
		['few new best prices, however round', [100_010, 100_020, 100_030]],
		['new best prices at the same few places', Array.from({length: 60}, (_none, index) => 100_010 + 10 * (index % 3))],
	])('is not read again for %s', (_name, prices) => {
		const driver = liveOn(fine);
		for (const price of prices) improve(driver, price);
		driver.run(5000);
		expect(driver.requests('instrument')).toEqual([]);
	});
});
