/** Where the net comes from, in the words of every panel that shows it: the first four add up to the last. */

import {money, negateMoney, type Money} from '../../../domain/money.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {span, type Span} from '../cells/cells.js';
import {fittingMoneyText} from '../cells/format.js';
import {shownMoney} from './shown-money.js';

type NetSource = {readonly label: string; readonly value: Money; readonly signed: boolean};

/** None before the first fill. Inventory is what the others leave. */
export const netSources = ({attribution, fees, net, fillCount}: MonitorFrame['maker']['account']): readonly NetSource[] => {
	if (fillCount === 0) return [];
	const captured = shownMoney(attribution.spreadCaptured);
	const adverse = shownMoney(attribution.adverseSelection);
	const [paid, whole] = [shownMoney(fees), shownMoney(net)];
	const fee = paid < 0n ? {label: 'plus rebates', value: negateMoney(paid)} : {label: 'less fees', value: paid};
	return [
		{label: 'spread captured', value: captured, signed: true},
		{label: `adverse ${attribution.horizonS} s`, value: adverse, signed: true},
		{label: 'inventory', value: money(whole + paid - captured - adverse), signed: true},
		{...fee, signed: false},
		{label: 'net', value: whole, signed: true},
	];
};

export const sourceAmount = ({value, signed}: NetSource, width: number): Span =>
	span(fittingMoneyText(value, width, {signed}), value === 0n || !signed ? {} : {role: value < 0n ? 'ask' : 'bid'});
