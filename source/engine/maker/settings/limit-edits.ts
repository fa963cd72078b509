/** Limits that are changed while the desk runs: tighter at once, wider only when asked twice, much wider not at all. */

import {LIMIT_NAMES, LIMIT_TABLE, type LimitName, type LimitRow} from '../../../domain/limit-table.js';
import {type Instrument, plainQty} from '../../../domain/instrument.js';
import {ownLots} from '../../../domain/own-lots.js';
import {formatMoney, money, type Money} from '../../../domain/money.js';
import {countedLots} from './maker-parameters.js';
import type {MakerParameters} from './parameters.js';
import type {RiskLimits} from './risk-limits.js';
import type {Verdict} from './parameter-bounds.js';

/** Money for money, a number for counts, basis points and milliseconds, base units as decimal text; `off` for no limit. */
export type LimitValue = Money | number | string;

/** What a limit is part of. */
export type Limited = {readonly parameters: MakerParameters; readonly limits: RiskLimits};

/** In lots, money, or as it is; undefined is no limit. */
type Held = number | bigint | undefined;

type Field = Exclude<keyof RiskLimits, 'flattenOnKill' | 'lossWindowMs' | 'oneSidedWindowMs' | 'maxSpreadRatio'>;

const FIELDS: Readonly<Record<Exclude<LimitName, 'max-inventory'>, Field>> = {
	'max-loss': 'maxLoss',
	'max-drawdown': 'maxDrawdown',
	'max-loss-rate': 'maxLossRate',
	'max-order': 'maxOrderLots',
	'max-order-notional': 'maxOrderNotional',
	'max-gross': 'maxGrossNotional',
	'price-collar': 'collarBp',
	'max-order-rate': 'maxOrdersPer10s',
	'max-one-sided': 'maxOneSidedFills',
	'max-book-age': 'maxBookAgeMs',
	'max-latency': 'maxLatencyMs',
	'max-clock-error': 'maxClockErrorMs',
	'max-loop-lag': 'maxLoopLagMs',
	'max-spread': 'maxSpreadBp',
	'max-volatility': 'maxVolatilityBp',
	'max-rejects': 'maxRejects',
	'max-slippage': 'maxSlippageBp',
	'cool-down': 'coolDownMs',
	'clean-events': 'cleanEvents',
};

/** Wider than this many times the limit in force is a slip, whoever confirms it. */
const MOST_TIMES = 10;

/** What the limit is now. */
export const limitOf = ({parameters, limits}: Limited, name: LimitName): Held =>
	name === 'max-inventory' ? parameters.maxInventoryLots : limits[FIELDS[name]];

/** As a person writes it: `1500`, `0.5`, `1s`, `off`. */
export const limitText = (instrument: Instrument, name: LimitName, held: Held): string => {
	if (held === undefined) return 'off';
	switch (LIMIT_TABLE[name].unit) {
		case 'quantity':
			return plainQty(instrument, BigInt(held));
		case 'duration':
			return Number(held) % 1000 === 0 ? `${Number(held) / 1000}s` : `${held}ms`;
		case 'bp':
			return `${held}bp`;
		case 'money':
			return formatMoney(money(BigInt(held)));
		case 'count':
			return String(held);
	}
};

/** Undefined where the value means nothing for this limit: the readers of values let none of these through. */
const asHeld = (instrument: Instrument, {unit}: LimitRow, value: LimitValue): {readonly held: Held} | undefined => {
	if (value === 'off') return {held: undefined};
	if (unit === 'quantity') {
		const lots = typeof value === 'string' ? countedLots(instrument, value) : undefined;
		return lots === undefined ? undefined : {held: lots};
	}

	if (typeof value === 'string') return undefined;
	return (unit === 'money') === (typeof value === 'bigint') ? {held: value} : undefined;
};

export type JudgedLimit = {readonly verdict: Verdict; readonly limited: Limited};

/** The limits as they would be, and whether they may. */
export const changeLimit = (held: Limited, instrument: Instrument, name: LimitName, value: LimitValue): JudgedLimit => {
	const row: LimitRow = LIMIT_TABLE[name];
	const read = asHeld(instrument, row, value);
	const told = typeof value === 'bigint' ? formatMoney(value) : String(value);
	if (read === undefined) {
		return {verdict: {kind: 'refuse', why: `${name} ${told} is less than one order step, or more than can be counted`}, limited: held};
	}
	if (read.held === undefined && !row.canBeOff) return {verdict: {kind: 'refuse', why: `${name} cannot be off`}, limited: held};
	const before = limitOf(held, name);
	return {
		verdict: judge(row, {name, before, after: read.held}, (one) => limitText(instrument, name, one)),
		limited: withLimit(held, name, read.held),
	};
};

/** Limits from the start that no command could widen to in one step from what is usual: they may never act. */
export const startWarnings = (instrument: Instrument, given: Limited, usual: Limited): readonly string[] =>
	LIMIT_NAMES.flatMap((name) => {
		const [held, chosen] = [limitOf(given, name), limitOf(usual, name)];
		if (LIMIT_TABLE[name].tighter !== 'lower' || held === undefined || chosen === undefined || !isBeyond(chosen, held)) return [];
		const [text, most] = [limitText(instrument, name, held), limitText(instrument, name, times(chosen, MOST_TIMES))];
		return [
			`${name} ${text} may never act: it is more than ${MOST_TIMES} times ${limitText(instrument, name, chosen)}, which is usual here (up to ${most} is not warned of)`,
		];
	});

type Change = {readonly name: LimitName; readonly before: Held; readonly after: Held};

const judge = ({tighter}: LimitRow, {name, before, after}: Change, text: (held: Held) => string): Verdict => {
	if (!isWider(tighter, before, after)) return {kind: 'fine'};
	if (tighter === 'lower' && before !== undefined && after !== undefined && isBeyond(before, after)) {
		return {
			kind: 'refuse',
			why: `${name} ${text(after)} is more than ${MOST_TIMES} times ${text(before)}: at most ${text(times(before, MOST_TIMES))} in one step`,
		};
	}

	return {kind: 'ask', why: `${name} ${text(after)} is wider than ${text(before)}`};
};

const isWider = (tighter: LimitRow['tighter'], before: Held, after: Held): boolean => {
	if (before === undefined || after === undefined) return before !== undefined;
	return tighter === 'lower' ? after > before : after < before;
};

/** Exact for whole numbers of any size. */
const times = (held: number | bigint, by: number): number | bigint =>
	typeof held === 'bigint' || Number.isSafeInteger(held) ? ownLots(BigInt(held) * BigInt(by)) : held * by;
const isBeyond = (before: number | bigint, after: number | bigint): boolean => after > times(before, MOST_TIMES) && before > 0;

const withLimit = ({parameters, limits}: Limited, name: LimitName, held: Held): Limited =>
	name === 'max-inventory'
		? {parameters: {...parameters, maxInventoryLots: held === undefined ? parameters.maxInventoryLots : ownLots(held)}, limits}
		: {parameters, limits: {...limits, [FIELDS[name]]: held}};
