/** Ladder and tape in use: level cursor, marks, filters, scales, anchors. */

import {describe, expect, test} from 'vitest';
import {priceUnits} from '../../source/domain/units.js';
import {chooseKeys} from '../../source/screen/view-model/settings/active-keys.js';
import {chartSamples} from '../../source/screen/view-model/memory/chart-history.js';
import {wantedWatch} from '../../source/screen/view-model/state/wanted-watch.js';
import {screenRows} from '../../source/screen/view-model/screen/screen.js';
import {account, after, frame, gauges, ladder, liveFrames, lots, maker, money, orders, ticks, touch, trade} from '../helpers/frames.js';
import {Scene} from '../helpers/screen-scene.js';

const live = (columns = 120, rows = 40, change = {}) => new Scene(columns, rows, change).frames(liveFrames());
/** The ladder's part of the line with this price. */
const rowOf = (scene: Scene, price: string) =>
	scene.lines.map((line) => line.slice(0, 118)).find((line) => line.slice(0, 68).includes(price) && !line.includes('×')) ?? '';
const cursor = (scene: Scene) => scene.state.choices.cursor?.priceUnits;

const movedBy = (rows: number, sequence: number, atMs = after(sequence * 100)) => {
	const shift = <T extends {readonly priceUnits: number}>(level: T) => ({...level, priceUnits: priceUnits(level.priceUnits + rows * 100)});
	const [picture, base] = [ladder(), touch()];
	return frame({
		sequence,
		atMs,
		ladder: {...picture, bids: picture.bids.map(shift), asks: picture.asks.map(shift)},
		touch: touch({bid: shift(base.bid!), ask: shift(base.ask!), midHalfUnits: base.midHalfUnits! + rows * 200}),
	});
};

describe('the level cursor', () => {
	test('comes at the touch of the side it was sent to, moves by rows, and Esc takes it away', () => {
		expect(cursor(live().press('up'))).toBe(ticks('67235.00'));
		expect(cursor(live().press('j'))).toBe(ticks('67234.00'));
		expect(cursor(live().press('k', 'up', 'up'))).toBe(ticks('67237.00'));
		expect(cursor(live().press('g'))).toBe(ticks('67234.00'));
		expect(cursor(live().press('g', 'G'))).toBe(ticks('67235.00'));
		expect(cursor(live().press('up', 'escape'))).toBeUndefined();
	});

	test('Home and End take it to the highest and the lowest row in view', () => {
		expect(cursor(live().press('home'))).toBe(ticks('67247.00'));
		expect(cursor(live().press('end'))).toBe(ticks('67222.00'));
		expect(live().press('home').text).not.toContain('HELD');
	});

	test('says how far its price is, and what it takes to trade to it once the engine has told', () => {
		const scene = live().press('up', 'up');
		expect(rowOf(scene, '67236.00')).toContain('>67236.00');
		expect(scene.text).toContain('>67236.00  +0.27bp  +184.5t');
		expect(wantedWatch(scene.state).cursorUnits).toBe(ticks('67236.00'));
		const reach = {side: 'ask', toUnits: ticks('67236.00'), levels: 7, qtyLots: lots('4.935'), cost: money('331804.1925')} as const;
		scene.frames([frame({sequence: 9, reach})]);
		expect(scene.text).toContain('>67236.00  +0.27bp  +184.5t  buy 4.935 @67234.89  +0.11bp');
		expect(
			live(80, 24)
				.press('up', 'up')
				.frames([frame({sequence: 9, reach})]).text,
		).toContain('>67236.00  +0.27bp  buy 4.935 @67234.89');
		expect(
			live(200, 60)
				.press('up', 'up')
				.frames([frame({sequence: 9, reach})]).text,
		).toContain('331.8K USDT  7 levels');
	});

	test('beyond what the snapshot vouches for it is at least so much', () => {
		const shallow = {...ladder(), knownToUnits: ticks('67235.50')};
		const reach = {side: 'ask', toUnits: ticks('67236.00'), levels: 7, qtyLots: lots('4.935'), cost: money('331804.1925')} as const;
		expect(
			live()
				.press('up', 'up')
				.frames([frame({sequence: 9, reach, ladder: shallow})]).text,
		).toContain('buy ≥4.935');
	});

	test('an answer for another price is not shown for this one', () => {
		const scene = live()
			.press('up', 'up')
			.frames([frame({sequence: 9, reach: {side: 'ask', toUnits: ticks('67235.00'), levels: 1, qtyLots: lots('9'), cost: money('1')}})]);
		expect(scene.text).not.toContain('@67');
	});

	test('takes the axis along beyond its edge, and holds it then', () => {
		const scene = live();
		for (let press = 0; press < 20; press += 1) scene.press('up');
		expect(rowOf(scene, '>67254.00')).not.toBe('');
		expect(scene.text).toContain('HELD');
	});

	test('nothing moves under it for 300 ms after a key, then the axis follows the market again', () => {
		const scene = live().press('up');
		scene.frames([movedBy(12, 10, after(250))]);
		expect(scene.text).toContain('67247.00');
		expect(scene.text).not.toContain('67259.00');
		scene.frames([movedBy(12, 11, after(350))]);
		expect(scene.text).toContain('67259.00');
	});

	test('comes to stand on a row of another price group', () => {
		const scene = live()
			.press('up', '+')
			.frames([frame({sequence: 9, ladder: {...ladder(), groupUnits: 200, bids: [], asks: []}})]);
		expect(cursor(scene)).toBe(ticks('67236.00'));
	});

	test('moves the list instead where a list has the keys', () => {
		const scene = live().press('l', 'down');
		expect(cursor(scene)).toBeUndefined();
	});

	test('is no advice on a book that is not to be trusted', () => {
		const scene = live()
			.press('up')
			.frames([frame({sequence: 9, trusted: false})]);
		expect(scene.text).not.toContain('>67235.00  ');
	});

	test('is marked without colour and without a glyph beyond ASCII', () => {
		expect(rowOf(live(80, 24, {ascii: true}).press('up'), '67235.00')).toContain('>67235.00');
	});
});

describe('marks', () => {
	test('high, low, last and average entry stand where the other side has no size', () => {
		const session = {highUnits: ticks('67240.00'), lowUnits: ticks('67225.50'), lastUnits: ticks('67234.15')};
		const scene = live().frames([frame({sequence: 9, session, maker: maker({account: account({averagePrice: money('67229.10')})})})]);
		expect(rowOf(scene, '67240.00')).toMatch(/│ +high {8}67240\.00 {7}6\.250/);
		expect(rowOf(scene, '67225.00')).toMatch(/10\.450 {6}67225\.00 {8}low /);
		expect(rowOf(scene, ' 67234.00')).toMatch(/67234\.00 {8}last ┄{8} /);
		expect(rowOf(scene, '67229.00')).toMatch(/67229\.00 {8}avg /);
		expect(scene.text).toContain('avg 67229.10  H 67240.00 L 67225.50');
	});

	test('the line of the last trade lies in blank cells only, on either side, with ASCII too, and keeps away from what the row has', () => {
		const traded = (price: string, side: 'buy' | 'sell') => ({
			trades: [trade(9000, side, price, '0.500')],
			session: {...frame().session, lastUnits: ticks(price)},
		});
		for (const [columns, rows] of [
			[200, 60],
			[120, 40],
			[100, 30],
			[80, 24],
			[60, 16],
		] as const) {
			for (const ascii of [false, true]) {
				const scene = (change: object) => live(columns, rows, {ascii}).frames([frame({sequence: 9, ...change})]);
				const [rule, border] = ascii ? ['-', '|'] : ['┄', '│'];
				const between = (of: Scene, price: string) =>
					of.lines.map((line) => line.split(border)[1] ?? '').find((line) => line.includes(price)) ?? '';
				const hit = scene(traded('67234.15', 'sell'));
				expect(between(hit, ' 67234.00')).toMatch(new RegExp(`67234\\.00 .*last ${rule}+ +$`));
				expect(between(scene(traded('67235.00', 'buy')), ' 67235.00')).toMatch(new RegExp(`^ +${rule}+ last .*67235\\.00 `));
				const without = scene({...traded('67234.15', 'sell'), session: {...frame().session, lastUnits: undefined}});
				const plain = (text: string) => text.replace('last', '    ').replaceAll(rule, ' ');
				expect(plain(between(hit, ' 67234.00'))).toBe(between(without, ' 67234.00'));
			}
		}
	});

	test('no mark touches a digit, at any width', () => {
		const session = {highUnits: ticks('67236.00'), lowUnits: ticks('67233.50'), lastUnits: ticks('67234.16')};
		const everywhere = ['67233.50', '67234.15', '67234.16', '67236.00', '67232.10'].flatMap((price, index) => [
			trade(9000 + 2 * index, 'buy', price, '123.456'),
			trade(9001 + 2 * index, 'sell', price, '123.456'),
		]);
		for (let columns = 60; columns <= 250; columns += 1) {
			const scene = live(columns, 40).frames([
				frame({sequence: 9, session, trades: everywhere, maker: maker({account: account({averagePrice: money('67232.10')})})}),
			]);
			const rows = scene.lines.filter((line) => /\b(?:avg|last|high|low)\b/.test(line.slice(0, 130)) && /672\d\d\.00/.test(line));
			expect(rows.length, String(columns)).toBeGreaterThanOrEqual(4);
			for (const row of rows) expect(row, String(columns)).not.toMatch(/\d(?:avg|last|high|low|┄)|(?:avg|last|high|low|┄)\d/);
		}
	});

	test('an average entry out of view has an arrow', () => {
		expect(live().text).toContain('▲ avg 67259.81');
	});

	test('large sizes are marked with and without bars, and from the operator’s size on', () => {
		const market = {largeLevel: '7'};
		expect(rowOf(live(120, 40, {market}), '67230.00')).toMatch(/!▐█ 7\.116|!█ 7\.116/);
		expect(rowOf(live(80, 24, {market}), '67230.00')).toContain('!7.116');
		expect(rowOf(live(120, 40, {market}), '67231.00')).not.toContain('!');
	});

	test('a size that just changed is bold for a moment, where that is wanted', () => {
		const boldSizes = (scene: Scene) =>
			screenRows(scene.state)
				.flat()
				.filter(({text, bold}) => bold === true && /^ *\d+\.\d{3}$/.test(text)).length;
		const first = {...frame({sequence: 9, ladder: ladder('before'), atMs: after(1000)})};
		const next = frame({sequence: 10, atMs: after(1100)});
		expect(boldSizes(live(120, 40, {market: {flash: true}}).frames([first, next]))).toBeGreaterThan(
			boldSizes(live().frames([first, next])),
		);
		expect(boldSizes(live(120, 40, {market: {flash: true}}).frames([first, next, {...next, atMs: after(1400)}]))).toBe(
			boldSizes(live().frames([first, next])),
		);
	});
});

test('every fifth row stands out, with colours and without', () => {
	const bold = (scene: Scene) =>
		screenRows(scene.state)
			.flat()
			.filter(({text, bold: isBold, role}) => isBold === true && role === 'accent' && /^ *672\d\d\.00$/.test(text))
			.map(({text}) => text.trim());
	expect(bold(live())).toEqual(['67245.00', '67240.00', '67235.00', '67230.00', '67225.00']);
});

describe('columns', () => {
	test('wide ladders split the change into stacked and pulled, without what was traded, and show the queue ahead', () => {
		const scene = live(200, 60);
		expect(scene.text).toContain('OWN≈QUEUE    +10s   -10s        Σ');
		expect(rowOf(scene, '67230.00')).toContain('+2.00');
		expect(rowOf(scene, '67224.00')).toContain('.010≈0.31');
	});

	test('c goes from the change to the sum in base, in quote, and back', () => {
		const scene = live().press('c');
		expect(rowOf(scene, '67231.00')).toMatch(/9\.08/);
		expect(scene.text).toContain('cumulative BTC');
		scene.press('c');
		expect(scene.text).toContain('cumulative USDT');
		expect(rowOf(scene, '67231.00')).toMatch(/611K|610K/);
		expect(scene.press('c').text).not.toContain('cumulative ');
	});

	test('B keeps the scale of the bars, and a size says what it is', () => {
		const scene = live().press('B');
		expect(scene.text).toContain('bar 12.880');
		expect(scene.press('B').text).not.toContain('bar 12.880');
		expect(live(120, 40, {market: {barScale: '1'}}).text).toContain('bar 1.000');
		expect(rowOf(live(120, 40, {market: {barScale: '1', largeLevel: '99'}}), '67228.00')).toContain('«██ 2.340');
	});
});

describe('the anchor', () => {
	test('a goes from the mid to the last trade to own orders, and space centres there', () => {
		const own = [{...orders[0]!, priceUnits: ticks('67200.00')}];
		const scene = live()
			.press('a', 'a')
			.frames([frame({sequence: 9, maker: maker({orders: own})})]);
		expect(scene.text).toContain('auto own');
		expect(rowOf(scene.press('space'), '67200.00')).not.toBe('');
		expect(rowOf(scene, '67188.00')).not.toBe('');
	});
});

describe('borders', () => {
	test('beside the arrow to an own order out of view a narrow ladder keeps its price group', () => {
		const far = orders.map((order) => ({...order, priceUnits: ticks(order.side === 'bid' ? '67100.04' : '67337.49')}));
		const scene = live(80, 24).frames([frame({sequence: 9, maker: maker({orders: far})})]);
		expect(scene.text).toContain('LADDER  group 1.00 ─ ▲ own A .010 67337.49 ─');
	});

	test('own orders out of view have their arrows while the cursor has the bottom border, at every width', () => {
		const reach = {side: 'ask', toUnits: ticks('67236.00'), levels: 7, qtyLots: lots('4.935'), cost: money('331804.1925')} as const;
		const [bid, ask] = [
			{...orders[0]!, priceUnits: ticks('67100.04')},
			{...orders[1]!, priceUnits: ticks('67337.49')},
		];
		for (let columns = 60; columns <= 250; columns += 1) {
			for (const [own, arrows] of [
				[[bid], [/▼ own (?:bid|B) \.010 (?:at )?67100\.04/]],
				[
					[bid, ask],
					[/▼ own (?:bid|B) \.010 (?:at )?67100\.04/, /▲ own (?:ask|A) \.010 (?:at )?67337\.49/],
				],
			] as const) {
				const {text} = live(columns, 40)
					.press('up', 'up')
					.frames([frame({sequence: 9, reach, maker: maker({orders: own})})]);
				for (const arrow of arrows) expect(text, String(columns)).toMatch(arrow);
				expect(text, String(columns)).toContain('>67236.00');
			}
		}
	});

	test('a frozen ladder is as old as its last event, not as its distrust', () => {
		const silent = frame({
			sequence: 9,
			atMs: after(3100),
			trusted: false,
			lastTrustedAtMs: after(3000),
			gauges: gauges({depthAgeMs: 3100}),
		});
		expect(live().frames([silent]).text).toContain('3.1s old');
	});
});

describe('the tape', () => {
	test('a taker order through several prices is one line with its slippage', () => {
		expect(live().text).toContain('14:07:25 B» 67235.00  0.974');
		expect(live(200, 60).text).toMatch(/14:07:25\.482 B» 67235\.00 {2}0\.974 {3}40t {3}x3/);
	});

	test('f hides what is small, says from where on and how many, and everything goes on counting', () => {
		const scene = live();
		const flow = /buy 4\.2 .* 5\.3 sell/.exec(scene.text)?.[0];
		scene.press('f');
		expect(scene.text).toMatch(/f ≥0\.\d+ {2}hides \d+/);
		expect(scene.text).not.toContain('S  67234.15  0.066');
		expect(/buy 4\.2 .* 5\.3 sell/.exec(scene.text)?.[0]).toBe(flow);
		scene.press('f', 'f', 'f');
		expect(scene.text).not.toContain('hides');
	});

	test('with the keys it goes by lines, held meanwhile, and is released where it was left', () => {
		const tapeLines = (scene: Scene) =>
			scene.lines.filter((line) => /14:07:\d\d [BS]/.test(line)).map((line) => /14:07:\d\d [BS]\S* +[\d.]+ +[<\d.]+/.exec(line)?.[0]);
		const scene = live(80, 24).press('tab');
		const before = tapeLines(scene);
		expect(tapeLines(scene.press('down'))[0]).toBe(before[1]);
		expect(scene.text).toContain('TAPE  HELD +0  1 up');
		expect(scene.state.choices.cursor).toBeUndefined();
		scene.frames([frame({sequence: 9, trades: [trade(6000, 'buy', '67234.16', '0.777')]})]);
		expect(tapeLines(scene)[0]).toBe(before[1]);
		expect(tapeLines(scene.press('up', 'up', 'up'))[0]).toBe(before[0]);
		expect(scene.text).toMatch(/TAPE {2}HELD \+1 /);
		expect(tapeLines(scene.press('end')), 'the panel stays full').toHaveLength(before.length);
		expect(tapeLines(scene.press('home'))[0]).toBe(before[0]);
		expect(scene.press('pagedown', 'p').text).toContain('0.777');
		expect(scene.text).not.toContain('HELD');
	});

	test('scrolled, it counts only lines that the filter shows', () => {
		const scene = live(80, 24).press('tab', 'f', 'end');
		expect(scene.state.memory.tapeOffset).toBeGreaterThan(0);
		expect(scene.text).toMatch(/14:07:\d\d [BS]/);
		expect(scene.press('f').state.memory.tapeOffset).toBe(0);
	});

	test('a filter of the operator’s is there from the first print on', () => {
		const scene = live(120, 40, {market: {tapeFilter: '0.5'}});
		expect(scene.text).toContain('f ≥0.500');
		expect(scene.text).not.toContain('0.412');
	});

	test('what came in one picture and went by below the last line is counted', () => {
		const many = Array.from({length: 60}, (_, index) => trade(6000 + index, index % 2 === 0 ? 'buy' : 'sell', '67234.16', '0.1'));
		expect(live().frames([frame({sequence: 9, trades: many})]).text).toMatch(/TAPE {2}\+\d\d more/);
	});

	test('a huge order rings where that was asked for, once in two seconds and once for each', () => {
		const huge = (id: number, ms: number) =>
			frame({sequence: id, atMs: after(ms), trades: [trade(id, 'buy', '67234.16', '50', after(ms))]});
		const bells = (scene: Scene) => scene.effects.filter(({kind}) => kind === 'bell').length;
		const scene = live(120, 40, {market: {bell: true, hugePrint: '10'}}).frames([huge(6000, 100)]);
		expect(bells(scene)).toBe(1);
		expect(bells(scene.frames([huge(6001, 200), huge(6002, 2000)]))).toBe(1);
		expect(bells(scene.frames([huge(6003, 2200), frame({sequence: 9, atMs: after(9000)})]))).toBe(2);
		expect(bells(live().frames([huge(6000, 100)]))).toBe(0);
	});

	test('own fills stand in the tape, in reverse and with a star', () => {
		const fill = {
			id: 1,
			side: 'sell',
			priceUnits: ticks('67237.49'),
			qtyLots: 1_000_000,
			liquidity: 'maker',
			fee: money('0'),
			feeAsset: 'USDT',
			feeValue: money('0'),
			atMs: after(0),
			executedAtMs: after(-250),
			sentAtMs: after(-250),
			cause: 'print',
			inventoryBeforeLots: 1_000_000n,
			inventoryLots: 0n,
		} as const;
		const scene = live().frames([frame({sequence: 9, fills: [fill]})]);
		expect(scene.text).toContain('14:07:31 S* 67237.49  0.010');
		const spans = screenRows(scene.state)
			.flat()
			.filter(({text}) => text.startsWith('S* '));
		expect(spans.every(({inverse}) => inverse === true)).toBe(true);
	});
});

describe('commands', () => {
	const type = (scene: Scene, line: string) =>
		scene.press(':', ...Array.from(line, (character) => (character === ' ' ? 'space' : character)), 'return');

	test('take the value that a key can only cycle through', () => {
		expect(type(live(), 'anchor own').text).toContain('auto own');
		expect(type(live(), 'tape-filter 0.5').text).toContain('f ≥0.500');
		expect(type(live(), 'pin-bars 2').text).toContain('bar 2.000');
		expect(type(live().press('B'), 'pin-bars').text).not.toContain('bar 12.880');
	});

	test('a size that the venue cannot name is refused with a sentence', () => {
		const scene = type(live(), 'tape-filter 0.0000000001');
		expect(scene.state.choices.tapeFilter).toBeUndefined();
		expect(scene.text).toContain('0.0000000001 has more digits than BTCUSDT has: 8 at most');
	});
});

describe('gauges', () => {
	const shown = (columns: number, rows: number) =>
		live(columns, rows).act({
			kind: 'frame',
			frame: frame({sequence: 9}),
			render: {fps: 10, bytesPerSecond: 9000, skipped: 0, paint: {p50Ms: 3.2, p99Ms: 12, samples: 90}},
		}).text;

	test('large screens have a panel of them with their definitions', () => {
		for (const text of [shown(200, 60), shown(160, 50), shown(120, 70)]) {
			expect(text).toMatch(/spread +0\.01 1t 0\.001bp/);
			expect(text).toContain('imb 1 5 20');
			expect(text).toMatch(/exch→recv +38\/112 ms/);
			expect(text).toMatch(/recv→apply +0\.02\/0\.21 ms/);
			expect(text).toMatch(/appl→paint +3\.2\/12 ms/);
			expect(text).toMatch(/clock +\+4±2 ms/);
			expect(text).toMatch(/known +66118…68402/);
		}
	});

	test('a stale book has its age in the panel as an alarm', () => {
		const scene = live(200, 60).frames([frame({sequence: 9, trusted: false, gauges: gauges({depthAgeMs: 5400})})]);
		const age = screenRows(scene.state)
			.flat()
			.filter(({text}) => text === '5400');
		expect(age.some(({role}) => role === 'alarm')).toBe(true);
	});

	test('levels that the book let go of are told', () => {
		expect(live(200, 60).frames([frame({sequence: 9, ladder: {...ladder(), evicted: 812}})]).text).toContain('812 far levels');
	});
});

test('an instrument with other price units forgets prices that no longer mean anything', () => {
	const other = {...frame().instrument!, unitDecimals: 1 + frame().instrument!.unitDecimals};
	const scene = live()
		.press('up', 'p')
		.frames([frame({sequence: 9, instrument: other, trades: []})]);
	expect(cursor(scene)).toBeUndefined();
	expect(scene.state.memory.heldTape).toBeUndefined();
	expect(scene.text).not.toContain('0.412');
	expect(scene.state.memory.history.samples.length).toBeLessThan(2);
	expect(scene.state.memory.pulse.length).toBeLessThan(2);
	const before = chartSamples(scene.state.memory.charts).slice(0, -1);
	expect(before).not.toHaveLength(0);
	for (const sample of before) {
		expect(sample).toMatchObject({net: expect.any(Number), mid: undefined, spreadUnits: undefined, bought: undefined, sold: undefined});
	}
});

test('hints name the keys that were chosen', () => {
	const keymap = chooseKeys([
		{id: 'hold-tape', keys: ['f2']},
		{id: 'tape-filter', keys: ['f3']},
		{id: 'recentre', keys: ['f4']},
		{id: 'cumulative', keys: ['f5']},
		{id: 'pin-bars', keys: ['f6']},
	]);
	const scene = live(200, 60, {keymap});
	expect(scene.text).toContain('F4 recentre · F5 cumulative');
	expect(scene.text).toContain('F2 hold');
	expect(scene.press('f6').text).toContain('F6 lets it follow again');
	expect(scene.press('f3').text).toMatch(/F3 ≥0\.\d+/);
});
