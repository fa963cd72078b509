/** Status, quotes and events of one moment must not contradict each other or their own fields. */

import {describe, expect, test} from 'vitest';
import type {Reason} from '../../source/engine/feed/types/status.js';
import {quoteFields} from '../helpers/line-fields.js';
import {EngineDriver, engineConfig, failure} from '../helpers/engine-driver.js';
import {NOON} from '../helpers/diffs.js';
import {moneyOf, plain} from '../helpers/instruments.js';

const live = (driver = new EngineDriver()): EngineDriver => {
	driver.runUntilLive();
	driver.run(1000);
	return driver;
};

const texts = (driver: EngineDriver): readonly string[] =>
	driver.told.flatMap(({output}) => (output.kind === 'journal' ? [output.entry.text] : []));
const quoteOf = ({engine: {view}}: EngineDriver) => quoteFields(view.instrument, view.maker.quoting, view.status.reason, view.maker.risk);

/** The reasons in the newest status line and quote line. */
const lastReasons = (driver: EngineDriver): readonly (string | undefined)[] => {
	let status: Reason | undefined;
	let quote: string | undefined;
	for (const {output} of driver.told) {
		if (output.kind === 'status') status = output.status.reason;
		if (output.kind === 'quote' && status !== undefined) quote = String(quoteFields(undefined, output.quoting, status)['reason']);
	}

	return [status, quote];
};

describe('the reason is one and the same for status and quotes', () => {
	test.each<[name: string, happen: (driver: EngineDriver) => void]>([
		[
			'a gap',
			(driver) =>
				driver.event({...driver.truth.move(3), firstId: (driver.truth.lastId + 7) as never, lastId: (driver.truth.lastId + 9) as never}),
		],
		[
			'silence',
			(driver) => {
				driver.active = false;
				driver.answers.probe = () => null;
				driver.run(3100);
			},
		],
		[
			'silence, then the connection goes, in one step of time',
			(driver) => {
				driver.active = false;
				driver.answers.probe = () => null;
				driver.run(2900);
				driver.now += 100;
				driver.lose();
			},
		],
		[
			'a connection that goes and is refused again',
			(driver) => {
				driver.dials = 'refused';
				driver.lose();
				driver.run(5000);
			},
		],
		[
			'a halt',
			(driver) => {
				driver.instrument = {...plain, trading: 'halted', venueStatus: 'HALT'};
				driver.active = false;
				driver.run(15_000);
			},
		],
	])('%s', (_name, happen) => {
		const driver = live();
		driver.forget();
		happen(driver);
		expect(driver.engine.view.trusted).toBe(false);
		const [status, quote] = lastReasons(driver);
		expect(quote).toBe(status);
		expect(quoteOf(driver)['reason']).toBe(driver.status.reason);
		expect(texts(driver).some((text) => text.includes(driver.status.reason))).toBe(true);
	});
});

test('quotes are not said to be off for a book that is live again', () => {
	const driver = live();
	driver.forget();
	driver.event({...driver.truth.move(3), firstId: (driver.truth.lastId + 7) as never, lastId: (driver.truth.lastId + 9) as never});
	driver.runUntil(() => driver.engine.view.trusted);
	const words = driver.told.flatMap(({output}) =>
		output.kind === 'status' ? [output.status.state] : output.kind === 'quote' ? [output.quoting.kind] : [],
	);
	expect(words).toContain('pulled');
	expect(words.slice(words.indexOf('live'))).toEqual(['live', 'quoting']);
});

describe('a halt that the venue announced', () => {
	const halted = (): EngineDriver => {
		const driver = live();
		driver.instrument = {...plain, trading: 'halted', venueStatus: 'BREAK', haltText: 'the venue says BREAK, trading is off'};
		driver.active = false;
		driver.run(12_000);
		return driver;
	};

	test('is not silence, and the venue is quoted', () => {
		const driver = halted();
		expect(driver.status).toMatchObject({state: 'stale', reason: 'halted', detail: 'the venue says BREAK, trading is off'});
		expect(texts(driver).some((text) => text.includes('halted: the venue says BREAK'))).toBe(true);
	});

	test('ends with a book that is live for no time yet, after a halt', () => {
		const driver = halted();
		driver.instrument = plain;
		driver.active = true;
		driver.runUntil(() => driver.engine.view.trusted);
		expect(driver.status).toMatchObject({state: 'live', reason: 'halted'});
		expect(NOON + driver.now - driver.status.sinceMs).toBeLessThan(200);
		expect(texts(driver).at(-1)).toMatch(/book live at u=\d+ \(after halted\)/);
		driver.run(5000);
		expect(NOON + driver.now - driver.status.sinceMs).toBeGreaterThan(4500);
		expect(driver.status.reason).toBe('halted');
	});

	test('is a delisting when the venue twice answers that it does not know the symbol', () => {
		const driver = live();
		driver.answers.instrument = () => ({...failure('unknown-symbol', 400), message: 'HTTP 400 -1121 Invalid symbol.'});
		driver.active = false;
		driver.run(20_000);
		expect(driver.status).toMatchObject({reason: 'halted', detail: 'BTCUSDT is delisted: HTTP 400 -1121 Invalid symbol.'});
		expect(driver.engine.view.trusted).toBe(false);
		expect(texts(driver).some((text) => text.includes('BTCUSDT is delisted'))).toBe(true);
	});

	test('and one such answer while the market goes on is no delisting', () => {
		const driver = live();
		let asked = 0;
		driver.answers.instrument = () => (++asked === 1 ? failure('unknown-symbol', 400) : {kind: 'instrument', instrument: plain});
		driver.run(320_000);
		expect(asked).toBeGreaterThan(1);
		expect(driver.engine.view.trusted).toBe(true);
	});
});

describe('an answer that cannot be used is not a venue that cannot be reached', () => {
	const first = (kind: 'unreachable' | 'unreadable' | 'refused'): string => {
		const driver = new EngineDriver();
		driver.answers.instrument = () => failure(kind, 200);
		driver.run(60_000);
		const [fatal] = driver.told.flatMap(({output}) => (output.kind === 'fatal' ? [output.message] : []));
		return fatal ?? '';
	};

	test('at the start', () => {
		expect(first('unreadable')).toBe('binance answers, and its answer cannot be used: the venue failed: unreadable');
		expect(first('refused')).toBe('binance answers, and refuses: the venue failed: refused');
		expect(first('unreachable')).toMatch(/^binance cannot be reached: the venue failed: unreachable/);
	});

	test.each(['instrument', 'snapshot', 'time', 'probe'] as const)('while it runs, whatever was asked (%s)', (kind) => {
		const driver = live();
		driver.answers[kind] = () => failure('unreadable', 200);
		driver.command({kind: 'resync'});
		if (kind === 'probe') driver.active = false;
		driver.run(kind === 'instrument' ? 310_000 : 65_000);
		expect(texts(driver)).toContain(`${kind} cannot be used: the venue failed: unreadable`);
	});
});

describe('quotes', () => {
	test('are not said to stand where neither side may', () => {
		const driver = live(
			new EngineDriver(
				engineConfig({
					maker: {
						...engineConfig().maker!,
						halfSpread: moneyOf('0.05'),
						orderSize: '1',
						maxInventory: '5',
						limits: {maxGrossNotional: moneyOf('0.01')},
					},
				}),
			),
		);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.engine.view.maker.quoting).toMatchObject({
			kind: 'pulled',
			reason: 'no-side',
			bidOff: 'gross-limit',
			askOff: 'gross-limit',
		});
		expect(quoteOf(driver)).toMatchObject({
			state: 'pulled',
			reason: 'gross-limit',
			bid: null,
			ask: null,
			bid_reason: 'gross-limit',
			ask_reason: 'gross-limit',
		});
	});

	test('that were pulled, killed and re-armed have the time of each', () => {
		const driver = live();
		const since = (): number => {
			const {quoting} = driver.engine.view.maker;
			return quoting.kind === 'pulled' ? quoting.sinceMs - NOON : -1;
		};
		const reason = () => quoteOf(driver)['reason'];
		const at: number[] = [];
		const doNow = (kind: 'pull-quotes' | 'kill' | 'rearm' | 'resume-quotes'): void => {
			driver.run(1000);
			at.push(driver.now);
			driver.command({kind});
		};
		doNow('pull-quotes');
		expect([reason(), since()]).toEqual(['operator', at[0]]);
		doNow('pull-quotes');
		expect([reason(), since()]).toEqual(['operator', at[0]]);
		doNow('kill');
		expect([reason(), since()]).toEqual(['killed', at[2]]);
		driver.lose();
		driver.run(3000);
		expect([reason(), since()]).toEqual(['killed', at[2]]);
		doNow('rearm');
		expect([reason(), since()]).toEqual(['operator', at[0]]);
		doNow('resume-quotes');
		expect(quoteOf(driver)['state']).toBe('quoting');
	});

	test('that were killed are killed no more once they are re-armed, also while there is no book', () => {
		const driver = live();
		driver.command({kind: 'kill'});
		driver.dials = 'silent';
		driver.lose();
		driver.run(1000);
		driver.command({kind: 'rearm'});
		expect(quoteOf(driver)).toMatchObject({state: 'pulled', reason: driver.status.reason});
		expect(driver.engine.view.maker.risk?.state).not.toBe('killed');
	});
});

describe('a parameter is confirmed as it acts', () => {
	const told = (driver: EngineDriver): string | undefined => texts(driver).findLast((text) => text.startsWith('operator:'));

	test('a size beyond the inventory limit', () => {
		const driver = live(new EngineDriver(engineConfig({maker: {...engineConfig().maker!, inventory: '2'}})));
		driver.command({kind: 'set-order-size', size: '5'});
		expect(told(driver)).toBe('operator: order size → 5 asked, 3 quoted on the bid: inventory limit');
		driver.command({kind: 'set-order-size', size: '2'});
		expect(told(driver)).toBe('operator: order size → 2');
		driver.command({kind: 'set-order-size', size: '100'});
		expect(texts(driver).at(-1)).toBe('refused: order size 100 is more than the inventory limit: at most 5');
	});

	test('any of them while nothing is quoted', () => {
		const driver = live();
		driver.command({kind: 'pull-quotes'});
		driver.command({kind: 'set-half-spread', halfSpread: moneyOf('0.07')});
		expect(told(driver)).toBe('operator: half-spread → 0.07; no quotes: operator');
	});

	test('a skew that would cross the market', () => {
		const driver = live();
		driver.command({kind: 'set-skew', shift: moneyOf('0.2')});
		expect(told(driver)).toMatch(/^operator: skew → \+0\.2 asked, .*bid kept from crossing the market/);
	});
});

test('a book that goes from gap to gap counts each state alone', () => {
	const driver = live();
	driver.run(60_000);
	driver.event({...driver.truth.move(1), firstId: (driver.truth.lastId + 5) as never, lastId: (driver.truth.lastId + 6) as never});
	expect(driver.status.state).toBe('resyncing');
	expect(driver.status.sinceMs - NOON).toBe(driver.now);
	driver.runUntilLive();
	expect(driver.status.sinceMs - NOON).toBe(driver.now);
});
