import {describe, expect, test} from 'vitest';
import {
	COLOUR_NAMES,
	colourIndex,
	indexRgb,
	parseColour,
	sameDepth,
	type OwnColour,
} from '../../../../source/screen/view-model/settings/own-colours.js';

const colour = (text: string): OwnColour => {
	const parsed = parseColour(text);
	if (parsed === undefined) throw new RangeError(`no colour: ${text}`);
	return parsed;
};

describe('a colour is written', () => {
	test.each<[string, OwnColour]>([
		['#2ebd85', {kind: 'rgb', rgb: [46, 189, 133]}],
		[' #2EBD85 ', {kind: 'rgb', rgb: [46, 189, 133]}],
		['green', {kind: 'index', index: 2}],
		['Bright-Blue', {kind: 'index', index: 12}],
		['0', {kind: 'index', index: 0}],
		['255', {kind: 'index', index: 255}],
	])('%j', (text, expected) => {
		expect(parseColour(text)).toEqual(expected);
	});

	test.each(['', '256', '-1', '1.5', '#fff', '#2ebd8', '#2ebd85ff', '#gggggg', '2ebd85', 'teal', 'bright', 'rgb(1,2,3)', '1e2'])(
		'not as %j',
		(text) => {
			expect(parseColour(text)).toBeUndefined();
		},
	);

	test('by sixteen names', () => {
		expect(COLOUR_NAMES.map((name) => parseColour(name))).toEqual(Array.from({length: 16}, (_, index) => ({kind: 'index', index})));
	});
});

describe('with fewer colours', () => {
	test('what is among the 256 already stays as it looks', () => {
		for (let index = 16; index < 256; index += 1) {
			expect(indexRgb(colourIndex({kind: 'rgb', rgb: indexRgb(index)}, '256'))).toEqual(indexRgb(index));
			expect(colourIndex({kind: 'index', index}, '256')).toBe(index);
		}
	});

	test('what is among the 16 stays the same of them, and of the 256 none of these is taken for another', () => {
		for (let index = 0; index < 16; index += 1) {
			expect(colourIndex({kind: 'index', index}, '16')).toBe(index);
			expect(colourIndex({kind: 'index', index}, '256')).toBe(index);
			expect(colourIndex({kind: 'rgb', rgb: indexRgb(index)}, '16')).toBe(index);
			expect(colourIndex({kind: 'rgb', rgb: indexRgb(index)}, '256')).toBeGreaterThanOrEqual(16);
		}
	});

	test('the 256 are the sixteen, a cube of six steps and 24 greys', () => {
		expect([1, 16, 67, 208, 231, 232, 255].map(indexRgb)).toEqual([
			[205, 0, 0],
			[0, 0, 0],
			[95, 135, 175],
			[255, 135, 0],
			[255, 255, 255],
			[8, 8, 8],
			[238, 238, 238],
		]);
	});

	test('no other of them is nearer, as the eye sees it', () => {
		const nearest = (text: string): readonly number[] => [colourIndex(colour(text), '256'), colourIndex(colour(text), '16')];
		expect(['#2ebd85', '#e06c75', '#409cff', '#ff9500', '#8c93a0', '#ffb6c1', '#000000'].map(nearest)).toEqual([
			[36, 6],
			[167, 1],
			[75, 12],
			[208, 1],
			[246, 8],
			[217, 7],
			[16, 0],
		]);
	});
});

test.each<[string, string, ReturnType<typeof sameDepth>]>([
	['#00ff00', '#00FF00', 'truecolor'],
	['#00ff00', '46', 'truecolor'],
	['#00ff00', '#01fe01', '256'],
	['#409cff', '#5c5cff', '16'],
	['36', '37', '16'],
	['green', 'bright-green', undefined],
	['#2ebd85', '#e06c75', undefined],
])('%s and %s look alike with: %s', (one, other, depth) => {
	expect(sameDepth(colour(one), colour(other))).toBe(depth);
	expect(sameDepth(colour(other), colour(one))).toBe(depth);
});
