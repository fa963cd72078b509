/** What a key or a command did is told as the engine tells it, and what it found doubtful is asked. */

import {expect, test} from 'vitest';
import {moneyOf} from '../../helpers/instruments.js';
import {after, frame, liveFrames} from '../../helpers/frames.js';
import {Scene} from '../../helpers/screen-scene.js';

const told = (text: string, asks?: string) =>
	frame({
		sequence: 9,
		atMs: after(900),
		journal: [
			{
				atMs: after(880),
				kind: 'command',
				level: asks === undefined ? 'info' : 'warning',
				text,
				...(asks === undefined ? {} : {asks: {command: {kind: 'set-skew', shift: moneyOf('50')}, why: asks}}),
			},
		],
	});
const typed = (): Scene => new Scene(120, 40).frames(liveFrames()).press(':', ...Array.from('skew'), 'space', '5', '0', 'return');

test('the echo says that it was sent, and the answer what became of it', () => {
	const scene = typed();
	expect(scene.lines.at(-1)).toBe(' skew 50 sent');
	expect(scene.frames([told('operator: skew → +50')]).lines.at(-1)).toBe(' operator: skew → +50');
});

test('a doubtful value is asked about, and a Y sends the same for sure', () => {
	const scene = typed().frames([told('not done unless sure: x', 'skew 50 is more than 5 half-spreads, 33.5')]);
	expect(scene.lines.at(-1)).toBe(' skew 50 is more than 5 half-spreads, 33.5: Y sets it, any other key leaves it');
	expect(scene.press('Y').commands.at(-1)).toEqual({kind: 'set-skew', shift: moneyOf('50'), sure: true});
});

test.each(['y', 'return', ']', 'n', 'escape'])('%s leaves the old value, and does nothing else', (key) => {
	const scene = typed().frames([told('not done unless sure: x', 'doubtful')]);
	const sent = scene.commands.length;
	expect(scene.press(key).lines.at(-1)).toContain('not done: the value in force stays');
	expect(scene.press('Y').commands.length).toBe(sent);
});

test('who is typing by then is not asked: what was doubtful is told', () => {
	const scene = typed()
		.press(':')
		.frames([told('not done unless sure: x', 'doubtful')]);
	expect(scene.state.question).toBeUndefined();
	expect(scene.lines.at(-1)).toContain('not done unless sure: x');
	expect(scene.press('Y').state.prompt?.text).toBe('Y');
});

test('a limit without a value is asked for', () => {
	const scene = new Scene(120, 40).frames(liveFrames()).press(':', ...Array.from('max-loss'), 'return');
	expect(scene.commands.at(-1)).toEqual({kind: 'tell-limit', limit: 'max-loss'});
	expect(scene.lines.at(-1)).toBe(' max-loss asked');
});
