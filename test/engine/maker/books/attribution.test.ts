import {array, assert, bigInt, boolean, constantFrom, integer, option, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {notionalAtHalfUnits, type Instrument} from '../../../../source/domain/instrument.js';
import type {FeeAsset} from '../../../../source/domain/accounting/ledger.js';
import {formatMoney, money} from '../../../../source/domain/money.js';
import {priceUnits, qtyLots, unixMs, type Side} from '../../../../source/domain/units.js';
import {Attribution} from '../../../../source/engine/maker/books/attribution.js';
import {MakerBooks} from '../../../../source/engine/maker/books/maker-books.js';
import {paperFee} from '../../../../source/engine/maker/paper/paper-fees.js';
import type {FillCircumstances} from '../../../../source/engine/maker/types/execution-observer.js';
import type {OrderFill} from '../../../../source/engine/maker/types/order-report.js';
import {orderFill} from '../../../helpers/order-reports.js';
import {bitcoin, moneyOf, nickel, plain, shiba} from '../../../helpers/instruments.js';

type SeenFill = OrderFill & FillCircumstances;

const fillOf = (side: Side, price: number, lots: number, at: number, midHalf: number | undefined, taker = false): SeenFill => ({
	...orderFill({
		side,
		level: taker ? -1 : 0,
		priceUnits: priceUnits(price),
		qtyLots: lots,
		liquidity: taker ? 'taker' : 'maker',
		atMs: unixMs(at),
	}),
	cause: taker ? 'taken' : 'print',
	midHalfUnits: midHalf,
});

const UNIT = 100_000_000;
const touch = (halfUnits: number) => {
	const ask = Math.ceil((halfUnits + 1) / 2);
	return {bid: {priceUnits: priceUnits(halfUnits - ask), qtyLots: qtyLots(1)}, ask: {priceUnits: priceUnits(ask), qtyLots: qtyLots(1)}};
};

/** Books at a fee, with their attribution. */
const opened = (
	instrument: Instrument,
	{
		feeRate = 0n,
		feeAsset,
		inventory = '0',
		averagePrice = '100',
	}: {feeRate?: bigint; feeAsset?: FeeAsset; inventory?: string; averagePrice?: string} = {},
) => {
	const attribution = new Attribution();
	const settings = {
		inventory,
		averagePrice: moneyOf(averagePrice),
		makerFeeRate: feeRate,
		takerFeeRate: feeRate,
		...(feeAsset === undefined ? {} : {feeAsset}),
	};
	const books = new MakerBooks(settings, attribution);
	books.open(instrument, settings, touch(20_000));
	const take = (one: SeenFill): void => {
		books.take(instrument, {...one, fee: paperFee(settings, instrument, one)}, one, one.atMs);
	};
	const fill = (one: SeenFill): void => {
		attribution.onFill(one, one);
		take(one);
	};
	return {attribution, books, fill, take};
};

const parts = (books: MakerBooks): readonly string[] => {
	const {attribution, fees, net} = books.account(plain);
	return [attribution.spreadCaptured, attribution.adverseSelection, attribution.inventory, fees, net].map(formatMoney);
};

describe('a bid filled a tick below the mid, of one unit at 99.99', () => {
	test('captures that tick at once; what the market does in the next five seconds is inventory until they are over', () => {
		const {attribution, books, fill} = opened(plain, {feeRate: 10_000n});
		attribution.onMid(unixMs(0), 20_000);
		fill(fillOf('bid', 9999, UNIT, 1000, 20_000));
		books.mark(touch(19_990));
		attribution.onMid(unixMs(3000), 19_990);
		expect(parts(books)).toEqual(['0.01', '0', '-0.05', '0.009999', '-0.049999']);
		attribution.onMid(unixMs(6000), 19_980);
		expect(parts(books)[1]).toBe('0');
		attribution.onMid(unixMs(6001), 20_100);
		// The mid at the horizon counts, not the next one.
		expect(parts(books)).toEqual(['0.01', '-0.1', '0.05', '0.009999', '-0.049999']);
	});

	test('behind a hole the market is inventory for good', () => {
		const {attribution, books, fill} = opened(plain);
		fill(fillOf('bid', 9999, UNIT, 1000, 20_000));
		attribution.interrupt();
		attribution.onMid(unixMs(9000), 19_000);
		attribution.onMid(unixMs(19_000), 19_000);
		books.mark(touch(19_000));
		expect(parts(books)).toEqual(['0.01', '0', '-5', '0', '-4.99']);
	});

	test('also where the mids go on before the five seconds are over', () => {
		const {attribution, books, fill} = opened(plain);
		fill(fillOf('bid', 9999, UNIT, 1000, 20_000));
		attribution.interrupt();
		attribution.onMid(unixMs(3000), 19_000);
		attribution.onMid(unixMs(6001), 19_000);
		books.mark(touch(19_000));
		expect(parts(books)).toEqual(['0.01', '0', '-5', '0', '-4.99']);
	});

	test('without a mid at the fill nothing is captured', () => {
		const {books, fill} = opened(plain);
		fill(fillOf('bid', 9999, UNIT, 1000, undefined));
		books.mark(touch(20_000));
		expect(parts(books)).toEqual(['0', '0', '0.01', '0', '0.01']);
	});
});

test('taking pays the spread, and the books may hear of a fill after its horizon', () => {
	const {attribution, books, take} = opened(plain);
	const taken = fillOf('ask', 9990, UNIT, 0, 20_000, true);
	attribution.onFill(taken, taken);
	attribution.onMid(unixMs(4000), 19_000);
	attribution.onMid(unixMs(8000), 18_000);
	take(taken);
	books.mark(touch(18_000));
	expect(parts(books)).toEqual(['-0.1', '5', '5', '0', '9.9']);
	expect(books.error(plain)).toBeUndefined();
});

test('what was held before is inventory, at what it cost; without a mark nothing is made of it', () => {
	const {books} = opened(plain, {inventory: '2', averagePrice: '90'});
	expect(parts(books)).toEqual(['0', '0', '20', '0', '20']);
	books.forgetMark();
	expect(parts(books)).toEqual(['0', '0', '0', '0', '0']);
});

test('parts that do not add up are an error of the books, with what is missing', () => {
	const {attribution, books} = opened(plain);
	expect(books.error(plain)).toBeUndefined();
	attribution.open(money(7n));
	const untold = fillOf('bid', 9999, UNIT, 0, 20_000);
	books.take(plain, untold, untold, unixMs(0));
	expect(books.error(plain)).toBe('spread + adverse selection + inventory − fees differs from the net by -7e-26');
});

describe('the parts are the net, to the last digit, at every moment', () => {
	const anyFee = constantFrom<FeeAsset>({kind: 'quote'}, {kind: 'received'}, {kind: 'third', asset: 'BNB', price: moneyOf('613.7')});
	const act = record({
		kind: constantFrom('fill', 'fill', 'mid', 'hole', 'mark'),
		side: constantFrom<Side>('bid', 'ask'),
		price: integer({min: 1, max: 30_000}),
		lots: integer({min: 1, max: 5_000_000_000}),
		mid: option(integer({min: 2, max: 60_000}), {nil: undefined}),
		wait: integer({min: 0, max: 7000}),
		taker: boolean(),
		late: boolean(),
	});

	test('over random fills, flips, marks, holes and fees', () => {
		assert(
			property(
				constantFrom(bitcoin, nickel, shiba, plain),
				anyFee,
				bigInt({min: -30_000n, max: 200_000n}),
				constantFrom('0', '12', '-3.5'),
				array(act, {maxLength: 40}),
				(instrument, feeAsset, feeRate, inventory, acts) => {
					const {attribution, books, take} = opened(instrument, {feeRate, feeAsset, inventory});
					const untold: SeenFill[] = [];
					const tell = (): void => {
						for (const one of untold.splice(0)) take(one);
					};
					let now = 0;
					for (const {kind, side, price, lots, mid, wait, taker, late} of acts) {
						now += wait;
						if (kind === 'fill') {
							const one = fillOf(side, price, lots, now, mid, taker);
							attribution.onFill(one, one);
							untold.push(one);
							if (!late) tell();
						} else if (kind === 'mid') attribution.onMid(unixMs(now), mid);
						else if (kind === 'hole') {
							tell();
							attribution.interrupt();
						} else books.mark(touch(mid ?? 20_000));

						const {attribution: view, fees, net} = books.account(instrument);
						expect(money(view.spreadCaptured + view.adverseSelection + view.inventory - fees)).toBe(net);
						expect(books.error(instrument)).toBeUndefined();
					}
				},
			),
		);
	});

	test('and each part is what its definition says, summed from the fills', () => {
		const one = record({
			side: constantFrom<Side>('bid', 'ask'),
			price: integer({min: 1, max: 30_000}),
			lots: integer({min: 1, max: 5_000_000_000}),
			mid: integer({min: 2, max: 60_000}),
			later: integer({min: 2, max: 60_000}),
		});
		assert(
			property(array(one, {maxLength: 20}), integer({min: 2, max: 60_000}), (fills, mark) => {
				const {attribution, books, fill} = opened(plain);
				let [captured, adverse, held] = [0n, 0n, 0n];
				for (const [index, {side, price, lots, mid, later}] of fills.entries()) {
					const at = index * 10_000;
					const signed = BigInt(side === 'bid' ? lots : -lots);
					fill(fillOf(side, price, lots, at, mid));
					attribution.onMid(unixMs(at + 4000), later);
					attribution.onMid(unixMs(at + 6000), undefined);
					captured += notionalAtHalfUnits(plain, mid - 2 * price, signed);
					adverse += notionalAtHalfUnits(plain, later - mid, signed);
					held += notionalAtHalfUnits(plain, mark - later, signed);
				}

				books.mark(touch(mark));
				const {spreadCaptured, adverseSelection, inventory} = books.account(plain).attribution;
				expect([spreadCaptured, adverseSelection, inventory]).toEqual([captured, adverse, held]);
			}),
		);
	});
});
