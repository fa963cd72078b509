import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatMoney} from '../../../source/domain/money.js';
import type {BookView} from '../../../source/domain/book/order-book.js';
import {unixMs, type Aggressor} from '../../../source/domain/units.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import {paperDesk, type HeardDesk} from '../../helpers/paper-desk.js';
import type {MakerOutput} from '../../../source/engine/maker/types/maker-output.js';
import {bookOf, instant, NOON, trade} from '../../helpers/diffs.js';
import {moneyOf, plain} from '../../helpers/instruments.js';

const UNIT = 100_000_000;
const deep = (mid = 10_005): BookView =>
	bookOf({
		bids: [
			[mid - 1, UNIT],
			[mid - 2, 5 * UNIT],
		],
		asks: [
			[mid + 1, UNIT],
			[mid + 2, 5 * UNIT],
		],
	});

/** A market maker with the default latency and hold-back; a book every 100 ms. */
class Floor {
	readonly desk: HeardDesk;
	readonly said: MakerOutput[] = [];
	ms = 0;

	constructor(change: Partial<MakerSettings> = {}) {
		this.desk = paperDesk(
			{
				halfSpread: moneyOf('0.05'),
				inventorySkew: moneyOf('0'),
				orderSize: '1',
				maxInventory: '3',
				inventory: '0',
				makerFeeRate: 0n,
				takerFeeRate: 100_000n,
				...change,
			},
			instant(0),
			() => 0,
		);
		this.desk.onClock({offsetMs: 0, errorMs: 0});
		this.desk.setInstrument(plain);
	}

	book(view: BookView = deep(), trusted = true): this {
		const at = instant((this.ms += 100));
		if (trusted) this.desk.onDepth(view, at.wallMs, at);
		this.said.push(...this.desk.onBook(view, trusted ? undefined : 'book-not-trusted', at));
		return this;
	}

	books(count: number, view?: BookView): this {
		for (let n = 0; n < count; n += 1) this.book(view);
		return this;
	}

	print(aggressor: Aggressor, price: number, lots: number): this {
		const at = unixMs(NOON + this.ms);
		this.said.push(...this.desk.onTrade({...trade(this.ms, aggressor, price, lots), tradeAtMs: at, eventAtMs: at}, instant(this.ms)));
		return this;
	}

	flatten(): this {
		this.said.push(...this.desk.flattenByOperator(instant(this.ms)));
		return this;
	}

	get fills() {
		return this.said.flatMap((one) => (one.kind === 'fill' ? [one.fill] : []));
	}

	get journal(): readonly string[] {
		return this.said.flatMap((one) => (one.kind === 'journal' ? [one.entry.text] : []));
	}

	get inventory(): bigint {
		return this.desk.view.account.inventoryLots;
	}
}

const holding = (inventory: string, change: Partial<MakerSettings> = {}): Floor =>
	new Floor({inventory, averagePrice: moneyOf('100'), ...change}).books(3);

describe('flatten', () => {
	test('takes the quotes away first, then closes what is held by taking, and the quotes stay off', () => {
		const floor = holding('2').flatten();
		expect(floor.desk.view).toMatchObject({flattening: true, quoting: {kind: 'pulled', reason: 'operator'}, orders: []});
		floor.books(12);
		expect(floor.fills).toMatchObject([
			{side: 'sell', priceUnits: 10_004, qtyLots: UNIT, liquidity: 'taker', cause: 'taken'},
			{side: 'sell', priceUnits: 10_003, qtyLots: UNIT, liquidity: 'taker', cause: 'taken'},
		]);
		// A thousandth of 200.07.
		expect(formatMoney(floor.desk.view.account.fees)).toBe('0.20007');
		expect(floor.journal.at(-1)).toBe('flat; quotes stay off');
		expect(floor.desk.view).toMatchObject({flattening: false, quoting: {kind: 'pulled', reason: 'operator'}, account: {inventoryLots: 0n}});
		floor.desk.operator.resume();
		expect(floor.book().desk.isQuoting).toBe(true);
	});

	test('buys back what is short', () => {
		const floor = holding('-2').flatten().books(12);
		expect(floor.fills.map(({side, priceUnits}) => [side, priceUnits])).toEqual([
			['buy', 10_006],
			['buy', 10_007],
		]);
		expect(floor.inventory).toBe(0n);
	});

	test('counts what a quote still got on its way out', () => {
		const floor = holding('1');
		floor.flatten().print('sell', 9990, UNIT).books(12);
		expect(floor.fills.map(({side, liquidity}) => [side, liquidity])).toEqual([
			['buy', 'maker'],
			['sell', 'taker'],
			['sell', 'taker'],
		]);
		expect(floor.inventory).toBe(0n);
	});

	test('goes no further than the slippage and takes no offer twice; the rest waits for the next offer', () => {
		const thin = bookOf({
			bids: [
				[10_004, UNIT],
				[9000, 5 * UNIT],
			],
			asks: [[10_006, UNIT]],
		});
		const floor = holding('3', {maxInventory: '9'}).books(2, thin).flatten().books(12, thin);
		expect(floor.fills.map(({priceUnits, qtyLots}) => [priceUnits, qtyLots])).toEqual([[10_004, UNIT]]);
		expect(floor.desk.view.flattening).toBe(true);
		floor.books(12, bookOf({bids: [[10_003, 5 * UNIT]], asks: [[10_006, UNIT]]}));
		expect(floor.fills.map(({priceUnits, qtyLots}) => [priceUnits, qtyLots])).toEqual([
			[10_004, UNIT],
			[10_003, 2 * UNIT],
		]);
		expect(floor.journal.at(-1)).toBe('flat; quotes stay off');
	});

	test('gives up where nothing is on offer, and says what is left', () => {
		const thin = bookOf({
			bids: [
				[10_004, UNIT / 2],
				[9000, 5 * UNIT],
			],
			asks: [[10_006, UNIT]],
		});
		const floor = holding('2').books(2, thin).flatten().books(160, thin);
		expect(floor.journal.at(-1)).toMatch(
			/^flatten gave up: nothing more is offered within 50 bp of the best price, after \d+ orders; 1\.5 \w+ is left$/,
		);
		expect(floor.desk.view).toMatchObject({flattening: false, quoting: {kind: 'pulled', reason: 'operator'}});
	});

	test('is refused where nothing is held, and where the book is not to be believed', () => {
		const idle = new Floor({paper: {latencyMs: 0, holdBackMs: 0}});
		idle.desk.operator.setReduceOnly(true);
		idle.books(3).flatten();
		expect(idle.journal.at(-1)).toBe('nothing to flatten: no inventory');
		const lost = holding('2').book(deep(), false).flatten();
		expect(lost.journal.at(-1)).toBe('cannot flatten: the book is not trusted');
		expect(lost.desk.view.flattening).toBe(false);
	});

	test('stops when the book is lost on the way', () => {
		const floor = holding('2').flatten().book(deep(), false);
		expect(floor.journal.at(-1)).toBe('flatten stopped: the book is not trusted any more');
		floor.books(20);
		expect(floor.inventory).toBe(BigInt(2 * UNIT));
	});

	test('is taken back by resuming', () => {
		const floor = holding('2').flatten();
		floor.desk.operator.resume();
		expect(floor.books(20).fills.filter(({liquidity}) => liquidity === 'taker')).toEqual([]);
	});

	test('works after a kill, too', () => {
		const floor = holding('2');
		floor.said.push(...floor.desk.killByOperator(instant(floor.ms)));
		floor.flatten().books(12);
		expect(floor.inventory).toBe(0n);
		expect(floor.desk.view.quoting).toMatchObject({kind: 'pulled', reason: 'killed'});
	});
});

describe('with flatten-on-kill', () => {
	const limits = {flattenOnKill: true, maxLoss: moneyOf('1')};

	test('taking the kill back ends it: quotes and closing at once could turn the position round', () => {
		const killed = new Floor({inventory: '2', averagePrice: moneyOf('100'), limits});
		// No bid is left for the fall to fill.
		killed.desk.operator.setReduceOnly(true);
		killed.books(3).book(deep(9900));
		expect(killed.desk.view.flattening).toBe(true);
		killed.said.push(...killed.desk.rearm(instant(killed.ms)));
		expect(killed.desk.view.flattening).toBe(false);
		killed.books(12, deep(9900));
		expect(killed.desk.isQuoting).toBe(true);
		expect(killed.fills).toEqual([]);
	});

	test('taking the kill back leaves a flatten of the operator alone', () => {
		const floor = holding('2', {limits}).book(deep(9900)).flatten();
		floor.said.push(...floor.desk.rearm(instant(floor.ms)));
		floor.books(12, deep(9900));
		expect(floor.inventory).toBe(0n);
	});

	test('a kill by a limit closes what is held', () => {
		const floor = holding('2', {limits}).book(deep(9900)).books(12, deep(9900));
		expect(floor.said.find((one) => one.kind === 'risk')?.transition).toMatchObject({
			to: 'killed',
			reason: 'max-loss',
			value: '2.1',
			limit: '1',
		});
		expect(floor.inventory).toBe(0n);
		expect(floor.desk.view.quoting).toMatchObject({reason: 'killed'});
	});

	test('the operator’s own kill does not', () => {
		const floor = holding('2', {limits: {flattenOnKill: true}});
		floor.said.push(...floor.desk.killByOperator(instant(floor.ms)));
		expect(floor.books(12).inventory).toBe(BigInt(2 * UNIT));
	});
});

test('whatever happens: flattening never turns the position round, and the money adds up', () => {
	const step = record({
		mid: integer({min: 9990, max: 10_020}),
		print: constantFrom('none', 'buy', 'sell'),
		reach: integer({min: 0, max: 8}),
		trusted: constantFrom(true, true, true, true, true, false),
		act: constantFrom('none', 'none', 'none', 'flatten', 'resume'),
	});
	assert(
		property(constantFrom('2.5', '-2', '0', '0.000001'), array(step, {maxLength: 60}), (inventory, steps) => {
			const floor = new Floor({inventory, averagePrice: moneyOf('100'), makerFeeRate: -10_000n, maxInventory: '4'}).book();
			let before = floor.inventory;
			for (const {mid, print, reach, trusted, act} of steps) {
				floor.book(deep(mid), trusted);
				if (print !== 'none') floor.print(print, print === 'sell' ? mid - reach : mid + reach, 3 * UNIT);
				if (act === 'flatten') floor.flatten();
				if (act === 'resume') floor.desk.operator.resume();
			}

			for (const {liquidity, inventoryLots} of floor.fills) {
				if (liquidity === 'taker') {
					expect(before * inventoryLots >= 0n).toBe(true);
					expect(inventoryLots * inventoryLots < before * before).toBe(true);
				}

				before = inventoryLots;
			}

			const {account, risk} = floor.desk.view;
			expect(account.net).toBe(account.realised + account.unrealised - account.fees);
			expect(risk?.reason).not.toBe('identity-broken');
		}),
		{numRuns: 200},
	);
});
