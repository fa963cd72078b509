/** The market maker at a gateway that is not paper: what it makes of reports that paper never gives. */

import {describe, expect, test} from 'vitest';
import {formatMoney} from '../../../source/domain/money.js';
import type {Side} from '../../../source/domain/units.js';
import type {MakerOutput} from '../../../source/engine/maker/types/maker-output.js';
import {bookOf, instant, trade} from '../../helpers/diffs.js';
import {moneyOf, plain} from '../../helpers/instruments.js';
import {HeardDesk} from '../../helpers/paper-desk.js';
import {MadeUpGateway} from '../../helpers/made-up-gateway.js';

const UNIT = 100_000_000;
const market = bookOf({bids: [[10_004, UNIT]], asks: [[10_006, UNIT]]});

class Floor {
	readonly gateway = new MadeUpGateway();
	readonly desk: HeardDesk;
	readonly said: MakerOutput[] = [];
	ms = 0;

	constructor() {
		const settings = {halfSpread: moneyOf('0.05'), orderSize: '1', maxInventory: '3', inventory: '0', makerFeeRate: 77_000n};
		this.desk = new HeardDesk(settings, instant(0), this.gateway.execution);
		this.desk.onClock({offsetMs: 0, errorMs: 0});
		this.desk.setInstrument(plain);
		for (let count = 0; count < 60; count += 1) this.step();
	}

	/** Time passes, and the same market is there. */
	step(ms = 100, trusted = true): this {
		this.ms += ms;
		const at = instant(this.ms);
		if (trusted) this.desk.onDepth(market, at.wallMs, at);
		this.said.push(...this.desk.onBook(market, trusted ? undefined : 'book-not-trusted', at));
		return this;
	}

	/** The newest order that was sent on a side. */
	newest(side: Side): number {
		const sent = this.gateway.asked.findLast((one) => one.kind === 'send' && one.request.side === side);
		if (sent === undefined) throw new Error(`nothing was sent on the ${side} side`);
		return sent.id;
	}

	sentSince(count: number): readonly Side[] {
		return this.gateway.asked.slice(count).flatMap((one) => (one.kind === 'send' ? [one.request.side] : []));
	}

	get journal(): readonly string[] {
		return this.said.flatMap((one) => (one.kind === 'journal' ? [one.entry.text] : []));
	}
}

const working = (): Floor => {
	const floor = new Floor();
	for (const side of ['bid', 'ask'] as const) floor.gateway.report(floor.newest(side), {kind: 'accepted'});
	return floor.step();
};

test('it quotes, is filled and keeps its books as on paper', () => {
	const floor = working();
	expect(floor.desk.view.orders.map(({side, phase}) => [side, phase])).toEqual([
		['bid', 'resting'],
		['ask', 'resting'],
	]);
	floor.gateway.fill(floor.newest('bid'), UNIT, {fee: {asset: 'USDT', amount: moneyOf('0.03')}});
	floor.step();
	expect(floor.said.findLast((one) => one.kind === 'fill')?.fill).toMatchObject({side: 'buy', cause: 'print', fee: moneyOf('0.03')});
	const {account, execution, markouts} = floor.desk.view;
	expect([account.inventoryLots, formatMoney(account.fees), formatMoney(account.net)]).toEqual([100_000_000n, '0.03', '0.02']);
	expect([execution?.ordersFilled, markouts?.capture.count]).toEqual([1, 1]);
	expect(account.attribution.spreadCaptured).toBe(moneyOf('0.05'));
});

test('a report that is told again counts once', () => {
	const floor = working();
	const fill = floor.gateway.fill(floor.newest('bid'), UNIT);
	floor.gateway.again(fill);
	floor.step();
	floor.gateway.again(fill);
	floor.step();
	expect(floor.desk.view.account).toMatchObject({inventoryLots: 100_000_000n, fillCount: 1});
});

test('a fee in an asset without a price is said once, and the books still add up', () => {
	const floor = working();
	const fee = {asset: 'KNC', amount: moneyOf('2')};
	floor.gateway.fill(floor.newest('bid'), UNIT / 2, {fee, leavesLots: UNIT / 2});
	floor.gateway.fill(floor.newest('bid'), UNIT / 2, {fee});
	floor.step();
	expect(floor.journal.filter((text) => text.includes('fees in KNC are not in the net'))).toHaveLength(1);
	expect(floor.said.findLast((one) => one.kind === 'fill')?.fill).toMatchObject({feeAsset: 'KNC', fee: moneyOf('2'), feeValue: 0n});
	expect(floor.desk.view.risk?.reason).not.toBe('identity-broken');
});

describe('an order of which nobody knows what became of it', () => {
	const lost = (): Floor => {
		const floor = working();
		floor.gateway.report(floor.newest('bid'), {kind: 'unknown'});
		return floor.step();
	};

	test('takes its side out of the market, with a word, and the other side goes on', () => {
		const floor = lost();
		expect(floor.desk.view.quoting).toMatchObject({kind: 'quoting', bid: undefined, bidOff: 'order-unknown'});
		expect(floor.journal.at(-1)).toMatch(/order \d+ \(bid\): no answer; it counts in full/);
		const asked = floor.gateway.asked.length;
		floor.gateway.fill(floor.newest('ask'), UNIT);
		for (let count = 0; count < 20; count += 1) floor.step();
		expect(new Set(floor.sentSince(asked))).toEqual(new Set(['ask']));
	});

	test('is never sent again, nor asked for anything but once to be cancelled', () => {
		const floor = lost();
		const id = floor.newest('bid');
		floor.desk.operator.setReduceOnly(true);
		for (let count = 0; count < 10; count += 1) floor.step();
		floor.said.push(...floor.desk.pullByOperator(instant(floor.ms)));
		for (let count = 0; count < 10; count += 1) floor.step();
		expect(floor.gateway.asked.filter((one) => one.id === id && one.kind !== 'send')).toEqual([{kind: 'cancel', id}]);
		expect(floor.sentSince(0).filter((side) => side === 'bid')).toHaveLength(1);
	});

	test.each<[string, (floor: Floor, id: number) => void]>([
		['cancelled', (floor, id) => floor.gateway.report(id, {kind: 'cancelled'})],
		['refused', (floor, id) => floor.gateway.report(id, {kind: 'rejected', reason: 'refused'})],
		['filled', (floor, id) => floor.gateway.fill(id, UNIT)],
		['in the book', (floor, id) => floor.gateway.report(id, {kind: 'accepted'})],
	])('and that turns out to be %s gives its side back', (_end, tell) => {
		const floor = lost();
		tell(floor, floor.newest('bid'));
		floor.step().step();
		expect(floor.journal.some((text) => /order \d+ \(bid\) is known again/.test(text))).toBe(true);
		expect(floor.desk.view.quoting).toMatchObject({kind: 'quoting', bid: {qtyLots: UNIT}});
		expect(floor.gateway.working().filter(({side, phase}) => side === 'bid' && phase !== 'leaving')).toHaveLength(1);
	});

	test('for a minute pulls the quotes; found again, they come back after the cool-down', () => {
		const floor = lost();
		for (let count = 0; count < 610; count += 1) floor.step();
		expect(floor.desk.view).toMatchObject({risk: {state: 'pulled', reason: 'orders-unknown'}, quoting: {kind: 'pulled', reason: 'risk'}});
		floor.gateway.report(floor.newest('bid'), {kind: 'cancelled'});
		for (let count = 0; count < 1200 && !floor.desk.isQuoting; count += 1) floor.step();
		expect(floor.desk.view.risk?.state).toBe('active');
		expect(floor.desk.isQuoting).toBe(true);
	});

	test('holds a flatten up, and not for ever', () => {
		const floor = lost();
		floor.gateway.fill(floor.newest('ask'), UNIT);
		floor.step();
		floor.said.push(...floor.desk.flattenByOperator(instant(floor.ms)));
		for (let count = 0; count < 160; count += 1) floor.step();
		expect(floor.desk.view.flattening).toBe(false);
		expect(floor.journal.at(-1)).toMatch(/flatten gave up: what became of an own order is not known; -1 BTC is left/);
		expect(floor.gateway.asked.some((one) => one.kind === 'send' && one.request.taker === true)).toBe(false);
	});
});

test('without trust in the book every order is asked to be cancelled once, and counts until that is reported', () => {
	const floor = working();
	const open = floor.gateway.open.length;
	floor.step(100, false).step(100, false);
	expect(floor.gateway.asked.filter(({kind}) => kind === 'cancel')).toHaveLength(open);
	expect(floor.desk.view.orders).toEqual([]);
	const bid = floor.newest('bid');
	floor.gateway.fill(bid, UNIT);
	floor.desk.onTrade(trade(1, 'sell', 10_000, UNIT), instant(floor.ms + 50));
	expect(floor.desk.view.account.inventoryLots).toBe(100_000_000n);
});

describe('orders that are refused', () => {
	const refused = (reason: 'would-take' | 'refused' | 'nothing-to-replace'): Floor => {
		const floor = new Floor();
		for (let count = 0; count < 5; count += 1) {
			floor.gateway.report(floor.newest('bid'), {kind: 'rejected', reason});
			floor.step();
		}

		return floor;
	};

	test.each(['would-take', 'refused'] as const)('again and again (%s) take the quotes away', (reason) => {
		expect(refused(reason).desk.view).toMatchObject({risk: {reason: 'post-only-rejects'}, execution: {ordersRejected: 5}});
	});

	test('because there was nothing left to replace are no fault of the prices', () => {
		const {view} = refused('nothing-to-replace').desk;
		expect([view.risk?.reason, view.execution?.ordersRejected]).not.toContain('post-only-rejects');
		expect(view.execution?.ordersRejected).toBe(0);
	});
});

test('a kill ends a flatten that is under way', () => {
	const floor = working();
	floor.gateway.fill(floor.newest('bid'), UNIT);
	floor.step();
	floor.desk.flattenByOperator(instant(floor.ms));
	expect(floor.desk.view.flattening).toBe(true);
	floor.desk.killByOperator(instant(floor.ms));
	expect(floor.desk.view.flattening).toBe(false);
});

test('a kill that is taken back without a book is judged at once, and said with the quotes as they are', () => {
	const floor = working();
	floor.desk.killByOperator(instant(floor.ms));
	floor.step(100, false);
	expect(floor.desk.view.risk?.state).toBe('killed');
	const said = floor.desk.rearm(instant(floor.ms));
	// A book that is gone brings no clean events: quotes stay away for that.
	expect(floor.desk.view.risk?.state).not.toBe('killed');
	expect(said.map(({kind}) => kind).slice(0, 2)).toEqual(['risk', 'journal']);
});
