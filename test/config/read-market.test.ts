import {describe, expect, test} from 'vitest';
import {OptionError} from '../../source/config/option-error.js';
import type {OptionName} from '../../source/config/option-table.js';
import type {RawValue} from '../../source/config/raw-value.js';
import {readMarket} from '../../source/config/read-market.js';

const read = (values: Partial<Record<OptionName, string>>) =>
	readMarket([new Map(Object.entries(values).map(([name, text]): [OptionName, RawValue] => [name as OptionName, {text, origin: {kind: 'flag', flag: `--${name}`}}]))]);

test('says nothing of what nobody spoke of', () => {
	expect(read({})).toEqual({});
});

test('sizes stay text, because the instrument is not known yet', () => {
	expect(
		read({anchor: 'Own', 'large-level': '12.5', 'large-print': '1', 'huge-print': '5', 'tape-filter': '0.01', 'bar-scale': '20', 'change-window': '30s', flash: 'no', bell: 'yes'}),
	).toEqual({anchor: 'own', largeLevel: '12.5', largePrint: '1', hugePrint: '5', tapeFilter: '0.01', barScale: '20', changeWindowMs: 30_000, flash: false, bell: true});
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
	])('--%s %s', (name, text) => {
		expect(() => read({[name]: text})).toThrow(OptionError);
	});
});
