/** What happened, in a sentence for a person: the lines of the events panel and the log. */

import {formatMoney, negateMoney, type Money} from '../domain/money.js';
import {plainQty, plainUnits, type Instrument} from '../domain/instrument.js';
import {missingText} from '../domain/missing-rules.js';
import type {OwnLots} from '../domain/own-lots.js';
import type {UnixMs} from '../domain/units.js';
import type {Command} from './command.js';
import type {Quoting} from './maker/types/quotes.js';
import type {MakerParameters} from './maker/settings/parameters.js';
import {entry, type JournalEntry} from '../domain/journal-entry.js';
import type {FeedStatus} from './feed/types/status.js';
import {actedText} from './tell-acted.js';

/** What goes with a status at the moment in which it is told. */
export type StatusMoment = {
	readonly atMs: UnixMs;
	readonly updateId: number | undefined;
	/** Quotes were standing, and are pulled with this change. */
	readonly quoting: boolean;
};

const whyOf = ({reason, detail}: FeedStatus): string => (detail === undefined ? reason : `${reason}: ${detail}`);

const pulledText = ({quoting}: StatusMoment): string => (quoting ? '; quotes pulled' : '');

/** A sentence for a change of state; undefined for steps too small to tell. */
export const tellStatus = (status: FeedStatus, moment: StatusMoment): JournalEntry | undefined => {
	const {atMs} = moment;
	switch (status.state) {
		case 'connecting':
			return status.attempt > 1 ? entry(atMs, 'connection', `connecting, try ${status.attempt} (${whyOf(status)})`) : undefined;
		case 'syncing':
			return undefined;
		case 'live':
			return entry(atMs, 'sync', `book live at u=${moment.updateId ?? 0} (after ${status.reason})`);
		case 'stale':
			return entry(atMs, 'sync', `book stale: ${whyOf(status)}${pulledText(moment)}`, 'warning');
		case 'resyncing':
			return entry(atMs, 'sync', tellResync(status, moment), 'warning');
		case 'disconnected':
			return entry(atMs, 'connection', `connection lost (${whyOf(status)})${pulledText(moment)}`, 'warning');
	}
};

/** The state is the same and has another reason; undefined where only the way to the next try has. */
export const tellReason = (status: FeedStatus, {atMs}: StatusMoment): JournalEntry | undefined => {
	switch (status.state) {
		case 'live':
		case 'connecting':
			return undefined;
		case 'stale':
			return entry(atMs, 'sync', `book still stale: ${whyOf(status)}`, 'warning');
		case 'syncing':
		case 'resyncing':
			return entry(atMs, 'sync', `book not loaded yet: ${whyOf(status)}`, 'warning');
		case 'disconnected':
			return entry(atMs, 'connection', `still not connected: ${whyOf(status)}`, 'warning');
	}
};

const tellResync = (status: FeedStatus, moment: StatusMoment): string => {
	const {expectedId, receivedId} = status;
	if (expectedId === undefined || receivedId === undefined) return `resync (${whyOf(status)})${pulledText(moment)}`;
	// Ids that went back have lost nothing that could be counted.
	const lost = receivedId > expectedId ? `, ${receivedId - expectedId} lost` : '';
	return `${status.reason}: wanted U=${expectedId}, got U=${receivedId}${lost}${pulledText(moment)}`;
};

/** What the venue asks of an own order, by name. */
const ruleTexts = (instrument: Instrument): ReadonlyArray<readonly [name: string, text: string]> => {
	const size = (lots: OwnLots | undefined): string => (lots === undefined ? 'none' : plainQty(instrument, BigInt(lots)));
	return [
		['tick size', plainUnits(instrument, instrument.tickUnits)],
		['lot step', size(instrument.stepLots)],
		['least size', size(instrument.minQtyLots)],
		['least value', formatMoney(instrument.minNotional)],
		['largest size', size(instrument.maxQtyLots)],
		['largest size that takes', size(instrument.maxTakerLots)],
		['largest value', instrument.maxNotional === undefined ? 'none' : formatMoney(instrument.maxNotional)],
		['missing rule', instrument.missingRules?.join(' and ') ?? 'none'],
	];
};

/** The venue changed what own orders have to obey. */
export const tellRules = (held: Instrument, now: Instrument, atMs: UnixMs): JournalEntry => {
	const [before, after] = [ruleTexts(held), ruleTexts(now)];
	const changes = before.flatMap(([name, text], index) => (text === after[index]?.[1] ? [] : [`${name} ${text} → ${after[index]?.[1]}`]));
	return entry(
		atMs,
		'sync',
		`the venue changed its rules: ${changes.join(', ')}; ${now.missingRules === undefined ? 'own orders obey them' : 'not quoted'}`,
		'warning',
	);
};

/** The instrument can be watched, and that is all. */
export const tellMissing = (instrument: Instrument, atMs: UnixMs): JournalEntry =>
	entry(atMs, 'quotes', `${missingText(instrument) ?? 'no rule is missing'}: not quoted`, 'warning');

/** @param did where the command's name does not say what it did. */
export const tellDone = (did: string, atMs: UnixMs): JournalEntry => entry(atMs, 'command', `operator: ${did}`);

/** @param quoting what the quotes are by now: where it is not what was asked for, that is told too. */
export const tellCommand = (
	command: Command,
	parameters: MakerParameters | undefined,
	instrument: Instrument | undefined,
	atMs: UnixMs,
	quoting: Quoting = {kind: 'off'},
): JournalEntry => {
	const value =
		parameters === undefined || instrument === undefined
			? ''
			: ` → ${parameterText(command, parameters, instrument)}${actedText(command, quoting, parameters, instrument)}`;
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
	'set-limit': 'limit',
	'tell-limit': 'limit',
	'choose-model': 'model',
	'choose-fair-value': 'fair value',
};

const parameterText = (command: Command, parameters: MakerParameters, instrument: Instrument): string =>
	PARAMETER_TEXTS[command.kind]?.(parameters, instrument) ?? signedMoney(negateMoney(parameters.manualSkew));

/** With a plus where it is positive. */
const signedMoney = (value: Money): string => `${value > 0n ? '+' : ''}${formatMoney(value)}`;

const PARAMETER_TEXTS: Readonly<Partial<Record<Command['kind'], (parameters: MakerParameters, instrument: Instrument) => string>>> = {
	'adjust-half-spread': ({model, halfSpread, manualSpread}) => formatMoney(model === 'linear' ? halfSpread : manualSpread),
	'set-half-spread': ({model, halfSpread, manualSpread}) => formatMoney(model === 'linear' ? halfSpread : manualSpread),
	'set-order-size': ({orderLots}, instrument) => plainQty(instrument, BigInt(orderLots)),
	'choose-model': ({model}) => model,
	'choose-fair-value': ({fairValue}) => fairValue,
};
