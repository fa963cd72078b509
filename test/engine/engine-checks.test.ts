import {describe, expect, test} from 'vitest';
import type {Top} from '../../source/domain/feed-event.js';
import {updateId} from '../../source/domain/units.js';
import {AUDIT_EVERY_MS, FIRST_AUDIT_AFTER_MS} from '../../source/engine/feed/book/book-audit.js';
import {diff, snapshotAt} from '../helpers/diffs.js';
import {engineConfig, EngineDriver, expectTrueBook, liveDriver} from '../helpers/engine-driver.js';

const topNow = (driver: EngineDriver, change: Partial<Top> = {}): Top => {
	const {book} = driver.engine.view;
	return {kind: 'top', updateId: updateId(driver.truth.lastId), bid: book.bestBid()!, ask: book.bestAsk()!, ...change};
};

describe("the venue's own best bid and ask at the book's id", () => {
	test('that agree are counted', () => {
		const driver = liveDriver();
		driver.event(topNow(driver));
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.engine.view.counters).toMatchObject({topChecks: 1, topMismatches: 0});
	});

	test('that do not agree take the trust and the quotes in the same step, and the book is loaded again', () => {
		const driver = liveDriver();
		const {bid} = topNow(driver);
		driver.event(topNow(driver, {bid: {...bid, qtyLots: 1 as typeof bid.qtyLots}}));
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'audit'});
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
		driver.runUntilLive();
		expectTrueBook(driver);
		expect(driver.engine.view.counters).toMatchObject({topMismatches: 1});
	});

	test('are remembered through a resync: a snapshot of that id which says otherwise does not become the book', () => {
		const driver = liveDriver();
		driver.active = false;
		driver.event(topNow(driver));
		const [first = [0, 0], ...others] = driver.truth.sorted('bids');
		driver.answers.snapshot = () => ({
			kind: 'snapshot',
			snapshot: snapshotAt(driver.truth.lastId, {bids: [[first[0], 77], ...others], asks: driver.truth.sorted('asks')}),
		});
		driver.command({kind: 'resync'});
		for (let count = 0; count < 200; count += 1) {
			driver.run(100);
			expect(driver.engine.view.trusted).toBe(false);
		}

		delete driver.answers.snapshot;
		driver.run(8000);
		expect(driver.engine.view.trusted).toBe(true);
		expectTrueBook(driver);
	});

	test('that come before their diff are compared when the book gets there', () => {
		const driver = liveDriver();
		const {ask} = topNow(driver);
		driver.event(topNow(driver, {updateId: updateId(driver.truth.lastId + 1), ask: {...ask, qtyLots: 1 as typeof ask.qtyLots}}));
		expect(driver.engine.view.trusted).toBe(true);
		driver.publish();
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'audit'});
	});

	test('of an earlier count of ids say nothing of the book after it', () => {
		const driver = liveDriver();
		const {bid} = topNow(driver);
		driver.truth.lastId = 2000;
		driver.run(5000);
		for (const id of [2040, 2050]) {
			driver.event(topNow(driver, {updateId: updateId(id + 1000), bid: {...bid, qtyLots: 1 as typeof bid.qtyLots}}));
		}
		driver.truth.lastId = 3020;
		driver.event(topNow(driver));
		driver.lose();
		driver.runUntilLive();
		driver.forget();
		driver.run(6000);
		expect(driver.truth.lastId).toBeGreaterThan(3060);
		expect(driver.states).toEqual([]);
	});

	test('of the second connection are not listened to: it may be behind', () => {
		const driver = liveDriver();
		driver.restDelayMs = 3000;
		driver.event({kind: 'shutdown'});
		driver.run(100);
		const [first = 0, second = 0] = driver.generations;
		const {bid} = topNow(driver);
		const wrong = topNow(driver, {bid: {...bid, qtyLots: 1 as typeof bid.qtyLots}});
		driver.event(wrong, second);
		expect(driver.engine.view.trusted).toBe(true);
		driver.event(wrong, first);
		expect(driver.engine.view.trusted).toBe(false);
	});

	test('of other ids say nothing', () => {
		const driver = liveDriver();
		const {bid} = topNow(driver);
		driver.event(topNow(driver, {updateId: updateId(driver.truth.lastId - 1), bid: {...bid, qtyLots: 1 as typeof bid.qtyLots}}));
		driver.run(1000);
		expect(driver.engine.view.trusted).toBe(true);
	});
});

describe('a fresh snapshot, compared while the book is live', () => {
	test('comes some seconds after going live, then every minute, and leaves the book live', () => {
		const driver = liveDriver();
		driver.run(FIRST_AUDIT_AFTER_MS + 1000);
		expect(driver.engine.view.counters).toMatchObject({audits: 1, auditMismatches: 0});
		expect(driver.engine.view.gauges(driver.at).lastAudit).toMatchObject({result: 'equal', different: 0});
		driver.run(AUDIT_EVERY_MS);
		expect(driver.engine.view.counters).toMatchObject({audits: 2, auditMismatches: 0, resyncs: 0});
		expect(driver.states).toEqual([]);
		expectTrueBook(driver);
	});

	test('that differs takes the trust, with the reason said, and the book is loaded again', () => {
		const driver = liveDriver();
		const wrong = () =>
			({
				kind: 'snapshot',
				snapshot: snapshotAt(driver.truth.lastId, {
					bids: driver.truth.sorted('bids').map(([price], index) => [price, index + 1]),
					asks: driver.truth.sorted('asks'),
				}),
			}) as const;
		driver.answers.snapshot = wrong;
		driver.runUntil(() => driver.states.length > 0);
		expect(driver.states).toEqual(['resyncing audit']);
		expect(driver.engine.view.counters).toMatchObject({auditMismatches: 1});
		delete driver.answers.snapshot;
		driver.runUntilLive();
		driver.run(FIRST_AUDIT_AFTER_MS + 1000);
		expectTrueBook(driver);
	});

	test('that is always behind the stream is inconclusive and changes nothing', () => {
		const driver = liveDriver();
		const old = {
			kind: 'snapshot',
			snapshot: snapshotAt(driver.truth.lastId, {bids: driver.truth.sorted('bids'), asks: driver.truth.sorted('asks')}),
		} as const;
		driver.answers.snapshot = () => old;
		driver.run(FIRST_AUDIT_AFTER_MS + 20_000);
		expect(driver.engine.view.counters).toMatchObject({audits: 1, auditsInconclusive: 1, resyncs: 0});
		expect(driver.engine.view.trusted).toBe(true);
	});
});

describe('the range that a snapshot vouches for', () => {
	const shallow = (driver: EngineDriver) => () =>
		({
			kind: 'snapshot',
			snapshot: snapshotAt(driver.truth.lastId, {
				bids: driver.truth.sorted('bids').slice(0, 2),
				asks: driver.truth.sorted('asks').slice(0, 2),
			}),
		}) as const;

	test('is left by the touch: not trusted, with the reason said, because a better price may rest unannounced', () => {
		const driver = new EngineDriver(engineConfig({snapshotDepth: 2}));
		driver.answers.snapshot = shallow(driver);
		driver.runUntilLive();
		driver.active = false;
		const gone = driver.engine.view.book.top('bid', 10).map((level) => [level.priceUnits, 0] as const);
		const id = driver.truth.lastId + 1;
		// The remaining bid lies outside the range of the snapshot.
		driver.event(diff(id, id, {bids: [...gone, [9900, 7]]}));
		expect(driver.engine.view.book.bestBid()).toMatchObject({qtyLots: 7});
		expect(driver.status).toMatchObject({state: 'stale', reason: 'audit'});
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
	});

	test('is renewed within a second when the touch has left it, also by a shallower snapshot', () => {
		const driver = new EngineDriver(engineConfig({snapshotDepth: 2}));
		driver.answers.snapshot = shallow(driver);
		driver.runUntilLive();
		driver.run(7000);
		driver.active = false;
		const {bids, asks} = {bids: driver.truth.sorted('bids').map(([price]) => [price - 50, 5] as const), asks: driver.truth.sorted('asks')};
		const id = driver.truth.lastId + 1;
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: snapshotAt(id, {bids: bids.slice(0, 2), asks: asks.slice(0, 2)})});
		driver.answers.probe = () => ({kind: 'snapshot', snapshot: snapshotAt(id, {bids, asks})});
		driver.event(diff(id, id, {bids: [...driver.truth.sorted('bids').map(([price]) => [price, 0] as const), ...bids]}));
		expect(driver.engine.view.trusted).toBe(false);
		driver.run(1200);
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.engine.view.book.bestBid()).toMatchObject({priceUnits: bids[0]?.[0]});
	});

	test('is not renewed by a snapshot with one side: as soon as the other side says anything, all of it is loaded anew', () => {
		const driver = new EngineDriver(engineConfig({snapshotDepth: 2}));
		driver.answers.snapshot = shallow(driver);
		driver.runUntilLive();
		driver.run(7000);
		driver.active = false;
		const bids = driver.truth.sorted('bids');
		const asks = driver.truth.sorted('asks').map(([price]) => [price + 50, 5] as const);
		const id = driver.truth.lastId + 1;
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: snapshotAt(id, {bids: bids.slice(0, 2), asks: []})});
		driver.event(diff(id, id, {asks: [...driver.truth.sorted('asks').map(([price]) => [price, 0] as const), ...asks]}));
		driver.run(1200);
		expect(driver.engine.view.trusted).toBe(false);
		driver.event(diff(id + 1, id + 1, {asks: [[asks[0]![0] + 1, 7]]}));
		expect(driver.engine.view.trusted).toBe(false);
		const whole = [asks[0]!, [asks[0]![0] + 1, 7], ...asks.slice(1)] as const;
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: snapshotAt(id + 1, {bids: bids.slice(0, 2), asks: whole.slice(0, 2)})});
		driver.run(6000);
		driver.event(diff(id + 2, id + 2, {bids: [[bids[1]![0], 8]]}));
		expect(driver.engine.view.trusted).toBe(true);
		expect(driver.engine.view.book.bestAsk()).toMatchObject({priceUnits: asks[0]![0]});
	});

	test('is renewed by a fresh snapshot before the touch comes to its edge, without leaving live', () => {
		const driver = new EngineDriver(engineConfig({snapshotDepth: 2}));
		driver.answers.snapshot = shallow(driver);
		driver.runUntilLive();
		const before = driver.engine.view.extent.known;
		driver.answers.snapshot = () => ({
			kind: 'snapshot',
			snapshot: snapshotAt(driver.truth.lastId, {bids: driver.truth.sorted('bids'), asks: driver.truth.sorted('asks')}),
		});
		driver.forget();
		driver.run(7000);
		expect(driver.engine.view.counters).toMatchObject({auditMismatches: 0});
		expect(driver.engine.view.extent.known).not.toEqual(before);
		expect(driver.states).toEqual([]);
	});
});
