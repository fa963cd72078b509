import {describe, expect, test} from 'vitest';
import {OptionError} from '../../source/config/option-error.js';
import type {OptionName} from '../../source/config/option-table.js';
import type {RawValue} from '../../source/config/raw-value.js';
import {readMaker} from '../../source/config/read-maker.js';
import {moneyOf} from '../helpers/instruments.js';

const read = (values: Partial<Record<OptionName, string>>) =>
	readMaker(
		[
			new Map(
				Object.entries(values).map(([name, text]): [OptionName, RawValue] => [
					name as OptionName,
					{text, origin: {kind: 'flag', flag: `--${name}`}},
				]),
			),
		],
		100_000n,
	);

test('leaves unset options out', () => {
	expect(read({})).toEqual({inventory: '0', makerFeeRate: 100_000n});
});

test('reads model, levels, paper exchange and limits', () => {
	expect(
		read({
			model: 'GLFT',
			'fair-value': 'micro',
			'risk-aversion': '0.05',
			horizon: '90s',
			'levels-quoted': '3',
			'level-spacing': '0.02',
			'inventory-target': '-0.5',
			'min-spread': '0.1',
			'fill-model': 'queue-prob',
			'queue-power': '2',
			'order-latency': '40ms',
			'max-loss': '150',
			'cool-down': '10s',
			'price-collar': '50',
			'clean-events': '0',
			'max-order': '2',
			'maker-fee': '-0.00005',
		}),
	).toEqual({
		inventory: '0',
		makerFeeRate: -5000n,
		maxOrder: '2',
		quoting: {
			model: 'glft',
			fairValue: 'micro',
			riskAversion: 0.05,
			horizonS: 90,
			levels: 3,
			levelSpacing: moneyOf('0.02'),
			target: '-0.5',
			minSpread: moneyOf('0.1'),
		},
		paper: {model: 'queue-prob', power: 2, latencyMs: 40},
		limits: {maxLoss: moneyOf('150'), coolDownMs: 10_000, collarBp: 50, cleanEvents: 0},
	});
});

describe('fees', () => {
	test('are paid in quote, in what is received, or in another asset at its price', () => {
		expect(read({'fee-asset': 'quote'})).not.toHaveProperty('feeAsset');
		expect(read({'fee-asset': 'received'})).toMatchObject({feeAsset: {kind: 'received'}});
		expect(read({'fee-asset': 'bnb', 'fee-asset-price': '613.7'})).toMatchObject({
			feeAsset: {kind: 'third', asset: 'BNB', price: moneyOf('613.7')},
		});
	});

	test('in another asset need its price', () => {
		expect(() => read({'fee-asset': 'bnb'})).toThrow(OptionError);
	});
});

test.each<[OptionName, string]>([
	['model', 'stoikov'],
	['fill-model', 'queue-optimistic'],
	['levels-quoted', '0'],
	['levels-quoted', '21'],
	['order-latency', '5'],
	['maker-fee', '-1'],
	['price-ceiling', '0'],
	['max-loss', '-5'],
])('--%s %s is refused', (name, text) => {
	expect(() => read({[name]: text})).toThrow(OptionError);
});

test('without a market maker there is nothing to read', () => {
	expect(read({'market-maker': 'false', model: 'nonsense'})).toBeUndefined();
});

describe('what the program prints, flags, variables and the file take', () => {
	test.each([
		[{'spread-offset': '2bp'}, {halfSpread: {unit: 'bp', value: moneyOf('2')}}],
		[{'spread-offset': '3t'}, {halfSpread: {unit: 'ticks', value: moneyOf('3')}}],
		[{'spread-offset': '+.5'}, {halfSpread: moneyOf('0.5')}],
		[{'inventory-skew': '2bp'}, {inventorySkew: {unit: 'bp', value: moneyOf('2')}}],
		[{'inventory-skew': '3 ticks'}, {inventorySkew: {unit: 'ticks', value: moneyOf('3')}}],
		[{'inventory-skew': '0'}, {inventorySkew: moneyOf('0')}],
		[{'order-size': 'automatic'}, {}],
		[{'order-size': '.01'}, {orderSize: '0.01'}],
		[{'order-size': '12.3K'}, {orderSize: '12300'}],
		[{inventory: '\u{2212}0.3'}, {inventory: '-0.3'}],
		[{inventory: '+2'}, {inventory: '2'}],
		[{'max-loss': 'off'}, {limits: {maxLoss: undefined}}],
		[{'max-loss': '1.5K'}, {limits: {maxLoss: moneyOf('1500')}}],
		[{'max-spread': '25bp'}, {limits: {maxSpreadBp: 25}}],
		[{'max-order-notional': 'none'}, {}],
		[{'cool-down': '1m30s'}, {limits: {coolDownMs: 90_000}}],
	] satisfies readonly (readonly [Partial<Record<OptionName, string>>, object])[])('%o', (given, wanted) => {
		expect(read(given)).toEqual({inventory: '0', makerFeeRate: 100_000n, ...wanted});
	});

	test.each([
		['spread-offset', '-2bp'],
		['spread-offset', '1,5'],
		['inventory-skew', '-1t'],
		['inventory-skew', '2%'],
		['level-spacing', '0t'],
		['price-collar', 'off'],
		['order-size', '1e3'],
		['max-loss', 'of'],
	] as const)('--%s %s is refused', (name, text) => {
		expect(() => read({[name]: text})).toThrow(OptionError);
	});
});

test('an order size beyond the inventory limit is refused with the bound before anything starts', () => {
	expect(() => read({'order-size': '5', 'max-inventory': '0.5'})).toThrow('--order-size: "5" is more than max-inventory: at most 0.5');
	expect(read({'order-size': '0.50', 'max-inventory': '.5'})?.orderSize).toBe('0.50');
});
