import {describe, expect, test} from 'vitest';
import {OptionError} from '../../source/config/option-error.js';
import type {OptionName} from '../../source/config/option-table.js';
import type {RawValue} from '../../source/config/raw-value.js';
import {readMarket} from '../../source/config/read-market.js';

const read = (values: Partial<Record<OptionName, string>>) =>
	readMarket([
		new Map(
			Object.entries(values).map(([name, text]): [OptionName, RawValue] => [
				name as OptionName,
				{text, origin: {kind: 'flag', flag: `--${name}`}},
			]),
		),
	]);

test('leaves unset options out', () => {
	expect(read({})).toEqual({});
});

test('sizes stay text, because the instrument is not known yet', () => {
	expect(
		read({
			anchor: 'Own',
			'large-level': '12.5',
			'large-print': '1',
			'huge-print': '5',
			'tape-filter': '0.01',
			'bar-scale': '20',
			'change-window': '30s',
			flash: 'no',
			bell: 'yes',
		}),
	).toEqual({
		anchor: 'own',
		largeLevel: '12.5',
		largePrint: '1',
		hugePrint: '5',
		tapeFilter: '0.01',
		barScale: '20',
		changeWindowMs: 30_000,
		flash: false,
		bell: true,
	});
});

test('sizes come with commas, in any order, one to five of them', () => {
	expect(read({sizes: '0.01'})).toEqual({orderSizes: ['0.01']});
	expect(read({sizes: '0.2, 0.01,0.05 ,1,3'})).toEqual({orderSizes: ['0.2', '0.01', '0.05', '1', '3']});
});

describe('a large print above a huge one is refused with both names, wherever they were written', () => {
	const layered = (flags: Partial<Record<OptionName, string>>, file: Partial<Record<OptionName, string>>) =>
		readMarket([
			new Map(
				Object.entries(flags).map(([name, text]): [OptionName, RawValue] => [
					name as OptionName,
					{text, origin: {kind: 'flag', flag: `--${name}`}},
				]),
			),
			new Map(
				Object.entries(file).map(([name, text]): [OptionName, RawValue] => [
					name as OptionName,
					{text, origin: {kind: 'file', path: 'c.yaml', line: 2, key: name}},
				]),
			),
		]);

	test('both as flags', () => {
		expect(() => read({'large-print': '5', 'huge-print': '2'})).toThrow(
			'--large-print: "5" is more than --huge-print, 2: a huge print is a large one',
		);
		expect(() => read({'large-print': '0.30000000000000000001', 'huge-print': '0.3'})).toThrow(OptionError);
	});

	test('the error names the option from the higher layer', () => {
		expect(() => layered({'huge-print': '2'}, {'large-print': '5'})).toThrow(
			'--huge-print: "2" is less than c.yaml:2: large-print, 5: a huge print is a large one',
		);
		expect(() => layered({'large-print': '5'}, {'huge-print': '2'})).toThrow('--large-print: "5" is more than c.yaml:2: huge-print, 2');
	});

	test('as large is no contradiction', () => {
		expect(read({'large-print': '2.0', 'huge-print': '2'})).toEqual({largePrint: '2.0', hugePrint: '2'});
	});
});

describe('refuses', () => {
	test.each<[OptionName, string]>([
		['anchor', 'touch'],
		['large-level', '0'],
		['large-print', '-1'],
		['tape-filter', 'some'],
		['change-window', '0s'],
		['change-window', '90s'],
		['change-window', 'long'],
		['flash', 'perhaps'],
		['sizes', ''],
		['sizes', '0.01,0'],
		['sizes', '0.01,,0.02'],
		['sizes', '0.01,-0.02'],
		['sizes', '1,2,3,4,5,6'],
	])('--%s %s', (name, text) => {
		expect(() => read({[name]: text})).toThrow(OptionError);
	});
});
