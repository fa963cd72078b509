import {describe, expect, test} from 'vitest';
import type {EngineConfig} from '../../source/engine/engine-config.js';
import type {InstrumentText} from '../../source/domain/instrument.js';
import {diff, trade} from '../helpers/diffs.js';
import {engineConfig, EngineDriver, expectTrueBook, failure, liveDriver, TICK_MS, TrueBook} from '../helpers/engine-driver.js';
import {instrumentWith, plain} from '../helpers/instruments.js';

describe('what the stream can say', () => {
	test('a shutdown: a second connection is made at once, and the first one serves until the second takes over', () => {
		const driver = liveDriver();
		driver.event({kind: 'shutdown'});
		expect(driver.effects[0]).toEqual({kind: 'connect', generation: 2});
		expect(driver.engine.view.trusted).toBe(true);
		for (let count = 0; count < 200 && driver.generations.includes(1); count += 1) {
			driver.run(TICK_MS);
			expect(driver.engine.view.trusted).toBe(true);
		}

		expect(driver.generations).toEqual([2]);
		expect(driver.effects).toContainEqual({kind: 'disconnect', generation: 1});
		driver.run(500);
		expectTrueBook(driver);
		expect(driver.of('quote')).toEqual([]);
	});

	test('a shutdown, and the end before anything could take over: as any other loss', () => {
		const driver = liveDriver();
		driver.dials = 'silent';
		driver.event({kind: 'shutdown'});
		driver.lose(1001, 'close 1001');
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		driver.dials = 'open';
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('a depth message that cannot be read: the book lost something', () => {
		const driver = liveDriver();
		driver.event({kind: 'malformed', depth: true, message: 'bid level [x] in u=1'});
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'bad-event'});
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		expect(driver.engine.view.counters.malformedEvents).toBe(1);
		expect(driver.journal).toContain('unreadable message: bid level [x] in u=1');
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test.each([
		['another message that cannot be read', {kind: 'malformed', depth: false, message: 'for symbol ETHUSDT'} as const],
		['an unknown one', {kind: 'unknown', name: 'kline'} as const],
		['a refusal', {kind: 'refused', message: '2 Invalid request'} as const],
		['an acknowledgement', {kind: 'subscribed'} as const],
	])('%s: counted and survived', (_name, event) => {
		const driver = liveDriver();
		driver.event(event);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.status.state).toBe('live');
	});

	test('a diff that crosses the book: nothing is repaired, all is loaded anew', () => {
		const driver = liveDriver();
		driver.event(diff(driver.truth.lastId + 1, driver.truth.lastId + 1, {bids: [[10_020, 1]]}));
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'crossed-book'});
		expect(driver.engine.view.maker.orders).toEqual([]);
		expect(driver.of('book')).toEqual([]);
		driver.truth.move();
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('a book with one side is live, and nothing is quoted on it', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.event(diff(driver.truth.lastId + 1, driver.truth.lastId + 1, {asks: driver.truth.sorted('asks').map(([price]) => [price, 0])}));
		expect(driver.status.state).toBe('live');
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled', reason: 'one-sided-book'});
	});

	test('what the risk layer says as the other side comes back says nothing of one side any more', () => {
		const driver = liveDriver();
		driver.active = false;
		const asks = driver.truth.sorted('asks');
		driver.event(diff(driver.truth.lastId + 1, driver.truth.lastId + 1, {asks: asks.map(([price]) => [price, 0])}));
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled', reason: 'one-sided-book'});
		driver.forget();
		driver.command({kind: 'reduce-only', on: true});
		driver.event(diff(driver.truth.lastId + 2, driver.truth.lastId + 2, {asks: [...asks]}));
		expect(driver.engine.view.maker.risk?.state).toBe('reduce-only');
		expect(driver.of('quote').filter(({quoting}) => quoting.kind === 'pulled' && quoting.reason === 'one-sided-book')).toEqual([]);
	});

	test('a snapshot with one side is shown, and asked for again as soon as the other side says anything', () => {
		const driver = new EngineDriver();
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: {...driver.snapshot(), asks: []}});
		driver.runUntil(() => driver.engine.view.updateId !== undefined);
		expect(driver.engine.view.book.bestAsk()).toBeUndefined();
		driver.run(500);
		expect(driver.told.some(({trusted}) => trusted)).toBe(false);
		expect(driver.states).toContain('resyncing audit');
		delete driver.answers.snapshot;
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('a trade fills an order that it reaches, and the account shows it in the same step', () => {
		const driver = liveDriver();
		const {quoting} = driver.engine.view.maker;
		if (quoting.kind !== 'quoting' || quoting.bid === undefined) throw new Error('no bid');
		driver.run(1000);
		driver.forget();
		driver.event({
			...trade(1, 'sell', quoting.bid.priceUnits - 1, quoting.bid.qtyLots),
			tradeAtMs: driver.at.wallMs,
			eventAtMs: driver.at.wallMs,
		});
		expect(driver.told.map(({output}) => output.kind)).toEqual(['trade', 'fill', 'journal', 'account']);
		expect(driver.of('fill')[0]?.fill).toMatchObject({side: 'buy', priceUnits: quoting.bid.priceUnits, inventoryLots: 100_000_000n});
		expect(driver.journal[0]).toMatch(/^BUY 1 @ 10/);
	});

	test('the same trade twice fills once', () => {
		const driver = liveDriver();
		driver.run(1000);
		const sale = {...trade(1, 'sell', 9000, 50_000_000), tradeAtMs: driver.at.wallMs, eventAtMs: driver.at.wallMs};
		driver.event(sale);
		driver.event(sale);
		expect(driver.of('fill')).toHaveLength(1);
		expect(driver.of('trade')).toHaveLength(1);
	});

	test('ids that begin anew: the book follows the new count', () => {
		const driver = liveDriver();
		driver.truth.lastId = 5;
		driver.run(5000);
		expect(driver.states).toContain('resyncing id-regress');
		expect(driver.engine.view.trusted).toBe(true);
		expectTrueBook(driver);
	});
});

describe('the venue that refuses', () => {
	test('an unknown symbol ends the session at once, with a sentence', () => {
		const driver = new EngineDriver(engineConfig({symbol: 'nosuch'}));
		driver.answers.instrument = () => failure('unknown-symbol', 400);
		driver.run(10_000);
		expect(driver.of('fatal').map(({message}) => message)).toEqual(['nosuch is not traded at binance (the venue failed: unknown-symbol)']);
		expect(driver.connects()).toEqual([]);
	});

	test.each(['unreachable', 'unreadable', 'refused'] as const)('a venue that is %s is tried a few times, then said to be', (kind) => {
		const driver = new EngineDriver();
		driver.answers.instrument = () => failure(kind, kind === 'refused' ? 502 : 0);
		driver.run(30_000);
		expect(driver.of('fatal')).toHaveLength(1);
		expect(driver.of('fatal')[0]?.message).toMatch(kind === 'unreachable' ? /cannot be reached/ : /^binance answers, and/);
		expect(driver.of('fatal')[0]?.message.endsWith('; without a network, --demo runs on the built-in exchange')).toBe(
			kind === 'unreachable',
		);
		expect(driver.requests('instrument').length).toBeGreaterThanOrEqual(4);
	});

	test('one failure at the start is no end', () => {
		const driver = new EngineDriver();
		driver.answers.instrument = () => failure('unreachable');
		driver.run(300);
		delete driver.answers.instrument;
		driver.runUntilLive();
		expect(driver.of('fatal')).toEqual([]);
	});

	test('a stream that refuses from the start ends the session with a sentence', () => {
		const driver = new EngineDriver();
		driver.dials = 'refused';
		driver.run(60_000);
		expect(driver.of('fatal')).toHaveLength(1);
		expect(driver.of('fatal')[0]?.message).toMatch(
			/stream cannot be reached: connect ECONNREFUSED; without a network, --demo runs on the built-in exchange$/,
		);
	});

	test('a stream that never answers has a deadline', () => {
		const driver = new EngineDriver();
		driver.dials = 'silent';
		driver.run(10_500);
		expect(driver.effects).toContainEqual({kind: 'disconnect', generation: 1});
		expect(driver.status.detail).toMatch(/no answer within 10 s/);
		driver.dials = 'open';
		driver.runUntilLive();
	});

	test('a stream that was there once is never given up', () => {
		const driver = liveDriver();
		driver.dials = 'refused';
		driver.lose();
		driver.run(600_000);
		expect(driver.of('fatal')).toEqual([]);
		expect(driver.connects().length).toBeLessThanOrEqual(60);
		driver.dials = 'open';
		driver.run(40_000);
		expect(driver.engine.view.trusted).toBe(true);
	});

	test('with 429 at the start is asked again when it said, and not before', () => {
		const driver = new EngineDriver();
		driver.answers.instrument = () => failure('rate-limited', 429, 37_000);
		driver.run(100);
		expect(driver.status).toMatchObject({state: 'connecting', reason: 'rate-limited'});
		delete driver.answers.instrument;
		driver.run(36_900);
		expect(driver.requests('instrument')).toHaveLength(1);
		driver.run(1000);
		expect(driver.requests('instrument')).toHaveLength(2);
		expect(driver.of('fatal')).toEqual([]);
		driver.runUntilLive();
	});

	test('with 418 during a resync is silent for every kind of request', () => {
		const driver = liveDriver();
		driver.answers.snapshot = () => failure('rate-limited', 418, 120_000);
		driver.truth.move(2);
		driver.publish();
		driver.run(1000);
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'rate-limited'});
		expect((driver.status.nextRetryAtMs ?? 0) - driver.at.wallMs).toBeGreaterThan(110_000);
		delete driver.answers.snapshot;
		driver.forget();
		driver.command({kind: 'resync'});
		driver.run(118_000);
		expect(driver.effects.filter((effect) => effect.kind === 'request')).toEqual([]);
		driver.run(5000);
		expect(driver.engine.view.trusted).toBe(true);
		expectTrueBook(driver);
	});

	test('a snapshot that failed is asked for again', () => {
		const driver = liveDriver();
		driver.answers.snapshot = () => failure('refused', 500);
		driver.truth.move(2);
		driver.publish();
		driver.run(5000);
		expect(driver.requests('snapshot').length).toBeGreaterThan(2);
		expect(driver.journal).toContain('snapshot refused: the venue failed: refused');
		delete driver.answers.snapshot;
		driver.run(6000);
		expect(driver.engine.view.trusted).toBe(true);
	});
});

/** A configuration that starts with a position. */
const heldConfig = (): EngineConfig => {
	const config = engineConfig();
	return {...config, ...(config.maker === undefined ? {} : {maker: {...config.maker, inventory: '0.5'}})};
};

describe('the instrument', () => {
	test('that is halted is looked at again soon also when a reading fails', () => {
		const driver = liveDriver();
		driver.instrument = {...driver.instrument, trading: 'halted'};
		driver.active = false;
		driver.runUntil(() => driver.status.reason === 'halted');
		driver.active = true;
		driver.answers.instrument = () => failure('rate-limited', 429, 2000);
		driver.run(12_000);
		delete driver.answers.instrument;
		driver.instrument = {...driver.instrument, trading: 'trading'};
		driver.run(13_000);
		expect(driver.engine.view.trusted).toBe(true);
	});

	test('that is halted makes the book untrusted, and is looked at more often until it trades again', () => {
		const driver = liveDriver();
		driver.instrument = instrumentWith({trading: 'halted', venueStatus: 'BREAK', stepSize: '0.00000001', minQty: '0', minNotional: '0'});
		driver.run(300_000);
		expect(driver.status).toMatchObject({state: 'stale', reason: 'halted'});
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled', reason: 'book-not-trusted'});
		driver.instrument = plain;
		driver.run(15_000);
		expect(driver.engine.view.trusted).toBe(true);
	});

	test.each<[rule: string, change: Partial<InstrumentText>, words: string, bid: object | undefined]>([
		['largest size', {maxQty: '0.4'}, 'largest size none → 0.4', {qtyLots: 40_000_000}],
		['largest value', {maxNotional: '50'}, 'largest value none → 50', {qtyLots: 50_000_000}],
		['least value', {minNotional: '200'}, 'least value 0 → 200', undefined],
		['least size', {minQty: '3'}, 'least size 0 → 3', undefined],
		['lot step', {stepSize: '0.3'}, 'lot step 0.00000001 → 0.3', {qtyLots: 90_000_000}],
	])('with another rule for orders on the same grid is obeyed while running, and said: %s', (_rule, change, words, bid) => {
		const driver = liveDriver();
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'quoting', bid: {qtyLots: 100_000_000}});
		driver.instrument = instrumentWith({
			unitDecimals: driver.instrument.unitDecimals,
			stepSize: '0.00000001',
			minQty: '0',
			minNotional: '0',
			...change,
		});
		driver.run(301_000);
		expect(driver.engine.view.trusted).toBe(true);
		const {quoting, orders} = driver.engine.view.maker;
		expect(quoting.kind === 'off' ? undefined : quoting).toMatchObject(
			bid === undefined ? {bidOff: 'below-minimum', askOff: 'below-minimum'} : {bid},
		);
		expect(orders.filter(({side}) => side === 'bid')).toMatchObject(bid === undefined ? [] : [{leavesLots: Object.values(bid)[0]}]);
		expect(driver.of('journal').map(({entry}) => entry.text)).toContain(`the venue changed its rules: ${words}; own orders obey them`);
	});

	test('with another tick keeps the book, reports it, and own quotes follow it', () => {
		const driver = liveDriver();
		const units = driver.instrument.unitDecimals;
		driver.instrument = instrumentWith({tickSize: '0.1', unitDecimals: units, stepSize: '0.00000001', minQty: '0', minNotional: '0'});
		driver.run(301_000);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.states.filter((state) => state.startsWith('resyncing'))).toEqual([]);
		expect(driver.of('instrument').map(({instrument}) => instrument.tickUnits)).toEqual([10]);
		expect(driver.of('journal').map(({entry}) => entry.text)).toContain(
			'the venue changed its rules: tick size 0.01 → 0.1; own orders obey them',
		);
		driver.publish();
		driver.run(1000);
		const {quoting} = driver.engine.view.maker;
		expect(quoting.kind === 'quoting' && [...quoting.bids, ...quoting.asks].every(({priceUnits}) => priceUnits % 10 === 0)).toBe(true);
		expectTrueBook(driver);
	});

	test.each(['no-tick-size', 'no-lot-step'] as const)('with %s is watched and not quoted, until the venue gives it', (missingRule) => {
		const driver = new EngineDriver();
		const given = instrumentWith({tickSize: '0.01', unitDecimals: 4, stepSize: '0.00000001', minQty: '0', minNotional: '0'});
		driver.truth = new TrueBook(100);
		driver.instrument =
			missingRule === 'no-tick-size'
				? {...given, missingRules: [missingRule], tickUnits: 1, priceDecimals: 4}
				: {...given, missingRules: [missingRule]};
		driver.runUntilLive();
		driver.run(302_000);
		expectTrueBook(driver);
		// The tick size is inferred from prices, without another request.
		expect(driver.engine.view.instrument).toMatchObject({missingRules: [missingRule], tickUnits: 100, priceDecimals: 2});
		expect(driver.engine.view.maker).toMatchObject({quoting: {kind: 'pulled', reason: missingRule}, orders: []});
		const words = `${missingRule.replaceAll('-', ' ')} from the venue: not quoted`;
		expect(driver.journal.filter((text) => text.endsWith('not quoted'))).toEqual([words]);
		driver.instrument = given;
		driver.run(301_000);
		expect(driver.engine.view.maker.quoting.kind).toBe('quoting');
		expect(driver.journal).toContain(`the venue changed its rules: missing rule ${missingRule} → none; own orders obey them`);
		expect(driver.states.filter((state) => state.startsWith('resyncing'))).toEqual([]);
		expectTrueBook(driver);
	});

	test('that loses its tick is quoted no more and nothing is taken; its prices look as they did', () => {
		const driver = liveDriver(heldConfig());
		const given = driver.instrument;
		driver.instrument = {...given, missingRules: ['no-tick-size'], tickUnits: 1, priceDecimals: given.unitDecimals};
		driver.run(301_000);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.engine.view.instrument).toMatchObject({tickUnits: given.tickUnits, priceDecimals: given.priceDecimals});
		expect(driver.engine.view.maker).toMatchObject({quoting: {kind: 'pulled', reason: 'no-tick-size'}, orders: []});
		expect(driver.journal).toContain('the venue changed its rules: missing rule none → no-tick-size; not quoted');
		const held = driver.engine.view.maker.account.inventoryLots;
		driver.command({kind: 'flatten'});
		driver.run(2000);
		expect(driver.journal).toContain('cannot flatten: no tick size from the venue');
		expect(driver.engine.view.maker.account.inventoryLots).toBe(held);
		expect(held).not.toBe(0n);
	});

	test('whose prices count in other units is a new book', () => {
		const driver = liveDriver();
		driver.instrument = instrumentWith({tickSize: '0.001', stepSize: '0.00000001', minQty: '0', minNotional: '0'});
		driver.run(301_000);
		expect(driver.of('instrument').map(({instrument}) => instrument.unitDecimals)).toEqual([3]);
		expect(driver.states).toContain('resyncing audit');
		driver.runUntilLive();
		expectTrueBook(driver);
	});
});
