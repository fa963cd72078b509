/** Choices of an operator that between them bring out every kind of line. */

import type {MakerSettings} from '../../source/engine/maker/settings/maker-settings.js';
import {LINE_TYPES, USUAL_LINE_TYPES, type StreamSettings} from '../../source/headless/stream-settings.js';
import {moneyOf} from './instruments.js';
import type {Life} from './lived-lines.js';

const EVERYTHING: StreamSettings = {only: LINE_TYPES, every: 'update', levels: 20};
const EVERY_SECOND: StreamSettings = {only: USUAL_LINE_TYPES, every: 1000, levels: 5};
const REBATE: MakerSettings = {inventory: '0', makerFeeRate: -5000n};
const ticks = (count: string) => ({unit: 'ticks', value: moneyOf(count)}) as const;

const tight = (settings: Partial<MakerSettings>): MakerSettings => ({...REBATE, halfSpread: ticks('1'), ...settings});

export const LIVES = {
	'no market maker, every update': {stream: EVERYTHING},
	'no market maker, every second': {stream: EVERY_SECOND},
	'as it is by default': {stream: EVERYTHING, maker: REBATE},
	'book and fills alone, every 250 ms': {stream: {only: ['book', 'fill'], every: 250, levels: 50}, maker: tight({paper: {model: 'touch'}})},
	'queue-prob, as-rolling, three levels': {
		stream: EVERYTHING,
		maker: tight({
			inventory: '0.5',
			averagePrice: moneyOf('100'),
			paper: {model: 'queue-prob', power: 2, latencyMs: 5},
			quoting: {
				model: 'as-rolling',
				fairValue: 'micro',
				levels: 3,
				levelSpacing: ticks('2'),
				volatility: 0.01,
				arrivalRate: 1,
				arrivalDecay: 200,
				riskAversion: 0.01,
			},
		}),
		commands: [
			[20_000, {kind: 'adjust-skew', steps: 3}],
			[25_000, {kind: 'set-half-spread', halfSpread: ticks('2')}],
			[30_000, {kind: 'pull-quotes'}],
			[33_000, {kind: 'resume-quotes'}],
			[50_000, {kind: 'reduce-only', on: true}],
		],
	},
	'trade-through, fees in the base asset, limits that are met': {
		stream: EVERYTHING,
		maker: tight({
			makerFeeRate: 100_000n,
			feeAsset: {kind: 'received'},
			paper: {model: 'trade-through', latencyMs: 5, jitterMs: 0},
			limits: {maxOneSidedFills: 2, maxLossRate: moneyOf('0.5'), maxLoss: moneyOf('5')},
		}),
		commands: [
			[40_000, {kind: 'flatten'}],
			[45_000, {kind: 'resume-quotes'}],
			[70_000, {kind: 'kill'}],
			[75_000, {kind: 'rearm'}],
		],
	},
	'queue-optimistic, glft, a kill that closes what is held': {
		stream: EVERYTHING,
		maker: tight({
			paper: {model: 'queue-optimistic', latencyMs: 1},
			quoting: {
				model: 'glft',
				fairValue: 'weighted',
				volatility: 0.01,
				arrivalRate: 1,
				arrivalDecay: 200,
				riskAversion: 0.01,
				sizeSkew: 0.5,
			},
			limits: {maxDrawdown: moneyOf('0.2'), flattenOnKill: true},
		}),
	},
} as const satisfies Readonly<Record<string, Life>>;

export type LifeName = keyof typeof LIVES;
