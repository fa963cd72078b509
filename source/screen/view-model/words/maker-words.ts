/** Words for the market maker's state, and inventory as text. */

import {stepDecimals, type Instrument} from '../../../domain/instrument.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import type {Counters} from '../../../engine/feed/types/gauges.js';
import type {FairValueKind} from '../../../engine/maker/settings/names.js';
import type {MakerView} from '../../../engine/maker/maker-view.js';
import type {PullReason, Quoting, SideOffReason, WorkingOrder} from '../../../engine/maker/types/quotes.js';
import type {RiskReason, RiskState, RiskView} from '../../../engine/maker/risk/risk-manager.js';
import type {SpanStyle} from '../cells/cells.js';
import {sizeText} from '../cells/format.js';
import type {Glyphs} from '../cells/symbols.js';
import {reasonText} from './trust.js';

const PULL_WORDS: Readonly<Record<PullReason, string>> = {
	operator: 'by operator',
	'book-not-trusted': 'book not trusted',
	'one-sided-book': 'one-sided book',
	'no-instrument': 'no instrument yet',
	'no-tick-size': 'no tick size',
	'no-lot-step': 'no lot step',
	risk: 'by risk',
	killed: 'killed',
	'not-calibrated': 'not calibrated',
	'bad-size': 'values refused',
	'no-side': 'no side may quote',
	off: 'off',
};

const RISK_WORDS: Readonly<Record<RiskReason, string>> = {
	'identity-broken': 'books do not balance',
	operator: 'by operator',
	'max-loss': 'max loss',
	'max-drawdown': 'max drawdown',
	'loss-rate': 'loss rate',
	'post-only-rejects': 'orders refused',
	'orders-unknown': 'orders unknown',
	'event-loop-lag': 'engine paused',
	'stale-book': 'book too old',
	latency: 'feed latency',
	clock: 'clock unsure',
	'wide-spread': 'wide spread',
	volatility: 'volatility',
	'clean-events': 'after resync',
	inventory: 'inventory over',
};

const RISK_STATES: Readonly<Record<RiskState, string>> = {
	active: 'ACTIVE',
	'reduce-only': 'REDUCE ONLY',
	pulled: 'PULLED',
	killed: 'KILLED',
};

/** `KILLED`. */
export const riskStateText = ({state}: RiskView): string => RISK_STATES[state];

/** `ACTIVE`, `PULLED loss rate`. */
export const riskText = ({state, reason}: RiskView): string =>
	`${RISK_STATES[state]}${reason === undefined ? '' : ` ${RISK_WORDS[reason]}`}`;

/** Short names of the fill models, shown beside every figure of money. `touch` always carries its warning. */
export const FILL_MODEL_TAGS: Readonly<Record<MakerView['fillModel'], string>> = {
	'queue-conservative': 'q-cons',
	'queue-prob': 'q-prob',
	'queue-optimistic': 'q-best',
	'trade-through': 'through',
	touch: 'TOUCH!',
	none: '',
};

export const FAIR_TAGS: Readonly<Record<FairValueKind, string>> = {mid: 'mid', weighted: 'wtd', micro: 'mic'};

/** Number of fills; with `≥` if trades that could have caused more are missing. */
export const fillCountText = (fills: number, counters: Counters, glyphs: Glyphs): string =>
	`n${counters.tradesIncompleteSinceMs === undefined ? '' : glyphs.atLeast}${fills}`;

export const fillModelText = (model: MakerView['fillModel']): string => (model === 'touch' ? 'touch: TOO KIND' : model);

export const SIDE_WORDS: Readonly<Record<SideOffReason, string>> = {
	'max-inventory': 'max inventory',
	'below-minimum': 'below minimum',
	'price-not-positive': 'price not positive',
	'price-band': 'price band',
	'reduce-only': 'reduce only',
	'one-sided-fills': 'one-sided fills',
	'order-unknown': 'order unknown',
	'order-limit': 'order limit',
	'gross-limit': 'gross limit',
	'price-collar': 'price collar',
};

export const quotingWords = (quoting: Quoting, frame: MonitorFrame, compact: boolean): readonly [string, string, SpanStyle] => {
	switch (quoting.kind) {
		case 'off':
			return ['OFF', 'no market maker', {bold: true}];
		case 'pulled': {
			const word = quoting.reason === 'killed' ? 'KILLED' : 'PULLED';
			return [word, pullText(quoting, frame), {role: 'alarm', bold: true, inverse: true}];
		}

		case 'quoting':
			return [compact ? '' : 'QUOTING', sidesText(quoting), {role: 'live', bold: true}];
	}
};

const sidesText = ({bid, ask}: Quoting & {readonly kind: 'quoting'}): string => {
	if (bid !== undefined && ask !== undefined) return 'both sides';
	return bid === undefined ? 'ask only' : 'bid only';
};

/** The working quotes in one line, for the card. */
export const quotesText = (frame: MonitorFrame): string => {
	const {quoting} = frame.maker;
	if (quoting.kind === 'off') return 'no market maker';
	if (quoting.kind === 'quoting') return `quotes ${sidesText(quoting)}`;
	return `${quoting.reason === 'killed' ? 'KILLED' : 'PULLED'} ${pullText(quoting, frame)}`;
};

const pullText = ({reason, bidOff, askOff}: Quoting & {readonly kind: 'pulled'}, {status, maker}: MonitorFrame): string => {
	if (reason === 'no-side' && bidOff !== undefined && bidOff === askOff) return SIDE_WORDS[bidOff];
	if (reason === 'book-not-trusted') return reasonText(status.reason);
	const risk = maker.risk?.reason;
	return (reason === 'risk' || reason === 'killed') && risk !== undefined ? RISK_WORDS[risk] : PULL_WORDS[reason];
};

/** Decimals of an inventory: those of the order step, at least four unless the step has fewer, at most six. */
const inventoryDecimals = (instrument: Instrument): number => Math.min(stepDecimals(instrument), 4);

export const inventoryText = (instrument: Instrument, lots: number | bigint, signed: boolean): string =>
	sizeText(lots, {instrument, decimals: inventoryDecimals(instrument), width: 10, signed});

/** Before the quantity ahead of an order: on its way in, nobody knows, or an estimate. */
export const queueMark = ({phase}: WorkingOrder, glyphs: Glyphs): string =>
	phase === 'entering' ? '>' : phase === 'unknown' ? '?' : glyphs.about;
