/** While frozen, display keys act on the frozen picture; protective keys act at once. */

import {describe, expect, test} from 'vitest';
import {priceUnits} from '../../../../source/domain/units.js';
import {axisPrices} from '../../../../source/screen/view-model/memory/ladder-axis.js';
import {rowText} from '../../../../source/screen/view-model/cells/cells.js';
import {shownState} from '../../../../source/screen/view-model/state/frozen.js';
import {NO_FLASHES} from '../../../../source/screen/view-model/memory/ladder-flash.js';
import {screenPanels} from '../../../../source/screen/view-model/screen/screen.js';
import {
	account,
	after,
	badMinuteFrames,
	frame,
	ladder,
	liveFrames,
	lots,
	maker,
	orders,
	prints,
	ticks,
	touch,
	trade,
} from '../../../helpers/frames.js';
import {Scene} from '../../../helpers/screen-scene.js';

/** The market 300 rows higher with other sizes, so that no frozen price is in view of the live axis. */
const away = (sequence: number) => {
	const shift = <T extends {readonly priceUnits: number}>(level: T) => ({
		...level,
		priceUnits: priceUnits(level.priceUnits + 30_000),
		qtyLots: lots('9.999'),
	});
	const [picture, base] = [ladder(), touch()];
	return frame({
		sequence,
		atMs: after(sequence * 100),
		ladder: {...picture, bids: picture.bids.map(shift), asks: picture.asks.map(shift)},
		touch: touch({bid: shift(base.bid!), ask: shift(base.ask!), midHalfUnits: base.midHalfUnits! + 60_000}),
		trades: [trade(prints.at(-1)!.id + sequence - 19, 'buy', '67534.16', '3.210', after(sequence * 100))],
	});
};

const live = (columns = 120, rows = 40, change = {}) => new Scene(columns, rows, change).frames(liveFrames());
const frozen = (columns = 120, rows = 40, change = {}) =>
	live(columns, rows, change)
		.press('P')
		.frames([away(20), away(21)]);
const copies = (scene: Scene) => scene.effects.flatMap((effect) => (effect.kind === 'copy' ? [effect.text] : []));
const column = (scene: Scene) => scene.lines.flatMap((line) => /67\d\d\d\.00/.exec(line.slice(20, 40))?.[0] ?? []);

describe('the level cursor', () => {
	test('moves on the frozen rows, from the frozen touch', () => {
		expect(frozen().press('up').state.choices.cursor?.priceUnits).toBe(ticks('67235.00'));
		expect(frozen().press('g').state.choices.cursor?.priceUnits).toBe(ticks('67234.00'));
		expect(frozen().press('G').state.choices.cursor?.priceUnits).toBe(ticks('67235.00'));
		expect(frozen().press('up', 'up').text).toContain('>67236.00');
	});

	test('goes to the edges of the frozen axis', () => {
		const scene = frozen();
		const prices = column(scene);
		expect(scene.press('home').state.choices.cursor?.priceUnits).toBe(ticks(prices[0]!));
		expect(scene.press('end').state.choices.cursor?.priceUnits).toBe(ticks(prices.at(-1)!));
	});

	test('and scrolling take the frozen axis along, and leave the live one to its market', () => {
		const scene = frozen();
		const [axis, before] = [scene.state.memory.axis, column(scene)];
		scene.press('K', 'K', ...Array.from({length: 20}, () => 'up'));
		expect(column(scene)).not.toEqual(before);
		expect(scene.state.memory.axis).toBe(axis);
		expect(scene.press('space').text).toContain('67235.00');
		const released = scene.press('escape', 'P');
		expect(released.text).toContain('67534.15');
		expect(released.text).toContain('auto ─╮');
	});
});

describe('copying', () => {
	test('gives the frozen row, and says that it is frozen and since when', () => {
		expect(copies(frozen().press('up', 'up', 'y'))).toEqual(['BTCUSDT 67236.00 ask 1.715 +0.27bp (FROZEN 14:07:31)']);
		expect(copies(frozen().press('y'))).toEqual([expect.stringMatching(/^BTCUSDT .* @ 67234\.15 x .* @ 67234\.16 \(FROZEN 14:07:31\)$/)]);
	});

	test('of an event that came since is from the log alone', () => {
		const later = {atMs: after(70_000), kind: 'connection', level: 'info', text: 'came later'} as const;
		const scene = live()
			.press('P')
			.frames([frame({sequence: 30, atMs: after(70_000), journal: [later]})]);
		expect(copies(scene.press('tab', 'tab', 'tab', 'tab', 'y')).at(-1)).not.toContain('came later');
		expect(scene.state.focus).toBe('events');
		expect(copies(scene.press('l', 'y')).at(-1)).toContain('came later');
	});

	test('keeps the doubt of a book that was not trusted when it was frozen', () => {
		const scene = new Scene(120, 40)
			.frames(badMinuteFrames())
			.press('P')
			.frames([away(20)]);
		expect(copies(scene.press('y'))[0]).toMatch(/ \(FROZEN \d\d:\d\d:\d\d, book not trusted\)$/);
	});

	test('the word about it stays for its four seconds', () => {
		const scene = live()
			.press('P')
			.frames([frame({sequence: 30, atMs: after(60_000)})])
			.press('up', 'y');
		expect(scene.frames([frame({sequence: 31, atMs: after(63_000)})]).text).toContain('row sent to the clipboard');
		expect(scene.frames([frame({sequence: 32, atMs: after(64_100)})]).text).not.toContain('row sent to the clipboard');
		expect(scene.press('space').frames([frame({sequence: 33, atMs: after(68_000)})]).text).toContain('axis follows the market');
		expect(scene.frames([frame({sequence: 34, atMs: after(68_200)})]).text).not.toContain('axis follows the market');
	});

	test('in the log, which is not frozen, gives the event, and on the small card the live market', () => {
		expect(copies(frozen().press('l', 'y'))[0]).not.toContain('FROZEN');
		expect(copies(frozen().resize(44, 12).press('y'))).toEqual([expect.stringContaining('67534.15')]);
		expect(copies(frozen().resize(44, 12).press('y'))[0]).not.toContain('FROZEN');
	});
});

describe('the mouse', () => {
	const click = (scene: Scene, x: number, y: number) => scene.act({kind: 'mouse', event: {button: 'left', x, y}});
	const lineOf = (scene: Scene, price: string) => scene.lines.findIndex((line) => line.slice(0, 90).includes(price) && !line.includes('×'));

	test('chooses the price that is under it, above and below the banner of a frozen ladder', () => {
		for (const [columns, rows] of [
			[200, 60],
			[120, 40],
			[100, 30],
			[80, 24],
			[70, 20],
		] as const) {
			const scene = frozen(columns, rows, {mouse: true});
			for (const price of ['67237.00', '67235.00', '67234.00', '67232.00']) {
				expect(click(scene, 10, lineOf(scene, price)).state.choices.cursor?.priceUnits, `${columns}x${rows}`).toBe(ticks(price));
			}
		}
	});

	test('its wheel scrolls the frozen rows', () => {
		const scene = frozen(120, 40, {mouse: true});
		const [before, axis] = [column(scene), scene.state.memory.axis];
		scene.act({kind: 'mouse', event: {button: 'wheel-up', x: 10, y: 10}});
		expect(column(scene)[3]).toBe(before[0]);
		expect(scene.state.memory.axis).toBe(axis);
	});
});

describe('the tape', () => {
	const filter = [':', ...Array.from('tape-filter'), 'space', '0', '.', '4', 'return'];

	test('goes by lines of the frozen one, and is filtered; released, the filter holds for what came since', () => {
		const scene = frozen(80, 24).press('tab', ...filter);
		expect(scene.text).toMatch(/f ≥0\.400 {2}hides \d+/);
		expect(scene.text).not.toContain('3.210');
		const hidden = (of: Scene) => Number(/hides (\d+)/.exec(of.text)?.[1]);
		const before = hidden(scene);
		expect(scene.press('P').text).toContain('3.210');
		expect(hidden(scene)).toBe(before);
		const fresh = live(80, 24)
			.frames([away(20), away(21)])
			.press('tab', ...filter);
		expect(hidden(scene)).toBe(hidden(fresh));
		expect(hidden(frozen(80, 24).press('tab', ...filter, 'escape'))).toBe(hidden(fresh));
	});

	test('that was held, and far down, shows what the filter leaves of it, from the first line on', () => {
		const held = live(80, 24).press('tab', 'end');
		expect(held.state.memory.tapeOffset).toBeGreaterThan(7);
		const wanted = live(80, 24).press('tab', 'end', ...filter);
		const scene = held.press('P', ...filter, 'P');
		const tapeOf = (of: Scene) => of.lines.slice(11, -1).map((line) => line.slice(48));
		expect(tapeOf(scene)).toEqual(tapeOf(wanted));
		expect(tapeOf(scene).join('\n')).toContain('67234.16  2.050');
	});

	test('that was held stays where it was when no other filter was chosen', () => {
		const held = live(80, 24).press('tab', 'end');
		const {tapeOffset} = held.state.memory;
		expect(held.press('P', 'K', 'home', 'P').state.memory.tapeOffset).toBe(tapeOffset);
	});
});

describe('what is chosen meanwhile', () => {
	test('is seen at once: cumulative sums, the scale of the bars, the focus', () => {
		expect(frozen(200, 60).press('c').text).toContain('Σ');
		expect(frozen().press('B').state.choices.barLots).toBe(Number(lots('12.880')));
		expect(frozen().press('tab').state.focus).toBe('tape');
	});

	test('is refused with a sentence where the picture has no answer to it', () => {
		for (const key of ['+', '-', 't', 'p']) {
			const scene = frozen();
			const {traded, heldTape} = scene.state.memory;
			const {groupIndex} = scene.state.choices;
			expect(scene.press(key).text, key).toContain(`${key} does nothing in a frozen picture, P makes it live`);
			expect(scene.state).toMatchObject({choices: {groupIndex}, memory: {traded, heldTape}});
		}

		const typed = frozen().press(':', ...Array.from('group'), 'space', '5', 'return');
		expect(typed.text).toContain(':group does nothing in a frozen picture');
		expect(typed.state.choices.groupIndex).toBe(live().state.choices.groupIndex);
	});

	test('is nothing at all where nothing was done', () => {
		const scene = frozen();
		const before = scene.state;
		expect(scene.act({kind: 'mouse', event: {button: 'wheel-up', x: 10, y: 10}}).state).toBe(before);
	});
});

describe('the picture', () => {
	test('is faint below every border, and says FROZEN in it, beside what else stands there or without it', () => {
		const beyond = maker({orders: orders.map((order) => ({...order, side: 'ask' as const, priceUnits: ticks('69000.00')}))});
		for (const [columns, rows] of [
			[200, 60],
			[120, 40],
			[100, 30],
			[80, 24],
			[70, 20],
		] as const) {
			const scene = live(columns, rows)
				.frames([frame({sequence: 9, maker: beyond})])
				.press('P');
			const panels = screenPanels(scene.state).filter(({id}) => id !== 'header' && id !== 'footer');
			for (const {
				id,
				rows: [border = [], ...others],
			} of panels) {
				expect(rowText(border), `${id} ${columns}x${rows}`).toContain(' FROZEN ');
				expect(
					others.flat().every(({dim}) => dim === true),
					`${id} ${columns}x${rows}`,
				).toBe(true);
			}
		}

		expect(
			live(200, 60)
				.frames([frame({sequence: 9, maker: beyond})])
				.press('P').text,
		).toContain('own ask .010 at 69000.00 +1  FROZEN');
	});

	test('of a chart is as frozen as the panels, and a list is not', () => {
		for (const key of ['d', 's', 'C']) {
			const scene = live().press('P', key);
			const body = () => scene.lines.slice(2, -1).join('\n');
			const before = body();
			expect(before, key).toMatch(/^╭─ .*FROZEN/);
			expect(scene.frames(Array.from({length: 30}, (_, index) => away(20 + index))) && body(), key).toBe(before);
			expect(scene.press('+').effects, key).toEqual([]);
			expect(scene.press('P').text, key).not.toContain('FROZEN');
			expect(scene.press('P').lines[2], key).toContain('FROZEN');
		}

		expect(frozen().press('l').lines[2]).not.toContain('FROZEN');
		expect(live(44, 12).press('d', 'P').state.frozen, 'a card is never frozen').toBeUndefined();
	});

	test('has no flashes: they would not go out', () => {
		const [before, moved] = [frame({sequence: 8}), away(20)];
		const scene = new Scene(120, 40, {market: {flash: true}}).frames([
			before,
			{
				...before,
				sequence: 9,
				atMs: after(50),
				ladder: {...before.ladder, bids: before.ladder.bids.map((level) => ({...level, qtyLots: lots('7.777')}))},
			},
		]);
		expect(scene.state.memory.flashes).not.toBe(NO_FLASHES);
		expect(shownState(scene.press('P').state).memory.flashes).toBe(NO_FLASHES);
		expect(shownState(scene.frames([moved]).state).memory.flashes).toBe(NO_FLASHES);
	});

	test('gets no younger when the clock is set back', () => {
		const scene = new Scene(80, 24).frames(badMinuteFrames()).press('P');
		const age = (): string | undefined => / (\S+) old/.exec(scene.text)?.[1];
		const before = age();
		expect(before).toMatch(/^[1-9]/);
		scene.frames([frame({sequence: 99, atMs: after(-1000, scene.state.memory.frame!.atMs)})]);
		expect(age()).toBe(before);
	});

	test('ends where prices count in other units', () => {
		const {instrument} = frame();
		const scene = frozen().frames([
			frame({sequence: 40, atMs: after(5000), instrument: {...instrument!, unitDecimals: 1 + instrument!.unitDecimals}}),
		]);
		expect(scene.state.frozen).toBeUndefined();
		expect(scene.text).not.toContain('FROZEN');
	});
});

test('keys that protect act at once', () => {
	expect(frozen().press('x').commands).toEqual([{kind: 'pull-quotes'}]);
	expect(frozen().press('X').commands).toEqual([{kind: 'kill'}]);
	expect(frozen().press(']').commands).toEqual([{kind: 'adjust-skew', steps: 1}]);
	const held = live()
		.press('P')
		.frames([frame({sequence: 9, maker: maker({account: account({inventoryLots: 7_000_000n})})})]);
	expect(held.press('F').text, 'of the inventory there is now').toContain('take to close all, +0.0700 now?');
	expect(held.press('Y').commands).toEqual([{kind: 'flatten'}]);
});

test('before the first picture there is nothing to freeze', () => {
	const scene = new Scene(120, 40).press('P');
	expect(scene.text).toContain('nothing to freeze yet');
	expect(scene.state.frozen).toBeUndefined();
});

test('what is live is the state itself', () => {
	const {state} = live();
	expect(shownState(state)).toBe(state);
	expect(axisPrices(shownState(frozen().state).memory.axis!, 2)).toEqual(axisPrices(state.memory.axis!, 2));
});

describe('a picture that is frozen', () => {
	const {instrument} = frame();
	const changed = (changes: object) => frame({sequence: 22, atMs: after(2200), instrument: {...instrument!, ...changes}});

	test('stays what it is when the tick changes', () => {
		const scene = frozen().frames([changed({tickUnits: 10 * instrument!.tickUnits})]);
		expect(scene.state.frozen).toBeDefined();
	});

	test('ends when prices count in other units, and that is said', () => {
		const scene = frozen().frames([changed({unitDecimals: instrument!.unitDecimals + 1, tickUnits: 10 * instrument!.tickUnits})]);
		expect(scene.state.frozen).toBeUndefined();
		expect(scene.state.memory.events.at(-1)?.text).toBe('the frozen picture has ended: prices count in other units now');
	});
});

test('the answers to a key that is held down at a bound are one event, and the newest is told', () => {
	const refused = (sequence: number) =>
		frame({
			sequence,
			atMs: after(sequence * 100),
			journal: [{atMs: after(sequence * 100), kind: 'command', level: 'warning', text: 'refused: skew 9 is beyond the price collar'}],
		});
	const before = live();
	const scene = live().frames([refused(20), refused(21), refused(22)]);
	expect(scene.state.memory.events.length).toBe(before.state.memory.events.length + 1);
	expect(scene.state.memory.eventsSeen).toBe(before.state.memory.eventsSeen + 1);
	expect(scene.lines.at(-1)).toContain('refused: skew 9');
});
