/** Whole screens as text, compared exactly. `UPDATE_GOLDEN=1` writes them anew. */

import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {unixMs} from '../../source/domain/units.js';
import {after, badMinuteFrames, connectingFrame, frame, gauges, liveFrames, maker, noMaker, NOW, pulled, status} from '../helpers/frames.js';
import {Scene} from '../helpers/screen-scene.js';

const folder = new URL('golden/', import.meta.url);

const expectGolden = (name: string, text: string): void => {
	const file = new URL(`${name}.txt`, folder);
	if (process.env['UPDATE_GOLDEN'] === '1') {
		mkdirSync(folder, {recursive: true});
		writeFileSync(file, `${text}\n`);
	}

	expect(existsSync(file), `${name}.txt is missing: run with UPDATE_GOLDEN=1`).toBe(true);
	expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
};

type Size = readonly [columns: number, rows: number];

const stale = () =>
	frame({
		sequence: 9,
		atMs: after(5400),
		trusted: false,
		lastTrustedAtMs: NOW,
		liveSinceMs: undefined,
		gauges: gauges({depthAgeMs: 5400}),
		status: status({state: 'stale', reason: 'silent', sinceMs: after(3000)}),
		maker: maker({quoting: pulled('book-not-trusted', after(3000)), orders: []}),
	});

const pulledByOperator = () =>
	frame({sequence: 9, atMs: after(1200), lastTrustedAtMs: after(1200), maker: maker({quoting: pulled('operator', after(1000)), orders: []})});

const SCENES: Readonly<Record<string, (size: Size) => Scene>> = {
	live: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()),
	'bad-minute': ([columns, rows]) => new Scene(columns, rows, {ascii: true}).frames(badMinuteFrames()),
	starting: ([columns, rows]) => new Scene(columns, rows),
	connecting: ([columns, rows]) => new Scene(columns, rows).frames([connectingFrame()]),
	stale: ([columns, rows]) => new Scene(columns, rows).frames([...liveFrames(), stale()]),
	pulled: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('x').frames([pulledByOperator()]),
	help: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('?'),
	log: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('l'),
	held: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('pageup', 'p', 'c'),
	watching: ([columns, rows]) =>
		new Scene(columns, rows, {readOnly: true}).frames([...liveFrames(), frame({sequence: 8, maker: noMaker()})]),
};

const SIZES: readonly Size[] = [
	[200, 60],
	[120, 40],
	[100, 30],
	[80, 24],
	[60, 16],
	[44, 12],
];

describe.each(Object.entries(SCENES))('%s', (name, scene) => {
	test.each(SIZES)('%i columns, %i rows', (columns, rows) => {
		expectGolden(`${name}-${columns}x${rows}`, scene([columns, rows]).text);
	});
});

describe('the figures of the specification (screen.md 6.5)', () => {
	const text = new Scene(120, 40).frames(liveFrames()).text;

	test.each([
		['rows ceil above the market', '67235.00'],
		['the first and the last row', '67247.00'],
		['the lowest row', '67222.00'],
		['the raw touch, the spread and the mid', '67234.15 × 67234.16  spread 0.01 = 1 tick  mid 67234.155'],
		['the sum of the bids and its share', 'Σ13 bid 43.850  46%'],
		['the sum of the asks and its share', '54%  ask 52.433'],
		['the position and its limit', '+0.0420 / ±0.2500'],
		['the share of the limit', '17% of 0.2500'],
		['the skew as the move of the quotes', 'skew   -0.50 bp'],
		['the reservation price', 'resv   67230.77'],
		['the bid and its distance', 'BID .0100 67224.04 -1.50bp'],
		['the ask and its distance', 'ASK .0100 67237.49 +0.50bp'],
		['the open result', '-1.08 @mid'],
		['the sum of it all', 'NET           +10.40 USDT'],
	])('%s', (_, figure) => {
		expect(text).toContain(figure);
	});

	test('own orders lie on the rows they are grouped to, outermost', () => {
		expect(text).toMatch(/│ \.010 +▐ 1\.850 +67224\.00/);
		expect(text).toMatch(/67238\.00 +2\.104▌ +\+0\.55 \.010│/);
	});

	test('the bad minute names what was expected, what came and what is lost', () => {
		const bad = new Scene(80, 24, {ascii: true}).frames(badMinuteFrames()).text;
		expect(bad).toContain('want U=71204118902 got U=71204118911 (9 lost) buffered 27 retry 1.3s');
		expect(bad).toContain('** NOT LIVE: last good state 14:07:31.482 **');
		expect(bad).toContain('-- gap 14:07:31 to 14:07:33 --');
		expect(bad).toContain('3 trades missing');
		// oxlint-disable-next-line no-control-regex -- nothing but printable ASCII
		expect(bad).toMatch(/^[\x20-\x7e\n]*$/);
	});

	test('an engine that falls silent is not drawn as live', () => {
		const silent = new Scene(120, 40).frames(liveFrames()).act({kind: 'silence', ms: 2400});
		expect(silent.text).toContain('! NO PICTURE  engine silent 2.4s');
		expect(silent.text).toContain('frozen, do not trust it');
		expect(silent.frames([frame({sequence: 9, atMs: unixMs(NOW + 100)})]).text).toContain('● LIVE');
	});
});
