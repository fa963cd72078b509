import {describe, expect, test} from 'vitest';
import type {MakerView} from '../../../../source/engine/maker/maker-view.js';
import {DEFAULT_KEYMAP} from '../../../../source/screen/view-model/settings/active-keys.js';
import {whyNoQuotes} from '../../../../source/screen/view-model/maker/maker-why.js';
import {account, after, frame, maker} from '../../../helpers/frames.js';
import {calibration, markouts, risk} from '../../../helpers/maker-views.js';
import {Scene} from '../../../helpers/screen-scene.js';

const pulledFor = (reason: (MakerView['quoting'] & {kind: 'pulled'})['reason'], change: Partial<MakerView> = {}) =>
	frame({sequence: 9, maker: maker({quoting: {kind: 'pulled', reason, sinceMs: after(-2000)}, orders: [], ...change})});

const lost = risk({state: 'pulled', reason: 'loss-rate', detail: 'lost 31.2 in 60 s, limit 30', resumesAtMs: after(3000)});

describe('why there is no quote, and what brings it back', () => {
	test.each<[frame: ReturnType<typeof frame>, cause: RegExp, remedy: RegExp]>([
		[frame(), /^$/, /^$/],
		[pulledFor('operator'), /^$/, /^u quotes again$/],
		[pulledFor('operator', {flattening: true}), /^flattening \+0\.0420$/, /^x stops it$/],
		[pulledFor('risk', {risk: lost}), /^lost 31\.2 in 60 s, limit 30$/, /^quotes in 3\.0 ?s at least$/],
		[pulledFor('risk', {risk: {...lost, resumesAtMs: undefined}}), /31\.2/, /^quotes when that clears$/],
		[
			pulledFor('killed', {risk: risk({state: 'killed', reason: 'max-loss', detail: 'lost 151.21, limit 150'})}),
			/^lost 151\.21, limit 150$/,
			/^R, then Y, quotes again$/,
		],
		[pulledFor('not-calibrated', {calibration: calibration({refused: 'R² 0.23 < 0.8'})}), /^R² 0\.23/, /^m takes another model$/],
		[pulledFor('no-tick-size'), /venue/, /does$/],
		[pulledFor('bad-size'), /value from the start is refused/, /^l says which one$/],
		[pulledFor('book-not-trusted'), /^$/, /LIVE/],
	])('%#', (shown, cause, remedy) => {
		const why = whyNoQuotes(shown, DEFAULT_KEYMAP);
		expect(why.cause).toMatch(cause);
		expect(why.remedy).toMatch(remedy);
	});

	test('and what a flatten took is not denied where only maker fills are counted', () => {
		const counted = markouts();
		const taken = maker({account: account({fillCount: 1}), markouts: {...counted, capture: {...counted.capture, count: 0}}});
		const {text} = new Scene(200, 60).frames([frame({maker: taken})]);
		expect(text).toContain('no maker fills yet');
	});

	test('says that quotes wait for the book only where they do', () => {
		const risks = (scene: Scene) => /risk .*?│/.exec(scene.text)?.[0] ?? '';
		const lostBook = (reason: Parameters<typeof pulledFor>[0]) => new Scene(80, 24).frames([{...pulledFor(reason), trusted: false}]);
		expect(risks(lostBook('book-not-trusted'))).toContain('HOLD  requote when LIVE');
		expect(risks(lostBook('killed'))).not.toContain('requote');
		expect(risks(lostBook('operator'))).not.toContain('requote');
		const quoting = new Scene(80, 24).frames([frame()]).press('P');
		expect(quoting.text).toContain('FROZEN');
		expect(risks(quoting)).not.toContain('requote');
	});

	test.each([
		[120, 40],
		[80, 24],
		[60, 16],
	])('stands in the panel at %i × %i', (columns, rows) => {
		const shown = pulledFor('risk', {risk: lost});
		const scene = new Scene(columns, rows).frames([shown]);
		const {text} = columns === 60 ? scene.press('tab', 'tab') : scene;
		expect(text).toContain('lost 31.2 in 60 s');
	});
});
