/** The limits of the risk layer, each with what it is without a word from the operator. */

import type {Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';

export type RiskLimits = {
	/** Of net at the liquidation mark, below the session's start: KILLED. */
	readonly maxLoss: Money | undefined;
	/** Below the peak of net: KILLED. */
	readonly maxDrawdown: Money | undefined;
	/** Lost within the window: PULLED. */
	readonly maxLossRate: Money | undefined;
	readonly lossWindowMs: number;
	readonly coolDownMs: number;
	/** Per order; undefined is as large as the order size. */
	readonly maxOrderLots: OwnLots | undefined;
	readonly maxOrderNotional: Money | undefined;
	/** Of all open orders together. */
	readonly maxGrossNotional: Money | undefined;
	/** An order further from the slow mean of the mid is refused. */
	readonly collarBp: number;
	/** New orders in ten seconds; cancels are always sent. */
	readonly maxOrdersPer10s: number;
	/** Fills of one side more than of the other within the window: that side is off. */
	readonly maxOneSidedFills: number;
	readonly oneSidedWindowMs: number;
	readonly maxBookAgeMs: number | undefined;
	/** Of the feed, steadily: the median of the newest depth events. */
	readonly maxLatencyMs: number;
	readonly maxClockErrorMs: number;
	readonly maxLoopLagMs: number;
	/** Both must be passed: the spread in basis points, and this many times its median. */
	readonly maxSpreadBp: number;
	readonly maxSpreadRatio: number;
	/** Basis points per √second. */
	readonly maxVolatilityBp: number | undefined;
	readonly maxRejects: number;
	/** Depth events after a book came back before quotes may. */
	readonly cleanEvents: number;
	/** How far beyond the best price a flatten may take. */
	readonly maxSlippageBp: number;
	/** A kill by a limit closes the inventory too. */
	readonly flattenOnKill: boolean;
};

export const DEFAULT_RISK_LIMITS: RiskLimits = {
	maxLoss: undefined,
	maxDrawdown: undefined,
	maxLossRate: undefined,
	lossWindowMs: 60_000,
	coolDownMs: 5000,
	maxOrderLots: undefined,
	maxOrderNotional: undefined,
	maxGrossNotional: undefined,
	collarBp: 200,
	maxOrdersPer10s: 100,
	maxOneSidedFills: 20,
	oneSidedWindowMs: 10_000,
	maxBookAgeMs: undefined,
	maxLatencyMs: 1000,
	maxClockErrorMs: 5000,
	maxLoopLagMs: 1000,
	maxSpreadBp: 50,
	maxSpreadRatio: 20,
	maxVolatilityBp: 50,
	maxRejects: 5,
	cleanEvents: 0,
	maxSlippageBp: 50,
	flattenOnKill: false,
};
