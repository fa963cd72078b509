/** What the paper exchange charges: the rate of the operator's settings, in the asset that they name. */

import {feeOf} from '../../../domain/accounting/ledger.js';
import type {Instrument} from '../../../domain/instrument.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, Side} from '../../../domain/units.js';
import {DEFAULT_TAKER_FEE_RATE, type MakerSettings} from '../settings/maker-settings.js';
import type {OrderFill, ReportedFee} from '../types/order-report.js';

export type ChargedFill = {
	readonly side: Side;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly liquidity: OrderFill['liquidity'];
};

export type FeeOf = (fill: ChargedFill) => ReportedFee;

export const paperFee = (settings: MakerSettings | undefined, instrument: Instrument, fill: ChargedFill): ReportedFee => {
	const {side, priceUnits, qtyLots, liquidity} = fill;
	const rates = {maker: settings?.makerFeeRate ?? 0n, taker: settings?.takerFeeRate ?? DEFAULT_TAKER_FEE_RATE};
	const {asset, amount, quoteValue} = feeOf(instrument, {
		side: side === 'bid' ? 'buy' : 'sell',
		priceUnits,
		qtyLots,
		feeRate: rates[liquidity],
		feeAsset: settings?.feeAsset ?? {kind: 'quote'},
	});
	return {asset, amount, worth: quoteValue};
};
