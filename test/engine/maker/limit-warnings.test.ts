import {describe, expect, test} from 'vitest';
import {engineConfig, EngineDriver} from '../../helpers/engine-driver.js';
import {moneyOf} from '../../helpers/instruments.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';

const warnings = (changes: Partial<MakerSettings>): readonly string[] => {
	const config = engineConfig();
	const driver = new EngineDriver({...config, maker: {...config.maker!, ...changes}});
	driver.runUntilLive();
	return driver.journal.filter((text) => text.includes('may never act'));
};

describe('limits from the start', () => {
	test.each<[string, Partial<MakerSettings>, string]>([
		[
			'loss',
			{limits: {maxLoss: moneyOf('1000000')}},
			'max-loss 1000000 may never act: it is more than 10 times 50.025, which is usual here (up to 500.25 is not warned of)',
		],
		[
			'latency',
			{limits: {maxLatencyMs: 600_000}},
			'max-latency 600s may never act: it is more than 10 times 1s, which is usual here (up to 10s is not warned of)',
		],
		[
			'inventory',
			{maxInventory: '300'},
			'max-inventory 300 may never act: it is more than 10 times 25, which is usual here (up to 250 is not warned of)',
		],
	])('that are too wide to act are said: %s', (_name, changes, text) => {
		expect(warnings(changes)).toEqual([text]);
	});

	test.each<[string, Partial<MakerSettings>]>([
		['as they come', {}],
		['up to ten times as wide', {limits: {maxLoss: moneyOf('500'), maxLatencyMs: 10_000}}],
		['tighter, and taken off on purpose', {limits: {maxLoss: moneyOf('0.01'), maxDrawdown: undefined}}],
	])('that may act are not: %s', (_name, changes) => {
		expect(warnings(changes)).toEqual([]);
	});
});
