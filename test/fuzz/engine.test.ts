import * as fc from 'fast-check';
import {test} from 'vitest';
import type {FeedEvent} from '../../source/domain/feed-event.js';
import {priceUnits, qtyLots, unixMs, updateId} from '../../source/domain/units.js';
import {Engine} from '../../source/engine/engine.js';
import type {EngineInput} from '../../source/engine/inputs.js';
import type {Effect} from '../../source/engine/feed/types/effect.js';
import {instant} from '../helpers/diffs.js';
import {engineConfig, failure} from '../helpers/engine-driver.js';
import {plain} from '../helpers/instruments.js';
import {binance} from '../../source/venue/binance/index.js';
import {runs} from './mutate.js';

const level = fc
	.tuple(fc.integer({min: 9990, max: 10_020}), fc.nat(3))
	.map(([price, lots]) => ({priceUnits: priceUnits(price), qtyLots: qtyLots(lots * 1_000_000)}));
const levels = fc.array(level, {maxLength: 4});
const id = fc.integer({min: 1, max: 30}).map(updateId);

const event: fc.Arbitrary<FeedEvent> = fc.oneof(
	fc.tuple(id, fc.nat(3), levels, levels).map(([firstId, more, bids, asks]): FeedEvent => ({
		kind: 'diff',
		firstId,
		lastId: updateId(firstId + more),
		bids,
		asks,
		eventAtMs: unixMs(1),
	})),
	fc.tuple(id, level, fc.boolean()).map(([tradeId, {priceUnits: price}, buys]): FeedEvent => ({
		kind: 'trade',
		id: tradeId,
		priceUnits: price,
		qtyLots: qtyLots(5_000_000),
		aggressor: buys ? 'buy' : 'sell',
		tradeAtMs: unixMs(1),
		eventAtMs: unixMs(1),
	})),
	fc.tuple(id, level, level).map(([lastId, bid, ask]): FeedEvent => ({kind: 'top', updateId: lastId, bid, ask})),
	fc.constantFrom<FeedEvent>(
		{kind: 'shutdown'},
		{kind: 'subscribed'},
		{kind: 'unknown', name: 'x'},
		{kind: 'refused', message: 'x'},
		{kind: 'malformed', depth: true, message: 'x'},
	),
);

/** Any event on any connection and any reply to any request, including ones that never existed. */
type Happening = {
	readonly waitMs: number;
	readonly input: (asked: readonly Extract<Effect, {kind: 'request'}>[], sentAt: number) => EngineInput;
};

const happening: fc.Arbitrary<Happening> = fc
	.tuple(
		fc.oneof(fc.integer({min: 0, max: 60}), fc.constantFrom(1000, 2500, 4000, 30_000)),
		fc.oneof(
			fc.constant<Happening['input']>(() => ({kind: 'tick'})),
			fc.integer({min: 0, max: 4}).map((generation): Happening['input'] => () => ({kind: 'opened', generation})),
			fc
				.tuple(fc.integer({min: 0, max: 4}), fc.constantFrom(1000, 1006, 1008))
				.map(([generation, code]): Happening['input'] => () => ({kind: 'lost', generation, code, detail: 'x'})),
			fc
				.tuple(fc.integer({min: 0, max: 4}), event)
				.map(([generation, one]): Happening['input'] => () => ({kind: 'event', generation, event: one})),
			fc
				.tuple(fc.nat(20), id, levels, levels, fc.nat(9))
				.map(([which, lastId, bids, asks, kind]): Happening['input'] => (asked, sentAt) => {
					const {requestId = which, call} = asked.at(-1 - (which % Math.max(asked.length, 1))) ?? {};
					const at = instant(sentAt);
					if (kind === 0) return {kind: 'reply', requestId, sentAt: at, result: failure('rate-limited', 429, 3000)};
					if (kind === 1) return {kind: 'reply', requestId, sentAt: at, result: failure('unreachable')};
					if (call?.kind === 'instrument') return {kind: 'reply', requestId, sentAt: at, result: {kind: 'instrument', instrument: plain}};
					if (call?.kind === 'time') return {kind: 'reply', requestId, sentAt: at, result: {kind: 'time', venueAtMs: unixMs(5)}};
					return {kind: 'reply', requestId, sentAt: at, result: {kind: 'snapshot', snapshot: {lastId, bids, asks}}};
				}),
			fc.constantFrom<Happening['input']>(
				() => ({kind: 'command', command: {kind: 'resync'}}),
				() => ({kind: 'command', command: {kind: 'pull-quotes'}}),
				() => ({kind: 'command', command: {kind: 'adjust-skew', steps: 3}}),
			),
		),
	)
	.map(([waitMs, input]) => ({waitMs, input}));

test('whatever happens, in whatever order: the engine never throws, and quotes only on a book it trusts', () => {
	fc.assert(
		fc.property(fc.array(happening, {maxLength: 60}), fc.nat(1000), (happenings, seed) => {
			const asked: Extract<Effect, {kind: 'request'}>[] = [];
			let now = 0;
			const sink = {
				output: () => {},
				effect: (effect: Effect) => {
					if (effect.kind === 'request') asked.push(effect);
				},
			};
			const engine = new Engine(
				engineConfig(),
				{book: binance.book, limits: binance.limits, denseTradeIds: true, weightOf: () => 5},
				sink,
				instant(now),
				seed,
			);
			for (const {waitMs, input} of happenings) {
				now += waitMs;
				engine.step(input(asked, now), instant(now));
				const {trusted, maker} = engine.view;
				if (!trusted && (maker.quoting.kind === 'quoting' || maker.orders.length > 0)) return false;
			}

			return true;
		}),
		runs(300),
	);
});
