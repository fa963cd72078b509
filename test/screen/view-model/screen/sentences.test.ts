/** The sentences for a screen reader between two states. */

import {describe, expect, test} from 'vitest';
import {sentencesOf} from '../../../../source/screen/view-model/screen/sentences.js';
import {frame, gapFrame, liveFrames} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const live = (): Scene => new Scene(120, 40, {lines: true}).frames(liveFrames());

const told = (scene: Scene, act: (scene: Scene) => void): readonly string[] => {
	const before = scene.state;
	act(scene);
	return sentencesOf(before, scene.state);
};

describe('is told', () => {
	test('where the keys go', () => {
		expect(told(live(), (scene) => scene.press('tab'))).toEqual(['the keys go to the tape panel']);
		expect(told(live(), (scene) => scene.press('shift+tab'))).toEqual(['the keys go to the events panel']);
	});

	test('what a key did', () => {
		expect(told(live().press('tab', 'tab'), (scene) => scene.press('2'))).toEqual(['asked for: order size 0.02']);
		expect(told(live(), (scene) => scene.press('2'))).toEqual(['2 works in the maker panel; Tab goes there']);
	});

	test('that the book is lost, in words that hold the reason', () => {
		const [first = ''] = told(live(), (scene) => scene.frames([gapFrame()]));
		expect(first).toMatch(/^BTCUSDT book RESYNC.*not to be trusted/);
	});

	test('a size that the instrument does not have', () => {
		const scene = new Scene(120, 40, {lines: true, market: {largePrint: '0.0000000001'}});
		expect(told(scene, (one) => one.frames([frame()])).filter((line) => line.startsWith('Warning'))).toEqual([
			'Warning: 14:07:31 KEY large-print 0.0000000001 has more than the 8 decimals of BTCUSDT: not used',
		]);
	});
});

test('what only moves is not told', () => {
	expect(told(live(), (scene) => scene.frames([frame({sequence: 9})]))).toEqual([]);
});
