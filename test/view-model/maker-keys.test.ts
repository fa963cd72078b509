import {describe, expect, test} from 'vitest';
import {frame, liveFrames, maker, parameters} from '../helpers/frames.js';
import {risk} from '../helpers/maker-views.js';
import {Scene} from '../helpers/screen-scene.js';

const killed = frame({sequence: 9, maker: maker({quoting: {kind: 'pulled', reason: 'killed', sinceMs: frame().atMs}, orders: [], risk: risk({state: 'killed', reason: 'operator', detail: 'asked for'})})});
const live = (columns = 120, rows = 40): Scene => new Scene(columns, rows).frames(liveFrames());

describe('keys that reduce risk work from every screen', () => {
	test.each([['x', 'pull-quotes'], ['X', 'kill'], ['o', 'reduce-only']])('%s', (key, kind) => {
		for (const scene of [live(), live(80, 24), live(44, 12), live().press('?'), live().press('l'), live().press('g')]) {
			expect(scene.press(key).commands.map((command) => command.kind)).toEqual([kind]);
		}
	});

	test('reducing only is taken back by the same key', () => {
		const reducing = frame({sequence: 9, maker: maker({risk: risk({state: 'reduce-only', reason: 'operator', detail: 'asked for'})})});
		expect(live().press('o').commands).toEqual([{kind: 'reduce-only', on: true}]);
		expect(live().frames([reducing]).press('o').commands).toEqual([{kind: 'reduce-only', on: false}]);
	});
});

describe('a kill is taken back only by a typed yes', () => {
	test('R asks, Y does it', () => {
		const scene = live().frames([killed]).press('R');
		expect(scene.commands).toEqual([]);
		expect(scene.text).toContain('quote again after the kill? Y does it');
		expect(scene.press('Y').commands).toEqual([{kind: 'rearm'}]);
	});

	test.each(['y', 'q', '[', 'R'])('%s in between leaves it', (key) => {
		const scene = live().frames([killed]).press('R', key, 'Y');
		expect(scene.commands.some(({kind}) => kind === 'rearm')).toBe(key === 'R');
	});

	test('without a kill, or with --read-only, nothing is asked', () => {
		expect(live().press('R', 'Y').commands).toEqual([]);
		expect(new Scene(120, 40, {readOnly: true}).frames([...liveFrames(), killed]).press('R', 'Y').commands).toEqual([]);
	});
});

test('m and v go round the models and the fair values', () => {
	const at = (change: Parameters<typeof parameters>[0]): Scene => live().frames([frame({sequence: 9, maker: maker({parameters: parameters(change)})})]);
	expect(at({model: 'linear'}).press('m').commands).toEqual([{kind: 'choose-model', model: 'as-rolling'}]);
	expect(at({model: 'glft'}).press('m').commands).toEqual([{kind: 'choose-model', model: 'linear'}]);
	expect(at({fairValue: 'mid'}).press('v').commands).toEqual([{kind: 'choose-fair-value', fairValue: 'weighted'}]);
	expect(at({fairValue: 'micro'}).press('v').commands).toEqual([{kind: 'choose-fair-value', fairValue: 'mid'}]);
});

test.each([[120, 40], [80, 24], [60, 16], [44, 12]])('wherever there is a figure of PnL at %i × %i, the fill model stands by it', (columns, rows) => {
	const {text} = live(columns, rows);
	expect(text).toContain('NET');
	expect(text).toMatch(/queue-conservative|q-cons/);
});

test('the touch model is never shown without its warning', () => {
	const kind = frame({sequence: 9, maker: maker({fillModel: 'touch'})});
	expect(live().frames([kind]).text).toContain('touch: TOO KIND');
	expect(live(44, 12).frames([kind]).text).toContain('TOUCH!');
});
