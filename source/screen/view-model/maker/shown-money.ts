/**
 * Money as the panels show it, with two digits. Figures that are each rounded alone come to a hundredth more or less
 * than their sum, so the one that moves with every price takes the rest.
 */

import {divideHalfEven, money, MONEY_DECIMALS, powerOfTen, type Money} from '../../../domain/money.js';
import type {MonitorFrame} from '../../../engine/frame.js';

const HUNDREDTH = powerOfTen(MONEY_DECIMALS - 2);

export const shownMoney = (value: Money): Money => money(divideHalfEven(value, HUNDREDTH) * HUNDREDTH);

type Account = MonitorFrame['maker']['account'];

/** Such that realised + open − fees is the net that stands below them: open takes the rest, or realised where nothing is open. */
export const shownResult = ({realised, unrealised, fees, net}: Account): Readonly<Record<'realised' | 'open', Money>> => {
	const gross = money(shownMoney(net) + shownMoney(fees));
	return unrealised === 0n
		? {realised: gross, open: unrealised}
		: {realised: shownMoney(realised), open: money(gross - shownMoney(realised))};
};
