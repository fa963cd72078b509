/** The rules of the risk layer: from what is measured to what a rule asks for, each with the numbers that caused it. Pure. */

import {plainQty, type Instrument} from '../../../domain/instrument.js';
import {formatMoney, MONEY_DECIMALS, powerOfTen, roundMoney, type Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {RiskLimits} from '../settings/risk-limits.js';

export const RISK_STATES = ['active', 'reduce-only', 'pulled', 'killed'] as const;
export type RiskState = (typeof RISK_STATES)[number];

const RISK_REASONS = [
	'identity-broken',
	'operator',
	'max-loss',
	'max-drawdown',
	'loss-rate',
	'post-only-rejects',
	'orders-unknown',
	'event-loop-lag',
	'stale-book',
	'latency',
	'clock',
	'wide-spread',
	'volatility',
	'clean-events',
	'inventory',
] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

/** A number that a rule looks at: money and quantities as decimal text, all else as it is. */
export type RiskFigure = string | number;

/** What is measured; undefined is not known, and breaks no rule. */
export type RiskNumbers = {
	readonly brokenIdentity: string | undefined;
	readonly liquidationNet: Money;
	readonly peakNet: Money;
	/** What lots are worth a word in. */
	readonly instrument: Instrument;
	readonly inventoryLots: bigint;
	readonly maxInventoryLots: OwnLots;
	readonly bookAgeMs: number | undefined;
	/** How late depth comes, steadily: the median of the newest events. */
	readonly feedAgeMs: number | undefined;
	readonly clockErrorMs: number | undefined;
	readonly loopLagMs: number;
	readonly spreadBp: number | undefined;
	readonly usualSpreadBp: number | undefined;
	/** Basis points per √second. */
	readonly volatilityBp: number | undefined;
	readonly rejectsInRow: number;
	readonly cleanEvents: number;
	/** For how long the oldest order of which nothing is known has been so, and how many there are. */
	readonly unknownForMs: number | undefined;
	readonly ordersUnknown: number;
};

export type Finding = {
	readonly state: RiskState;
	readonly reason: RiskReason;
	readonly detail: string;
	readonly value?: RiskFigure;
	readonly limit?: RiskFigure;
};

export const tooMuchHeld = ({instrument, inventoryLots, maxInventoryLots}: RiskNumbers): Finding => {
	const [value, limit] = [plainQty(instrument, inventoryLots), plainQty(instrument, BigInt(maxInventoryLots))];
	return {state: 'reduce-only', reason: 'inventory', detail: `holding ${value} of ${limit}`, value, limit};
};

/** For a sentence: two digits are enough from one unit of the quote currency on. */
const shortMoney = (value: Money): string => formatMoney(roundMoney(value, value >= ONE_UNIT || value <= -ONE_UNIT ? 2 : 8));

const ONE_UNIT = powerOfTen(MONEY_DECIMALS);

export const isLost = (lost: Money, limit: Money | undefined): limit is Money => limit !== undefined && lost >= limit;

export const moneyFinding = (state: RiskState, reason: RiskReason, value: Money, limit: Money, words: string): Finding => {
	const detail = words.replace('VALUE', shortMoney(value)).replace('LIMIT', shortMoney(limit));
	return {state, reason, detail, value: formatMoney(value), limit: formatMoney(limit)};
};

const over = (value: number | undefined, limit: number | undefined): value is number =>
	value !== undefined && limit !== undefined && value > limit;

const pulled = (reason: RiskReason, value: number, limit: number | undefined, detail: string): Finding => ({
	state: 'pulled',
	reason,
	detail,
	value,
	...(limit === undefined ? {} : {limit}),
});

/** What takes quotes away for a while, in the order of `RISK_REASONS`. */
export function* pulls(numbers: RiskNumbers, limits: RiskLimits): Iterable<Finding> {
	const {loopLagMs, bookAgeMs, feedAgeMs, clockErrorMs, volatilityBp, cleanEvents, rejectsInRow} = numbers;
	if (over(rejectsInRow, limits.maxRejects - 1)) {
		yield pulled('post-only-rejects', rejectsInRow, limits.maxRejects, `${rejectsInRow} in a row, limit ${limits.maxRejects}`);
	}
	yield* lostSight(numbers);
	if (over(loopLagMs, limits.maxLoopLagMs)) {
		yield pulledByTime('event-loop-lag', loopLagMs, limits.maxLoopLagMs, 'suspended or held up for VALUE ms');
	}
	if (over(bookAgeMs, limits.maxBookAgeMs)) yield pulledByTime('stale-book', bookAgeMs, limits.maxBookAgeMs, 'VALUE ms old');
	if (over(feedAgeMs, limits.maxLatencyMs)) yield pulledByTime('latency', feedAgeMs, limits.maxLatencyMs, 'the feed is VALUE ms late');
	if (over(clockErrorMs, limits.maxClockErrorMs)) yield pulledByTime('clock', clockErrorMs, limits.maxClockErrorMs, 'unsure by VALUE ms');
	yield* wideSpread(numbers, limits);
	if (over(volatilityBp, limits.maxVolatilityBp)) {
		yield pulled('volatility', volatilityBp, limits.maxVolatilityBp, `${volatilityBp.toFixed(1)} bp/√s, limit ${limits.maxVolatilityBp}`);
	}
	if (cleanEvents < limits.cleanEvents) {
		yield pulled('clean-events', cleanEvents, limits.cleanEvents, `${cleanEvents} of ${limits.cleanEvents} since the book came back`);
	}
}

/** So long an order may be looked for; then a person has to know, and nothing is quoted. */
const MAX_UNKNOWN_MS = 60_000;

function* lostSight({unknownForMs, ordersUnknown}: RiskNumbers): Iterable<Finding> {
	if (!over(unknownForMs, MAX_UNKNOWN_MS)) return;
	const orders = ordersUnknown === 1 ? '1 order' : `${ordersUnknown} orders`;
	yield pulledByTime('orders-unknown', unknownForMs, MAX_UNKNOWN_MS, `what became of ${orders} is not known for VALUE ms`);
}

const pulledByTime = (reason: RiskReason, valueMs: number, limitMs: number | undefined, words: string): Finding => {
	const value = Math.round(valueMs);
	return pulled(reason, value, limitMs, `${words.replace('VALUE', String(value))}, limit ${limitMs}`);
};

function* wideSpread({spreadBp, usualSpreadBp}: RiskNumbers, {maxSpreadBp, maxSpreadRatio}: RiskLimits): Iterable<Finding> {
	if (spreadBp === undefined || spreadBp <= maxSpreadBp) return;
	const usual = usualSpreadBp ?? 0;
	if (spreadBp > usual * maxSpreadRatio) {
		yield pulled('wide-spread', spreadBp, maxSpreadBp, `${spreadBp.toFixed(1)} bp, usually ${usual.toFixed(1)}, limit ${maxSpreadBp}`);
	}
}

/** From half of the limit on the spread grows with volatility, to twice its width at the limit. */
export const wideningFor = (volatilityBp: number | undefined, {maxVolatilityBp}: RiskLimits): number => {
	if (volatilityBp === undefined || maxVolatilityBp === undefined) return 1;
	return Math.min(Math.max(1, volatilityBp / (maxVolatilityBp / 2)), 2);
};
