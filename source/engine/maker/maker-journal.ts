/** What happened at the market maker, in a sentence for a person. */

import {formatPrice, plainQty, type Instrument} from '../../domain/instrument.js';
import {entry, type JournalEntry} from '../../domain/journal-entry.js';
import {formatMoney} from '../../domain/money.js';
import type {UnixMs} from '../../domain/units.js';
import type {KnowledgeChange} from './orders/unknown-orders.js';
import type {OrderReport} from './types/order-report.js';
import type {BreakEven} from './measures/break-even.js';
import type {RiskState, RiskTransition} from './risk/risk-manager.js';
import type {Fill} from './types/fill.js';
import type {DoubtfulCommand} from './types/maker-command.js';
import type {MakerEntry} from './types/maker-output.js';

/** Long with its sign too. */
const signedQty = (instrument: Instrument, lots: bigint): string => `${lots > 0n ? '+' : ''}${plainQty(instrument, lots)}`;

/** Basis points; the fee as a cost. */
export const tellEdge = ({verdict, halfSpreadBp, feeBp, adverse, edge}: BreakEven, atMs: UnixMs): JournalEntry => {
	const half = `half-spread ${(halfSpreadBp ?? 0).toFixed(2)} bp`;
	const fee = feeBp < 0 ? `rebate ${(-feeBp).toFixed(2)} bp` : `fee ${feeBp.toFixed(2)} bp`;
	if (verdict === 'loses-by-construction') return entry(atMs, 'quotes', `quotes lose by construction: ${half}, ${fee}`, 'warning');
	const error = edge.standardError === undefined ? '' : ` ±${edge.standardError.toFixed(2)}`;
	return entry(
		atMs,
		'quotes',
		`quotes lose: ${edge.mean.toFixed(2)}${error} bp a fill after fee over ${edge.count} fills (${half}, ${fee}, adverse selection ${adverse.mean.toFixed(2)} bp)`,
		'warning',
	);
};

/** @param asks where the same command, sent for sure, is done. */
export const tellRefusal = (why: string, asks: DoubtfulCommand | undefined, atMs: UnixMs): MakerEntry => ({
	...entry(atMs, 'command', `${asks === undefined ? 'refused' : 'not done unless sure'}: ${why}`, 'warning'),
	...(asks === undefined ? {} : {asks: {command: asks, why}}),
});

const RISK_WORDS: Readonly<Record<RiskState, string>> = {
	active: 'ACTIVE',
	'reduce-only': 'REDUCE_ONLY',
	pulled: 'PULLED',
	killed: 'KILLED',
};

export const tellFill = (instrument: Instrument, fill: Fill): JournalEntry => {
	const size = plainQty(instrument, BigInt(fill.qtyLots));
	const price = formatPrice(instrument, fill.priceUnits);
	const fee = `fee ${formatMoney(fill.fee)} ${fill.feeAsset}`;
	const position = `pos ${signedQty(instrument, fill.inventoryBeforeLots)} to ${signedQty(instrument, fill.inventoryLots)}`;
	return entry(fill.atMs, 'fill', `${fill.side.toUpperCase()} ${size} @ ${price} ${fill.liquidity}  ${fee}  ${position}`);
};

/** An order whose message was not answered, and that it is known again. */
export const tellSight = ({kind, orderId, side}: OrderReport, change: KnowledgeChange, atMs: UnixMs): JournalEntry => {
	const order = `order ${orderId} (${side})`;
	return change === 'lost'
		? entry(atMs, 'quotes', `${order}: no answer; it counts in full, and its side is not quoted until it is known`, 'warning')
		: entry(atMs, 'quotes', `${order} is known again: ${kind}`, 'info');
};

export const tellUnpricedFee = (asset: string, atMs: UnixMs): JournalEntry =>
	entry(atMs, 'fill', `fees in ${asset} are not in the net: no price of it is known (--fee-asset ${asset} --fee-asset-price P)`, 'warning');

export const tellRisk = ({from, to, reason, detail, atMs}: RiskTransition): JournalEntry => {
	const why = reason === undefined ? detail : `${reason}: ${detail}`;
	return entry(
		atMs,
		'risk',
		`${RISK_WORDS[from]} to ${RISK_WORDS[to]}${why === '' ? '' : ` (${why})`}`,
		to === 'active' ? 'info' : 'warning',
	);
};

export const tellFlatten = (text: string, warn: boolean, atMs: UnixMs): JournalEntry =>
	entry(atMs, 'quotes', text, warn ? 'warning' : 'info');

/** @param numbers by name. */
export const tellChosenAgain = (numbers: string, atMs: UnixMs): JournalEntry =>
	entry(atMs, 'quotes', `chosen again for the rules of now: ${numbers}`);

/** A limit from the start that is too wide to act. */
export const tellWideLimit = (text: string, atMs: UnixMs): JournalEntry => entry(atMs, 'risk', text, 'warning');

export const tellNoMaker = (problem: string, atMs: UnixMs): JournalEntry => entry(atMs, 'quotes', `no quotes: ${problem}`, 'warning');
