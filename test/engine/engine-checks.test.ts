import {describe, expect, test} from 'vitest';
import type {Top} from '../../source/domain/feed-event.js';
import {updateId} from '../../source/domain/units.js';
import {AUDIT_EVERY_MS, FIRST_AUDIT_AFTER_MS} from '../../source/engine/book-audit.js';
import {diff, snapshotAt} from '../helpers/diffs.js';
import {engineConfig, EngineDriver, expectTrueBook, liveDriver} from '../helpers/engine-driver.js';

const topNow = (driver: EngineDriver, change: Partial<Top> = {}): Top => {
	const {book} = driver.engine.view;
	return {kind: 'top', updateId: updateId(driver.truth.lastId), bid: book.bestBid()!, ask: book.bestAsk()!, ...change};
};

describe('the venue\'s own best bid and ask at the book\'s id', () => {
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

	test('that come before their diff are compared when the book gets there', () => {
		const driver = liveDriver();
		const {ask} = topNow(driver);
		driver.event(topNow(driver, {updateId: updateId(driver.truth.lastId + 1), ask: {...ask, qtyLots: 1 as typeof ask.qtyLots}}));
		expect(driver.engine.view.trusted).toBe(true);
		driver.publish();
		expect(driver.status).toMatchObject({state: 'resyncing', reason: 'audit'});
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
		// The venue changes a level and never says so.
		driver.truth.move();
		driver.active = false;
		driver.run(100);
		driver.active = true;
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: snapshotAt(driver.truth.lastId, {bids: driver.truth.sorted('bids').map(([price], index) => [price, index + 1]), asks: driver.truth.sorted('asks')})});
		driver.run(FIRST_AUDIT_AFTER_MS + 2000);
		expect(driver.states.some((state) => state === 'resyncing audit' || state === 'resyncing gap')).toBe(true);
	});

	test('that is always behind the stream is inconclusive and changes nothing', () => {
		const driver = liveDriver();
		const old = {kind: 'snapshot', snapshot: snapshotAt(driver.truth.lastId, {bids: driver.truth.sorted('bids'), asks: driver.truth.sorted('asks')})} as const;
		driver.answers.snapshot = () => old;
		driver.run(FIRST_AUDIT_AFTER_MS + 20_000);
		expect(driver.engine.view.counters).toMatchObject({audits: 1, auditsInconclusive: 1, resyncs: 0});
		expect(driver.engine.view.trusted).toBe(true);
	});
});

describe('the range that a snapshot vouches for', () => {
	const shallow = (driver: EngineDriver) => () =>
		({kind: 'snapshot', snapshot: snapshotAt(driver.truth.lastId, {bids: driver.truth.sorted('bids').slice(0, 2), asks: driver.truth.sorted('asks').slice(0, 2)})}) as const;

	test('is left by the touch: not trusted, with the reason said, because a better price may rest unannounced', () => {
		const driver = new EngineDriver(engineConfig({snapshotDepth: 2}));
		driver.answers.snapshot = shallow(driver);
		driver.runUntilLive();
		driver.active = false;
		const gone = driver.engine.view.book.top('bid', 10).map((level) => [level.priceTicks, 0] as const);
		const id = driver.truth.lastId + 1;
		// The one bid that is left was never vouched for.
		driver.event(diff(id, id, {bids: [...gone, [9900, 7]]}));
		expect(driver.engine.view.book.bestBid()).toMatchObject({qtyLots: 7});
		expect(driver.status).toMatchObject({state: 'stale', reason: 'audit'});
		expect(driver.engine.view.trusted).toBe(false);
		expect(driver.engine.view.maker.quoting).toMatchObject({kind: 'pulled'});
	});

	test('is renewed by a fresh snapshot before the touch comes to its edge, without leaving live', () => {
		const driver = new EngineDriver(engineConfig({snapshotDepth: 2}));
		driver.answers.snapshot = shallow(driver);
		driver.runUntilLive();
		const before = driver.engine.extent.known;
		driver.answers.snapshot = () => ({kind: 'snapshot', snapshot: snapshotAt(driver.truth.lastId, {bids: driver.truth.sorted('bids'), asks: driver.truth.sorted('asks')})});
		driver.forget();
		driver.run(7000);
		expect(driver.engine.view.counters).toMatchObject({auditMismatches: 0});
		expect(driver.engine.extent.known).not.toEqual(before);
		expect(driver.states).toEqual([]);
	});
});
