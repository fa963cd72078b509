/** Where the net comes from, in the words of every panel that shows it: the first four add up to the last. */

import {negateMoney, type Money} from '../../../domain/money.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {span, type Span} from '../cells/cells.js';
import {fittingMoneyText} from '../cells/format.js';

type NetSource = {readonly label: string; readonly value: Money; readonly signed: boolean};

/** None before the first fill. */
export const netSources = ({attribution, fees, net, fillCount}: MonitorFrame['maker']['account']): readonly NetSource[] => {
	if (fillCount === 0) return [];
	const fee = fees < 0n ? {label: 'plus rebates', value: negateMoney(fees)} : {label: 'less fees', value: fees};
	return [
		{label: 'spread captured', value: attribution.spreadCaptured, signed: true},
		{label: `adverse ${attribution.horizonS} s`, value: attribution.adverseSelection, signed: true},
		{label: 'inventory', value: attribution.inventory, signed: true},
		{...fee, signed: false},
		{label: 'net', value: net, signed: true},
	];
};

export const sourceAmount = ({value, signed}: NetSource, width: number): Span =>
	span(fittingMoneyText(value, width, {signed}), value === 0n || !signed ? {} : {role: value < 0n ? 'ask' : 'bid'});
