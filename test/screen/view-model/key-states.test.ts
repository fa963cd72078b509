/** Every key in every state of the screen does what the help says, or says why not. */

import {describe, expect, test} from 'vitest';
import type {Command} from '../../../source/engine/command.js';
import type {ActionId} from '../../../source/screen/view-model/settings/action-ids.js';
import {KEYMAP, type KeyBinding} from '../../../source/screen/view-model/settings/keymap.js';
import {account, after, frame, gapFrame, liveFrames, maker, noMaker, pulled} from '../../helpers/frames.js';
import {risk} from '../../helpers/maker-views.js';
import {Scene} from '../../helpers/screen-scene.js';

const sinceMs = frame().atMs;
const killed = frame({
	sequence: 9,
	maker: maker({
		quoting: {kind: 'pulled', reason: 'killed', sinceMs},
		orders: [],
		risk: risk({state: 'killed', reason: 'max-loss', detail: 'lost 5, limit 4'}),
	}),
});
const byOperator = frame({sequence: 9, maker: maker({quoting: pulled('operator'), orders: []})});
const live = (columns = 120, rows = 40, change = {}): Scene => new Scene(columns, rows, change).frames(liveFrames());

/** The command that each key sends when nothing prevents it; no other key sends any. */
const COMMANDS: Partial<Record<ActionId, Command['kind']>> = {
	pull: 'pull-quotes',
	resume: 'resume-quotes',
	kill: 'kill',
	'reduce-only': 'reduce-only',
	resync: 'resync',
	'skew-down': 'adjust-skew',
	'skew-up': 'adjust-skew',
	'skew-down-five': 'adjust-skew',
	'skew-up-five': 'adjust-skew',
	'skew-flat': 'flat-skew',
	tighten: 'adjust-half-spread',
	widen: 'adjust-half-spread',
	model: 'choose-model',
	'fair-value': 'choose-fair-value',
};

const isAnywhere = ({context}: KeyBinding): boolean => context === 'anywhere';
const always = (): boolean => true;

type State = {
	readonly name: string;
	readonly make: () => Scene;
	/** Whether the key acts in this state. */
	readonly acts: (binding: KeyBinding) => boolean;
	/** Actions with another meaning in this state. */
	readonly not?: readonly ActionId[];
};

const STATES: readonly State[] = [
	{name: 'live', make: live, acts: always},
	{name: 'compact', make: () => live(80, 24), acts: always},
	{name: 'one panel', make: () => live(60, 16), acts: always},
	{name: 'zoomed', make: () => live().press('z'), acts: always},
	{name: 'frozen', make: () => live().press('P'), acts: always},
	{name: 'the card', make: () => live(44, 12), acts: isAnywhere},
	{name: 'a card of three rows', make: () => live(20, 3), acts: isAnywhere},
	...(['?', 'l', 'C', 's', 'd'] as const).map((key) => ({name: `behind ${key}`, make: () => live().press(key), acts: isAnywhere})),
	...(['?', 'l'] as const).map((key) => ({name: `the card behind ${key}`, make: () => live(44, 12).press(key), acts: isAnywhere})),
	{name: 'pulled by the operator', make: () => live().frames([byOperator]), acts: always},
	{name: 'killed', make: () => live().frames([killed]), acts: always, not: ['resume']},
	{name: 'disconnected', make: () => live().frames([gapFrame()]), acts: always},
	{name: 'before the first frame', make: () => new Scene(120, 40), acts: always},
	{name: 'while the engine is not heard', make: () => live().act({kind: 'silence', ms: 5000}), acts: always},
	{name: 'read-only', make: () => live(120, 40, {readOnly: true}), acts: ({changesQuotes}) => !changesQuotes},
	{
		name: 'without a market maker',
		make: () => new Scene(120, 40).frames([frame({maker: noMaker()})]),
		acts: ({changesQuotes}) => !changesQuotes,
	},
];

const KEYS = KEYMAP.flatMap((binding) => binding.keys.map((key) => ({key, binding})));

describe.each(STATES)('$name:', ({make, acts, not = []}) => {
	test.each(KEYS)('$key asks of the engine what it means, and nothing else', ({key, binding}) => {
		const before = make();
		const sent = before.commands.length;
		const wanted = acts(binding) && !not.includes(binding.id) ? COMMANDS[binding.id] : undefined;
		expect(
			before
				.press(key)
				.commands.slice(sent)
				.map(({kind}) => kind),
		).toEqual(wanted === undefined ? [] : [wanted]);
	});

	test('what is refused is answered', () => {
		for (const {key, binding} of KEYS) {
			if (COMMANDS[binding.id] === undefined || (acts(binding) && !not.includes(binding.id))) continue;
			expect(make().press(key).state.message?.level, key).toBe('warning');
		}
	});
});

const REDUCING: ReadonlySet<ActionId> = new Set(['pull', 'kill', 'flatten']);
const LEAVING: ReadonlySet<ActionId> = new Set(['abort', 'redraw', 'suspend']);

describe.each([
	['flatten', () => live().press('F')],
	['flatten on the card', () => live(44, 12).press('F')],
	['flatten over help', () => live().press('?', 'F')],
	['re-arm', () => live().frames([killed]).press('R')],
] as const)('asked about %s:', (_, asked) => {
	test.each(KEYS)('$key leaves it and does nothing else, but for what reduces risk', ({key, binding}) => {
		const scene = asked().press(key);
		if (LEAVING.has(binding.id)) {
			expect(scene.effects).toHaveLength(1);
			return;
		}

		if (binding.id === 'flatten') {
			expect(scene.state.question?.about).toBe('flatten');
			expect(scene.effects).toEqual([]);
			return;
		}

		expect(scene.state.question).toBeUndefined();
		expect(scene.effects).toEqual(
			REDUCING.has(binding.id) ? [{kind: 'send', command: {kind: COMMANDS[binding.id]}, source: {origin: 'screen', id: 1}}] : [],
		);
		expect(scene.state.message?.text).toMatch(REDUCING.has(binding.id) ? /^asked for: / : /^not done: /);
		const apart = {question: undefined, message: undefined, asked: [], nextCommand: 1};
		expect({...asked().state, ...apart}).toEqual({...scene.state, ...apart});
	});

	test.each(['y', 'return', 'Q', 'Ж', 'insert'])('%s, which has no meaning, leaves it too', (key) => {
		expect(asked().press(key, 'Y').effects).toEqual([]);
	});
});

describe('while a line is typed', () => {
	const lines = [
		[':', ''],
		[':', 'foc'],
		['/', ''],
		['/', 'fil'],
	] as const;

	test.each(lines)('%s%s: what is typed is text, but for what reduces risk where nothing begins so', (sign, typed) => {
		for (const {key, binding} of KEYS) {
			const scene = live().press(sign, ...Array.from(typed), key);
			const acts = key === 'ctrl+x' || (REDUCING.has(binding.id) && sign === ':' && typed === '');
			if (LEAVING.has(binding.id)) expect(scene.effects, key).toHaveLength(1);
			else if (binding.id === 'flatten' && acts) expect(scene.state.question?.about).toBe('flatten');
			else {
				expect(
					scene.commands.map(({kind}) => kind),
					`${sign}${typed} ${key}`,
				).toEqual(acts ? [COMMANDS[binding.id]] : []);
			}
			if (acts) {
				expect([scene.state.prompt?.text, scene.state.question?.about], key).toEqual(
					binding.id === 'flatten' ? [undefined, 'flatten'] : [typed, undefined],
				);
			} else if (key.length === 1) expect(scene.state.prompt?.text, key).toBe(typed + key);
		}
	});

	test('what acts behind a bare colon leaves the line to what is typed next, and says what it did', () => {
		const scene = live().press(':', 'x');
		expect(scene.lines.at(-1)).toContain('asked for: pull quotes');
		expect(scene.press(']', 'q', 'X').effects).toHaveLength(1);
		expect(scene.state.prompt?.text).toBe(']qX');
	});

	test('no command begins with a key that acts behind a bare colon', () => {
		const first = new Set(KEYMAP.map(({id}) => id[0]));
		for (const {key, binding} of KEYS) if (REDUCING.has(binding.id) && key.length === 1) expect(first.has(key), key).toBe(false);
	});

	test('keys that edit the line edit it, whatever they are bound to', () => {
		const scene = live();
		const rebound = scene.state.settings.keymap.byKey.get('x')!;
		scene.state = {
			...scene.state,
			settings: {
				...scene.state.settings,
				keymap: {
					...scene.state.settings.keymap,
					byKey: new Map([
						['space', rebound],
						['up', rebound],
					]),
				},
			},
		};
		scene.act({kind: 'key', key: 'x'});
		expect(scene.commands).toEqual([]);
		scene.state = {...scene.state, prompt: {kind: 'command', text: 'skew', cursor: 4, recalled: 0, draft: '', completing: undefined}};
		expect(scene.press('space', 'up').commands).toEqual([]);
	});
});

test('quick keys are obeyed in their order, before any frame tells of the first', () => {
	expect(
		live()
			.press('x', 'u', 'x')
			.commands.map(({kind}) => kind),
	).toEqual(['pull-quotes', 'resume-quotes', 'pull-quotes']);
	expect(
		live()
			.press('F', 'Y', 'x')
			.commands.map(({kind}) => kind),
	).toEqual(['flatten', 'pull-quotes']);
});

test('an inventory that is gone when F is pressed asks nothing, and the Y behind it is nothing', () => {
	const flat = frame({sequence: 9, atMs: after(900), maker: maker({account: account({inventoryLots: 0n})})});
	const scene = live().frames([flat]).press('F', 'Y');
	expect([scene.commands, scene.state.question]).toEqual([[], undefined]);
});
