/**
 * All the money there is: average cost, FIFO beside it, and fees in the asset in which they are paid.
 *
 * | fee in | booked as |
 * |---|---|
 * | quote | less cash |
 * | base | a trade of what is left of the quantity, and a fee of the rest at the trade's price |
 * | third | less of that asset, at its price at the time of the fill |
 *
 * Every one of them keeps `cash + third + inventory × mark − start = realised + unrealised − fees` exactly.
 */

import {applyFifo, fifoCost, fifoLots, openFifo, type FifoBook} from './fifo.js';
import {notional, type Instrument} from '../instrument.js';
import {addMoney, divideHalfEven, money, MONEY_DECIMALS, ZERO_MONEY, type Money} from '../money.js';
import {ownLots, type OwnLots} from '../own-lots.js';
import {applyExecution, identityError, openPosition, unrealisedAt, type Execution, type Position} from './position.js';
import type {Aggressor, PriceUnits} from '../units.js';

/** Fee rates are fractions in units of this; negative rates are rebates. */
const FEE_RATE_SCALE = 100_000_000n;

export type FeeAsset =
	| {readonly kind: 'quote'}
	/** Of what is received: base for a buy, quote for a sale. */
	| {readonly kind: 'received'}
	| {readonly kind: 'third'; readonly asset: string; /** Of one unit, in quote currency. */ readonly price: Money};

export type Ledger = {
	readonly position: Position;
	readonly fifo: FifoBook;
	/** What a third asset has been paid for, valued as it was paid: ≤ 0 but for rebates. */
	readonly thirdBalance: Money;
	/** Units of the third asset, with money's digits. */
	readonly thirdUnits: Money;
	readonly turnover: Money;
};

export type TradedFill = {
	readonly side: Aggressor;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
};

/** A fee as it is charged by rate. */
export type FeeTerms = {readonly feeRate: bigint; readonly feeAsset: FeeAsset};

/** The fee as it was paid, and what it was worth. */
export type PaidFee = {readonly asset: string; readonly amount: Money; readonly quoteValue: Money};

export const openLedger = (inventoryLots: bigint, cost: Money): Ledger => ({
	position: openPosition(inventoryLots, cost),
	fifo: openFifo(inventoryLots, cost),
	thirdBalance: ZERO_MONEY,
	thirdUnits: ZERO_MONEY,
	turnover: ZERO_MONEY,
});

/** What a fill costs by a rate. In the base asset it is a whole number of lots, rounded half to even. */
export const feeOf = (instrument: Instrument, {side, priceUnits, qtyLots, feeRate, feeAsset}: TradedFill & FeeTerms): PaidFee => {
	const worth = money((notional(instrument, priceUnits, BigInt(qtyLots)) * feeRate) / FEE_RATE_SCALE);
	if (feeAsset.kind === 'third') {
		const units = feeAsset.price === 0n ? ZERO_MONEY : money(divideHalfEven(worth * MONEY_ONE, feeAsset.price));
		return {asset: feeAsset.asset, amount: units, quoteValue: worth};
	}

	if (feeAsset.kind === 'quote' || side === 'sell') return {asset: instrument.contract.settlementAsset, amount: worth, quoteValue: worth};
	const feeLots = divideHalfEven(BigInt(qtyLots) * feeRate, FEE_RATE_SCALE);
	return {
		asset: instrument.baseAsset,
		amount: money(feeLots * lotMoney(instrument)),
		quoteValue: notional(instrument, priceUnits, feeLots),
	};
};

/** Books a fill with the fee that was charged for it. */
export const applyLedgerFill = (instrument: Instrument, ledger: Ledger, {fee, ...fill}: TradedFill & {readonly fee: PaidFee}): Ledger => {
	const turnover = addMoney(ledger.turnover, notional(instrument, fill.priceUnits, BigInt(fill.qtyLots)));
	if (fee.asset === instrument.contract.settlementAsset) return book(instrument, {...ledger, turnover}, {...fill, fee: fee.quoteValue});
	if (fee.asset === instrument.baseAsset) return book(instrument, {...ledger, turnover}, inBase(instrument, fill, fee));
	return {
		...book(instrument, {...ledger, turnover}, {...fill, fee: ZERO_MONEY}),
		thirdBalance: money(ledger.thirdBalance - fee.quoteValue),
		thirdUnits: money(ledger.thirdUnits - fee.amount),
	};
};

/** Units of the base asset that are no whole lot are owed in money: they are in the fee's worth, not in the inventory. */
const inBase = (instrument: Instrument, fill: TradedFill, {amount, quoteValue}: PaidFee): Execution => {
	const feeLots = divideHalfEven(amount, lotMoney(instrument));
	const traded = BigInt(fill.qtyLots) + (fill.side === 'buy' ? -feeLots : feeLots);
	return {...fill, qtyLots: ownLots(traded), fee: quoteValue};
};

/** One lot of the base asset, with money's digits. */
const lotMoney = ({qtyDecimals}: Instrument): bigint => 10n ** BigInt(MONEY_DECIMALS - qtyDecimals);

const MONEY_ONE = 10n ** BigInt(MONEY_DECIMALS);

const book = (instrument: Instrument, ledger: Ledger, execution: Execution): Ledger => ({
	...ledger,
	position: applyExecution(instrument, ledger.position, execution),
	fifo: applyFifo(instrument, ledger.fifo, execution),
});

/** In quote currency, whatever they were paid in. */
export const feesOf = ({position, thirdBalance}: Ledger): Money => money(position.fees - thirdBalance);

export const netAt = (instrument: Instrument, ledger: Ledger, markHalfUnits: number): Money =>
	money(ledger.position.realised + unrealisedAt(instrument, ledger.position, markHalfUnits) - feesOf(ledger));

/**
 * What is wrong with the books, in words; undefined when nothing is. The identity at average cost; FIFO's books
 * must hold the same inventory and the same R − C; flat books have no open cost.
 */
export const bookError = (instrument: Instrument, {position, fifo}: Ledger, markHalfUnits: number): string | undefined => {
	const off = identityError(instrument, position, markHalfUnits);
	if (off !== 0n) return `cash + inventory × mark differs from realised + unrealised − fees by ${off}e-${MONEY_DECIMALS}`;
	if (fifoLots(fifo) !== position.inventoryLots) return 'FIFO and average cost hold different inventories';
	if (fifo.realised - fifoCost(fifo) !== position.realised - position.openCost) {
		return 'FIFO and average cost differ in realised less open cost';
	}
	return position.inventoryLots === 0n && position.openCost !== 0n ? 'a flat position has an open cost' : undefined;
};
