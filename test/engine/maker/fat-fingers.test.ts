/** Values that look like typing errors are refused with the bound, or questioned; the old value stays meanwhile. */

import {array, assert, constantFrom, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {LIMIT_NAMES, LIMIT_TABLE} from '../../../source/domain/limit-table.js';
import {parseOffset} from '../../../source/domain/text/value-text.js';
import type {Command} from '../../../source/engine/command.js';
import type {MakerSettings} from '../../../source/engine/maker/settings/maker-settings.js';
import {limitOf} from '../../../source/engine/maker/settings/limit-edits.js';
import {paperDesk, type HeardDesk} from '../../helpers/paper-desk.js';
import {applyCommand, type Applied} from '../../../source/engine/maker/operator-commands.js';
import {bookOf, instant, NOON} from '../../helpers/diffs.js';
import {moneyOf, plain} from '../../helpers/instruments.js';
import {unixMs} from '../../../source/domain/units.js';

const UNIT = 100_000_000;
/** Mid 100.05: the collar of 200 bp is 2.001. */
const market = bookOf({bids: [[10_004, UNIT]], asks: [[10_006, UNIT]]});
const at = instant(1000);

const deskOf = (changes: Partial<MakerSettings> = {}): HeardDesk => {
	const desk = paperDesk(
		{
			halfSpread: moneyOf('0.05'),
			inventorySkew: moneyOf('0'),
			orderSize: '1',
			maxInventory: '10',
			inventory: '0',
			makerFeeRate: 0n,
			paper: {latencyMs: 0, holdBackMs: 0},
			...changes,
		},
		instant(0),
		() => 0,
	);
	desk.setInstrument(plain);
	desk.onDepth(market, unixMs(NOON), at);
	desk.onBook(market, undefined, at);
	return desk;
};

type Asked = Exclude<Command, {kind: 'resync'}>;

const textOf = ({refused}: Applied): string => refused?.text ?? '';
const asksOf = ({refused}: Applied) => (refused?.asks === undefined ? [] : [refused.asks.command]);

const skew = (text: string): Asked => ({kind: 'set-skew', shift: parseOffset(text)!});
const spread = (text: string): Asked => ({kind: 'set-half-spread', halfSpread: parseOffset(text)!});
const size = (text: string): Asked => ({kind: 'set-order-size', size: text});
const limit = (name: Extract<Command, {kind: 'set-limit'}>['limit'], value: Extract<Command, {kind: 'set-limit'}>['value']): Asked => ({
	kind: 'set-limit',
	limit: name,
	value,
});

describe('a value beyond its bound', () => {
	test.each([
		['beyond the collar', skew('50'), /^refused: skew 50 is beyond the price collar: at most 2 \(200 bp\)$/],
		['below the collar', skew('-2.1'), /^refused: skew -2\.1 is beyond the price collar/],
		['in basis points', skew('201bp'), /^refused: skew 2\.01 is beyond/],
		['in ticks', skew('-300t'), /^refused: skew -3 is beyond/],
		['half-spread', spread('5'), /^refused: half-spread 5 is beyond the price collar: at most 2 \(200 bp\)$/],
		['size', size('11'), /^refused: order size 11 is more than the inventory limit: at most 10$/],
		['inventory limit', limit('max-inventory', '101'), /^refused: max-inventory 101 is more than 10 times 10: at most 100 in one step$/],
		['loss', limit('max-loss', moneyOf('1000.51')), /^refused: max-loss 1000\.51 is more than 10 times/],
		['rate', limit('max-order-rate', 1001), /^refused: max-order-rate 1001 is more than 10 times 100/],
		['no collar at all', limit('price-collar', 'off'), /^refused: price-collar cannot be off$/],
	])('%s is refused with the bound, also for sure', (_, command, text) => {
		for (const one of [command, {...command, sure: true} as Asked]) {
			const desk = deskOf();
			const before = desk.view;
			const obeyed = applyCommand(desk.operator, one, at);
			expect(textOf(obeyed)).toMatch(text);
			expect([obeyed.refused, asksOf(obeyed)]).toEqual([expect.objectContaining({level: 'warning'}), []]);
			expect([desk.view.parameters, desk.view.risk?.limits]).toEqual([before.parameters, before.risk?.limits]);
		}
	});

	test.each([
		['skew', skew('0.26'), /skew 0\.26 is more than 5 half-spreads, 0\.25/],
		['half-spread', spread('0.51'), /half-spread 0\.51 is more than a quarter of the price collar, 0\.50/],
		['half-spread of ten times', spread('0.5001'), /half-spread 0\.5001 is more than 10 times 0\.05|quarter/],
		['half-spread of nothing', spread('0.001'), /half-spread 0\.001 is less than a tenth of 0\.05/],
		['wider loss', limit('max-loss', moneyOf('150')), /max-loss 150 is wider than 100\.05/],
		['no loss limit', limit('max-loss', 'off'), /max-loss off is wider than 100\.05/],
		['wider inventory', limit('max-inventory', '11'), /max-inventory 11 is wider than 10/],
		['shorter pause', limit('cool-down', 1000), /cool-down 1s is wider than 5s/],
	])('%s is done only for sure, and until then the old one is in force', (_, command, why) => {
		const desk = deskOf();
		const before = desk.view;
		const obeyed = applyCommand(desk.operator, command, at);
		expect(textOf(obeyed)).toMatch(/^not done unless sure: /);
		expect(textOf(obeyed)).toMatch(why);
		expect(asksOf(obeyed)).toEqual([command]);
		expect([desk.view.parameters, desk.view.risk?.limits]).toEqual([before.parameters, before.risk?.limits]);
		expect(applyCommand(desk.operator, {...command, sure: true} as Asked, at).refused).toBeUndefined();
		expect([desk.view.parameters, desk.view.risk?.limits]).not.toEqual([before.parameters, before.risk?.limits]);
	});

	test.each([
		['within the bounds', skew('0.25')],
		['back from beyond', skew('0')],
		['tighter spread', spread('3t')],
		['size', size('10')],
		['less loss', limit('max-loss', moneyOf('1'))],
		['less inventory', limit('max-inventory', '0.5')],
		['longer pause', limit('cool-down', 60_000)],
		['a limit where there was none', limit('max-order', '2')],
	])('%s is done at once', (_, command) => {
		const desk = deskOf();
		expect(applyCommand(desk.operator, command, at).refused).toBeUndefined();
	});
});

describe('a key held down', () => {
	const held = (desk: HeardDesk, command: Asked): readonly Applied[] =>
		Array.from({length: 400}, () => applyCommand(desk.operator, command, at));

	test.each([
		['skew up', {kind: 'adjust-skew', steps: 1}, /skew 0\.26 is more than 5 half-spreads, 0\.25; a typed command goes further/],
		['skew down by five', {kind: 'adjust-skew', steps: -5}, /skew -0\.\d+ is more than 5 half-spreads/],
		['wider', {kind: 'adjust-half-spread', steps: 1}, /half-spread 0\.51 is more than a quarter of the price collar/],
	] as const)('%s stops at the bound, says so, and asks nothing', (_, command, text) => {
		const desk = deskOf();
		const all = held(desk, command);
		expect(textOf(all.at(-1)!)).toMatch(text);
		expect(all.flatMap(asksOf)).toEqual([]);
		const {manualSkew, halfSpread} = desk.view.parameters!;
		expect(manualSkew <= 5n * halfSpread && manualSkew >= -5n * halfSpread).toBe(true);
	});

	test('and comes back from there', () => {
		const desk = deskOf();
		held(desk, {kind: 'adjust-skew', steps: 5});
		expect(applyCommand(desk.operator, {kind: 'adjust-skew', steps: -1}, at).refused).toBeUndefined();
		expect(applyCommand(desk.operator, {kind: 'flat-skew'}, at).refused).toBeUndefined();
		expect(desk.view.parameters?.manualSkew).toBe(0n);
	});
});

describe('at the start', () => {
	test.each([
		[{halfSpread: moneyOf('50')}, 'no quotes: spread-offset 50 is beyond the price collar: at most 2 (200 bp)'],
		[{halfSpread: parseOffset('201bp')!}, 'no quotes: spread-offset 2.01 is beyond the price collar: at most 2 (200 bp)'],
		[
			{inventorySkew: moneyOf('1')},
			'no quotes: inventory-skew 1 moves quotes by 10 at the inventory limit, beyond the price collar: at most 2 (200 bp)',
		],
		[{orderSize: '11'}, 'no quotes: order-size 11 is more than the inventory limit: at most 10'],
		[{quoting: {minSpread: moneyOf('5')}}, 'no quotes: min-spread 5 is beyond the price collar: at most 2 (200 bp)'],
	] satisfies readonly (readonly [Partial<MakerSettings>, string])[])('%o is refused, and nothing is quoted', (changes, text) => {
		const desk = paperDesk(
			{
				halfSpread: moneyOf('0.05'),
				inventorySkew: moneyOf('0'),
				orderSize: '1',
				maxInventory: '10',
				inventory: '0',
				makerFeeRate: 0n,
				...changes,
			},
			instant(0),
			() => 0,
		);
		desk.setInstrument(plain);
		desk.onDepth(market, unixMs(NOON), at);
		const told = desk.onBook(market, undefined, at);
		expect(told.flatMap((one) => (one.kind === 'journal' ? [one.entry.text] : []))).toEqual([text]);
		expect([desk.view.quoting.kind, desk.view.orders]).toEqual(['pulled', []]);
	});

	test('an offset in ticks or basis points is what it is at the first price', () => {
		expect(deskOf({halfSpread: parseOffset('3t')!}).view.parameters?.halfSpread).toBe(moneyOf('0.03'));
		expect(deskOf({halfSpread: parseOffset('2bp')!}).view.parameters?.halfSpread).toBe(moneyOf('0.02001'));
	});

	test('a limit alone leaves room for the order size that is chosen', () => {
		const desk = paperDesk({maxInventory: '0.001', inventory: '0', makerFeeRate: 0n}, instant(0), () => 0);
		desk.setInstrument(plain);
		desk.onBook(market, undefined, at);
		expect(desk.view.parameters!.orderLots).toBeLessThanOrEqual(desk.view.parameters!.maxInventoryLots);
	});
});

test('whatever is typed and pressed, in whatever order, what is in force stays within its bounds', () => {
	const number = constantFrom('0', '0.001', '0.3', '1', '2', '50', '1e9', '999999999', '-0.26', '-50', '3t', '400bp');
	const command = record({
		kind: constantFrom('skew', 'spread', 'size', 'up', 'down', 'wider', 'limit'),
		text: number,
		name: constantFrom(...LIMIT_NAMES),
	});
	assert(
		property(array(command, {maxLength: 40}), (commands) => {
			const desk = deskOf();
			for (const {kind, text, name} of commands) {
				const offset = parseOffset(text);
				const {unit} = LIMIT_TABLE[name];
				const value =
					unit === 'quantity'
						? text
						: unit === 'money'
							? offset === undefined || typeof offset !== 'bigint'
								? moneyOf('1')
								: offset
							: Math.abs(Number.parseFloat(text));
				const before = desk.operator.limited()!;
				if (kind === 'up' || kind === 'down') applyCommand(desk.operator, {kind: 'adjust-skew', steps: kind === 'up' ? 5 : -5}, at);
				else if (kind === 'wider') applyCommand(desk.operator, {kind: 'adjust-half-spread', steps: 5}, at);
				else if (kind === 'size') applyCommand(desk.operator, size(text), at);
				else if (kind === 'limit') applyCommand(desk.operator, limit(name, value), at);
				else if (offset !== undefined) applyCommand(desk.operator, kind === 'skew' ? skew(text) : spread(text), at);
				const after = desk.operator.limited()!;
				const [held, now] = [limitOf(before, name), limitOf(after, name)];
				if (LIMIT_TABLE[name].tighter === 'lower' && held !== undefined) expect(now !== undefined && now <= held).toBe(true);
				const {halfSpread, orderLots} = after.parameters;
				expect(halfSpread <= moneyOf('0.50025') && orderLots <= before.parameters.maxInventoryLots).toBe(true);
			}
		}),
		{numRuns: 60},
	);
});
