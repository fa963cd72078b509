import {describe, expect, test} from 'vitest';
import {unixMs} from '../../source/domain/units.js';
import {snapshotAt, trade} from '../helpers/diffs.js';
import {engineConfig, EngineDriver, expectTrueBook, liveDriver, TICK_MS} from '../helpers/engine-driver.js';

describe('a start', () => {
	test('goes from connecting over syncing to live, and quotes stand with the first trusted book', () => {
		const driver = new EngineDriver();
		driver.run(1000);
		expect(driver.states).toEqual(['connecting start', 'syncing start', 'live start']);
		expect(driver.told.map(({output}) => output.kind).filter((kind) => kind !== 'book' && kind !== 'journal')).toEqual([
			'status',
			'instrument',
			'quote',
			'status',
			'status',
			'quote',
			'account',
		]);
		expect(driver.of('quote').map(({quoting}) => quoting.kind)).toEqual(['pulled', 'quoting']);
		expect(driver.engine.view).toMatchObject({trusted: true, symbol: 'BTCUSDT', venue: 'binance'});
		expectTrueBook(driver);
	});

	test('asks for the instrument first, then connects, and loads a snapshot behind the first diff', () => {
		const driver = new EngineDriver();
		driver.run(1000);
		const kinds = driver.effects.map((effect) => (effect.kind === 'request' ? effect.call.kind : effect.kind));
		expect(kinds.slice(0, 4)).toEqual(['instrument', 'connect', 'time', 'snapshot']);
	});

	test('applies what waited for the snapshot one by one, and believes the book only with the last of it', () => {
		const driver = new EngineDriver();
		driver.run(TICK_MS);
		driver.restDelayMs = 1000;
		driver.run(2000);
		const books = driver.told.filter(({output}) => output.kind === 'book').slice(0, 9);
		expect(books.map(({updateId}) => updateId)).toEqual(books.map((_one, index) => (books[0]?.updateId ?? 0) + index));
		expect(new Set(books.map(({at}) => at.monoMs)).size).toBe(1);
		expect(books.slice(0, 8).map(({trusted}) => trusted)).toEqual(books.slice(0, 8).map(() => false));
		expect(driver.states).toEqual(['connecting start', 'syncing start', 'live start']);
		expectTrueBook(driver);
	});

	test('in a silent market believes no proof that took longer than the limit', () => {
		const driver = new EngineDriver();
		driver.active = false;
		driver.run(200);
		driver.restDelayMs = 3500;
		for (let count = 0; count < 400; count += 1) {
			driver.run(TICK_MS);
			expect(driver.engine.view.trusted).toBe(false);
		}
	});

	test('in a market without any change asks for a snapshot after a second, and waits for proof', () => {
		const driver = new EngineDriver();
		driver.active = false;
		driver.run(900);
		expect(driver.requests('snapshot')).toHaveLength(0);
		driver.run(600);
		expect(driver.requests('snapshot')).toHaveLength(1);
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.status.state).toBe('syncing');
		driver.runUntilLive();
		expect(driver.requests('snapshot').length).toBeGreaterThanOrEqual(2);
		expectTrueBook(driver);
	});

	test('every book output is at exactly the id that it names', () => {
		const driver = new EngineDriver();
		driver.run(2000);
		for (const {output, updateId} of driver.told) if (output.kind === 'book') expect(updateId).toBe(output.updateId);
		const ids = driver.of('book').map(({updateId}) => updateId);
		expect(ids).toEqual(ids.toSorted((a, b) => a - b));
		expect(ids.at(-1)).toBe(driver.truth.lastId);
	});

	test('without a market maker has no quotes, and all else', () => {
		const {maker: _maker, ...config} = engineConfig();
		const driver = new EngineDriver(config);
		driver.run(1000);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.engine.view.maker.quoting).toEqual({kind: 'off'});
		expect([...driver.of('quote'), ...driver.of('account'), ...driver.of('fill')]).toEqual([]);
	});
});

const gapped = (): EngineDriver => {
	const driver = liveDriver();
	driver.active = false;
	driver.truth.move(3);
	driver.publish();
	return driver;
};

describe('a gap', () => {
	test('is noticed in the same step: resyncing, both ids reported, quotes pulled', () => {
		const driver = gapped();
		const {lastId} = driver.truth;
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'gap', expectedId: lastId - 3, receivedId: lastId});
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.engine.view.maker).toMatchObject({quoting: {kind: 'pulled', reason: 'book-not-trusted'}, orders: []});
		expect(driver.of('quote').map(({quoting}) => quoting.kind)).toEqual(['pulled']);
		expect(driver.of('book').some(({updateId}) => updateId === lastId)).toBe(false);
		expect(driver.journal).toContainEqual(expect.stringMatching(`wanted U=${lastId - 3}, got U=${lastId}, 3 lost`));
	});

	test('leaves the last good book to be looked at', () => {
		const driver = gapped();
		expect(driver.engine.view.updateId).toBe(driver.truth.lastId - 4);
		expect(driver.engine.view.book.bestBid()).toBeDefined();
		expect(driver.engine.view.lastTrustedAtMs).toBeLessThanOrEqual(driver.at.wallMs);
	});

	test('ends with a new snapshot, on the same connection', () => {
		const driver = gapped();
		driver.active = true;
		driver.runUntilLive();
		expectTrueBook(driver);
		expect(driver.connects()).toEqual([]);
		expect(driver.engine.view.status).toMatchObject({state: 'live', reason: 'gap'});
		expect(driver.engine.view.counters).toMatchObject({gaps: 1, resyncs: 1, connections: 1});
		expect(driver.of('quote').map(({quoting}) => quoting.kind)).toEqual(['pulled', 'quoting']);
	});

	test('on a gap does not start a second resync', () => {
		const driver = gapped();
		driver.truth.move(2);
		driver.publish();
		driver.truth.move(2);
		driver.publish();
		expect(driver.engine.view.counters).toMatchObject({gaps: 1, resyncs: 1});
		expect(driver.requests('snapshot')).toHaveLength(1);
		driver.active = true;
		driver.runUntilLive();
		expectTrueBook(driver);
	});

	test('met by snapshots that are too old keeps what it buffered, waits longer each time, and gives up never', () => {
		const driver = liveDriver();
		const old = driver.snapshot();
		driver.truth.move(5);
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: old});
		driver.run(60_000);
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'snapshot-too-old'});
		expect(driver.status.bufferedDiffs).toBeGreaterThan(500);
		const asked = driver.requests('snapshot').length;
		expect(asked).toBeGreaterThan(5);
		expect(asked).toBeLessThan(30);
		delete driver.answers.snapshot;
		driver.runUntilLive();
		expectTrueBook(driver);
	});
});

describe('one snapshot under way', () => {
	test('is the only one, however often the book is lost meanwhile', () => {
		const driver = liveDriver();
		driver.restDelayMs = 5000;
		for (let round = 0; round < 20; round += 1) {
			driver.truth.move(2);
			driver.publish();
			driver.event({kind: 'malformed', depth: true, message: 'x'});
			driver.command({kind: 'resync'});
			driver.run(100);
		}

		expect(driver.requests('snapshot')).toHaveLength(1);
		driver.restDelayMs = 20;
		driver.run(10_000);
		expect(driver.engine.view.trusted).toBe(true);
		expectTrueBook(driver);
	});

	test('that comes late does not make a stream look alive that has fallen silent', () => {
		const driver = liveDriver();
		driver.truth.move(2);
		driver.publish();
		driver.active = false;
		driver.restDelayMs = 4000;
		driver.run(4100);
		expect(driver.engine.view.trusted).toBe(false);
	});

	test('of an earlier connection is dropped', () => {
		const driver = liveDriver();
		driver.truth.move(2);
		driver.publish();
		const [request] = driver.requests('snapshot');
		driver.restDelayMs = 1e9;
		driver.lose();
		driver.run(TICK_MS);
		const {updateId} = driver.engine.view;
		driver.step({
			kind: 'reply',
			requestId: request?.requestId ?? 0,
			sentAt: driver.at,
			result: {kind: 'snapshot', snapshot: snapshotAt(999_999)},
		});
		expect(driver.engine.view.updateId).toBe(updateId);
		expect(driver.engine.view.counters.snapshots).toBe(1);
	});
});

describe('the operator', () => {
	test('who wants a fresh book gets one, at once', () => {
		const driver = liveDriver();
		driver.command({kind: 'resync'});
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'operator'});
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		driver.runUntilLive();
		expect(driver.requests('snapshot')).toHaveLength(1);
		expectTrueBook(driver);
	});

	test('who pulls the quotes has them pulled in the same step, until he resumes', () => {
		const driver = liveDriver();
		driver.command({kind: 'pull-quotes'});
		expect(driver.engine.view.maker).toMatchObject({quoting: {kind: 'pulled', reason: 'operator'}, orders: []});
		driver.run(2000);
		expect(driver.engine.view.maker.quoting).toMatchObject({reason: 'operator'});
		driver.command({kind: 'resume-quotes'});
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'quoting'});
		expect(driver.of('quote').map(({quoting}) => quoting.kind)).toEqual(['pulled', 'quoting']);
	});

	test('who skews sees the quotes move in the same step, and the journal says by how much', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.command({kind: 'adjust-skew', steps: 3});
		expect(driver.engine.view.maker.quoting).toMatchObject({bid: {priceUnits: 10_003}, ask: {priceUnits: 10_013}});
		expect(driver.journal).toEqual(['operator: skew → +0.03']);
		driver.command({kind: 'adjust-half-spread', steps: 2});
		expect(driver.engine.view.maker.quoting).toMatchObject({bid: {priceUnits: 10_001}, ask: {priceUnits: 10_015}});
		driver.command({kind: 'flat-skew'});
		expect(driver.engine.view.maker.quoting).toMatchObject({bid: {priceUnits: 9998}, ask: {priceUnits: 10_012}});
	});
});

describe('what is measured', () => {
	test('latency is reported once the clock offset is known, as receive time plus offset minus event time', () => {
		const driver = liveDriver();
		expect(driver.engine.view.gauges(driver.at).clockOffset?.offsetMs).toBeCloseTo(7, 6);
		driver.event({...trade(1, 'buy', 10_020, 1), eventAtMs: unixMs(driver.at.wallMs + 7 - 25)});
		expect(driver.engine.view.gauges(driver.at).latency).toMatchObject({p50Ms: 25, samples: 1});
	});

	test('rates and ages follow the stream', () => {
		const driver = liveDriver();
		driver.run(2000);
		expect(driver.engine.view.gauges(driver.at)).toMatchObject({depthRate: 10, tradeRate: 0, depthAgeMs: 0, restWeightLimit: 6000});
		driver.active = false;
		driver.run(500);
		expect(driver.engine.view.gauges(driver.at)).toMatchObject({depthAgeMs: 500});
	});
});

const troubled = (): EngineDriver => {
	const driver = new EngineDriver(engineConfig(), 42);
	driver.run(1000);
	driver.truth.move(3);
	driver.run(1000);
	driver.event(trade(1, 'sell', 9000, 150_000_000));
	driver.lose();
	driver.run(3000);
	driver.command({kind: 'adjust-skew', steps: -2});
	driver.active = false;
	driver.run(20_000);
	driver.active = true;
	driver.now += 5000;
	driver.run(3000);
	return driver;
};

test('the same inputs at the same moments give the same outputs and effects', () => {
	const [one, other] = [troubled(), troubled()];
	expect(one.told.length).toBeGreaterThan(100);
	expect(other.told).toEqual(one.told);
	expect(other.effects).toEqual(one.effects);
	// Also by the inputs alone, without the venue.
	const replayed = new EngineDriver(engineConfig(), 42);
	replayed.dials = 'silent';
	for (const kind of ['instrument', 'time', 'snapshot', 'probe'] as const) replayed.answers[kind] = () => null;
	for (const {input, at} of one.inputs) replayed.engine.step(input, at);
	expect(replayed.told.map(({output}) => output)).toEqual(one.told.map(({output}) => output));
	expect(replayed.effects).toEqual(one.effects);
});

test('quotes stand only on a trusted book, at every moment of a bad day', () => {
	const driver = new EngineDriver(engineConfig(), 3);
	for (let round = 0; round < 40; round += 1) {
		if (round % 5 === 1) driver.truth.move(2);
		if (round % 7 === 2 && driver.generation > 0) driver.lose();
		if (round % 11 === 3) driver.event({kind: 'malformed', depth: true, message: 'x'});
		driver.active = round % 9 !== 4;
		for (let count = 0; count < 20; count += 1) {
			driver.run(TICK_MS);
			const {maker, trusted, book} = driver.engine.view;
			if (maker.quoting.kind === 'quoting' || maker.orders.length > 0) expect(trusted).toBe(true);
			if (trusted) {
				expect(book.bestBid()?.priceUnits).toBeLessThan(book.bestAsk()?.priceUnits ?? 0);
				expect(driver.status.state).toBe('live');
			}
		}
	}

	expect(driver.engine.view.counters.resyncs).toBeGreaterThan(5);
});

test('the clock of the wall may be set during the day without a word about ages', () => {
	const driver = liveDriver();
	driver.wallShift += 1500;
	driver.run(500);
	expect(driver.engine.view.trusted).toBe(true);
	expect(driver.engine.view.gauges(driver.at).depthAgeMs).toBeLessThanOrEqual(100);
});
