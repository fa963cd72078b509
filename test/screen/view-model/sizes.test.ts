/** At every terminal size: no line wider than the terminal, one row less than it has, no exception. */

import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createInstrument} from '../../../source/domain/instrument.js';
import {priceUnits} from '../../../source/domain/units.js';
import {textWidth} from '../../../source/screen/view-model/cells/cells.js';
import {layoutScreen} from '../../../source/screen/view-model/state/layout.js';
import {screenPanels} from '../../../source/screen/view-model/screen/screen.js';
import {
	account,
	badMinuteFrames,
	btcusdt,
	connectingFrame,
	frame,
	ladder,
	liveFrames,
	maker,
	orders,
	quoting,
	touch,
} from '../../helpers/frames.js';
import {risk} from '../../helpers/maker-views.js';
import {Scene} from '../../helpers/screen-scene.js';

const KEYS = [
	':',
	's',
	'k',
	'return',
	'/',
	'd',
	'C',
	'z',
	'P',
	'b',
	'i',
	'y',
	'end',
	'?',
	'l',
	'tab',
	'up',
	'g',
	'G',
	'K',
	'a',
	'B',
	'f',
	't',
	'pagedown',
	'c',
	'D',
	'p',
	'+',
	'escape',
	'x',
	']',
	'space',
];

/** The same market with long prices, sizes in thousands of millions, and long texts from outside. */
const strange = () => {
	const wide = createInstrument({
		symbol: '1000000MOG日本USDT',
		baseAsset: 'MOG',
		quoteAsset: 'USDT',
		trading: 'trading',
		venueStatus: 'TRADING',
		tickSize: '0.00000001',
		stepSize: '1',
		minQty: '1',
		minNotional: '1',
		qtyDecimals: 8,
	});
	const price = priceUnits(12_345_678_901);
	const huge = {priceUnits: price, qtyLots: priceUnits(1) && (9_007_199_254_740_991 as never)};
	return frame({
		symbol: '1000000MOG日本USDT',
		venue: 'binance-futures-testnet',
		instrument: wide,
		touch: touch({bid: huge, ask: {...huge, priceUnits: priceUnits(price + 1)}, midHalfUnits: price * 2 + 1}),
		ladder: {...ladder(), groupUnits: 1, bids: [huge], asks: [{...huge, priceUnits: priceUnits(price + 1)}]},
		maker: maker({quoting: quoting({bid: {priceUnits: price, qtyLots: 1e15}}), orders}),
		journal: [{atMs: frame().atMs, kind: 'sync', level: 'warning', text: '日本語'.repeat(80)}],
	});
};

const SCENES = {
	live: liveFrames,
	bad: badMinuteFrames,
	connecting: () => [connectingFrame()],
	nothing: () => [],
	strange: () => [strange()],
	untrusted: () => [{...strange(), trusted: false}],
} as const;

const expectFits = (scene: Scene, columns: number, rows: number): void => {
	const lines = scene.rawLines;
	expect(lines.length).toBeLessThanOrEqual(Math.max(0, rows - 1));
	for (const line of lines) expect(textWidth(line)).toBe(columns);
	for (const {rect, rows: cells} of screenPanels(scene.state)) {
		expect(rect.x + rect.width).toBeLessThanOrEqual(columns);
		expect(cells.length).toBeLessThanOrEqual(rect.height);
	}
};

const anyScene = fc.record({
	frames: fc.constantFrom(...Object.values(SCENES)),
	ascii: fc.boolean(),
	keys: fc.array(fc.constantFrom(...KEYS), {maxLength: 6}),
});

describe('every size', () => {
	test('from 60×16 to 250×80', () => {
		fc.assert(
			fc.property(fc.integer({min: 60, max: 250}), fc.integer({min: 16, max: 80}), anyScene, (columns, rows, {frames, ascii, keys}) => {
				expectFits(new Scene(columns, rows, {ascii}).frames(frames()).press(...keys), columns, rows);
			}),
			{numRuns: 300},
		);
	});

	test('from 1×1 to what is too small', () => {
		fc.assert(
			fc.property(fc.integer({min: 1, max: 70}), fc.integer({min: 1, max: 18}), anyScene, (columns, rows, {frames, ascii, keys}) => {
				expectFits(new Scene(columns, rows, {ascii}).frames(frames()).press(...keys), columns, rows);
			}),
			{numRuns: 300},
		);
	});

	test('a resize under way keeps everything', () => {
		const scene = new Scene(120, 40).frames(liveFrames());
		for (const [columns, rows] of [
			[1, 1],
			[80, 24],
			[60, 16],
			[59, 15],
			[250, 80],
			[120, 40],
		] as const) {
			expectFits(scene.resize(columns, rows), columns, rows);
		}

		expect(scene.text).toBe(new Scene(120, 40).frames(liveFrames()).text);
	});

	test('the state of the book and the position are on every size that can hold them', () => {
		for (let columns = 30; columns <= 200; columns += 7) {
			for (let rows = 6; rows <= 60; rows += 3) {
				const {text} = new Scene(columns, rows).frames(liveFrames());
				expect(text, `${columns}x${rows}`).toContain('LIVE');
				expect(text, `${columns}x${rows}`).toContain('+0.0420');
			}
		}
	});

	test('how many fills the figures stand on is told whole, with the rule', () => {
		for (let columns = 100; columns <= 200; columns += 5) {
			for (const fillCount of [34, 12_345]) {
				const {text} = new Scene(columns, 30).frames([
					...liveFrames(),
					frame({sequence: 9, maker: maker({account: account({fillCount})})}),
				]);
				expect(text, `${columns}`).toMatch(new RegExp(String.raw`(?:queue-conservative|q-cons) n${fillCount}\b`));
			}
		}
	});

	test('what pulled the quotes is told in whole numbers, however narrow the panel', () => {
		const detail = 'lost 123456789.12345 in 60 s, limit 98765.4321';
		for (let columns = 80; columns <= 200; columns += 3) {
			for (const rows of [16, 24, 30, 40]) {
				const pulledByRisk = maker({
					quoting: {kind: 'pulled', reason: 'risk', sinceMs: frame().atMs},
					orders: [],
					risk: risk({state: 'pulled', reason: 'loss-rate', detail}),
				});
				const {text} = new Scene(columns, rows).frames([...liveFrames(), frame({sequence: 9, maker: pulledByRisk})]);
				for (const number of text.match(/(?<=lost |limit )\d[\d.]*/g) ?? []) {
					expect(['123456789.12345', '98765.4321'], `${columns}x${rows}`).toContain(number);
				}
			}
		}
	});

	test('a number is never cut: one that does not fit becomes #', () => {
		const scene = new Scene(100, 30).frames([strange()]);
		expect(scene.text).not.toContain('…');
		expect(scene.text).toContain('123.45678901');
	});
});

const at = (columns: number, rows: number) =>
	layoutScreen({columns, rows, priceWidth: 8, focus: 'ladder', overlay: false, zoomed: false, levels: undefined});

describe('layout', () => {
	test.each([
		[160, 50, 'desk'],
		[120, 40, 'desk'],
		[100, 30, 'desk'],
		[100, 29, 'compact'],
		[80, 16, 'compact'],
		[79, 40, 'single'],
		[60, 16, 'single'],
		[59, 40, 'card'],
		[200, 15, 'card'],
	])('%i×%i is %s', (columns, rows, kind) => {
		expect(at(columns, rows).kind).toBe(kind);
	});

	test('the desk is the mock-up', () => {
		const widths = at(120, 40).panels.map(({id, rect}) => [id, rect.width, rect.height]);
		expect(widths).toEqual([
			['header', 120, 2],
			['ladder', 63, 31],
			['tape', 29, 31],
			['maker', 28, 19],
			['orders', 28, 12],
			['events', 120, 5],
			['footer', 120, 1],
		]);
	});

	test('panels tile: no cell belongs to two', () => {
		for (const [columns, rows] of [
			[200, 60],
			[120, 40],
			[100, 30],
			[80, 24],
			[60, 16],
		] as const) {
			const cells = at(columns, rows).panels.reduce((sum, {rect}) => sum + rect.width * rect.height, 0);
			expect(cells).toBe(columns * (rows - 1));
		}
	});

	test('at the least compact height the ladder has five levels a side', () => {
		const {text} = new Scene(80, 16).frames(liveFrames());
		for (const price of ['67239.00', '67235.00', '67234.00', '67230.00']) expect(text).toContain(price);
	});
});

test('prices have the digits of their instrument', () => {
	expect(btcusdt.priceDecimals).toBe(2);
});
