/**
 * A key's or command's effect is shown as requested until the engine answers that it is done or refused;
 * doubtful values are questioned.
 */

import {array, assert, boolean, constantFrom, oneof, property, record, tuple, type Arbitrary} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {CommandAnswer} from '../../../source/engine/command.js';
import {ANSWER_MS} from '../../../source/screen/view-model/state/asked.js';
import {moneyOf} from '../../helpers/instruments.js';
import {after, frame, liveFrames} from '../../helpers/frames.js';
import {Scene} from '../../helpers/screen-scene.js';

const answer = (detail: string, change: Partial<CommandAnswer> = {}): CommandAnswer => ({
	source: {origin: 'screen', id: 1},
	atMs: after(880),
	result: 'done',
	detail,
	...change,
});
const answered = (...answers: readonly CommandAnswer[]) => frame({sequence: 9, atMs: after(900), answers});
const doubted = (detail: string, why: string) =>
	answered(answer(detail, {result: 'refused', asks: {command: {kind: 'set-skew', shift: moneyOf('50')}, why}}));
const quiet = (sequence: number, ms: number) => frame({sequence, atMs: after(ms)});
const live = (): Scene => new Scene(120, 40).frames(liveFrames());
const typed = (): Scene => live().press(':', ...Array.from('skew'), 'space', '5', '0', 'return');
const last = (scene: Scene) => scene.lines.at(-1)!.trim();

describe('what was asked for', () => {
	test('is said to be asked for, and the answer says what became of it', () => {
		const scene = typed();
		expect(scene.effects.at(-1)).toMatchObject({kind: 'send', source: {origin: 'screen', id: 1}});
		expect(last(scene)).toBe('asked for: skew 50');
		expect(last(scene.frames([answered(answer('operator: skew → +50'))]))).toBe('operator: skew → +50');
	});

	test('is said to be refused, with the reason', () => {
		const scene = typed().frames([answered(answer('refused: skew 50 is beyond the collar', {result: 'refused'}))]);
		expect(last(scene)).toBe('refused: skew 50 is beyond the collar');
		expect(scene.state.message?.level).toBe('warning');
		expect(scene.state.asked).toEqual([]);
	});

	test('stays asked for as long as no answer comes, and then it is said that none came', () => {
		const scene = typed().frames([quiet(9, 100), quiet(10, ANSWER_MS - 1)]);
		expect(last(scene)).toBe('asked for: skew 50');
		scene.frames([quiet(11, ANSWER_MS)]);
		expect(last(scene)).toBe('no answer in 3.0s, perhaps not done: skew 50');
		expect(scene.state.message?.level).toBe('warning');
		expect(scene.state.memory.events.at(-1)?.text).toBe('no answer in 3.0s, perhaps not done: skew 50');
		expect(last(scene.frames([answered(answer('operator: skew → +50'))])), 'late').toBe('operator: skew → +50');
	});

	test('is reported as perhaps not done when the engine is silent', () => {
		const scene = typed().act({kind: 'silence', ms: ANSWER_MS - 1});
		expect(last(scene)).toBe('asked for: skew 50');
		expect(last(scene.act({kind: 'silence', ms: ANSWER_MS}))).toBe('no answer in 3.0s, perhaps not done: skew 50');
	});

	test('before the first frame is dated by it', () => {
		const scene = new Scene(120, 40).press('x').frames([quiet(1, 0)]);
		expect(scene.lines.at(-1)).toContain('asked for: pull quotes');
		expect(last(scene.frames([quiet(2, ANSWER_MS)]))).toContain('no answer');
	});

	test('waits its whole time when the clock was set back', () => {
		const scene = typed().frames([quiet(9, -60_000), quiet(10, -60_000 + ANSWER_MS - 1)]);
		expect(last(scene)).toBe('asked for: skew 50');
		expect(last(scene.frames([quiet(11, -60_000 + ANSWER_MS)]))).toContain('no answer');
	});

	test('stays said while only what was asked before it is done', () => {
		const scene = live().press(']', 'x');
		expect(last(scene.frames([answered(answer('operator: skew → +1'))]))).toBe('asked for: pull quotes');
		const second = {source: {origin: 'screen', id: 2}};
		expect(last(scene.frames([answered(answer('operator: pull quotes', second))]))).toBe('operator: pull quotes');
	});

	test('before it is told at once where it was refused', () => {
		const scene = live().press(']', 'x');
		expect(last(scene.frames([answered(answer('refused: too far', {result: 'refused'}))]))).toBe('refused: too far');
	});

	test('to another client does not answer a command given here', () => {
		const scene = typed();
		const other = answer('operator: skew → +3', {source: {origin: 'ctl', id: 1}});
		const entry = {atMs: after(880), kind: 'command', level: 'info', text: other.detail} as const;
		expect(last(scene.frames([{...answered(other), journal: [entry]}]))).toBe('asked for: skew 50');
		expect(last(live().frames([{...answered(other), journal: [entry]}])), 'told where nobody waits').toBe('operator: skew → +3');
		const doubt = answer('not done unless sure: x', {
			source: {origin: 'ctl', id: 1},
			result: 'refused',
			asks: {command: {kind: 'set-skew', shift: moneyOf('50')}, why: 'doubtful'},
		});
		expect(live().frames([answered(doubt)]).state.question, 'not asked of this operator').toBeUndefined();
	});

	test('is kept within a bound', () => {
		const scene = live().press(...Array.from({length: 150}, () => ']'));
		expect(scene.state.asked).toHaveLength(100);
		expect(new Set(scene.effects.map((effect) => effect.kind === 'send' && effect.source.id)).size).toBe(150);
	});
});

/** Keys and answers in any order, while frames go on. */
type Step = {readonly kind: 'press'} | {readonly kind: 'frame'; readonly answers: number; readonly isDone: boolean; readonly ms: number};
const steps: Arbitrary<Step[]> = array(
	oneof(
		constantFrom<Step>({kind: 'press'}),
		record({kind: constantFrom('frame' as const), answers: constantFrom(0, 0, 1, 2), isDone: boolean(), ms: constantFrom(30, 900, 2000)}),
	),
	{maxLength: 40},
);

test('the last line never says done before the engine has answered, and no command waits beyond its limit', () => {
	assert(
		property(tuple(steps), ([list]) => {
			const scene = live();
			let [now, sequence] = [0, 10];
			const open: {readonly id: number; readonly seenMs: number}[] = [];
			for (const step of list) {
				if (step.kind === 'press') {
					scene.press(']');
					open.push({id: scene.state.nextCommand - 1, seenMs: now});
					expect(last(scene)).toBe('asked for: skew one step up');
					continue;
				}

				now += step.ms;
				const ids = open.splice(0, step.answers).map(({id}) => id);
				const answers = ids.map((id) => answer(`did ${id}`, {source: {origin: 'screen', id}, result: step.isDone ? 'done' : 'refused'}));
				sequence += 1;
				scene.frames([frame({sequence, atMs: after(now), answers})]);
				const waiting = open.filter(({seenMs}) => now - seenMs < ANSWER_MS).map(({id}) => id);
				expect(scene.state.asked.map(({id}) => id)).toEqual(waiting);
				open.splice(0, open.length - waiting.length);
				const newest = ids.at(-1);
				if (newest !== undefined && step.isDone && waiting.length > 0) expect(last(scene)).not.toBe(`did ${newest}`);
				if (newest !== undefined && waiting.length === 0 && last(scene).startsWith('did')) expect(last(scene)).toBe(`did ${newest}`);
			}
		}),
	);
});

test('a doubtful value is asked about, and a Y sends the same for sure', () => {
	const scene = typed().frames([doubted('not done unless sure: x', 'skew 50 is more than 5 half-spreads, 33.5')]);
	expect(last(scene)).toBe('skew 50 is more than 5 half-spreads, 33.5: Y sets it, any other key leaves it');
	expect(scene.press('Y').commands.at(-1)).toEqual({kind: 'set-skew', shift: moneyOf('50'), sure: true});
	expect(last(scene)).toBe('asked for: the same for sure');
});

test.each(['y', 'return', ']', 'n', 'escape'])('%s leaves the old value, and does nothing else', (key) => {
	const scene = typed().frames([doubted('not done unless sure: x', 'doubtful')]);
	const sent = scene.commands.length;
	expect(scene.press(key).lines.at(-1)).toContain('not done: the value in force stays');
	expect(scene.press('Y').commands.length).toBe(sent);
});

test('who is typing by then is not asked: what was doubtful is told', () => {
	const scene = typed()
		.press(':')
		.frames([doubted('not done unless sure: x', 'doubtful')]);
	expect(scene.state.question).toBeUndefined();
	expect(scene.lines.at(-1)).toContain('not done unless sure: x');
	expect(scene.press('Y').state.prompt?.text).toBe('Y');
});

test('a limit without a value is asked for', () => {
	const scene = live().press(':', ...Array.from('max-loss'), 'return');
	expect(scene.commands.at(-1)).toEqual({kind: 'tell-limit', limit: 'max-loss'});
	expect(last(scene)).toBe('asked for: max-loss');
});
