import {array, assert, constantFrom, integer, nat, oneof, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatMoney, type Money} from '../../../source/domain/money.js';
import type {Instrument} from '../../../source/domain/instrument.js';
import {unixMs, type Aggressor, type Instant, type UnixMs} from '../../../source/domain/units.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import {paperDesk, type HeardDesk} from '../../helpers/paper-desk.js';
import type {MakerOutput} from '../../../source/engine/maker/types/maker-output.js';
import type {Obstacle, Quoting} from '../../../source/engine/maker/types/quotes.js';
import type {Account, Fill} from '../../../source/engine/maker/types/fill.js';
import {flatSkew, halfSpreadBy, skewBy} from '../../../source/engine/maker/settings/parameter-edits.js';
import type {BookView} from '../../../source/domain/book/order-book.js';
import type {Trade} from '../../../source/domain/feed-event.js';
import {bookOf, instant, NOON, trade} from '../../helpers/diffs.js';
import {bitcoin, instrumentWith, moneyOf, plain, shiba} from '../../helpers/instruments.js';

const settings = (changes: Partial<MakerSettings> = {}): MakerSettings => ({
	halfSpread: moneyOf('0.05'),
	inventorySkew: moneyOf('0'),
	orderSize: '1',
	maxInventory: '3',
	inventory: '0',
	makerFeeRate: 100_000n,
	// Without latency, so that only the desk is tested.
	paper: {latencyMs: 0, holdBackMs: 0},
	...changes,
});

/** The newest output of each kind. */
type Said = {
	readonly quoting: Quoting | undefined;
	readonly fill: Fill | undefined;
	readonly account: Account | undefined;
	readonly journal: readonly string[];
};

const said = (outputs: readonly MakerOutput[]): Said => ({
	quoting: outputs.findLast((one) => one.kind === 'quote')?.quoting,
	fill: outputs.findLast((one) => one.kind === 'fill')?.fill,
	account: outputs.findLast((one) => one.kind === 'account')?.account,
	journal: outputs.flatMap((one) => (one.kind === 'journal' ? [one.entry.text] : [])),
});

const NOTHING: Said = {quoting: undefined, fill: undefined, account: undefined, journal: []};

class TestDesk {
	readonly desk: HeardDesk;

	constructor(held: MakerSettings | undefined) {
		this.desk = paperDesk(held, at(0), () => 0);
		this.desk.onClock({offsetMs: 0, errorMs: 0});
	}

	onBook(book: BookView, obstacle: Obstacle | undefined, now: Instant): Said {
		if (obstacle === undefined) this.desk.onDepth(book, now.wallMs, now);
		return said(this.desk.onBook(book, obstacle, now));
	}

	/** A trade matched at this moment. */
	onTrade(print: Trade, now: Instant): Said {
		return said(this.desk.onTrade({...print, tradeAtMs: now.wallMs, eventAtMs: now.wallMs}, now));
	}

	pullByOperator(now: Instant): Said {
		return said(this.desk.pullByOperator(now));
	}

	get view() {
		return this.desk.view;
	}
}

/** In hundredths of a second: an order is active a moment after it was sent. */
const at = (count: number): Instant => instant(count * 10);
const wall = (count: number): UnixMs => unixMs(NOON + count * 10);
const UNIT = 100_000_000;
/** Mid 100.05, with empty levels at 100.00 and 100.10, where we quote. */
const market = bookOf({bids: [[10_004, UNIT]], asks: [[10_006, UNIT]]});
/** Mid 100.15; our ask at 100.10 is still not reached. */
const higher = bookOf({bids: [[10_009, UNIT]], asks: [[10_021, UNIT]]});

const openDesk = (changes: Partial<MakerSettings> = {}, instrument: Instrument = plain): TestDesk => {
	const desk = new TestDesk(settings(changes));
	desk.desk.setInstrument(instrument);
	return desk;
};

const money = (values: readonly (Money | undefined)[]): readonly (string | undefined)[] =>
	values.map((value) => (value === undefined ? undefined : formatMoney(value)));

test('a session without a market maker has none, whatever happens', () => {
	const desk = new TestDesk(undefined);
	desk.desk.setInstrument(plain);
	for (const change of [desk.onBook(market, undefined, at(1)), desk.onTrade(trade(1, 'sell', 1, 5), at(2)), desk.pullByOperator(at(3))]) {
		expect(change).toEqual(NOTHING);
	}

	expect(desk.desk.operator.change(skewBy(1))).toBeUndefined();
	expect(desk.view).toMatchObject({quoting: {kind: 'off'}, orders: [], parameters: undefined, orderLatencyMs: undefined});
});

describe('quotes', () => {
	test('begin with the first trusted book, and its parameters are shown', () => {
		const desk = openDesk();
		expect(desk.view.parameters).toBeUndefined();
		const change = desk.onBook(market, undefined, at(1));
		expect(change.quoting).toMatchObject({
			kind: 'quoting',
			bid: {priceUnits: 10_000, qtyLots: UNIT},
			ask: {priceUnits: 10_010, qtyLots: UNIT},
		});
		expect(change.account).toMatchObject({inventoryLots: 0n, markHalfUnits: 20_010, fillCount: 0});
		expect(desk.view.parameters).toMatchObject({orderLots: UNIT, maxInventoryLots: 3 * UNIT});
		expect(desk.view.orders.map((order) => [order.side, order.priceUnits])).toEqual([
			['bid', 10_000],
			['ask', 10_010],
		]);
		expect(desk.view.fillModel).toBe('queue-conservative');
	});

	test('are said once while they stay', () => {
		const desk = openDesk();
		desk.onBook(market, undefined, at(1));
		expect(desk.onBook(market, undefined, at(2))).toEqual(NOTHING);
		expect(desk.onBook(higher, undefined, at(3)).quoting).toMatchObject({fair: moneyOf('100.15')});
	});

	test.each<[obstacle: Obstacle]>([['book-not-trusted'], ['one-sided-book'], ['no-instrument']])(
		'are pulled at once for %s, and come back with trust',
		(obstacle) => {
			const desk = openDesk();
			desk.onBook(market, undefined, at(1));
			expect(desk.onBook(market, obstacle, at(2)).quoting).toEqual({kind: 'pulled', reason: obstacle, sinceMs: wall(2)});
			expect(desk.desk.isQuoting).toBe(false);
			expect(desk.view.orders).toEqual([]);
			expect(desk.onBook(market, obstacle, at(3)).quoting).toBeUndefined();
			expect(desk.view.quoting).toMatchObject({sinceMs: wall(2)});
			expect(desk.onTrade(trade(1, 'sell', 9000, 5 * UNIT), at(4)).fill).toBeUndefined();
			expect(desk.onBook(market, undefined, at(5)).quoting).toMatchObject({kind: 'quoting'});
		},
	);

	test('are pulled when a side of the book is empty', () => {
		const desk = openDesk();
		desk.onBook(market, undefined, at(1));
		expect(desk.onBook(bookOf({bids: [[10_004, 1]]}), undefined, at(2)).quoting).toMatchObject({kind: 'pulled', reason: 'one-sided-book'});
	});

	test('are not there before the instrument is known', () => {
		const desk = new TestDesk(settings());
		expect(desk.view.quoting).toEqual({kind: 'pulled', reason: 'no-instrument', sinceMs: wall(0)});
		expect(desk.onBook(market, 'no-instrument', at(1)).quoting).toBeUndefined();
	});
});

describe("the operator's pull", () => {
	test('holds through trusted books and lost trust until it is taken back', () => {
		const desk = openDesk();
		desk.onBook(market, undefined, at(1));
		expect(desk.pullByOperator(at(2)).quoting).toEqual({kind: 'pulled', reason: 'operator', sinceMs: wall(2)});
		for (const [time, obstacle] of [
			[3, undefined],
			[4, 'book-not-trusted'],
			[5, undefined],
		] as const) {
			expect(desk.onBook(market, obstacle, at(time)).quoting).toBeUndefined();
			expect(desk.view.quoting).toEqual({kind: 'pulled', reason: 'operator', sinceMs: wall(2)});
		}

		desk.desk.operator.resume();
		expect(desk.desk.isQuoting).toBe(false);
		expect(desk.onBook(market, undefined, at(6)).quoting).toMatchObject({kind: 'quoting'});
	});

	test('before the first book keeps quotes from ever standing, while the account is marked', () => {
		const desk = openDesk({inventory: '1', averagePrice: moneyOf('100')});
		desk.pullByOperator(at(1));
		expect(desk.onBook(market, undefined, at(2)).account).toMatchObject({inventoryLots: BigInt(UNIT), markHalfUnits: 20_010});
		expect(desk.desk.isQuoting).toBe(false);
	});

	test('taken back while the book is not trusted gives the reason that is left', () => {
		const desk = openDesk();
		desk.pullByOperator(at(1));
		desk.desk.operator.resume();
		expect(desk.onBook(market, 'book-not-trusted', at(2)).quoting).toEqual({kind: 'pulled', reason: 'book-not-trusted', sinceMs: wall(2)});
	});
});

const opened = (): TestDesk => {
	const desk = openDesk({inventorySkew: moneyOf('0.02'), inventory: '1', averagePrice: moneyOf('100')});
	desk.onBook(market, undefined, at(1));
	return desk;
};

describe('the keys', () => {
	test('that skew move both quotes by whole steps, up for plus', () => {
		const desk = opened();
		const before = desk.view.quoting;
		desk.desk.operator.change(skewBy(3));
		const after = desk.onBook(market, undefined, at(2)).quoting;
		if (before.kind !== 'quoting' || after?.kind !== 'quoting') throw new Error('no quotes');
		expect((after.bid?.priceUnits ?? 0) - (before.bid?.priceUnits ?? 0)).toBe(3);
		expect((after.ask?.priceUnits ?? 0) - (before.ask?.priceUnits ?? 0)).toBe(3);
		desk.desk.operator.change(skewBy(-5));
		expect(formatMoney(desk.view.parameters?.manualSkew ?? moneyOf('9'))).toBe('0.02');
	});

	test("that say flat take the operator's skew back and leave the inventory's", () => {
		const desk = opened();
		desk.desk.operator.change(skewBy(7));
		expect(desk.desk.operator.change(flatSkew)?.manualSkew).toBe(0n);
		desk.onBook(market, undefined, at(2));
		expect(desk.view.quoting).toMatchObject({skew: moneyOf('0.02')});
	});

	test('that widen and tighten stop at zero', () => {
		const desk = opened();
		expect(
			money([desk.desk.operator.change(halfSpreadBy(2))?.halfSpread, desk.desk.operator.change(halfSpreadBy(-4))?.halfSpread]),
		).toEqual(['0.07', '0.03']);
		expect(desk.desk.operator.change(halfSpreadBy(-1000))?.halfSpread).toBe(0n);
		desk.onBook(market, undefined, at(2));
		const {quoting} = desk.view;
		expect(
			quoting.kind === 'quoting' &&
				quoting.bid !== undefined &&
				quoting.ask !== undefined &&
				quoting.bid.priceUnits < quoting.ask.priceUnits,
		).toBe(true);
	});

	test('do nothing before there are parameters', () => {
		const desk = openDesk();
		expect([desk.desk.operator.change(skewBy(1)), desk.desk.operator.change(flatSkew), desk.desk.operator.change(halfSpreadBy(1))]).toEqual(
			[undefined, undefined, undefined],
		);
	});
});

describe('a fill', () => {
	test('moves inventory, cash and fees at once, at our own price', () => {
		const desk = openDesk();
		desk.onBook(market, undefined, at(1));
		const {fill, account} = desk.onTrade(trade(1, 'sell', 10_000, 0.4 * UNIT), at(2));
		expect(fill).toEqual({
			id: 1,
			side: 'buy',
			priceUnits: 10_000,
			qtyLots: 0.4 * UNIT,
			liquidity: 'maker',
			fee: moneyOf('0.04'),
			feeAsset: 'USDT',
			feeValue: moneyOf('0.04'),
			atMs: wall(2),
			executedAtMs: wall(2),
			sentAtMs: wall(1),
			cause: 'print',
			inventoryBeforeLots: 0n,
			inventoryLots: BigInt(0.4 * UNIT),
		});
		expect(money([account?.averagePrice, account?.unrealised, account?.fees, account?.net])).toEqual(['100', '0.02', '0.04', '-0.02']);
		expect(desk.view.orders[0]).toMatchObject({side: 'bid', leavesLots: 0.6 * UNIT});
	});

	test('that closes a round trip realises the spread, less the fees', () => {
		const desk = openDesk();
		desk.onBook(market, undefined, at(1));
		desk.onTrade(trade(1, 'sell', 9990, UNIT), at(2));
		expect(desk.view.orders.map((order) => order.side)).toEqual(['ask']);
		desk.onBook(market, undefined, at(3));
		const {fill, account} = desk.onTrade(trade(2, 'buy', 10_011, UNIT), at(4));
		expect(fill).toMatchObject({id: 2, side: 'sell', priceUnits: 10_010, inventoryBeforeLots: BigInt(UNIT), inventoryLots: 0n});
		expect(money([account?.realised, account?.fees, account?.net])).toEqual(['0.1', '0.2001', '-0.1001']);
		expect(account).toMatchObject({averagePrice: undefined, unrealised: 0n, fillCount: 2});
	});

	test('with a rebate pays', () => {
		const desk = openDesk({makerFeeRate: -5000n});
		desk.onBook(market, undefined, at(1));
		expect(money([desk.onTrade(trade(1, 'sell', 9990, UNIT), at(2)).account?.fees])).toEqual(['-0.005']);
	});

	test('waits for those who stood at our price before', () => {
		const desk = openDesk();
		desk.onBook(
			bookOf({
				bids: [
					[10_004, UNIT],
					[10_000, 2 * UNIT],
				],
				asks: [[10_006, UNIT]],
			}),
			undefined,
			at(1),
		);
		expect(desk.onTrade(trade(1, 'sell', 10_000, 2 * UNIT), at(2)).fill).toBeUndefined();
		expect(desk.onTrade(trade(2, 'sell', 10_000, 0.25 * UNIT), at(3)).fill).toMatchObject({qtyLots: 0.25 * UNIT});
	});

	test('never takes the inventory beyond its limit', () => {
		const desk = openDesk();
		for (let count = 0; count < 10; count += 1) {
			desk.onBook(market, undefined, at(count));
			desk.onTrade(trade(count, 'sell', 9000, 5 * UNIT), at(count));
		}

		expect(desk.view.account.inventoryLots).toBe(BigInt(3 * UNIT));
		desk.onBook(market, undefined, at(99));
		expect(desk.view.quoting).toMatchObject({bid: undefined, bidOff: 'max-inventory'});
	});
});

describe('the account', () => {
	test('is said when the mark moves under an inventory, and not otherwise', () => {
		const desk = openDesk({inventory: '1', averagePrice: moneyOf('100')});
		expect(desk.onBook(market, undefined, at(1)).account).toMatchObject({unrealised: moneyOf('0.05')});
		expect(desk.onBook(market, undefined, at(2)).account).toBeUndefined();
		expect(desk.onBook(higher, undefined, at(3)).account).toMatchObject({unrealised: moneyOf('0.15')});
		expect(desk.onBook(market, 'book-not-trusted', at(4)).account).toBeUndefined();
		expect(desk.view.account).toMatchObject({markHalfUnits: 20_030, unrealised: moneyOf('0.15')});
	});

	test('is not said when nothing is held and nothing happened', () => {
		const desk = openDesk();
		desk.onBook(market, undefined, at(1));
		expect(desk.onBook(higher, undefined, at(2)).account).toBeUndefined();
	});

	test.each([
		['0.5', '90', '45', '5.025'],
		['-0.5', '110', '-55', '4.975'],
		['-0.5', undefined, '-50.025', '0'],
		['0.5', undefined, '50.025', '0'],
	])('starts with %s held at %s: cost %s, unrealised %s', (inventory, price, cost, unrealised) => {
		const desk = openDesk({inventory, ...(price === undefined ? {} : {averagePrice: moneyOf(price)})});
		const account = desk.onBook(market, undefined, at(1)).account;
		expect(account?.inventoryLots).toBe(BigInt(Number(inventory) * UNIT));
		expect(money([account?.unrealised, account?.net, account?.realised])).toEqual([unrealised, unrealised, '0']);
		expect(formatMoney(account?.averagePrice ?? moneyOf('0'))).toBe(String(Number(cost) / Number(inventory)));
	});
});

test('new price units take the orders away and leave the money', () => {
	const desk = openDesk();
	desk.onBook(market, undefined, at(1));
	desk.onTrade(trade(1, 'sell', 9990, UNIT), at(2));
	const held = desk.view.account;
	desk.desk.setInstrument(instrumentWith({tickSize: '0.001', stepSize: '0.00000001', minQty: '0', minNotional: '0'}));
	expect(desk.view.orders).toEqual([]);
	expect(desk.view.account).toMatchObject({
		inventoryLots: held.inventoryLots,
		fees: held.fees,
		realised: held.realised,
		markHalfUnits: undefined,
	});
	const change = desk.onBook(bookOf({bids: [[100_040, UNIT]], asks: [[100_060, UNIT]]}), undefined, at(3));
	expect(change.account).toMatchObject({unrealised: moneyOf('0.05')});
	expect(change.quoting).toMatchObject({bid: {priceUnits: 100_000}});
});

test('fills from before new price units are reported in the old ones', () => {
	const desk = openDesk({paper: {latencyMs: 0, holdBackMs: 10_000}});
	desk.onBook(market, undefined, at(1));
	desk.onBook(market, undefined, at(2));
	expect(desk.onTrade(trade(1, 'sell', 9990, UNIT), at(3)).fill).toBeUndefined();
	const told = said(desk.desk.setInstrument(instrumentWith({tickSize: '0.001', stepSize: '0.00000001', minQty: '0', minNotional: '0'})));
	expect(told.fill).toMatchObject({side: 'buy', priceUnits: 10_000, qtyLots: UNIT});
	expect(told.journal.at(-1)).toMatch(/^BUY 1 @ 100\.00 maker/);
	expect(desk.view).toMatchObject({orders: [], account: {inventoryLots: BigInt(UNIT)}});
});

describe('another tick while running', () => {
	/** The instrument with another tick in the same units. */
	const withTick = (tickUnits: number) => ({...plain, tickUnits});

	test('takes away the orders that are off it, and leaves those that are on it where they are', () => {
		const desk = openDesk();
		desk.onBook(bookOf({bids: [[10_004, UNIT]], asks: [[10_015, UNIT]]}), undefined, at(1));
		desk.onBook(bookOf({bids: [[10_004, UNIT]], asks: [[10_015, UNIT]]}), undefined, at(2));
		const before = desk.view.orders;
		expect(before.length).toBeGreaterThan(0);
		desk.desk.setRules(withTick(10));
		const stay = before.filter(({priceUnits}) => priceUnits % 10 === 0).map(({id}) => id);
		expect(desk.view.orders.filter(({phase}) => phase !== 'leaving').map(({id}) => id)).toEqual(stay);
	});

	test('quotes follow it with the next book: on the new grid, never through a price off it', () => {
		assert(
			property(integer({min: 9000, max: 11_000}), integer({min: 1, max: 40}), constantFrom(2, 5, 10, 50), (bid, spread, tickUnits) => {
				const desk = openDesk();
				desk.onBook(market, undefined, at(1));
				desk.desk.setRules(withTick(tickUnits));
				const {quoting} = desk.onBook(bookOf({bids: [[bid, UNIT]], asks: [[bid + spread, UNIT]]}), undefined, at(2));
				if (quoting?.kind !== 'quoting') return;
				for (const quote of quoting.bids) expect(quote.priceUnits % tickUnits === 0 && quote.priceUnits < bid + spread).toBe(true);
				for (const quote of quoting.asks) expect(quote.priceUnits % tickUnits === 0 && quote.priceUnits > bid).toBe(true);
			}),
		);
	});
});

const action = oneof(
	record({do: constantFrom('book'), mid: integer({min: 9000, max: 11_000}), spread: integer({min: 1, max: 30}), shown: nat(3)}),
	record({
		do: constantFrom('trade'),
		aggressor: constantFrom<Aggressor>('buy', 'sell'),
		offset: integer({min: -20, max: 40}),
		qty: integer({min: 1, max: 3 * UNIT}),
	}),
	record({do: constantFrom('distrust', 'pull', 'resume', 'resume', 'skew', 'wider', 'tighter')}),
);

test('after any session the books balance, the limit holds, and quotes stand only on trust', () => {
	let fills = 0;
	assert(
		property(array(action, {minLength: 40, maxLength: 80}), constantFrom(plain, bitcoin, shiba), (actions, instrument) => {
			const desk = openDesk({orderSize: '1', maxInventory: '3', halfSpread: moneyOf('0.00000003')}, instrument);
			const limit = BigInt(3 * UNIT);
			let mid = 10_000;
			for (const [index, one] of actions.entries()) {
				const now = at(index);
				if ('mid' in one) {
					({mid} = one);
					desk.onBook(bookOf({bids: [[one.mid, one.shown + 1]], asks: [[one.mid + one.spread, one.shown + 1]]}), undefined, now);
				} else if ('offset' in one) {
					// Every account checks the money identity internally.
					const {fill, account} = desk.onTrade(trade(index, one.aggressor, mid + one.offset, one.qty), now);
					expect(fill === undefined).toBe(account === undefined);
					if (fill !== undefined) fills += 1;
				} else if (one.do === 'distrust') desk.onBook(market, 'book-not-trusted', now);
				else if (one.do === 'pull') desk.pullByOperator(now);
				else if (one.do === 'resume') desk.desk.operator.resume();
				else if (one.do === 'skew') desk.desk.operator.change(skewBy(5));
				else desk.desk.operator.change(halfSpreadBy(one.do === 'wider' ? 3 : -3));
				const {account, orders, quoting} = desk.view;
				expect(account.net).toBe(account.realised + account.unrealised - account.fees);
				expect(account.inventoryLots <= limit && account.inventoryLots >= -limit).toBe(true);
				if (quoting.kind !== 'quoting') expect(orders).toEqual([]);
				expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length);
			}
		}),
		{numRuns: 150},
	);
	// Guards against random sessions that test nothing.
	expect(fills).toBeGreaterThan(10);
});

test.each([['no-tick-size'], ['no-lot-step']] as const)('nothing is quoted where the venue leaves a rule out: %s', (missingRule) => {
	const desk = new TestDesk(settings());
	desk.desk.setInstrument({...plain, missingRules: [missingRule]});
	expect(desk.onBook(bookOf({bids: [[10_000, UNIT]], asks: [[10_010, UNIT]]}), undefined, at(1)).quoting).toMatchObject({
		kind: 'pulled',
		reason: missingRule,
	});
	expect(desk.view.orders).toEqual([]);
});

test('unusable sizes are reported once, and nothing is quoted', () => {
	const desk = new TestDesk(settings({orderSize: '0.0000000001'}));
	desk.desk.setInstrument(plain);
	const view = bookOf({bids: [[10_000, UNIT]], asks: [[10_010, UNIT]]});
	const first = desk.onBook(view, undefined, at(1));
	expect(first.journal).toEqual([expect.stringMatching(/^no quotes: order-size 0\.0000000001 has more than the \d+ decimals of /)]);
	expect(first.quoting).toMatchObject({kind: 'pulled', reason: 'bad-size'});
	expect(desk.onBook(view, undefined, at(200))).toEqual(NOTHING);
	expect(desk.view).toMatchObject({parameters: undefined, orders: [], account: {inventoryLots: 0n}});
});
