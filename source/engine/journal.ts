/** What happened, in a sentence for a person: the lines of the events panel and the log. */

import {formatMoney, negateMoney, type Money} from '../domain/money.js';
import {formatPrice, plainQty, type Instrument} from '../domain/instrument.js';
import type {UnixMs} from '../domain/units.js';
import type {Command} from './command.js';
import type {Fill, MakerParameters} from './maker/maker-state.js';
import type {RiskState, RiskTransition} from './maker/risk.js';
import type {JournalEntry} from './outputs.js';
import type {FeedStatus} from './status.js';

const entry = (
	atMs: UnixMs,
	kind: JournalEntry['kind'],
	text: string,
	level: JournalEntry['level'] = 'info',
): JournalEntry => ({atMs, kind, level, text});

/** A sentence for a change of state; undefined for steps too small to tell. */
export const tellStatus = (status: FeedStatus, atMs: UnixMs, updateId: number | undefined): JournalEntry | undefined => {
	const why = status.detail === undefined ? status.reason : `${status.reason}: ${status.detail}`;
	switch (status.state) {
		case 'connecting':
			return status.attempt > 1 ? entry(atMs, 'connection', `connecting, try ${status.attempt} (${why})`) : undefined;
		case 'syncing':
			return undefined;
		case 'live':
			return entry(atMs, 'sync', `book live at u=${updateId ?? 0} (after ${status.reason})`);
		case 'stale':
			return entry(atMs, 'sync', `book stale: ${why}; quotes pulled`, 'warning');
		case 'resyncing':
			return entry(atMs, 'sync', tellResync(status, why), 'warning');
		case 'disconnected':
			return entry(atMs, 'connection', `connection lost (${why}); quotes pulled`, 'warning');
	}
};

const tellResync = (status: FeedStatus, why: string): string => {
	if (status.expectedId === undefined || status.receivedId === undefined) return `resync (${why}); quotes pulled`;
	const lost = status.receivedId - status.expectedId;
	return `gap: wanted U=${status.expectedId}, got U=${status.receivedId}, ${lost} lost; quotes pulled`;
};

export const tellFill = (instrument: Instrument, fill: Fill): JournalEntry => {
	const size = plainQty(instrument, BigInt(fill.qtyLots));
	const price = formatPrice(instrument, fill.priceUnits);
	const fee = `fee ${formatMoney(fill.fee)} ${fill.feeAsset}`;
	const position = `pos ${signedQty(instrument, fill.inventoryBeforeLots)} to ${signedQty(instrument, fill.inventoryLots)}`;
	return entry(fill.atMs, 'fill', `${fill.side.toUpperCase()} ${size} @ ${price} ${fill.liquidity}  ${fee}  ${position}`);
};

/** Long with its sign too. */
const signedQty = (instrument: Instrument, lots: bigint): string => `${lots > 0n ? '+' : ''}${plainQty(instrument, lots)}`;

export const tellRisk = ({from, to, reason, detail, atMs}: RiskTransition): JournalEntry => {
	const why = reason === undefined ? detail : `${reason}: ${detail}`;
	return entry(atMs, 'risk', `${RISK_WORDS[from]} to ${RISK_WORDS[to]}${why === '' ? '' : ` (${why})`}`, to === 'active' ? 'info' : 'warning');
};

export const tellFlatten = (text: string, warn: boolean, atMs: UnixMs): JournalEntry => entry(atMs, 'quotes', text, warn ? 'warning' : 'info');

export const tellNoMaker = (problem: string, atMs: UnixMs): JournalEntry => entry(atMs, 'quotes', `no quotes: ${problem}`, 'warning');

const RISK_WORDS: Readonly<Record<RiskState, string>> = {
	active: 'ACTIVE',
	'reduce-only': 'REDUCE_ONLY',
	pulled: 'PULLED',
	killed: 'KILLED',
};

export const tellCommand = (command: Command, parameters: MakerParameters | undefined, instrument: Instrument | undefined, atMs: UnixMs): JournalEntry => {
	const value = parameters === undefined || instrument === undefined ? '' : ` → ${parameterText(command, parameters, instrument)}`;
	return entry(atMs, 'command', `operator: ${COMMAND_WORDS[command.kind]}${value}`);
};

const COMMAND_WORDS: Readonly<Record<Command['kind'], string>> = {
	resync: 'resync',
	'adjust-skew': 'skew',
	'flat-skew': 'flat skew',
	'adjust-half-spread': 'half-spread',
	'set-skew': 'skew',
	'set-half-spread': 'half-spread',
	'set-order-size': 'order size',
	'pull-quotes': 'pull quotes',
	'resume-quotes': 'resume quotes',
	flatten: 'flatten: quotes off, inventory closed by taking',
	kill: 'kill: everything off until it is taken back',
	rearm: 'kill taken back',
	'reduce-only': 'reduce only',
	'choose-model': 'model',
	'choose-fair-value': 'fair value',
};

const parameterText = (command: Command, parameters: MakerParameters, instrument: Instrument): string =>
	PARAMETER_TEXTS[command.kind]?.(parameters, instrument) ?? signedMoney(negateMoney(parameters.manualSkew));

/** As the quotes move. */
const signedMoney = (value: Money): string => `${value > 0n ? '+' : ''}${formatMoney(value)}`;

const PARAMETER_TEXTS: Readonly<Partial<Record<Command['kind'], (parameters: MakerParameters, instrument: Instrument) => string>>> = {
	'adjust-half-spread': ({model, halfSpread, manualSpread}) => formatMoney(model === 'linear' ? halfSpread : manualSpread),
	'set-half-spread': ({model, halfSpread, manualSpread}) => formatMoney(model === 'linear' ? halfSpread : manualSpread),
	'set-order-size': ({orderLots}, instrument) => plainQty(instrument, BigInt(orderLots)),
	'choose-model': ({model}) => model,
	'choose-fair-value': ({fairValue}) => fairValue,
};
