/** The keys 1 to 5 set order sizes while the maker panel has the focus, and nowhere else. */

import {describe, expect, test} from 'vitest';
import {rowText} from '../../../source/screen/view-model/cells/cells.js';
import type {DisplaySettings} from '../../../source/screen/view-model/settings/display-settings.js';
import {screenPanels} from '../../../source/screen/view-model/screen/screen.js';
import {frame, liveFrames, maker, noMaker, parameters} from '../../helpers/frames.js';
import {Scene, type settings} from '../../helpers/screen-scene.js';

type Change = Parameters<typeof settings>[0];
const sized = (orderSizes: readonly string[]): {readonly market: Partial<DisplaySettings>} => ({market: {orderSizes}});

const live = (change: Change = {}, columns = 120, rows = 40): Scene => new Scene(columns, rows, change).frames(liveFrames());
const inMaker = (change: Change = {}, columns = 120, rows = 40): Scene => live(change, columns, rows).press('tab', 'tab');
const typed = (scene: Scene, size: string): Scene => scene.press(':', ...Array.from('size'), 'space', ...Array.from(size), 'return');
const footer = (scene: Scene): string => scene.lines.at(-1) ?? '';

describe('in the maker panel', () => {
	test.each([
		['1', '0.01'],
		['2', '0.02'],
		['3', '0.03'],
		['4', '0.05'],
		['5', '0.1'],
	])('%s is the order size of the start times 1, 2, 3, 5 and 10: %s', (key, size) => {
		const scene = inMaker().press(key);
		expect(scene.commands).toEqual([{kind: 'set-order-size', size}]);
		expect(footer(scene)).toContain(`asked for: order size ${size}`);
	});

	test('the sizes stay what they were at the start, whatever the size is now', () => {
		const larger = frame({sequence: 9, maker: maker({parameters: parameters({orderLots: 10_000_000})})});
		expect(inMaker().frames([larger]).press('1').commands).toEqual([{kind: 'set-order-size', size: '0.01'}]);
	});

	test('own order sizes', () => {
		expect(
			inMaker(sized(['0.2', '0.01']))
				.press('1', '2')
				.commands.map((command) => command.kind === 'set-order-size' && command.size),
		).toEqual(['0.2', '0.01']);
		const scene = inMaker(sized(['0.2', '0.01'])).press('3');
		expect(scene.commands).toEqual([]);
		expect(footer(scene)).toContain('no size 3: --sizes names 2');
	});

	test.each([
		['0.000001', 'order size stays: 0.000001 is less than the order step of 0.00001'],
		['0.0000000001', 'order size stays: 0.0000000001 has more than the 8 decimals of BTCUSDT'],
	])('%s is refused as :size refuses it', (size, words) => {
		for (const scene of [inMaker(sized([size])).press('1'), typed(live(), size)]) {
			expect(scene.commands).toEqual([]);
			expect(footer(scene)).toContain(words);
		}
	});

	test('what the engine rounds down is told rounded down', () => {
		const scene = typed(live(), '0.010009');
		expect(scene.commands).toEqual([{kind: 'set-order-size', size: '0.010009'}]);
		expect(footer(scene)).toMatch(/asked for: order size 0\.01$/);
	});

	test('as a command too, which closes what lies over the panel', () => {
		const scene = inMaker().press('?', ':', ...Array.from('size-2'), 'return');
		expect(scene.commands).toEqual([{kind: 'set-order-size', size: '0.02'}]);
		expect(scene.state.overlay).toBe('none');
	});

	test('zoomed, and where one panel shows at a time', () => {
		expect(inMaker().press('z', '2').commands).toHaveLength(1);
		expect(live({}, 60, 16).press('tab', 'tab', '2').commands).toHaveLength(1);
	});

	test('before there is a market there is no size', () => {
		const scene = new Scene(120, 40).press('tab', 'tab', '1');
		expect(scene.commands).toEqual([]);
		expect(footer(scene)).toContain('no order size yet');
	});
});

describe('elsewhere they do nothing but name the place where they work', () => {
	test.each([
		['the ladder', live(), '2 works in the maker panel; Tab goes there'],
		['the tape', live().press('tab'), '2 works in the maker panel; Tab goes there'],
		['the help', inMaker().press('?'), '2 does nothing here, Esc closes'],
		['the log', inMaker().press('l'), '2 does nothing here, Esc closes'],
		['the small card', inMaker().resize(44, 12), '2 needs a larger terminal'],
		['read-only', inMaker({readOnly: true}), '2 refused: --read-only'],
		[
			'no market maker',
			live()
				.frames([frame({sequence: 9, maker: noMaker()})])
				.press('tab', 'tab'),
			'2: no market maker runs',
		],
	])('%s', (_, scene, words) => {
		scene.press('2');
		expect(scene.commands).toEqual([]);
		expect(scene.state.message?.text).toBe(words);
	});

	test('in a line they are digits', () => {
		expect(inMaker().press(':', '2').state.prompt?.text).toBe('2');
	});
});

describe('are shown', () => {
	const makerFoot = (scene: Scene): string =>
		rowText(
			screenPanels(scene.state)
				.find(({id}) => id === 'maker')
				?.rows.at(-1) ?? [],
		);
	const border = (scene: Scene): string => scene.lines.find((line) => line.includes('1 .01')) ?? '';

	test('along the border of the panel, as many as fit, only while it has the keys', () => {
		expect(border(inMaker({}, 200, 60))).toContain(' 1 .01 2 .02 3 .03 4 .05 5 .1 ');
		expect(border(inMaker())).toContain(' 1 .01 2 .02 3 .03 ─');
		expect(border(inMaker({}, 80, 24))).toContain(' 1 .01 2 .02 3 .03 4 .05 ─');
		expect(makerFoot(inMaker(sized(['0.0100000000000000000001', '2'])))).toMatch(/^╰─+╯$/);
		expect(border(live())).toBe('');
		expect(border(inMaker({readOnly: true}))).toBe('');
		expect(border(inMaker().frames([frame({sequence: 9, maker: noMaker()})]))).toBe('');
	});

	test('in bold where it is the one in force', () => {
		const bold = (scene: Scene): readonly string[] =>
			screenPanels(scene.state)
				.flatMap(({id, rows}) => (id === 'maker' ? (rows.at(-1) ?? []) : []))
				.filter((part) => part.bold === true)
				.map(({text}) => text);
		expect(bold(inMaker({}, 200, 60))).toEqual([' .01']);
		const larger = frame({sequence: 9, maker: maker({parameters: parameters({orderLots: 5_000_000})})});
		expect(bold(inMaker({}, 200, 60).frames([larger]))).toEqual([' .05']);
		expect(bold(inMaker(sized(['0.010009', '2']), 200, 60)), 'as the engine takes it').toEqual([' .010009']);
	});

	test('whole or not at all, at every width', () => {
		for (let columns = 60; columns <= 250; columns += 1) {
			const scene = inMaker({market: {orderSizes: ['0.12345', '22.5', '333', '4.44444', '55555']}}, columns, 40);
			const shown = scene.rawLines.find((line) => line.includes('1 .12345')) ?? '';
			expect(shown, `${columns}`).toMatch(/1 \.12345( 2 22\.5( 3 333( 4 4\.44444( 5 55555)?)?)?)? [─╯]/);
			expect(shown).toHaveLength(columns);
		}
	});

	test('in the help with what they set', () => {
		expect(live({}, 200, 60).press('?').text).toMatch(/4 +order size 0\.05; in the maker panel only/);
		expect(new Scene(200, 60).press('?').text).toContain('order size 4 of --sizes; in the maker panel only');
	});
});

describe('sizes that an instrument does not have', () => {
	const warnings = (market: Partial<DisplaySettings>) =>
		live({market})
			.state.memory.events.filter(({level}) => level === 'warning')
			.map(({text}) => text);

	test('are named among the events as soon as it is known, once', () => {
		expect(warnings({largePrint: '0.0000000001', hugePrint: '5', barScale: '1.123456789', orderSizes: ['0.01', '0.123456789']})).toEqual([
			'large-print 0.0000000001 has more than the 8 decimals of BTCUSDT: not used',
			'bar-scale 1.123456789 has more than the 8 decimals of BTCUSDT: not used',
			'sizes 0.123456789 has more than the 8 decimals of BTCUSDT: key 2 sets nothing',
		]);
	});

	test('are all of those that look at it', () => {
		const fine = '0.0000000001';
		const sizes = {largeLevel: fine, largePrint: fine, hugePrint: fine, tapeFilter: fine, barScale: fine};
		expect(warnings(sizes).map((text) => text.split(' ')[0])).toEqual([
			'large-level',
			'large-print',
			'huge-print',
			'tape-filter',
			'bar-scale',
		]);
	});

	test('with zeros behind they are what they say, and nothing is told', () => {
		expect(warnings({largePrint: '1.0000000000', hugePrint: '5'})).toEqual([]);
	});
});
