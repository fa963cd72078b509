/** Captions of the level cursor: distance of its price, and the cost to trade to it. */

import {lossyPrice, ticksOf} from '../../../domain/instrument.js';
import {lossyMoney} from '../../../domain/money.js';
import {averageCost} from '../../../domain/book/reach.js';
import {basisPointsText, moneyText, priceText, shortValueText, signedCountText, sizeText} from '../cells/format.js';
import {sideAt} from '../memory/ladder-cursor.js';
import type {KnownLadder} from './known-ladder.js';
import {isUnknown} from '../state/known-rows.js';
import {basisPointsBetween, basisPointsFrom} from '../cells/numbers.js';
import {caption, type Caption} from '../cells/panel.js';

/** Empty without a cursor or without a mid. */
export const cursorCaptions = ({state, frame, instrument, glyphs}: KnownLadder): readonly Caption[] => {
	const mid = frame.touch.midHalfUnits;
	const price = state.choices.cursor?.priceUnits;
	if (price === undefined || mid === undefined) return [];
	const role = sideAt(price, mid);
	return [
		caption(`>${priceText(instrument, price)}`, 10, {bold: true}),
		caption(basisPointsText(basisPointsBetween(instrument, 2 * price, mid)), 9, {role}),
		caption(`${signedCountText(ticksOf(instrument, price - mid / 2))}t`, 6, {role}),
		...reachCaptions({frame, instrument, glyphs}, price),
	];
};

/** Exact, from the whole book; a lower bound beyond the snapshot's range; empty until the engine answers. */
const reachCaptions = (
	{frame, instrument, glyphs}: Pick<KnownLadder, 'frame' | 'instrument' | 'glyphs'>,
	price: number,
): readonly Caption[] => {
	const {reach} = frame;
	const {midHalfUnits} = frame.touch;
	if (reach?.toUnits !== price || midHalfUnits === undefined) return [];
	const average = averageCost(instrument, reach);
	if (average === undefined) return [caption('nothing rests there', 8)];
	const known = isUnknown(frame.ladder, price) ? glyphs.atLeast : '';
	const verb = reach.side === 'ask' ? 'buy' : 'sell';
	const slip = basisPointsFrom(lossyMoney(average), lossyPrice(instrument, midHalfUnits / 2));
	return [
		caption(
			`${verb} ${known}${sizeText(reach.qtyLots, {instrument, decimals: 3, width: 7})} @${moneyText(average, instrument.priceDecimals)}`,
			8,
		),
		caption(basisPointsText(slip), 7),
		caption(`${shortValueText(lossyMoney(reach.cost), 8)} ${instrument.quoteAsset}`, 5),
		caption(`${reach.levels} level${reach.levels === 1 ? '' : 's'}`, 2, {role: 'muted'}),
	];
};
