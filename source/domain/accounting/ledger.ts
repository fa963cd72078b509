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

export type LedgerFill = {
	readonly side: Aggressor;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly feeRate: bigint;
	readonly feeAsset: FeeAsset;
};

/** The fee as it was paid, and what it was worth. */
export type PaidFee = {readonly asset: string; readonly amount: Money; readonly quoteValue: Money};

export const openLedger = (inventoryLots: bigint, cost: Money): Ledger => ({
	position: openPosition(inventoryLots, cost),
	fifo: openFifo(inventoryLots, cost),
	thirdBalance: ZERO_MONEY,
	thirdUnits: ZERO_MONEY,
	turnover: ZERO_MONEY,
});

export const applyLedgerFill = (
	instrument: Instrument,
	ledger: Ledger,
	fill: LedgerFill,
): {readonly ledger: Ledger; readonly fee: PaidFee} => {
	const value = notional(instrument, fill.priceUnits, BigInt(fill.qtyLots));
	const worth = money((value * fill.feeRate) / FEE_RATE_SCALE);
	const turnover = addMoney(ledger.turnover, value);
	const {feeAsset} = fill;
	if (feeAsset.kind === 'third') {
		const units = feeAsset.price === 0n ? ZERO_MONEY : money(divideHalfEven(worth * 10n ** BigInt(MONEY_DECIMALS), feeAsset.price));
		const booked = book(instrument, ledger, {...fill, fee: ZERO_MONEY});
		return {
			ledger: {...booked, turnover, thirdBalance: money(ledger.thirdBalance - worth), thirdUnits: money(ledger.thirdUnits - units)},
			fee: {asset: feeAsset.asset, amount: units, quoteValue: worth},
		};
	}

	if (feeAsset.kind === 'received' && fill.side === 'buy') return inBase(instrument, {...ledger, turnover}, fill);
	return {
		ledger: {...book(instrument, ledger, {...fill, fee: worth}), turnover},
		fee: {asset: instrument.contract.settlementAsset, amount: worth, quoteValue: worth},
	};
};

const inBase = (instrument: Instrument, ledger: Ledger, fill: LedgerFill): {readonly ledger: Ledger; readonly fee: PaidFee} => {
	const feeLots = divideHalfEven(BigInt(fill.qtyLots) * fill.feeRate, FEE_RATE_SCALE);
	const worth = notional(instrument, fill.priceUnits, feeLots);
	const qtyLots = ownLots(BigInt(fill.qtyLots) - feeLots);
	const amount = money(feeLots * 10n ** BigInt(MONEY_DECIMALS - instrument.qtyDecimals));
	return {ledger: book(instrument, ledger, {...fill, qtyLots, fee: worth}), fee: {asset: instrument.baseAsset, amount, quoteValue: worth}};
};

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
