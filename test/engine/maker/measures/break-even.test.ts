import {describe, expect, test} from 'vitest';
import {priceUnits, unixMs} from '../../../../source/domain/units.js';
import {breakEven, type BreakEven} from '../../../../source/engine/maker/measures/break-even.js';
import {EdgeWatch} from '../../../../source/engine/maker/measures/edge-watch.js';
import type {Quoting} from '../../../../source/engine/maker/types/quotes.js';
import type {MakerParameters} from '../../../../source/engine/maker/settings/parameters.js';
import type {MarkoutView} from '../../../../source/engine/maker/measures/markouts.js';
import type {Moments} from '../../../../source/engine/maker/pricing/moments.js';
import {moneyOf, plain} from '../../../helpers/instruments.js';
import {instant} from '../../../headless/canned-session.js';
import {makerParameters} from '../../../helpers/maker.js';
import {edge as cannedEdge, markouts} from '../../../helpers/maker-views.js';
import {quoting as cannedQuoting} from '../../../helpers/frames.js';

const moments = (mean: number, standardError: number | undefined, count: number): Moments => ({count, mean, standardError});

const measured = (markout: Moments, adverse: Moments): MarkoutView => ({
	...markouts(),
	horizons: [
		{horizonS: 1, markout: moments(99, 1, 99), adverse: moments(99, 1, 99), missed: 0},
		{horizonS: 5, markout, adverse, missed: 0},
	],
});

const quotes = (bid: number, ask: number, mid: number): Quoting =>
	cannedQuoting({
		bid: {priceUnits: priceUnits(bid), qtyLots: 1},
		ask: {priceUnits: priceUnits(ask), qtyLots: 1},
		midHalfUnits: 2 * mid,
	});

const judged = (
	change: {parameters?: Partial<MakerParameters>; quoting?: Quoting; markouts?: MarkoutView; markHalfUnits?: number} = {},
): BreakEven =>
	breakEven({
		instrument: plain,
		parameters: makerParameters({makerFeeRate: 100_000n, halfSpread: moneyOf('0.12'), ...change.parameters}),
		quoting: change.quoting ?? quotes(9988, 10_012, 10_000),
		markouts: change.markouts ?? measured(moments(0, undefined, 0), moments(0, undefined, 0)),
		markHalfUnits: change.markHalfUnits ?? 20_000,
	});

test('half-spread and fee are told in basis points of the price, the fee as a cost', () => {
	expect(judged()).toMatchObject({halfSpreadBp: 12, feeBp: 10, breakEvenBp: 10, horizonS: 5, verdict: 'unknown'});
	expect(judged({parameters: {makerFeeRate: -5000n}})).toMatchObject({feeBp: -0.5, breakEvenBp: -0.5});
});

describe('the half-spread is that of the quotes', () => {
	test('half their distance, skewed or rounded as they are', () => {
		expect(judged({quoting: quotes(9980, 9990, 10_000)}).halfSpreadBp).toBeCloseTo(5, 10);
	});

	test('of one side alone what the model asks for', () => {
		const one = {...quotes(9988, 10_012, 10_000), ask: undefined, halfSpread: moneyOf('0.3')} as Quoting;
		expect(judged({quoting: one}).halfSpreadBp).toBeCloseTo(30, 10);
	});

	test('of no quotes what the parameters say, at the mark; nothing before a first price', () => {
		const down: Quoting = {kind: 'pulled', reason: 'operator', sinceMs: unixMs(0)};
		expect(judged({quoting: down, markHalfUnits: 40_000}).halfSpreadBp).toBeCloseTo(6, 10);
		const none = breakEven({
			instrument: plain,
			parameters: makerParameters(),
			quoting: down,
			markouts: markouts(),
			markHalfUnits: undefined,
		});
		expect(none.halfSpreadBp).toBeUndefined();
	});
});

describe('the quotes lose', () => {
	test('by construction where the half-spread does not pay the fee, whatever was measured', () => {
		const paying = measured(moments(50, 1, 1000), moments(0, 1, 1000));
		expect(judged({quoting: quotes(9999, 10_001, 10_000), markouts: paying}).verdict).toBe('loses-by-construction');
		expect(judged({quoting: quotes(9990, 10_010, 10_000)}).verdict).toBe('loses-by-construction');
		expect(judged({quoting: quotes(9989, 10_011, 10_000)}).verdict).toBe('unknown');
		expect(judged({parameters: {makerFeeRate: 10_000n}, quoting: quotes(9999, 10_001, 10_000)}).verdict).toBe('loses-by-construction');
	});

	test('never by construction with a rebate, or without a fee', () => {
		for (const makerFeeRate of [0n, -5000n]) {
			expect(judged({parameters: {makerFeeRate}, quoting: quotes(10_000, 10_000, 10_000)}).verdict).toBe('unknown');
		}
	});

	test('by measure where enough fills earned less than their fee, by more than chance', () => {
		const after = (mean: number, error: number, count: number): string =>
			judged({markouts: measured(moments(mean, error, count), moments(12 - mean, error, count))}).verdict;
		expect(after(7.9, 1, 30)).toBe('loses-by-measure');
		expect(after(8.1, 1, 30)).toBe('unknown');
		expect(after(7.9, 1, 29)).toBe('unknown');
		expect(after(10.1, 1, 30)).toBe('pays');
	});
});

test('the net edge of a fill is its markout less its fee, and break-even is fee plus adverse selection', () => {
	const {edge, adverse, breakEvenBp} = judged({markouts: measured(moments(10.5, 0.25, 40), moments(1.5, 0.3, 40))});
	expect(edge).toEqual({count: 40, mean: 0.5, standardError: 0.25});
	expect([adverse.mean, breakEvenBp]).toEqual([1.5, 11.5]);
});

describe('it is said', () => {
	const losing = cannedEdge({verdict: 'loses-by-construction', halfSpreadBp: 1, feeBp: 10});
	const texts = (watch: EdgeWatch, edge: BreakEven, change: Partial<MakerParameters> = {}, at = 0): readonly string[] => {
		const entry = watch.look(edge, makerParameters(change), instant(at));
		return entry === undefined ? [] : [`${entry.level} ${entry.text}`];
	};

	test('once for each half-spread, with its numbers', () => {
		const watch = new EdgeWatch();
		expect(texts(watch, losing)).toEqual(['warning quotes lose by construction: half-spread 1.00 bp, fee 10.00 bp']);
		expect(texts(watch, losing)).toEqual([]);
		expect(texts(watch, losing, {halfSpread: moneyOf('0.06')})).toHaveLength(1);
		expect(texts(watch, losing, {model: 'glft'})).toHaveLength(1);
	});

	test('with what was measured', () => {
		const measuredLoss = cannedEdge({
			verdict: 'loses-by-measure',
			feeBp: -0.5,
			edge: moments(-0.62, 0.2, 34),
			adverse: moments(2.1, 0.2, 34),
		});
		expect(texts(new EdgeWatch(), measuredLoss)).toEqual([
			'warning quotes lose: -0.62 ±0.20 bp a fill after fee over 34 fills (half-spread 1.00 bp, rebate 0.50 bp, adverse selection 2.10 bp)',
		]);
	});

	test('of nothing else', () => {
		expect(texts(new EdgeWatch(), cannedEdge())).toEqual([]);
		expect(texts(new EdgeWatch(), cannedEdge({verdict: 'unknown'}))).toEqual([]);
	});

	test('and looked at once a second', () => {
		const watch = new EdgeWatch();
		expect(watch.isDue(instant(0).monoMs)).toBe(true);
		watch.look(cannedEdge(), makerParameters(), instant(0));
		expect([watch.isDue(instant(999).monoMs), watch.isDue(instant(1000).monoMs)]).toEqual([false, true]);
	});
});
