/** Overlays leave the most important information visible. */

import {describe, expect, test} from 'vitest';
import {EVENT_FILTERS} from '../../../source/screen/view-model/settings/choices.js';
import {KIND_WORDS} from '../../../source/screen/view-model/events/event-list.js';
import {account, after, frame, gapFrame, liveFrames, maker, money} from '../../helpers/frames.js';
import {risk} from '../../helpers/maker-views.js';
import {Scene} from '../../helpers/screen-scene.js';

const SIZES = [
	[120, 40],
	[100, 30],
	[80, 24],
	[80, 16],
	[60, 16],
	[44, 12],
	[40, 8],
] as const;
const OVERLAYS = [
	['help', '?'],
	['log', 'l'],
	['charts', 'C'],
	['mid and spread', 's'],
	['depth', 'd'],
	['one panel', 'z'],
] as const;

const killed = (inventoryLots?: bigint) =>
	frame({
		sequence: 9,
		maker: maker({
			...(inventoryLots === undefined ? {} : {account: account({inventoryLots})}),
			quoting: {kind: 'pulled', reason: 'killed', sinceMs: frame().atMs},
			orders: [],
			risk: risk({state: 'killed', reason: 'max-loss', detail: 'lost 151.21, limit 150'}),
		}),
	});

describe.each(SIZES)('at %i × %i', (columns, rows) => {
	test.each(OVERLAYS)('state, touch, position and result stay in sight under %s', (_, key) => {
		const scene = new Scene(columns, rows).frames(liveFrames()).press(key);
		expect(scene.text).toMatch(/LIVE/);
		expect(scene.text).toMatch(/67234\.15 ?× ?67234\.16/);
		expect(scene.text).toContain('+0.0420');
		expect(scene.text).toMatch(/NET +\+10\.40/);
	});

	test.each(OVERLAYS)('and are marked under %s where the book is not to be trusted', (_, key) => {
		const scene = new Scene(columns, rows).frames([...liveFrames(), gapFrame({sequence: 9})]).press(key);
		expect(scene.text).not.toMatch(/● LIVE/);
		expect(scene.text).toMatch(/NET +\+10\.40 \?/);
	});
});

describe('where the net comes from, over its chart', () => {
	const charts = (change: Parameters<typeof account>[0] = {}, [columns, rows] = [120, 40]) => {
		const frames = [...liveFrames(), frame({sequence: 9, atMs: after(6000), maker: maker({account: account(change)})})];
		return new Scene(columns, rows)
			.frames(frames)
			.press('C')
			.text.replaceAll(/ *│\s*\n\s*│/g, '  ');
	};
	const rebates = {fees: money('-0.47'), net: money('11.80249')};

	test.each([
		[200, 60],
		[120, 40],
		[80, 24],
	])('stands whole at %i × %i: parts, fees, and what they come to', (columns, rows) => {
		const parts = 'spread captured +2.15  adverse 5 s -0.73  inventory +9.91  less fees 0.93  net +10.40';
		expect(charts({}, [columns, rows])).toContain(parts);
	});

	test('fees that come in are called rebates', () => {
		expect(charts(rebates)).toContain('inventory +9.91  plus rebates 0.47  net +11.80');
	});

	test('is not there before the first fill, nor where each chart has one row', () => {
		expect(charts({fillCount: 0})).not.toContain('net by source');
		expect(charts({}, [44, 12])).not.toContain('net by source');
	});

	test('is cut to units on the screen, never within a number', () => {
		const huge = {attribution: {...account().attribution, spreadCaptured: money('123456789012345678901234567890.5')}};
		expect(charts(huge, [80, 24])).toMatch(/spread captured \+[\d.,]+[KMBT]?\S*  adverse/);
	});
});

test.each([
	[120, 40],
	[80, 24],
	[44, 12],
])('a killed desk says so over the help at %i × %i', (columns, rows) => {
	expect(new Scene(columns, rows).frames([...liveFrames(), killed()]).press('?').text).toContain('KILLED max loss');
});

test.each([
	[120, 40],
	[80, 24],
	[160, 50],
])('a killed desk with inventory says how to close it first, by key and by command, at %i × %i', (columns, rows) => {
	const {text} = new Scene(columns, rows).frames([...liveFrames(), killed()]);
	expect(text).toContain('F or :flatten closes it');
	expect(text.indexOf('F or :flatten')).toBeLessThan(text.indexOf('R, then Y, quotes again'));
	expect(new Scene(columns, rows).frames([...liveFrames(), killed(0n)]).text).not.toContain(':flatten closes it');
});

describe('events of one kind', () => {
	const live = () => new Scene(120, 40).frames(liveFrames());

	test('are listed alone, and the list says so and how many', () => {
		const scene = live().press('l', ':', ...Array.from('events'), 'space', ...Array.from('fill'), 'return');
		expect(scene.text).toContain('only FILL');
		expect(scene.text).toContain('SELL 0.0100 @ 67271.02');
		expect(scene.text).not.toContain('levels compared');
		expect(scene.lines.at(-1)).toMatch(/^ \d+ of \d+ events: only FILL$/);
	});

	test('e goes round the kinds and back to all of them', () => {
		const scene = live().press('l');
		const before = scene.lines.slice(3, -1);
		const seen = Array.from({length: 9}, () => scene.press('e').state.eventFilter);
		expect(new Set(seen).size).toBe(9);
		expect(seen.at(-1)).toBe('all');
		expect(scene.lines.slice(3, -1)).toEqual(before);
	});

	test('there is one for every kind that there is', () => {
		expect(new Set(EVENT_FILTERS)).toEqual(new Set(['all', ...Object.values(KIND_WORDS).map((word) => word.toLowerCase())]));
	});

	test('cursor, search and copy go by what is listed', () => {
		const scene = live().press('l', 'e', 'j', 'y');
		expect(scene.effects.at(-1)).toMatchObject({kind: 'copy', text: expect.stringContaining('FILL')});
		scene.press('/', ...Array.from('levels'), 'return');
		expect(scene.lines.at(-1)).toContain('no event has "levels"');
	});

	test('a cursor on an event that is forgotten stays in the list', () => {
		const many = Array.from({length: 700}, (_, index) => ({
			atMs: after(index),
			kind: index % 7 === 0 ? ('fill' as const) : ('rest' as const),
			level: 'info' as const,
			text: `event ${index}`,
		}));
		const scene = live()
			.frames([frame({sequence: 9, journal: many.slice(0, 300)})])
			.press('l', 'e', 'end');
		scene.frames([frame({sequence: 10, journal: many.slice(300)})]);
		expect(scene.text).toContain('event 203');
		expect(scene.text).not.toContain('event 204');
	});
});
