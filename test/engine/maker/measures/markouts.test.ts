import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {priceUnits, unixMs, type Side} from '../../../../source/domain/units.js';
import type {FillCause} from '../../../../source/engine/maker/settings/names.js';
import {Markouts} from '../../../../source/engine/maker/measures/markouts.js';
import type {FillCircumstances} from '../../../../source/engine/maker/types/execution-observer.js';
import type {OrderFill} from '../../../../source/engine/maker/types/order-report.js';
import {orderFill} from '../../../helpers/order-reports.js';

type FillText = {side: Side; price: number; lots: number; at: number; midHalf?: number; cause?: FillCause; level?: number};

type SeenFill = OrderFill & FillCircumstances;

const fillOf = ({side, price, lots, at, midHalf, cause = 'print', level = 0}: FillText): SeenFill => ({
	...orderFill({side, level, priceUnits: priceUnits(price), qtyLots: lots, atMs: unixMs(at)}),
	cause,
	midHalfUnits: midHalf,
});

/** Fills at their times, and mids as (time, twice the mid). */
const measured = (fills: readonly SeenFill[], mids: ReadonlyArray<readonly [at: number, halfUnits: number | undefined]>): Markouts => {
	const markouts = new Markouts();
	const acts = [
		...mids.map(([at, mid]) => ({at, run: () => markouts.onMid(unixMs(at), mid)})),
		...fills.map((fill) => ({at: fill.atMs, run: () => markouts.onFill(fill, fill)})),
	];
	for (const {run} of acts.toSorted((a, b) => a.at - b.at)) run();
	return markouts;
};

describe('a fill is valued', () => {
	test('against the mid at the fill and the mids one, five and thirty seconds later, a bid and an ask alike', () => {
		for (const [side, sign] of [
			['bid', 1],
			['ask', -1],
		] as const) {
			const fill = fillOf({side, price: 10_000, lots: 3, at: 0, midHalf: 20_000 + sign * 20});
			const {capture, horizons} = measured(
				[fill],
				[
					[500, 20_000 + sign * 10],
					[2000, 20_000 - sign * 10],
					[10_000, 20_000 - sign * 40],
					[40_000, 20_000],
				],
			).view;
			expect(capture).toMatchObject({count: 1, mean: 10});
			expect(horizons.map(({horizonS, markout, adverse}) => [horizonS, markout.mean, adverse.mean])).toEqual([
				[1, 5, 5],
				[5, -5, 15],
				[30, -20, 30],
			]);
		}
	});

	test('by the last mid at or before the horizon, one at the very moment included', () => {
		const fill = fillOf({side: 'bid', price: 10_000, lots: 1, at: 0, midHalf: 20_000});
		const at = (mids: ReadonlyArray<readonly [number, number]>): number | undefined =>
			measured([fill], [[0, 20_000], ...mids, [1001, 30_000]]).view.horizons[0]?.markout.mean;
		expect(
			at([
				[999, 20_002],
				[1000, 20_004],
			]),
		).toBe(2);
		expect(at([[999, 20_002]])).toBe(1);
	});
});

test('a large losing fill outweighs many small ones that pay: money is by quantity', () => {
	const small = Array.from({length: 9}, (_, index) => fillOf({side: 'bid', price: 10_000, lots: 1, at: index, midHalf: 20_002}));
	const large = fillOf({side: 'ask', price: 10_000, lots: 91, at: 20, midHalf: 19_998});
	const {capture, horizons, bySide} = measured(
		[...small, large],
		[
			[100, 20_020],
			[60_000, 20_020],
		],
	).view;
	expect(capture.mean).toBeCloseTo(1, 12);
	expect(horizons[1]?.markout).toMatchObject({count: 10});
	expect(horizons[1]?.markout.mean).toBeCloseTo((9 * 10 - 91 * 10) / 100, 10);
	expect(horizons[1]?.adverse.mean).toBeCloseTo(1 + 8.2, 10);
	expect([bySide.bid.mean, bySide.ask.mean]).toEqual([10, -10]);
	expect(horizons[1]?.markout.standardError).toBeGreaterThan(0);
});

test('by side, cause and level the five seconds are split by what filled, and each is weighted too', () => {
	const fills = [
		fillOf({side: 'bid', price: 10_000, lots: 1, at: 0, midHalf: 20_000, cause: 'print', level: 0}),
		fillOf({side: 'bid', price: 9980, lots: 3, at: 0, midHalf: 20_000, cause: 'print', level: 2}),
		fillOf({side: 'bid', price: 10_000, lots: 5, at: 0, midHalf: 20_000, cause: 'through', level: 0}),
		fillOf({side: 'bid', price: 10_000, lots: 7, at: 0, midHalf: 20_000, cause: 'no-print', level: 0}),
	];
	const {byCause, byLevel, bySide, horizons} = measured(fills, [
		[1, 20_020],
		[6000, 20_020],
	]).view;
	expect(byCause.print.count).toBe(2);
	expect(byCause.print.mean).toBeCloseTo((10 + 3 * (300_000 / 9980)) / 4, 10);
	// All are bids, so the side's mean equals the horizon's.
	expect(bySide.bid.mean).toBeCloseTo(horizons[1]?.markout.mean ?? NaN, 10);
	expect([byCause.through.count, byCause['no-print'].count, bySide.bid.count, bySide.ask.count]).toEqual([1, 1, 4, 0]);
	expect(byLevel.map(({count}) => count)).toEqual([3, 0, 1]);
});

describe('what is not known is left out and counted', () => {
	test('a hole ends what waits', () => {
		const markouts = measured(
			[fillOf({side: 'bid', price: 10_000, lots: 1, at: 0, midHalf: 20_000})],
			[
				[0, 20_000],
				[1500, 20_002],
			],
		);
		markouts.interrupt();
		markouts.onMid(unixMs(90_000), 20_000);
		markouts.onMid(unixMs(99_000), 20_000);
		expect(markouts.view.horizons.map(({markout, missed}) => [markout.count, missed])).toEqual([
			[1, 0],
			[0, 1],
			[0, 1],
		]);
	});

	test('where a side was empty at the horizon there is no mid', () => {
		const {horizons} = measured(
			[fillOf({side: 'bid', price: 10_000, lots: 1, at: 0, midHalf: 20_000})],
			[
				[500, undefined],
				[1200, 20_000],
				[2000, 20_000],
			],
		).view;
		expect(horizons[0]).toMatchObject({markout: {count: 0}, missed: 1});
	});

	test('a fill without a mid has a markout, but neither capture nor adverse selection', () => {
		const {capture, horizons} = measured(
			[fillOf({side: 'ask', price: 10_000, lots: 1, at: 0})],
			[
				[1, 19_980],
				[2000, 19_980],
			],
		).view;
		expect(capture.count).toBe(0);
		expect(horizons[0]).toMatchObject({markout: {count: 1, mean: 10}, adverse: {count: 0}});
	});
});

test('capture is markout plus adverse selection, weighted, over fills whose horizon has passed', () => {
	const anyFill = record({
		side: constantFrom<Side>('bid', 'ask'),
		price: integer({min: 9900, max: 10_100}),
		lots: integer({min: 1, max: 1e6}),
		at: integer({min: 0, max: 20_000}),
		midHalf: integer({min: 19_800, max: 20_200}),
	});
	assert(
		property(
			array(anyFill, {minLength: 1, maxLength: 30}),
			array(integer({min: 19_800, max: 20_200}), {minLength: 30, maxLength: 30}),
			(texts, mids) => {
				const {capture, horizons} = measured(texts.map(fillOf), [
					...mids.map((mid, index) => [index * 1000 + 0.5, mid] as const),
					[60_000, 20_000],
				]).view;
				for (const {markout, adverse} of horizons) {
					expect(markout.count).toBe(texts.length);
					expect(markout.mean + adverse.mean).toBeCloseTo(capture.mean, 6);
				}
			},
		),
	);
});
