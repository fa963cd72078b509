import {describe, expect, test} from 'vitest';
import {fifoCost} from '../../../source/domain/accounting/fifo.js';
import {
	applyLedgerFill,
	bookError,
	feeOf,
	feesOf,
	netAt,
	openLedger,
	type FeeAsset,
	type Ledger,
	type PaidFee,
} from '../../../source/domain/accounting/ledger.js';
import type {Instrument} from '../../../source/domain/instrument.js';
import {formatMoney, money, ZERO_MONEY} from '../../../source/domain/money.js';
import {unrealisedAt} from '../../../source/domain/accounting/position.js';
import {priceUnits, type Aggressor} from '../../../source/domain/units.js';
import {seededRandom} from '../../../source/domain/prng.js';
import {bitcoin, moneyOf, nickel, plain, shiba} from '../../helpers/instruments.js';

const UNIT = 100_000_000;
const QUOTE: FeeAsset = {kind: 'quote'};
const BNB: FeeAsset = {kind: 'third', asset: 'BNB', price: moneyOf('613.7')};

const fill = (side: Aggressor, price: number, qtyLots: number, feeRate = 0n, feeAsset: FeeAsset = QUOTE) => ({
	side,
	priceUnits: priceUnits(price),
	qtyLots,
	feeRate,
	feeAsset,
});

type AnyFill = ReturnType<typeof fill>;

/** Charged by its terms, and booked. */
const booked = (instrument: Instrument, ledger: Ledger, one: AnyFill): {readonly ledger: Ledger; readonly fee: PaidFee} => {
	const fee = feeOf(instrument, one);
	return {ledger: applyLedgerFill(instrument, ledger, {...one, fee}), fee};
};

const after = (fills: readonly ReturnType<typeof fill>[]): Ledger => {
	let ledger = openLedger(0n, ZERO_MONEY);
	for (const one of fills) ({ledger} = booked(plain, ledger, one));
	return ledger;
};

test('average cost and FIFO differ while open and agree when flat', () => {
	const open = [fill('buy', 10_000, UNIT), fill('buy', 10_010, UNIT), fill('sell', 10_020, UNIT)];
	const held = after(open);
	expect(formatMoney(held.position.realised)).toBe('0.15');
	expect(formatMoney(held.fifo.realised)).toBe('0.2');
	expect(formatMoney(fifoCost(held.fifo))).toBe('100.1');
	const flat = after([...open, fill('sell', 10_000, UNIT)]);
	expect(flat.position.realised).toBe(flat.fifo.realised);
	expect(flat.fifo.open).toEqual([]);
});

test('lots at one price are one, a flip begins anew', () => {
	expect(after([fill('buy', 10_000, 3), fill('buy', 10_000, 4)]).fifo.open).toHaveLength(1);
	const flipped = after([fill('buy', 10_000, 3), fill('sell', 10_001, 5)]);
	expect(flipped.fifo.open).toMatchObject([{lots: -2n}]);
});

describe('a fee', () => {
	test('in the base asset is less of what was bought, at its price', () => {
		const {ledger, fee} = booked(plain, openLedger(0n, ZERO_MONEY), fill('buy', 10_000, UNIT, 100_000n, {kind: 'received'}));
		expect(ledger.position.inventoryLots).toBe(99_900_000n);
		expect([fee.asset, formatMoney(fee.amount), formatMoney(fee.quoteValue)]).toEqual(['BTC', '0.001', '0.1']);
		expect(formatMoney(feesOf(ledger))).toBe('0.1');
		expect(formatMoney(ledger.position.cash)).toBe('-100');
		expect(bookError(plain, ledger, 20_001)).toBeUndefined();
	});

	test('of what is received is quote for a sale', () => {
		const {ledger, fee} = booked(plain, openLedger(BigInt(UNIT), moneyOf('100')), fill('sell', 10_000, UNIT, 100_000n, {kind: 'received'}));
		expect(fee.asset).toBe('USDT');
		expect(formatMoney(ledger.position.cash)).toBe('-0.1');
	});

	test('in a third asset leaves cash alone and is counted at its price', () => {
		const {ledger, fee} = booked(plain, openLedger(0n, ZERO_MONEY), fill('buy', 10_000, UNIT, 75_000n, BNB));
		expect(formatMoney(ledger.position.cash)).toBe('-100');
		expect(formatMoney(feesOf(ledger))).toBe('0.075');
		expect(fee.asset).toBe('BNB');
		expect(Number(formatMoney(fee.amount))).toBeCloseTo(0.075 / 613.7, 15);
		expect(formatMoney(netAt(plain, ledger, 20_000))).toBe('-0.075');
		expect(bookError(plain, ledger, 20_000)).toBeUndefined();
	});

	test('in a third asset is counted in its own units, and in none where it has no price', () => {
		const {ledger, fee} = booked(plain, openLedger(0n, ZERO_MONEY), fill('buy', 10_000, UNIT, 75_000n, {...BNB, price: moneyOf('0.5')}));
		expect([formatMoney(fee.amount), formatMoney(ledger.thirdUnits), formatMoney(ledger.thirdBalance)]).toEqual([
			'0.15',
			'-0.15',
			'-0.075',
		]);
		const again = booked(plain, ledger, fill('sell', 10_000, UNIT, 75_000n, {...BNB, price: moneyOf('0.25')})).ledger;
		expect([formatMoney(again.thirdUnits), formatMoney(again.thirdBalance), formatMoney(again.turnover)]).toEqual([
			'-0.45',
			'-0.15',
			'200',
		]);
		const unpriced = booked(plain, ledger, fill('buy', 10_000, UNIT, 75_000n, {...BNB, price: ZERO_MONEY}));
		expect([unpriced.fee.amount, formatMoney(unpriced.fee.quoteValue)]).toEqual([0n, '0.075']);
	});

	test('that is negative is a rebate', () => {
		expect(formatMoney(feesOf(after([fill('buy', 10_000, UNIT, -5000n)])))).toBe('-0.005');
	});
});

test('after each of a hundred thousand random fills, flips and fees the books balance to the last digit', () => {
	const random = seededRandom(20_261_120);
	const assets: readonly FeeAsset[] = [QUOTE, {kind: 'received'}, BNB];
	let flips = 0;
	for (const instrument of [plain, bitcoin, nickel, shiba]) {
		let ledger = openLedger(0n, ZERO_MONEY);
		for (let count = 0; count < 25_000; count += 1) {
			const side = random() < 0.5 ? 'buy' : 'sell';
			const held = Math.abs(Number(ledger.position.inventoryLots));
			const qtyLots = 1 + Math.floor(random() * (random() < 0.1 ? Math.min(2 * held, 1e12) : 1e7));
			const feeRate = BigInt(Math.floor(random() * 300_000) - 50_000);
			const feeAsset = assets[Math.floor(random() * assets.length)] ?? QUOTE;
			const before = ledger.position.inventoryLots;
			({ledger} = booked(instrument, ledger, {
				side,
				priceUnits: priceUnits(1 + Math.floor(random() * 1e7)),
				qtyLots,
				feeRate,
				feeAsset,
			}));
			if (before * ledger.position.inventoryLots < 0n) flips += 1;
			const mark = 1 + Math.floor(random() * 2e7);
			const wrong = bookError(instrument, ledger, mark);
			if (wrong !== undefined) throw new Error(`after ${count + 1} fills: ${wrong}`);
			if (netAt(instrument, ledger, mark) !== ledger.position.realised + unrealisedAt(instrument, ledger.position, mark) - feesOf(ledger)) {
				throw new Error('net does not add up');
			}
		}
	}

	expect(flips).toBeGreaterThan(1000);
}, 60_000);

test('broken books are told in words', () => {
	const ledger = after([fill('buy', 10_000, UNIT)]);
	const broken = {...ledger, position: {...ledger.position, cash: ledger.position.realised}};
	expect(bookError(plain, broken, 20_000)).toMatch(/differs from realised \+ unrealised − fees/);
	expect(bookError(plain, {...ledger, fifo: openLedger(1n, ZERO_MONEY).fifo}, 20_000)).toMatch(/inventories/);
	expect(bookError(plain, {...ledger, fifo: {...ledger.fifo, realised: moneyOf('1')}}, 20_000)).toMatch(/realised less open cost/);
	const flat = after([fill('buy', 10_000, UNIT), fill('sell', 10_002, UNIT)]);
	expect(bookError(plain, flat, 20_000)).toBeUndefined();
	const {position} = flat;
	expect(
		bookError(plain, {...flat, position: {...position, openCost: moneyOf('1'), realised: money(position.realised + moneyOf('1'))}}, 20_000),
	).toMatch(/flat position has an open cost/);
});

test('net is what is realised and what is not, less the fees', () => {
	const ledger = after([fill('buy', 10_000, 2 * UNIT, 100_000n), fill('sell', 10_010, UNIT)]);
	// 0.1 realised + 0.3 unrealised − 0.2 fees.
	expect(formatMoney(netAt(plain, ledger, 20_060))).toBe('0.2');
});
