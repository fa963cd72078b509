/** What the operator's keys change of the parameters: each an edit, from what is held to what is wanted. */

import type {Instrument} from '../../../domain/instrument.js';
import {addMoney, money, negateMoney, subtractMoney, ZERO_MONEY, type Money} from '../../../domain/money.js';
import type {PriceOffset} from '../../../domain/text/value-text.js';
import type {FairValueKind, QuotingModel} from './names.js';
import {countedLots, offsetMoney} from './maker-parameters.js';
import type {MakerParameters} from './parameters.js';

/** @param price that basis points are of. */
export type ParameterEdit = (held: MakerParameters, instrument: Instrument, price?: Money) => MakerParameters;

/** Positive steps move both quotes up. */
export const skewBy =
	(steps: number): ParameterEdit =>
	(held) => ({...held, manualSkew: subtractMoney(held.manualSkew, money(held.step * BigInt(steps)))});

export const flatSkew: ParameterEdit = (held) => ({...held, manualSkew: ZERO_MONEY});

/** Never below zero; what the other models ask for is widened by as much. */
export const halfSpreadBy =
	(steps: number): ParameterEdit =>
	(held) => {
		const by = money(held.step * BigInt(steps));
		if (held.model !== 'linear') return {...held, manualSpread: addMoney(held.manualSpread, by)};
		const wanted = addMoney(held.halfSpread, by);
		return {...held, halfSpread: wanted < 0n ? ZERO_MONEY : wanted};
	};

/** @param shift positive stands for higher quotes. */
export const withSkew =
	(shift: PriceOffset): ParameterEdit =>
	(held, instrument, price = ZERO_MONEY) => ({...held, manualSkew: negateMoney(offsetMoney(shift, instrument, price))});

/** The half-spread of the linear model; of the others, by how much theirs is widened. */
export const withHalfSpread =
	(offset: PriceOffset): ParameterEdit =>
	(held, instrument, price = ZERO_MONEY) => {
		const halfSpread = offsetMoney(offset, instrument, price);
		return held.model === 'linear' ? {...held, halfSpread} : {...held, manualSpread: halfSpread};
	};

/** Rounded down to the lot step; what leaves nothing, or cannot be counted exactly, changes nothing. */
export const withOrderSize =
	(size: string): ParameterEdit =>
	(held, instrument) => ({...held, orderLots: countedLots(instrument, size) ?? held.orderLots});

export const withModel =
	(model: QuotingModel): ParameterEdit =>
	(held) => ({...held, model});

export const withFairValue =
	(fairValue: FairValueKind): ParameterEdit =>
	(held) => ({...held, fairValue});
