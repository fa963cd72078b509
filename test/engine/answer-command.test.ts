/** A command with a source gets exactly one answer: done, or refused with the reason. */

import {array, assert, constantFrom, integer, property} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Command, CommandAnswer} from '../../source/engine/command.js';
import {moneyOf} from '../helpers/instruments.js';
import {EngineDriver, engineConfig, liveDriver} from '../helpers/engine-driver.js';

const source = {origin: 'screen', id: 7};

const answersOf = ({told}: EngineDriver): readonly CommandAnswer[] =>
	told.flatMap(({output}) => (output.kind === 'answer' ? [output.answer] : []));

const ask = (driver: EngineDriver, command: Command): CommandAnswer => {
	const before = answersOf(driver).length;
	driver.step({kind: 'command', command, source});
	const [answer, ...others] = answersOf(driver).slice(before);
	expect(others).toEqual([]);
	expect(answer).toMatchObject({source, atMs: driver.at.wallMs});
	return answer!;
};

const flatMarket = () => liveDriver();
const watching = (): EngineDriver => {
	const {maker: _, ...config} = engineConfig();
	return new EngineDriver(config);
};

describe('an answer', () => {
	test('says what was done, as the journal says it', () => {
		expect(ask(flatMarket(), {kind: 'set-skew', shift: moneyOf('0.02')})).toMatchObject({
			result: 'done',
			detail: 'operator: skew → +0.02',
		});
		expect(ask(flatMarket(), {kind: 'pull-quotes'})).toMatchObject({result: 'done', detail: 'operator: pull quotes'});
		expect(ask(flatMarket(), {kind: 'resync'})).toMatchObject({result: 'done', detail: 'operator: resync'});
	});

	test('says why not', () => {
		const {result, detail, asks} = ask(flatMarket(), {kind: 'set-skew', shift: moneyOf('50')});
		expect(result).toBe('refused');
		expect(detail).toMatch(/^refused: skew 50 is beyond the price collar/);
		expect(asks).toBeUndefined();
	});

	test('says what would be done for sure', () => {
		const doubtful = {kind: 'set-order-size', size: '5'} as const;
		const {result, asks} = ask(flatMarket(), {kind: 'set-half-spread', halfSpread: moneyOf('0.9')});
		expect([result, asks?.command]).toEqual(['refused', {kind: 'set-half-spread', halfSpread: moneyOf('0.9')}]);
		expect(ask(flatMarket(), {...doubtful, sure: true}).result).toBe('done');
	});

	test('is a refusal where nothing can come of it, whatever the journal calls it', () => {
		const pulled = flatMarket();
		pulled.command({kind: 'pull-quotes'});
		pulled.run(1000);
		expect(ask(pulled, {kind: 'flatten'})).toMatchObject({
			result: 'refused',
			detail: 'not done: nothing to flatten: no inventory',
		});
		expect(ask(flatMarket(), {kind: 'rearm'})).toMatchObject({result: 'refused', detail: 'not done: nothing was killed'});
		const young = new EngineDriver();
		expect(ask(young, {kind: 'flat-skew'})).toMatchObject({result: 'refused', detail: 'not done: no price yet, so nothing to change'});
		expect(ask(young, {kind: 'adjust-skew', steps: 1}).detail).toContain('no price yet');
		for (const command of [{kind: 'kill'}, {kind: 'resume-quotes'}, {kind: 'reduce-only', on: true}] as const) {
			expect(ask(watching(), command)).toMatchObject({result: 'refused', detail: 'not done: no market maker runs'});
		}
	});

	test('to a kill taken back is that it was, once', () => {
		const driver = flatMarket();
		expect(ask(driver, {kind: 'kill'}).result).toBe('done');
		expect(ask(driver, {kind: 'rearm'}).result).toBe('done');
	});

	test('is not given to a command without a name', () => {
		const driver = flatMarket();
		driver.command({kind: 'pull-quotes'});
		expect(answersOf(driver)).toEqual([]);
	});
});

const COMMANDS: readonly Command[] = [
	{kind: 'resync'},
	{kind: 'adjust-skew', steps: 2},
	{kind: 'flat-skew'},
	{kind: 'adjust-half-spread', steps: -40},
	{kind: 'set-skew', shift: moneyOf('0.03')},
	{kind: 'set-skew', shift: moneyOf('9')},
	{kind: 'set-half-spread', halfSpread: moneyOf('0.06')},
	{kind: 'set-order-size', size: '2'},
	{kind: 'set-order-size', size: '0.000000001'},
	{kind: 'set-limit', limit: 'max-inventory', value: '4'},
	{kind: 'set-limit', limit: 'max-inventory', value: '40'},
	{kind: 'tell-limit', limit: 'max-loss'},
	{kind: 'pull-quotes'},
	{kind: 'resume-quotes'},
	{kind: 'flatten'},
	{kind: 'kill'},
	{kind: 'rearm'},
	{kind: 'reduce-only', on: true},
	{kind: 'choose-model', model: 'linear'},
	{kind: 'choose-fair-value', fairValue: 'weighted'},
];

const commands = array(constantFrom(...COMMANDS), {maxLength: 12});

test('whatever is asked, each command is answered once in its step, and what is refused has changed no number', () => {
	assert(
		property(commands, integer({min: 0, max: 3}), (list, ticks) => {
			const driver = liveDriver();
			for (const command of list) {
				const numbers = () => [driver.engine.view.maker.parameters, driver.engine.view.maker.risk?.limits];
				const before = numbers();
				const {result, detail} = ask(driver, command);
				if (result === 'refused') expect(numbers()).toEqual(before);
				expect(detail).not.toBe('');
				driver.run(ticks * 50);
			}
		}),
		{numRuns: 60},
	);
});

test('with a name or without one, everything else is the same', () => {
	assert(
		property(commands, (list) => {
			const [named, nameless] = [liveDriver(), liveDriver()];
			for (const [id, command] of list.entries()) {
				named.step({kind: 'command', command, source: {origin: 'screen', id}});
				nameless.command(command);
				for (const driver of [named, nameless]) driver.run(100);
			}

			const others = ({told}: EngineDriver) => told.filter(({output}) => output.kind !== 'answer');
			expect(others(named)).toEqual(others(nameless));
			expect(named.effects).toEqual(nameless.effects);
			expect(answersOf(named).map((answer) => answer.source.id)).toEqual(list.map((_, id) => id));
		}),
		{numRuns: 30},
	);
});
