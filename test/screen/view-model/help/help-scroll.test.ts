import {expect, test} from 'vitest';
import {liveFrames} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const help = (columns: number, rows: number): Scene => new Scene(columns, rows).frames(liveFrames()).press('?');

test.each([
	[200, 60],
	[120, 40],
	[80, 24],
	[60, 16],
	[59, 40],
	[44, 12],
	[30, 8],
])('at %i×%i the help ends with its last row, and goes no further', (columns, rows) => {
	const scene = help(columns, rows).press('end');
	expect(scene.text).not.toContain(' more ');
	expect(scene.text).toContain('is on');
	const {overlayOffset} = scene.state;
	expect(scene.press('pagedown').state.overlayOffset).toBe(overlayOffset);
	const above = scene.press('up').text;
	expect(above.includes(' 1 more ')).toBe(overlayOffset > 0);
	expect(scene.press('home').state.overlayOffset).toBe(0);
});
