import {expect, test} from 'vitest';
import {queueMark} from '../../../../source/screen/view-model/words/maker-words.js';
import {glyphsFor} from '../../../../source/screen/view-model/cells/symbols.js';
import {orders} from '../../../helpers/frames.js';

test('before what is ahead of an order stands whether it is on its way, lost from sight, or an estimate', () => {
	const marks = (['entering', 'unknown', 'resting'] as const).map((phase) => queueMark({...orders[0]!, phase}, glyphsFor(false)));
	expect(marks).toEqual(['>', '?', glyphsFor(false).about]);
});
