import {describe, expect, test} from 'vitest';
import {ZERO_MONEY} from '../../../../source/domain/money.js';
import {
	RISK_STATES,
	RiskManager,
	type RiskNumbers,
	type RiskReason,
	type RiskState,
} from '../../../../source/engine/maker/risk/risk-manager.js';
import {DEFAULT_RISK_LIMITS, type RiskLimits} from '../../../../source/engine/maker/settings/risk-limits.js';
import {instant} from '../../../helpers/diffs.js';
import {moneyOf, plain} from '../../../helpers/instruments.js';

const limits: RiskLimits = {
	...DEFAULT_RISK_LIMITS,
	maxLoss: moneyOf('100'),
	maxDrawdown: moneyOf('80'),
	maxLossRate: moneyOf('30'),
	maxBookAgeMs: 2000,
	cleanEvents: 3,
};

const UNIT = 100_000_000;

const numbers = (change: Partial<RiskNumbers> = {}): RiskNumbers => ({
	brokenIdentity: undefined,
	liquidationNet: ZERO_MONEY,
	peakNet: ZERO_MONEY,
	instrument: plain,
	inventoryLots: 0n,
	maxInventoryLots: 10 * UNIT,
	bookAgeMs: 50,
	feedAgeMs: 100,
	clockErrorMs: 5,
	loopLagMs: 0,
	spreadBp: 1,
	usualSpreadBp: 1,
	volatilityBp: 1,
	rejectsInRow: 0,
	unknownForMs: undefined,
	ordersUnknown: 0,
	cleanEvents: 10,
	...change,
});

const officer = (): RiskManager => new RiskManager(limits, instant(0).wallMs);

test('with all in order it is active and says nothing', () => {
	const risk = officer();
	expect(risk.assess(numbers(), instant(1))).toBeUndefined();
	expect(risk.view(instant(1))).toMatchObject({state: 'active', reason: undefined, transitions: 0, widening: 1});
});

test.each<[state: RiskState, reason: RiskReason, change: Partial<RiskNumbers>, detail: RegExp]>([
	['killed', 'identity-broken', {brokenIdentity: 'off by 1'}, /off by 1/],
	['killed', 'max-loss', {liquidationNet: moneyOf('-100'), peakNet: moneyOf('-90')}, /lost 100, limit 100/],
	['killed', 'max-drawdown', {liquidationNet: moneyOf('20'), peakNet: moneyOf('100')}, /80 below the peak, limit 80/],
	['pulled', 'post-only-rejects', {rejectsInRow: 5}, /5 in a row/],
	['pulled', 'orders-unknown', {unknownForMs: 60_001, ordersUnknown: 2}, /what became of 2 orders is not known for 60001 ms, limit 60000/],
	['pulled', 'event-loop-lag', {loopLagMs: 1500}, /1500 ms/],
	['pulled', 'stale-book', {bookAgeMs: 2001}, /2001 ms old, limit 2000/],
	['pulled', 'latency', {feedAgeMs: 1001}, /the feed is 1001 ms late, limit 1000/],
	['pulled', 'clock', {clockErrorMs: 6000}, /6000 ms/],
	['pulled', 'wide-spread', {spreadBp: 60, usualSpreadBp: 1}, /60.0 bp, usually 1.0/],
	['pulled', 'volatility', {volatilityBp: 51}, /51.0 bp/],
	['pulled', 'clean-events', {cleanEvents: 2}, /2 of 3/],
	['reduce-only', 'inventory', {inventoryLots: -11n * BigInt(UNIT)}, /holding -11 of 10/],
])('%s for %s, with the numbers', (state, reason, change, detail) => {
	const transition = officer().assess(numbers(change), instant(1));
	expect(transition).toMatchObject({from: 'active', to: state, reason});
	expect(transition?.detail).toMatch(detail);
});

test('a wide spread where it always is wide is no reason', () => {
	expect(officer().assess(numbers({spreadBp: 60, usualSpreadBp: 40}), instant(1))).toBeUndefined();
});

test('what is not known breaks no rule', () => {
	const unknown = {
		bookAgeMs: undefined,
		feedAgeMs: undefined,
		clockErrorMs: undefined,
		spreadBp: undefined,
		usualSpreadBp: undefined,
		volatilityBp: undefined,
	};
	expect(officer().assess(numbers(unknown), instant(1))).toBeUndefined();
});

describe('a pull', () => {
	test('ends by itself when its cause has cleared and the cool-down has passed', () => {
		const risk = officer();
		risk.assess(numbers({feedAgeMs: 9000}), instant(1000));
		risk.assess(numbers({feedAgeMs: 9000}), instant(3000));
		expect(risk.view(instant(3000)).resumesAtMs).toBe(instant(8000).wallMs);
		expect(risk.assess(numbers(), instant(7999))).toBeUndefined();
		expect(risk.state).toBe('pulled');
		expect(risk.assess(numbers(), instant(8000))).toMatchObject({
			from: 'pulled',
			to: 'active',
			reason: undefined,
			detail: 'latency has cleared',
		});
	});

	test('for losing too fast counts from the best of the last minute', () => {
		const risk = officer();
		risk.assess(numbers({liquidationNet: moneyOf('10'), peakNet: moneyOf('10')}), instant(0));
		expect(risk.assess(numbers({liquidationNet: moneyOf('-19'), peakNet: moneyOf('10')}), instant(50_000))).toBeUndefined();
		expect(risk.assess(numbers({liquidationNet: moneyOf('-20'), peakNet: moneyOf('10')}), instant(59_000))).toMatchObject({
			to: 'pulled',
			reason: 'loss-rate',
			detail: 'lost 30 in 60 s, limit 30',
		});
		const slow = officer();
		slow.assess(numbers({liquidationNet: moneyOf('10'), peakNet: moneyOf('10')}), instant(0));
		slow.assess(numbers({liquidationNet: moneyOf('-10'), peakNet: moneyOf('10')}), instant(50_000));
		expect(slow.assess(numbers({liquidationNet: moneyOf('-30'), peakNet: moneyOf('10')}), instant(70_000))).toBeUndefined();
	});
});

describe('a kill', () => {
	test('stays, whatever gets better, until a person takes it back', () => {
		const risk = officer();
		risk.assess(numbers({liquidationNet: moneyOf('-100')}), instant(1));
		expect(risk.assess(numbers(), instant(100_000))).toBeUndefined();
		expect(risk.state).toBe('killed');
		risk.rearm();
		risk.countFrom(moneyOf('-100'));
		// The same loss does not kill again; a further one does.
		expect(risk.assess(numbers({liquidationNet: moneyOf('-100'), peakNet: moneyOf('-100')}), instant(100_001))).toMatchObject({
			from: 'killed',
			to: 'active',
		});
		expect(risk.assess(numbers({liquidationNet: moneyOf('-200'), peakNet: moneyOf('-150')}), instant(100_002))).toMatchObject({
			to: 'killed',
			reason: 'max-loss',
		});
	});

	test('by the operator needs no numbers', () => {
		const risk = officer();
		risk.kill('asked for');
		expect(risk.assess(numbers(), instant(1))).toMatchObject({to: 'killed', reason: 'operator'});
	});
});

test('the worst state wins, and of equals the first in the order of the list', () => {
	const both = {feedAgeMs: 9000, clockErrorMs: 9000, inventoryLots: 99n * BigInt(UNIT)};
	expect(officer().assess(numbers(both), instant(1))).toMatchObject({to: 'pulled', reason: 'latency'});
	expect(officer().assess(numbers({...both, liquidationNet: moneyOf('-500')}), instant(1))).toMatchObject({
		to: 'killed',
		reason: 'max-loss',
	});
	expect(RISK_STATES).toEqual(['active', 'reduce-only', 'pulled', 'killed']);
});

test('reducing only is asked for and taken back', () => {
	const risk = officer();
	risk.setReduceOnly(true);
	expect(risk.assess(numbers(), instant(1))).toMatchObject({to: 'reduce-only', reason: 'operator'});
	risk.setReduceOnly(false);
	expect(risk.assess(numbers(), instant(2))).toMatchObject({to: 'active'});
});

test.each([
	[10, 1],
	[25, 1],
	[37.5, 1.5],
	[50, 2],
])('at %d bp of volatility the spread is %d times as wide', (volatilityBp, widening) => {
	const risk = officer();
	risk.assess(numbers({volatilityBp}), instant(1));
	expect(risk.widening).toBe(widening);
});

describe('what is shown', () => {
	test('is since when it is so, why in words, when it can end, and how often it changed', () => {
		const risk = officer();
		expect(risk.view(instant(5))).toMatchObject({sinceMs: instant(0).wallMs, detail: '', resumesAtMs: undefined, transitions: 0});
		risk.assess(numbers({feedAgeMs: 9000}), instant(1000));
		expect(risk.view(instant(1000))).toMatchObject({
			sinceMs: instant(1000).wallMs,
			detail: 'the feed is 9000 ms late, limit 1000',
			transitions: 1,
		});
		expect([5999, 6000].map((ms) => risk.view(instant(ms)).resumesAtMs)).toEqual([instant(6000).wallMs, undefined]);
		expect(risk.sinceMs).toBe(instant(1000).wallMs);
		risk.assess(numbers(), instant(6000));
		expect(risk.view(instant(6000))).toMatchObject({sinceMs: instant(6000).wallMs, resumesAtMs: undefined, transitions: 2});
	});

	test('is another reason of the same state at once, also while the first one cools down', () => {
		const risk = officer();
		risk.assess(numbers({feedAgeMs: 9000}), instant(1000));
		expect(risk.assess(numbers({clockErrorMs: 6000}), instant(2000))).toMatchObject({
			from: 'pulled',
			to: 'pulled',
			reason: 'clock',
			value: 6000,
			limit: 5000,
		});
		expect(risk.view(instant(2000))).toMatchObject({reason: 'clock', transitions: 2});
	});
});

test('taking a kill back ends a cool-down too', () => {
	const risk = officer();
	risk.assess(numbers({feedAgeMs: 9000}), instant(1000));
	risk.rearm();
	expect(risk.assess(numbers(), instant(1001))).toMatchObject({from: 'pulled', to: 'active'});
});

test('other limits count from then on', () => {
	const risk = officer();
	risk.setLimits({...limits, maxLatencyMs: 50});
	expect(risk.assess(numbers({feedAgeMs: 60}), instant(1))).toMatchObject({reason: 'latency', limit: 50});
	expect(risk.limits.maxLatencyMs).toBe(50);
});

test.each<[Partial<RiskNumbers>]>([
	[{bookAgeMs: 2000}],
	[{feedAgeMs: 1000}],
	[{clockErrorMs: 5000}],
	[{loopLagMs: 1000}],
	[{volatilityBp: 50}],
	[{rejectsInRow: 4}],
	[{cleanEvents: 3}],
	[{spreadBp: 50, usualSpreadBp: 1}],
	[{spreadBp: 60, usualSpreadBp: 3}],
	[{inventoryLots: 10n * BigInt(UNIT)}],
	[{inventoryLots: -10n * BigInt(UNIT)}],
])('at the limit nothing is broken yet: %o', (change) => {
	expect(officer().assess(numbers(change), instant(1))).toBeUndefined();
});

test('too much is too much on either side, a spread never seen before is compared with none', () => {
	expect(officer().assess(numbers({inventoryLots: 11n * BigInt(UNIT)}), instant(1))).toMatchObject({
		to: 'reduce-only',
		detail: 'holding 11 of 10',
	});
	expect(officer().assess(numbers({spreadBp: 60, usualSpreadBp: undefined}), instant(1))).toMatchObject({
		detail: '60.0 bp, usually 0.0, limit 50',
	});
});

test.each([
	['1.23456', '1.23'],
	['1', '1'],
	['0.123456789', '0.12345679'],
	['100.005', '100'],
])('a loss of %s is said as %s: two digits from one unit on, eight below', (lost, said) => {
	const risk = new RiskManager({...limits, maxLoss: moneyOf('0.1')}, instant(0).wallMs);
	expect(risk.assess(numbers({liquidationNet: moneyOf(`-${lost}`), peakNet: moneyOf(`-${lost}`)}), instant(1))).toMatchObject({
		reason: 'max-loss',
		detail: `lost ${said}, limit 0.1`,
		value: lost,
	});
});

test('what volatility is not known widens nothing', () => {
	const risk = officer();
	risk.assess(numbers({volatilityBp: undefined}), instant(1));
	expect(risk.widening).toBe(1);
	risk.setLimits({...limits, maxVolatilityBp: undefined});
	risk.assess(numbers({volatilityBp: 900}), instant(2));
	expect(risk.widening).toBe(1);
});
