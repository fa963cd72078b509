/** Keys that arrive together: Alt combinations, and bursts from a terminal that does not mark pastes. */

import {describe, expect, test} from 'vitest';
import {chooseKeys} from '../../../source/screen/view-model/settings/active-keys.js';
import {liveFrames} from '../../helpers/frames.js';
import {Scene} from '../../helpers/screen-scene.js';

const live = (change = {}): Scene => new Scene(120, 40, change).frames(liveFrames());
const kinds = ({commands}: Scene): readonly string[] => commands.map(({kind}) => kind);
const burst = (scene: Scene, ...keys: readonly string[]): Scene => scene.act({kind: 'burst', keys});

describe('Alt with a key that is nothing together', () => {
	test('is Esc and that key: out of the line that is typed, and done', () => {
		const scene = live().press(':', 's', 'alt+x');
		expect([scene.state.prompt, kinds(scene)]).toEqual([undefined, ['pull-quotes']]);
		expect(kinds(live().press('alt+X'))).toEqual(['kill']);
		expect(live().press('alt+l').state.overlay).toBe('log');
	});

	test('answers a question with no', () => {
		const asked = live().press('F');
		expect(asked.state.question?.about).toBe('flatten');
		expect(kinds(asked.press('alt+Y'))).toEqual([]);
	});

	test('is its own key where one was chosen', () => {
		const scene = live({keymap: chooseKeys([{id: 'log', keys: ['alt+x']}])}).press('alt+x');
		expect([scene.state.overlay, kinds(scene)]).toEqual(['log', []]);
	});
});

describe('a burst', () => {
	test('acts by the keys alone that take risk off, ask, or leave, and tells of the others', () => {
		const scene = burst(live(), '[', 'x', 'q', 'X', '>');
		expect(kinds(scene)).toEqual(['pull-quotes', 'kill']);
		expect(scene.effects).toHaveLength(2);
		expect(scene.text).toContain('3 keys at once ignored');
		expect(burst(live(), 'a', 'b', 'ctrl+c').effects).toEqual([{kind: 'quit', code: 130}]);
	});

	test('that asks leaves its question visible, and answers none', () => {
		const scene = burst(live(), 'a', 'F', 'b');
		expect(scene.state.question?.about).toBe('flatten');
		expect(kinds(burst(scene, 'a', 'Y', 'Y', 'b', 'c'))).toEqual([]);
		expect(scene.state.question).toBeUndefined();
	});

	test('is typed into a line, with its Enter; behind it only sure keys act', () => {
		const line = ['s', 'k', 'e', 'w', 'space', '2', 'return'];
		expect(kinds(burst(live(), ':', ...line, ']', 'x'))).toEqual(['set-skew', 'pull-quotes']);
		expect(kinds(burst(live().press(':'), ...line))).toEqual(['set-skew']);
		expect(kinds(burst(live(), 'a', ':', ...line))).toEqual([]);
	});
});
