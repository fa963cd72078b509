import {describe, expect, test} from 'vitest';
import type {FeeAsset} from '../../../../source/domain/accounting/ledger.js';
import {formatMoney, ZERO_MONEY} from '../../../../source/domain/money.js';
import {priceUnits, qtyLots, unixMs, type Side} from '../../../../source/domain/units.js';
import {Attribution} from '../../../../source/engine/maker/books/attribution.js';
import {MakerBooks} from '../../../../source/engine/maker/books/maker-books.js';
import {paidFee, worthOfFee} from '../../../../source/engine/maker/books/reported-fee.js';
import type {ReportedFee} from '../../../../source/engine/maker/types/order-report.js';
import {moneyOf, plain} from '../../../helpers/instruments.js';
import {orderFill} from '../../../helpers/order-reports.js';

const QUOTE: FeeAsset = {kind: 'quote'};
const BNB: FeeAsset = {kind: 'third', asset: 'BNB', price: moneyOf('600')};
const UNIT = 100_000_000;

/** One unit at 100. */
const filled = (fee: ReportedFee, side: Side = 'bid') => orderFill({side, priceUnits: priceUnits(10_000), qtyLots: UNIT, fee});

describe('a reported fee is worth', () => {
	test.each<[string, ReportedFee, FeeAsset, string | undefined]>([
		['what the report says', {asset: 'BNB', amount: moneyOf('0.001'), worth: moneyOf('0.7')}, BNB, '0.7'],
		['itself in the quote currency', {asset: 'USDT', amount: moneyOf('0.1')}, QUOTE, '0.1'],
		['its quantity at the price of the fill in the base asset', {asset: 'BTC', amount: moneyOf('0.001')}, QUOTE, '0.1'],
		['its units at the price that the operator gave', {asset: 'BNB', amount: moneyOf('0.001')}, BNB, '0.6'],
		['a rebate too', {asset: 'BNB', amount: moneyOf('-0.001')}, BNB, '-0.6'],
		['nothing that is known where its asset has no price', {asset: 'KNC', amount: moneyOf('3')}, BNB, undefined],
		['nothing where nothing was charged, in whatever asset', {asset: 'KNC', amount: ZERO_MONEY}, BNB, '0'],
	])('%s', (_what, fee, known, worth) => {
		const found = worthOfFee(plain, filled(fee), known);
		expect(found === undefined ? undefined : formatMoney(found)).toBe(worth);
		expect(paidFee(plain, filled(fee), known)).toEqual({asset: fee.asset, amount: fee.amount, quoteValue: found ?? ZERO_MONEY});
	});
});

const held = (fee: ReportedFee, side: Side = 'bid') => {
	const books = new MakerBooks({inventory: '0', makerFeeRate: 123n}, new Attribution());
	const touch = {bid: {priceUnits: priceUnits(9999), qtyLots: qtyLots(1)}, ask: {priceUnits: priceUnits(10_001), qtyLots: qtyLots(1)}};
	books.open(plain, {inventory: '0', makerFeeRate: 123n}, touch);
	books.take(plain, filled(fee, side), {cause: 'print', midHalfUnits: 20_000}, unixMs(0));
	const {net, fees} = books.account(plain);
	expect(books.error(plain)).toBeUndefined();
	return [books.inventoryLots, formatMoney(fees), formatMoney(net)];
};

describe('books take the fee that was charged, whatever rate was expected', () => {
	test('in the quote currency, in the base asset out of what was bought or on top of what was sold, in another', () => {
		expect(held({asset: 'USDT', amount: moneyOf('0.25')})).toEqual([100_000_000n, '0.25', '-0.25']);
		expect(held({asset: 'BTC', amount: moneyOf('0.002')})).toEqual([99_800_000n, '0.2', '-0.2']);
		expect(held({asset: 'BTC', amount: moneyOf('0.002')}, 'ask')).toEqual([-100_200_000n, '0.2', '-0.2']);
		expect(held({asset: 'BNB', amount: moneyOf('0.001'), worth: moneyOf('0.6')})).toEqual([100_000_000n, '0.6', '-0.6']);
	});

	test('what is less than a lot of the base asset is owed in money', () => {
		expect(held({asset: 'BTC', amount: moneyOf('0.0000000049')})).toEqual([100_000_000n, '0.00000049', '-0.00000049']);
	});
});
