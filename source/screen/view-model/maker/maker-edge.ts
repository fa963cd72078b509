/** The edge of the quotes: half-spread against fee and adverse selection, and the result per fill. */

import {lossyPrice} from '../../../domain/instrument.js';
import {BASIS_POINTS, lossyMoney} from '../../../domain/money.js';
import type {BreakEven} from '../../../engine/maker/measures/break-even.js';
import {clipWords, justify, rowWidth, span, type Row} from '../cells/cells.js';
import {moneyText, signedText} from '../cells/format.js';
import type {MakerPen} from './maker-row-parts.js';

const ALARM = {role: 'alarm', bold: true} as const;

/** `fee` for a cost, `rebate` for income, so that no sign is ambiguous. */
const feeText = (feeBp: number): string => (feeBp < 0 ? `rebate ${(-feeBp).toFixed(2)}bp` : `fee ${feeBp.toFixed(2)}bp`);

/** `fee 10.00bp adv 0.32bp`: the costs that the half-spread must cover. */
export const costRow = ({frame: {maker}, width}: MakerPen): Row => {
	const edge = maker.breakEven;
	if (edge === undefined) return [];
	// A cost, positive like the fee beside it.
	const adverse = edge.adverse.count === 0 ? 'adverse ?' : `adverse ${signedText(edge.adverse.mean, 2).replace('+', '')}bp`;
	const fee = feeText(edge.feeBp);
	const words = fee.length + adverse.length < width ? adverse : adverse.replace('adverse', 'adv');
	return justify([span(fee)], [span(words, {role: 'muted'})], width);
};

/** Net edge per fill with its standard error, or an alarm that the quotes cannot earn their fee. */
export const edgeRow = (pen: MakerPen): Row => {
	const edge = pen.frame.maker.breakEven;
	if (edge === undefined) return [];
	if (edge.verdict === 'loses-by-construction') return [span(clipWords(losesText(edge), pen.width, pen.glyphs.dash), ALARM)];
	const text = edgeText(edge, pen.glyphs.plusMinus);
	if (text === '') return [span('edge   ', {role: 'muted'}), span('no fill measured')];
	const losing = edge.verdict === 'loses-by-measure';
	const label = span((losing ? 'LOSES' : 'edge').padEnd(7), losing ? ALARM : {role: 'muted'});
	const row: Row = [label, span(text, losing ? ALARM : {role: edge.edge.mean < 0 ? 'ask' : 'bid'})];
	const note = ` n${edge.edge.count}`;
	return rowWidth(row) + note.length <= pen.width ? [...row, span(note, {role: 'muted'})] : row;
};

/** `LOSES half 1.0<fee 10.0bp`. */
const losesText = ({halfSpreadBp = 0, feeBp}: BreakEven): string => `LOSES half ${halfSpreadBp.toFixed(1)}<fee ${feeBp.toFixed(1)}bp`;

/** `+0.22 ±0.20bp`; empty until a fill's horizon has passed. */
const edgeText = ({edge}: BreakEven, plusMinus: string): string =>
	edge.count === 0
		? ''
		: `${signedText(edge.mean, 2)}${edge.standardError === undefined ? '' : ` ${plusMinus}${edge.standardError.toFixed(2)}`}bp`;

/** A short form for the small panel, and whether it is an alarm. */
export const shortEdge = ({frame: {maker}, glyphs}: MakerPen): {readonly text: string; readonly loses: boolean} => {
	const edge = maker.breakEven;
	if (edge === undefined) return {text: '', loses: false};
	if (edge.verdict === 'loses-by-construction') {
		return {text: `LOSES half ${(edge.halfSpreadBp ?? 0).toFixed(1)}<fee ${edge.feeBp.toFixed(0)}bp`, loses: true};
	}
	const text = edgeText(edge, glyphs.plusMinus).replace(' ', '');
	return {
		text: text === '' ? feeText(edge.feeBp) : `${edge.verdict === 'loses-by-measure' ? 'LOSES' : 'edge'} ${text}`,
		loses: edge.verdict === 'loses-by-measure',
	};
};

/** `±6.72 1.00bp`: distance of each quote from the reservation price. */
export const halfText = ({frame: {maker}, parameters, instrument, glyphs}: MakerPen): string => {
	const half = maker.quoting.kind === 'quoting' ? maker.quoting.halfSpread : parameters?.halfSpread;
	const mark = maker.account.markHalfUnits;
	if (half === undefined) return '';
	const bp = mark === undefined || mark === 0 ? undefined : (lossyMoney(half) / lossyPrice(instrument, mark / 2)) * BASIS_POINTS;
	return `${glyphs.plusMinus}${moneyText(half, instrument.priceDecimals)}${bp === undefined ? '' : ` ${bp.toFixed(2)}bp`}`;
};
