import {expect, test} from 'vitest';
import {after, frame, liveFrames} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

test.each(['C', 's', 'd'])('Home and End over what %s opens leave what lies behind it alone', (key) => {
	for (const focus of [[], ['tab'], ['shift+tab']]) {
		const scene = new Scene(120, 40).frames(liveFrames()).press(...focus, key);
		const {chosenEvent} = scene.state;
		const {axis, tapeOffset} = scene.state.memory;
		const {cursor} = scene.state.choices;
		expect(scene.press('home', 'end').state, focus.join('')).toMatchObject({choices: {cursor}, memory: {axis, tapeOffset}, chosenEvent});
	}
});

test.each(['C', 's'])('what %s opens draws nothing before there are two samples', (key) => {
	const scene = new Scene(120, 40).frames([frame({atMs: after(0)})]).press(key);
	expect(scene.text).toContain('nothing to draw yet');
	expect(scene.frames([frame({sequence: 9, atMs: after(1000)})]).text).not.toContain('nothing to draw yet');
});
