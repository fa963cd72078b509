/** The market maker's measurements in canned frames. */

import {unixMs} from '../../source/domain/units.js';
import type {BreakEven} from '../../source/engine/maker/measures/break-even.js';
import type {CalibrationView} from '../../source/engine/maker/pricing/calibration.js';
import type {Execution} from '../../source/engine/maker/maker-view.js';
import type {MarkoutView} from '../../source/engine/maker/measures/markouts.js';
import type {Moments} from '../../source/engine/maker/pricing/moments.js';
import type {RiskView} from '../../source/engine/maker/risk/risk-manager.js';
import {DEFAULT_RISK_LIMITS} from '../../source/engine/maker/settings/risk-limits.js';
import type {SignalView} from '../../source/engine/maker/measures/signal-quality.js';
import {moneyOf as money} from './instruments.js';

/** Limits of the canned instrument, state active. */
export const risk = (change: Partial<RiskView> = {}): RiskView => ({
	state: 'active',
	reason: undefined,
	detail: '',
	sinceMs: unixMs(Date.UTC(2026, 10, 20, 13, 57, 31, 482)),
	resumesAtMs: undefined,
	limits: {
		...DEFAULT_RISK_LIMITS,
		maxLoss: money('150'),
		maxDrawdown: money('150'),
		maxLossRate: money('30'),
		maxGrossNotional: money('67234'),
	},
	widening: 1,
	transitions: 0,
	...change,
});

const moments = (mean: number, standardError: number, count: number): Moments => ({count, mean, standardError});

export const markouts = (): MarkoutView => ({
	capture: moments(0.94, 0.05, 34),
	horizons: [
		{horizonS: 1, markout: moments(0.71, 0.12, 34), adverse: moments(0.23, 0.12, 34), missed: 0},
		{horizonS: 5, markout: moments(0.62, 0.2, 33), adverse: moments(0.32, 0.2, 33), missed: 0},
		{horizonS: 30, markout: moments(-0.1, 0.45, 30), adverse: moments(1.04, 0.45, 30), missed: 2},
	],
	bySide: {bid: moments(0.57, 0.3, 17), ask: moments(0.67, 0.27, 16)},
	byCause: {print: moments(0.9, 0.2, 20), through: moments(0.2, 0.4, 12), 'no-print': moments(-0.3, 0.9, 1)},
	byLevel: [moments(0.62, 0.2, 33)],
});

/** A half-spread of one basis point at a fee of 0.4: a fifth of it is left after adverse selection. */
export const edge = (change: Partial<BreakEven> = {}): BreakEven => ({
	horizonS: 5,
	halfSpreadBp: 1,
	feeBp: 0.4,
	adverse: moments(0.32, 0.2, 33),
	edge: moments(0.22, 0.2, 33),
	breakEvenBp: 0.72,
	verdict: 'pays',
	...change,
});

/** On this small tick the weighted mid predicts nothing. */
export const signal = (): SignalView => ({horizonMs: 1000, rSquared: 0.004, slope: 0.97, pairs: 612});

export const execution = (change: Partial<Execution> = {}): Execution => ({
	ordersAccepted: 410,
	ordersFilled: 34,
	ordersRejected: 0,
	ordersFilledAtBest: 38,
	quantityRatio: 0.079,
	uptime: {bid: 0.41, ask: 0.39, both: 0.3},
	peakNet: money('14.2'),
	maxDrawdown: money('6.1'),
	drawdown: money('3.8'),
	longestDrawdownMs: 312_000,
	meanInventoryLots: 3_100_000,
	atLimit: 0.02,
	tStatistic: 1.4,
	ordersPerFill: 410 / 34,
	lateMoments: 0,
	holding: {meanMs: 41_000, openSinceMs: unixMs(Date.UTC(2026, 10, 20, 14, 1, 44))},
	...change,
});

export const calibration = (change: Partial<CalibrationView> = {}): CalibrationView => ({
	volatility: 6.4,
	rate: 1.02,
	decay: 0.3,
	rSquared: 0.97,
	points: 40,
	samples: 2140,
	rangeTicks: 812,
	windowS: 600,
	refused: undefined,
	...change,
});
