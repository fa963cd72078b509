import {describe, expect, test} from 'vitest';
import {unixMs} from '../../../source/domain/units.js';
import type {BreakEven} from '../../../source/engine/maker/measures/break-even.js';
import {ladderModel} from '../../../source/screen/view-model/ladder/ladder-rows.js';
import type {MonitorState} from '../../../source/screen/view-model/state/monitor-state.js';
import {account, counters, frame, ladder, liveFrames, lots, maker, money, orders, ticks} from '../../helpers/frames.js';
import {edge} from '../../helpers/maker-views.js';
import {Scene} from '../../helpers/screen-scene.js';

const screen = (change: Parameters<typeof maker>[0], columns = 120, rows = 40): string =>
	new Scene(columns, rows).frames([...liveFrames(), frame({sequence: 9, maker: maker(change)})]).text;

const moments = (mean: number, standardError: number | undefined, count: number) => ({count, mean, standardError});

describe('the panel says whether the quotes can live', () => {
	test('fee and adverse selection are costs, the edge of a fill has its error and its count', () => {
		const text = screen({});
		expect(text).toMatch(/fee 0\.40bp +adverse 0\.32bp/);
		expect(text).toContain('edge   +0.22 ±0.20bp n33');
	});

	test('a rebate is called one, in a demo as anywhere', () => {
		expect(screen({breakEven: edge({feeBp: -0.5})})).toMatch(/rebate 0\.50bp +adv(erse)? 0\.32bp/);
		expect(screen({account: account({fees: money('-0.31')})})).toMatch(/rebates +0\.31 USDT/);
		expect(screen({})).toMatch(/fees paid +0\.93 USDT/);
	});

	test.each<[name: string, change: Partial<BreakEven>, wide: string, small: string]>([
		[
			'by construction',
			{verdict: 'loses-by-construction', halfSpreadBp: 1, feeBp: 10},
			'LOSES half 1.0<fee 10.0bp',
			'LOSES half 1.0<fee 10bp',
		],
		['by measure', {verdict: 'loses-by-measure', edge: moments(-1.12, 0.2, 33)}, 'LOSES  -1.12 ±0.20bp n33', 'LOSES -1.12±0.20bp'],
	])('that they lose %s stands in it at every size', (_name, change, wide, small) => {
		expect(screen({breakEven: edge(change)})).toContain(wide);
		expect(screen({breakEven: edge(change)}, 80, 24)).toContain(small);
	});

	test('before a fill is measured that is stated', () => {
		const none = moments(0, undefined, 0);
		const text = screen({breakEven: edge({edge: none, adverse: none, verdict: 'unknown'})});
		expect(text).toContain('edge   no fill measured');
		expect(text).toContain('adverse ?');
		expect(screen({breakEven: edge({edge: none, adverse: none, verdict: 'unknown'})}, 80, 24)).toContain('fee 0.40bp');
	});
});

test('the parts of the net stand under each other where there is room, and fees are what they cost', () => {
	const rows = screen({}, 200, 60).split('\n');
	const at = rows.findIndex((row) => row.includes('net by source USDT'));
	const shown = rows.slice(at + 1, at + 6).map((row) => /│(?<cells>[^│]*)│?$/u.exec(row)?.groups?.['cells']?.trim().replaceAll(/ +/g, ' '));
	expect(shown).toEqual(['spread captured +2.15', 'adverse 5 s -0.73', 'inventory +9.91', 'less fees 0.93', 'net +10.40']);
});

test('orders stand as in the ladder, asks above bids and the higher price first, with ages that say something within a second', () => {
	const [bid, ask] = orders;
	const further = {...ask!, id: 3, priceUnits: ticks('67240.00'), placedAtMs: unixMs(frame({}).atMs - 600)};
	const rows = screen({orders: [bid!, ask!, further]}, 200, 60).split('\n');
	const shown = rows.flatMap((row) => /([AB]) {2}(\d+\.\d\d) +(\S+) ≈/.exec(row)?.slice(1, 4).join(' ') ?? []);
	expect(shown).toEqual(['A 67240.00 0.6s', 'A 67237.49 7.0s', 'B 67224.04 7.0s']);
});

test('where trades are missing, there were at least so many fills, and the header counts what was not understood', () => {
	const shown = (change: Parameters<typeof counters>[0]) =>
		new Scene(200, 60).frames([...liveFrames(), frame({sequence: 9, counters: counters(change)})]).text;
	expect(shown({})).toMatch(/queue-conservative n\d/);
	expect(shown({tradesLost: 3, tradesIncompleteSinceMs: unixMs(1)})).toMatch(/queue-conservative n≥\d/);
	expect(shown({unknownEvents: 2})).toContain('unknown 2');
	expect(shown({})).not.toContain('unknown');
});

describe('one wall does not flatten the bars of the ladder', () => {
	const withWall = (qty: string) => {
		const bids = [
			{priceUnits: ticks('67234.00'), qtyLots: lots(qty)},
			...Array.from({length: 9}, (_, row) => ({priceUnits: ticks(`672${33 - row}.00`), qtyLots: lots('2')})),
		];
		const scene = new Scene(200, 60).frames([...liveFrames(), frame({sequence: 9, ladder: {...ladder(), bids, asks: []}})]);
		const {state} = scene as {state: MonitorState};
		return {full: ladderModel(state, state.memory.frame!, state.memory.axis!, 40).fullBarLots, text: scene.text};
	};

	test('a full bar is three times the 80th percentile of the rows, and larger ones are cut', () => {
		const {full, text} = withWall('500');
		expect(full).toBe(Number(lots('6')));
		expect(text).toMatch(/«█+ ?500/);
	});

	test('without a wall it is the largest size, and no bar is cut', () => {
		const {full, text} = withWall('5');
		expect(full).toBe(Number(lots('5')));
		expect(text).not.toMatch(/«|█»/);
	});
});

test('figures of money in the panel keep their unit, however large they are', () => {
	const huge = account({realised: money('123456789012345678.91'), net: money('-98765432109876543210'), fees: money('1234567890123.4')});
	const text = screen({account: huge});
	expect(text).toMatch(/realised +\+123\S*[KMBTQ] USDT/);
	expect(text).toMatch(/NET +-\S+[KMBTQ] USDT/);
	expect(text).toMatch(/fees paid +\S+ USDT/);
});
