/** A screen runs for days: its memory is bounded. */

import {expect, test} from 'vitest';
import {after, frame, journal, liveFrames, trade} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const live = () => new Scene(120, 40).frames(liveFrames());

test('of events the newest five hundred are kept, and all are counted', () => {
	const [entry] = journal;
	const scene = live();
	const seen = scene.state.memory.eventsSeen;
	for (let round = 0; round < 12; round += 1) {
		scene.frames([
			frame({sequence: 10 + round, journal: Array.from({length: 50}, (_, index) => ({...entry!, text: `event ${round * 50 + index}`}))}),
		]);
	}
	expect(scene.state.memory.events).toHaveLength(500);
	expect(scene.state.memory.events.at(0)?.text).toBe('event 100');
	expect(scene.state.memory.eventsSeen).toBe(seen + 600);
});

test('of commands the newest hundred are kept, each of them once', () => {
	const scene = live();
	for (let round = 0; round < 130; round += 1) scene.press(':', 'z', ...Array.from(String(round)), 'return', ':', 'z', 'z', 'return');
	expect(scene.state.commandHistory).toHaveLength(100);
	expect(scene.state.commandHistory.slice(-2)).toEqual(['z129', 'zz']);
});

test('spreads, frame times and the flow of the tape are those of the last moments', () => {
	const scene = live();
	for (let second = 1; second <= 200; second += 1) {
		scene.frames([
			frame({
				sequence: 10 + second,
				atMs: after(second * 1000),
				trades: [trade(7000 + second, 'buy', '67234.16', '0.1', after(second * 1000))],
			}),
		]);
	}

	expect(scene.state.memory.pulse).toHaveLength(60);
	expect(scene.state.frameTimes).toHaveLength(20);
	expect(scene.state.memory.tape.flow.length).toBeLessThanOrEqual(120);
	expect(scene.state.memory.history.samples.length).toBeLessThanOrEqual(12);
});
