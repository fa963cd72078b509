/** Whole screens compared with golden texts. `UPDATE_GOLDEN=1` rewrites them. */

import {describe, expect, test} from 'vitest';
import {money as moneyUnits} from '../../source/domain/money.js';
import {unixMs} from '../../source/domain/units.js';
import {
	account,
	after,
	badMinuteFrames,
	connectingFrame,
	frame,
	gauges,
	liveFrames,
	maker,
	money,
	noMaker,
	NOW,
	orders,
	parameters,
	done,
	pulled,
	quoting,
	status,
	ticks,
	touch,
} from '../helpers/frames.js';
import {expectGolden} from '../helpers/golden-text.js';
import {calibration, risk} from '../helpers/maker-views.js';
import {Scene} from '../helpers/screen-scene.js';

const folder = new URL('golden/', import.meta.url);

const expectGoldenScreen = (name: string, text: string): void => expectGolden(new URL(`${name}.txt`, folder), text);

type Size = readonly [columns: number, rows: number];

const stale = () =>
	frame({
		sequence: 9,
		atMs: after(5400),
		trusted: false,
		lastTrustedAtMs: NOW,
		gauges: gauges({depthAgeMs: 5400}),
		status: status({state: 'stale', reason: 'silent', sinceMs: after(3000)}),
		maker: maker({quoting: pulled('book-not-trusted', after(3000)), orders: []}),
	});

const pulledByOperator = () =>
	frame({
		sequence: 9,
		atMs: after(1200),
		lastTrustedAtMs: after(1200),
		maker: maker({quoting: pulled('operator', after(1000)), orders: []}),
		answers: [done(1, 'operator: pull quotes')],
	});

/** At the inventory limit, and twice as volatile as usual, so that the spread is wider. */
const oneSideOff = () =>
	frame({
		sequence: 9,
		maker: maker({
			quoting: quoting({
				bid: undefined,
				bids: [],
				bidOff: 'max-inventory',
				fairValue: 'weighted',
				fair: money('67234.1574'),
				halfSpread: money('9.41'),
			}),
			orders: orders.slice(1),
			account: account({inventoryLots: 25_000_000n}),
			risk: risk({widening: 1.4}),
		}),
	});

const pulledByRisk = () =>
	frame({
		sequence: 9,
		maker: maker({
			quoting: {kind: 'pulled', reason: 'risk', sinceMs: after(-2000)},
			orders: [],
			risk: risk({
				state: 'pulled',
				reason: 'loss-rate',
				detail: 'lost 31.2 in 60 s, limit 30',
				sinceMs: after(-2000),
				resumesAtMs: after(3000),
				transitions: 1,
			}),
		}),
	});

const killed = () =>
	frame({
		sequence: 9,
		maker: maker({
			quoting: {kind: 'pulled', reason: 'killed', sinceMs: after(-2000)},
			orders: [],
			account: account({realised: money('-149.2'), net: money('-151.20751'), liquidationNet: money('-151.21')}),
			risk: risk({state: 'killed', reason: 'max-loss', detail: 'lost 151.21, limit 150', sinceMs: after(-2000), transitions: 1}),
		}),
		journal: [{atMs: after(-2000), kind: 'risk', level: 'warning', text: 'ACTIVE to KILLED (max-loss: lost 151.21, limit 150)'}],
	});

/** A published quoting model whose calibration is rejected. */
const notCalibrated = () =>
	frame({
		sequence: 9,
		maker: maker({
			quoting: {kind: 'pulled', reason: 'not-calibrated', sinceMs: after(-2000)},
			orders: [],
			parameters: parameters({model: 'glft'}),
			calibration: calibration({refused: 'R² 0.23 < 0.8', rate: undefined, decay: undefined, rSquared: 0.23}),
		}),
	});

/** Ten minutes of a session: a drift, an inventory that follows it, three fills. */
const sessionFrames = () =>
	Array.from({length: 120}, (_, index) => {
		const held = BigInt(index < 30 ? 0 : index < 80 ? 1_000_000 : -1_000_000);
		const swing = Math.round(100 * Math.sin(index / 15));
		const price = ticks('67224.04');
		const own = {
			id: index,
			priceUnits: price,
			qtyLots: 1_000_000,
			liquidity: 'maker',
			fee: money('0'),
			feeAsset: 'USDT',
			feeValue: money('0'),
			atMs: after(5000 * index),
			executedAtMs: after(5000 * index),
			sentAtMs: after(5000 * index),
			cause: 'print',
			inventoryBeforeLots: held,
			inventoryLots: held,
		} as const;
		const net = money((index / 20).toFixed(2));
		const earned = account().attribution;
		const rest = net + account().fees - earned.spreadCaptured - earned.adverseSelection;
		return frame({
			sequence: 10 + index,
			atMs: after(5000 * index),
			lastTrustedAtMs: after(5000 * index),
			touch: touch({midHalfUnits: 13_446_831 + 20 * swing}),
			maker: maker({
				account: account({
					inventoryLots: held,
					net,
					attribution: {...earned, inventory: moneyUnits(rest)},
					optimistic: {net: money((index / 15).toFixed(2)), fillCount: 4, inventoryLots: held},
				}),
			}),
			fills: index === 30 || index === 79 ? [{...own, side: index === 30 ? 'buy' : 'sell'}] : [],
		});
	});

const SCENES: Readonly<Record<string, (size: Size) => Scene>> = {
	live: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()),
	'bad-minute': ([columns, rows]) => new Scene(columns, rows, {ascii: true}).frames(badMinuteFrames()),
	starting: ([columns, rows]) => new Scene(columns, rows),
	connecting: ([columns, rows]) => new Scene(columns, rows).frames([connectingFrame()]),
	stale: ([columns, rows]) => new Scene(columns, rows).frames([...liveFrames(), stale()]),
	pulled: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('x').frames([pulledByOperator()]),
	'one-side-off': ([columns, rows]) => new Scene(columns, rows).frames([...liveFrames(), oneSideOff()]),
	'pulled-by-risk': ([columns, rows]) => new Scene(columns, rows).frames([...liveFrames(), pulledByRisk()]),
	killed: ([columns, rows]) => new Scene(columns, rows).frames([...liveFrames(), killed()]).press('R'),
	'not-calibrated': ([columns, rows]) => new Scene(columns, rows).frames([...liveFrames(), notCalibrated()]),
	charts: ([columns, rows]) => new Scene(columns, rows).frames(sessionFrames()).press('C'),
	help: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('?'),
	log: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('l'),
	market: ([columns, rows]) => new Scene(columns, rows).frames(sessionFrames()).press('s'),
	'market-ascii': ([columns, rows]) => new Scene(columns, rows, {ascii: true}).frames(sessionFrames()).press('s'),
	depth: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('d'),
	'depth-ascii': ([columns, rows]) => new Scene(columns, rows, {ascii: true}).frames([...liveFrames(), stale()]).press('d'),
	command: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press(':', 's', 'k', 'tab'),
	search: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('/', 'f', 'i', 'l', 'l'),
	zoom: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('tab', 'z'),
	frozen: ([columns, rows]) =>
		new Scene(columns, rows)
			.frames(liveFrames())
			.press('P')
			.frames([frame({sequence: 9, atMs: after(2500)})]),
	levels: ([columns, rows]) => new Scene(columns, rows).frames(liveFrames()).press('D'),
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
		expectGoldenScreen(`${name}-${columns}x${rows}`, scene([columns, rows]).text);
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

	test('a gap names what was expected, what came and what is lost', () => {
		const bad = new Scene(80, 24, {ascii: true}).frames(badMinuteFrames()).text;
		expect(bad).toContain('want U=71204118902 got U=71204118911 (9 lost) buffered 27 retry 1.3s');
		expect(bad).toContain('** NOT LIVE: last good state 14:07:31.482 **');
		expect(bad).toContain('-- gap 14:07:31 to 14:07:33 --');
		expect(bad).toContain('3 trades missing');
		// //
		// oxlint-disable-next-line no-control-regex -- printable ASCII only
		expect(bad).toMatch(/^[\x20-\x7e\n]*$/);
	});

	test('an engine that falls silent is not drawn as live', () => {
		const silent = new Scene(120, 40).frames(liveFrames()).act({kind: 'silence', ms: 2400});
		expect(silent.text).toContain('! NO PICTURE  engine silent 2.4s');
		expect(silent.text).toContain('frozen, do not trust it');
		expect(silent.frames([frame({sequence: 9, atMs: unixMs(NOW + 100)})]).text).toContain('● LIVE');
	});
});
