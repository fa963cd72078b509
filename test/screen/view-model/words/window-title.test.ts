import {expect, test} from 'vitest';
import {windowTitle} from '../../../../source/screen/view-model/words/window-title.js';
import {frame, gapFrame, liveFrames} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

test('says what the book is, by the state of now', () => {
	expect(windowTitle(new Scene(120, 40).state)).toBe('mm-tui BTCUSDT STARTING');
	expect(windowTitle(new Scene(120, 40).frames(liveFrames()).state)).toBe('mm-tui BTCUSDT LIVE');
	expect(windowTitle(new Scene(120, 40).frames([...liveFrames(), gapFrame()]).state)).not.toContain('LIVE');
	expect(windowTitle(new Scene(120, 40).frames(liveFrames()).act({kind: 'silence', ms: 2500}).state)).toBe('mm-tui BTCUSDT NO PICTURE');
});

test.each(['evil\u{07}\u{1B}]52;c;x', '这是测试币456', 'a b', 'x'.repeat(21), ''])(
	'the symbol %j stays out of it, and so does what the venue says',
	(symbol) => {
		const scene = new Scene(120, 40, {symbol}).frames([frame({symbol: '\u{1B}]0;evil\u{07}'})]);
		expect(windowTitle(scene.state)).toBe('mm-tui LIVE');
	},
);
