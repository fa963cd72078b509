import {describe, expect, test} from 'vitest';
import {account, after, frame, liveFrames, maker, parameters, pulled} from '../../helpers/frames.js';
import {messageOnScreen} from '../../../source/screen/view-model/state/monitor-state.js';
import {QUESTION_MS} from '../../../source/screen/view-model/state/question.js';
import {risk} from '../../helpers/maker-views.js';
import {Scene} from '../../helpers/screen-scene.js';

const killed = frame({
	sequence: 9,
	maker: maker({
		quoting: {kind: 'pulled', reason: 'killed', sinceMs: frame().atMs},
		orders: [],
		risk: risk({state: 'killed', reason: 'operator', detail: 'asked for'}),
	}),
});
const live = (columns = 120, rows = 40): Scene => new Scene(columns, rows).frames(liveFrames());

describe('keys that reduce risk work from every screen', () => {
	test.each([
		['x', 'pull-quotes'],
		['X', 'kill'],
		['o', 'reduce-only'],
	])('%s', (key, kind) => {
		for (const scene of [live(), live(80, 24), live(44, 12), live().press('?'), live().press('l'), live().press('C')]) {
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
		expect(scene.text).toContain('take the kill back? Y does it');
		expect(scene.press('Y').commands).toEqual([{kind: 'rearm'}]);
	});

	test.each(['y', 'q', '[', 'R', 'u'])('%s in between leaves it, does nothing else, and says so', (key) => {
		const scene = live().frames([killed]).press('R', key);
		expect(scene.text).toContain('not done: re-arm');
		expect(scene.press('Y').effects).toEqual([]);
	});

	test('a question stays long enough to be read, and its end is announced', () => {
		for (const [key, word] of [
			['R', 're-arm'],
			['F', 'flatten'],
		] as const) {
			const asked = live().frames([killed]).press(key);
			const asks = asked.lines.at(-1);
			expect(asked.frames([{...killed, sequence: 10, atMs: after(QUESTION_MS - 100, killed.atMs)}]).lines.at(-1)).toBe(asks);
			expect(asked.frames([{...killed, sequence: 11, atMs: after(QUESTION_MS, killed.atMs)}]).lines.at(-1)).toContain(
				`not done: ${word}: no answer in 20s`,
			);
			expect(asked.press('Y').commands).toEqual([]);
			expect(live().frames([killed]).press(key).act({kind: 'paste', text: 'Y'}).press('Y').commands).toEqual([]);
			const clicked = live(120, 40)
				.frames([killed])
				.press(key)
				.act({kind: 'mouse', event: {button: 'left', x: 5, y: 5}});
			expect(clicked.press('Y').commands).toEqual([]);
		}
	});

	test('without a kill, or with --read-only, nothing is asked', () => {
		expect(live().press('R', 'Y').commands).toEqual([]);
		expect(new Scene(120, 40, {readOnly: true}).frames([...liveFrames(), killed]).press('R', 'Y').commands).toEqual([]);
	});
});

describe('flatten is never one key', () => {
	test('F asks with what is held, Y does it, from every screen', () => {
		for (const scene of [live(), live(80, 24), live(44, 12), live().press('?')]) {
			expect(scene.press('F').commands).toEqual([]);
			expect(messageOnScreen(scene.state)?.text).toBe('take to close all, +0.0420 now? Y does it, any other key leaves it');
			expect(scene.press('Y').commands).toEqual([{kind: 'flatten'}]);
		}
	});

	test('as a command it asks for confirmation too', () => {
		const scene = live().press(':', 'f', 'l', 'a', 't', 't', 'e', 'n', 'return');
		expect(scene.commands).toEqual([]);
		expect(scene.press('Y').commands).toEqual([{kind: 'flatten'}]);
	});

	test.each(['y', 'q', '[', 'escape'])('%s in between leaves it', (key) => {
		expect(
			live()
				.press('F', key, 'Y')
				.commands.some(({kind}) => kind === 'flatten'),
		).toBe(false);
	});

	test('what is asked about goes on being true, or it is not asked any more', () => {
		const holding = (inventoryLots: bigint, sequence: number) => frame({sequence, maker: maker({account: account({inventoryLots})})});
		const asked = live()
			.press('F')
			.frames([holding(1_500_000n, 9)]);
		expect(asked.lines.at(-1)).toContain('take to close all, +0.0150 now?');
		expect(asked.frames([holding(0n, 10)]).lines.at(-1)).toContain('not done: flatten: nothing is held any more');
		expect(asked.press('Y').commands).toEqual([]);
		expect(
			live()
				.frames([killed])
				.press('R')
				.frames([frame({sequence: 10})])
				.lines.at(-1),
		).toContain('not done: re-arm: nothing is killed any more');
	});

	test('a yes to one question is none to the other', () => {
		expect(live().frames([killed]).press('F', 'R', 'Y').commands).toEqual([]);
		expect(live().frames([killed]).press('R', 'F', 'Y').commands).toEqual([{kind: 'flatten'}]);
	});

	test('with nothing to close, or with --read-only, nothing is asked', () => {
		const flat = frame({sequence: 9, maker: maker({account: account({inventoryLots: 0n})})});
		expect(live().frames([flat]).press('F', 'Y').commands).toEqual([]);
		expect(new Scene(120, 40, {readOnly: true}).frames(liveFrames()).press('F', 'Y').commands).toEqual([]);
	});

	test('while it runs the panel says so, and x ends it without bringing quotes back', () => {
		const flattening = frame({sequence: 9, maker: maker({quoting: pulled(), orders: [], flattening: true})});
		for (const scene of [live(), live(80, 24)]) {
			expect(scene.frames([flattening]).text).toContain('flattening +0.0420');
			expect(scene.press('x').commands).toEqual([{kind: 'pull-quotes'}]);
		}
	});
});

describe('quitting after a kill', () => {
	const quit = (scene: Scene) => scene.press('q').effects.at(-1);

	test('by a limit ends as mm-tui stream does, with the reason for the shell', () => {
		const limit = frame({sequence: 9, maker: maker({risk: risk({state: 'killed', reason: 'max-loss', detail: 'lost 151.21, limit 150'})})});
		expect(quit(live().frames([limit]))).toEqual({
			kind: 'quit',
			code: 6,
			message: 'stopped by the risk layer: max-loss: lost 151.21, limit 150',
		});
	});

	test('by the operator, or none, ends well', () => {
		expect(quit(live().frames([killed]))).toEqual({kind: 'quit', code: 0});
		expect(quit(live())).toEqual({kind: 'quit', code: 0});
	});
});

test('m and v go round the models and the fair values', () => {
	const at = (change: Parameters<typeof parameters>[0]): Scene =>
		live().frames([frame({sequence: 9, maker: maker({parameters: parameters(change)})})]);
	expect(at({model: 'linear'}).press('m').commands).toEqual([{kind: 'choose-model', model: 'as-rolling'}]);
	expect(at({model: 'glft'}).press('m').commands).toEqual([{kind: 'choose-model', model: 'linear'}]);
	expect(at({fairValue: 'mid'}).press('v').commands).toEqual([{kind: 'choose-fair-value', fairValue: 'weighted'}]);
	expect(at({fairValue: 'micro'}).press('v').commands).toEqual([{kind: 'choose-fair-value', fairValue: 'mid'}]);
});

test.each([
	[120, 40],
	[80, 24],
	[60, 16],
	[44, 12],
])('wherever there is a figure of PnL at %i × %i, the fill model stands by it', (columns, rows) => {
	const {text} = live(columns, rows);
	expect(text).toContain('NET');
	expect(text).toMatch(/queue-conservative|q-cons/);
});

test('the touch model is never shown without its warning', () => {
	const kind = frame({sequence: 9, maker: maker({fillModel: 'touch'})});
	expect(live().frames([kind]).text).toContain('touch: TOO KIND');
	expect(live(44, 12).frames([kind]).text).toContain('TOUCH!');
});
