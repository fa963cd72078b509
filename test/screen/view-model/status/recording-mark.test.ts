/** The mark of a recording stands in the first row; that nothing is written stands there before everything but the book. */

import {expect, test} from 'vitest';
import type {RecordingPicture} from '../../../../source/engine/frame.js';
import {frame as liveFrame} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

const firstRow = (columns: number, recording?: RecordingPicture): string => {
	const frame = liveFrame(recording === undefined ? {} : {recording});
	return new Scene(columns, 24).frames([frame]).rawLines[0] ?? '';
};

test('nothing is said where nothing is recorded', () => {
	expect(firstRow(120)).not.toContain('REC');
});

test('the bytes on the drive, from 80 columns on', () => {
	expect(firstRow(120, {state: 'on', bytes: 1_240_000})).toContain('REC 1.2 MB');
	expect(firstRow(80, {state: 'on', bytes: 338_000_000})).toContain('REC 338 MB');
});

test.each([44, 60, 80, 120])('a failure with its reason at %i columns, beside the state of the book', (columns) => {
	const frame = liveFrame({recording: {state: 'failed', bytes: 5, reason: 'the folder is gone'}});
	const head = new Scene(columns, 24).frames([frame]).rawLines.slice(0, 4).join('\n');
	expect(head).toContain('LIVE');
	expect(head).toContain('REC FAILED: the folder is gone');
});
