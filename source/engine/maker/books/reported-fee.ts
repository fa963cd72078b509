/** What a reported fee is worth: as the report says, or by the asset that it was paid in. */

import type {FeeAsset, PaidFee} from '../../../domain/accounting/ledger.js';
import {priceMoney, type Instrument} from '../../../domain/instrument.js';
import {divideHalfEven, money, MONEY_DECIMALS, ZERO_MONEY, type Money} from '../../../domain/money.js';
import type {OrderFill} from '../types/order-report.js';

const ONE = 10n ** BigInt(MONEY_DECIMALS);

/** @param known the third asset whose price the operator gave. @returns no worth where the asset has no price. */
export const worthOfFee = (instrument: Instrument, {fee, priceUnits}: OrderFill, known: FeeAsset): Money | undefined => {
	if (fee.worth !== undefined) return fee.worth;
	if (fee.asset === instrument.contract.settlementAsset || fee.amount === 0n) return fee.amount;
	if (fee.asset === instrument.baseAsset) return product(fee.amount, priceMoney(instrument, priceUnits * 2));
	return known.kind === 'third' && known.asset === fee.asset ? product(fee.amount, known.price) : undefined;
};

const product = (amount: Money, price: Money): Money => money(divideHalfEven(amount * price, ONE));

/** As the ledger books it: what has no price costs nothing there, and is named by {@link worthOfFee}. */
export const paidFee = (instrument: Instrument, fill: OrderFill, known: FeeAsset): PaidFee => {
	const {asset, amount} = fill.fee;
	return {asset, amount, quoteValue: worthOfFee(instrument, fill, known) ?? ZERO_MONEY};
};
