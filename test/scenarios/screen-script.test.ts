/** The screen in use: press keys, read lines, check the commands to the engine. */

import {describe, expect, test} from 'vitest';
import {priceUnits, updateId} from '../../source/domain/units.js';
import {wantedWatch} from '../../source/screen/view-model/state/wanted-watch.js';
import {
	done,
	after,
	frame,
	gauges,
	ladder,
	liveFrames,
	maker,
	noMaker,
	prints,
	pulled,
	status,
	ticks,
	touch,
	trade,
} from '../helpers/frames.js';
import {Scene} from '../helpers/screen-scene.js';

const live = (columns = 120, rows = 40) => new Scene(columns, rows).frames(liveFrames());

/** The canned market moved by whole rows of 1.00. */
const movedBy = (rows: number, sequence: number) => {
	const shift = <T extends {readonly priceUnits: number}>(level: T) => ({...level, priceUnits: priceUnits(level.priceUnits + rows * 100)});
	const [picture, base] = [ladder(), touch()];
	return frame({
		sequence,
		atMs: after(sequence * 100),
		ladder: {...picture, bids: picture.bids.map(shift), asks: picture.asks.map(shift)},
		touch: touch({bid: shift(base.bid!), ask: shift(base.ask!), midHalfUnits: base.midHalfUnits! + rows * 200}),
	});
};

const priceColumn = (scene: Scene) => scene.lines.flatMap((line) => /67\d\d\d\.00/.exec(line.slice(20, 40))?.[0] ?? []);

describe('quotes', () => {
	test.each([
		[']', {kind: 'adjust-skew', steps: 1}],
		['[', {kind: 'adjust-skew', steps: -1}],
		['}', {kind: 'adjust-skew', steps: 5}],
		['{', {kind: 'adjust-skew', steps: -5}],
		['0', {kind: 'flat-skew'}],
		['>', {kind: 'adjust-half-spread', steps: 1}],
		['<', {kind: 'adjust-half-spread', steps: -1}],
		['r', {kind: 'resync'}],
		['x', {kind: 'pull-quotes'}],
	])('%s says %o', (key, command) => {
		expect(live().press(key).commands).toEqual([command]);
	});

	test('x pulls however often it is pressed, and u resumes', () => {
		const scene = live().press('x', 'x');
		expect(scene.commands).toEqual([{kind: 'pull-quotes'}, {kind: 'pull-quotes'}]);
		const asWell = {maker: maker({quoting: pulled('operator')})};
		scene.frames([
			frame({sequence: 9, atMs: after(100), answers: [done(1, 'operator: pull quotes'), done(2, 'operator: pull quotes')], ...asWell}),
			frame({sequence: 10, atMs: after(5000), ...asWell}),
		]);
		expect(scene.text).toContain('u RESUME');
		expect(scene.text).not.toContain('x pull');
		scene.press('x', 'ctrl+x');
		expect(scene.commands.slice(2)).toEqual([{kind: 'pull-quotes'}, {kind: 'pull-quotes'}]);
		expect(scene.press('u').commands.at(-1)).toEqual({kind: 'resume-quotes'});
	});

	test('x pulls for good where the book already keeps the quotes down', () => {
		const scene = live().frames([frame({sequence: 9, trusted: false, maker: maker({quoting: pulled('book-not-trusted')})})]);
		expect(scene.text).toContain('x stay pulled');
		expect(scene.press('x').commands).toEqual([{kind: 'pull-quotes'}]);
	});

	test('x works below the least size and over help', () => {
		expect(live(44, 12).press('x').commands).toEqual([{kind: 'pull-quotes'}]);
		expect(live().press('?', 'x').commands).toEqual([{kind: 'pull-quotes'}]);
	});

	test('keys that act on panels do nothing over help or below the least size', () => {
		const help = live().press('?', ']');
		expect(help.commands).toEqual([]);
		expect(help.text).toContain('] does nothing here, Esc closes');
		const card = live(44, 12).press(']');
		expect(card.commands).toEqual([]);
		expect(card.text).toContain('] needs a larger terminal');
	});

	test('read-only refuses what changes quotes, and says so', () => {
		const scene = new Scene(120, 40, {readOnly: true}).frames(liveFrames());
		scene.press('x', ']', '<', '0');
		expect(scene.commands).toEqual([]);
		expect(scene.text).toContain('0 refused: --read-only');
		expect(scene.text).not.toContain('x pull');
		expect(scene.press('r').commands).toEqual([{kind: 'resync'}]);
	});

	test('without a market maker the keys say so', () => {
		const scene = new Scene(120, 40).frames([frame({maker: noMaker()})]).press('x');
		expect(scene.commands).toEqual([]);
		expect(scene.text).toContain('x: no market maker runs');
	});

	test('the message of a key disappears after four seconds', () => {
		const scene = live().press(']');
		expect(scene.text).toContain('asked for: skew one step up');
		const skewed = done(1, 'operator: skew → +0.67');
		expect(scene.frames([frame({sequence: 5, atMs: after(100), answers: [skewed]})]).text).toContain('skew → +0.67');
		expect(scene.frames([frame({sequence: 6, atMs: after(4000)})]).text).toContain('skew → +0.67');
		expect(scene.frames([frame({sequence: 7, atMs: after(4100)})]).text).not.toContain('skew → +0.67');
	});

	test('a paste is never keys', () => {
		const scene = live().act({kind: 'paste', text: 'x'.repeat(12)});
		expect(scene.effects).toEqual([]);
		expect(scene.text).toContain('paste of 12 characters ignored');
	});
});

describe('the axis', () => {
	test('stands still while the market moves along it', () => {
		const scene = live();
		const before = priceColumn(scene);
		scene.frames([movedBy(3, 10)]);
		expect(priceColumn(scene)).toEqual(before);
	});

	test('moves when the market comes near its edge, and then to the middle', () => {
		const scene = live().frames([movedBy(12, 10)]);
		expect(priceColumn(scene)[0]).toBe('67259.00');
	});

	test('holds where the operator scrolled to, until space', () => {
		const scene = live().press('K', 'K');
		expect(scene.text).toContain('HELD');
		expect(priceColumn(scene)[0]).toBe('67249.00');
		scene.frames([movedBy(30, 10)]);
		expect(priceColumn(scene)[0]).toBe('67249.00');
		expect(scene.text).toContain('▲ market 67264.15');
		scene.press('space');
		expect(scene.text).not.toContain('HELD');
		expect(priceColumn(scene)[0]).toBe('67277.00');
	});

	test('does not move on a book that is not to be trusted', () => {
		const scene = live();
		const lowest = priceColumn(scene).at(-2);
		scene.frames([{...movedBy(25, 10), trusted: false}]);
		expect(priceColumn(scene)).toContain(lowest);
	});

	test('an own order out of view has an arrow with side, size and price', () => {
		const scene = live().press('pageup', 'pageup');
		expect(scene.text).toContain('▼ own ask .010 at 67237.49 +1');
		expect(live().press('pagedown', 'pagedown').text).toContain('▲ own bid .010 at 67224.04 +1');
	});

	test('+ and - ask the engine for another group, and rows follow when it comes', () => {
		const scene = live();
		expect(wantedWatch(scene.state)).toEqual({groupUnits: 100, rows: 48});
		scene.press('+');
		expect(wantedWatch(scene.state).groupUnits).toBe(200);
		expect(scene.text).toContain('group 1.00');
		scene.frames([frame({sequence: 9, ladder: {...ladder(), groupUnits: 200, bids: [], asks: []}})]);
		expect(scene.text).toContain('group 2.00');
		expect(wantedWatch(scene.press('-', '-').state).groupUnits).toBe(50);
	});

	test('asks for more rows when scrolled away from the market', () => {
		const scene = live();
		for (let press = 0; press < 10; press += 1) scene.press('pageup');
		expect(wantedWatch(scene.state).rows).toBeGreaterThanOrEqual(160);
	});
});

describe('columns', () => {
	test('the change is against ten seconds ago, and t begins it anew', () => {
		const scene = live();
		expect(scene.text).toContain('Δ10s');
		expect(scene.text).toContain('+4.20');
		scene.press('t').frames([frame({sequence: 9, atMs: after(100)})]);
		expect(scene.text).toContain('Δ0s');
		expect(scene.text).not.toContain('+4.20 ');
	});

	test('c shows cumulative sizes in its place', () => {
		const scene = live().press('c');
		expect(scene.text).toContain('cumulative');
		expect(scene.lines.find((line) => line.includes('67231.00'))).toMatch(/9\.08/);
	});

	test('traded sizes stand on the side of the taker', () => {
		const scene = new Scene(120, 40).frames([
			frame({trades: [trade(1, 'sell', '67234.15', '0.250'), trade(2, 'buy', '67234.16', '0.500')]}),
		]);
		expect(scene.lines.find((line) => line.includes(' 67234.00'))).toContain('0.25 67234.00');
		expect(scene.lines.find((line) => line.includes(' 67235.00'))).toContain('67235.00 0.50');
	});

	test('what the snapshot does not vouch for is marked, not blank', () => {
		const scene = new Scene(120, 40).frames([
			frame({ladder: {...ladder('now', 3), knownFromUnits: ticks('67230.00'), knownToUnits: ticks('67240.00')}}),
		]);
		expect(scene.lines.find((line) => line.includes(' 67225.00'))).toContain('· ');
		expect(scene.lines.find((line) => line.includes(' 67231.00'))).not.toContain('·');
	});
});

test('where not all of a diagnosis fits, the next attempt is told before the numbers of the gap', () => {
	const long = status({
		state: 'resyncing',
		reason: 'rate-limited',
		sinceMs: after(-90_000),
		expectedId: updateId(71_204_118_902),
		receivedId: updateId(71_204_118_911),
		bufferedDiffs: 1071,
		nextRetryAtMs: after(170_000),
	});
	const scene = new Scene(80, 24).frames([frame({sequence: 9, trusted: false, gauges: gauges({depthAgeMs: 91_000}), status: long})]);
	expect(scene.lines[1]).toContain('retry 2m50s');
});

describe('the card', () => {
	test('has whole words of market, position and keys, however narrow', () => {
		const whole = new Set(live(59, 12).text.split(/[\s×]+/));
		for (let columns = 20; columns < 60; columns += 1) {
			for (const word of live(columns, 12)
				.lines.slice(1)
				.filter((line) => !line.includes('Terminal'))
				.join(' ')
				.split(/[\s×]+/)) {
				expect(whole.has(word) || /^#+$/.test(word), `${columns}: ${word}`).toBe(true);
			}
		}
	});

	test('leaves no price whole without its doubt, and cuts none', () => {
		for (let columns = 20; columns < 60; columns += 1) {
			const cardOf = (trusted: boolean) => new Scene(columns, 5).frames([frame({sequence: 9, trusted})]).text;
			expect(cardOf(true), String(columns)).toMatch(/67234\.15 ?× ?67234\.16/);
			expect(cardOf(false), String(columns)).toMatch(/67234\.15 ?× ?67234\.16 {1,2}\?/);
		}
	});

	test('has whole words of why, however narrow', () => {
		for (let columns = 20; columns < 60; columns += 1) {
			const scene = new Scene(columns, 12).frames([
				frame({sequence: 9, trusted: false, status: {...frame().status, state: 'disconnected', reason: 'disconnect', attempt: 12}}),
			]);
			const line = scene.lines.find((candidate) => candidate.includes('BOOK')) ?? '';
			expect(line.trim(), String(columns)).toMatch(
				/^BOOK ! DISCONNECTED(?: connection)?(?: lost)?(?: \S+[hms])?(?: try)?(?: 12)?(?: ?…)?$/,
			);
		}
	});
});

describe('tape', () => {
	test('holding buffers and counts, releasing loses nothing', () => {
		const scene = live().press('p');
		scene.frames([frame({sequence: 9, trades: [trade(6000, 'buy', '67234.16', '0.777')]})]);
		expect(scene.text).toContain('HELD +1');
		expect(scene.text).not.toContain('0.777');
		expect(scene.press('p').text).toContain('0.777');
	});

	test('a lost connection leaves a line even when no id is missing', () => {
		const scene = live().frames([
			frame({sequence: 8, trusted: false, status: {...frame().status, state: 'disconnected', reason: 'disconnect'}}),
			frame({sequence: 9, trades: [trade(prints.at(-1)!.id + 1, 'buy', '67234.16', '0.5', after(9000))]}),
		]);
		expect(scene.text).toContain('gap 14:07:31-14:07:40');
		expect(scene.text).not.toContain('missing');
	});

	test('prints that were too many for the picture are counted as such, not as missing', () => {
		const scene = live().frames([
			frame({sequence: 9, trades: [trade(9000, 'buy', '67234.16', '0.5')], lost: {trades: 120, fills: 0, journal: 0}}),
		]);
		expect(scene.text).toContain('120 more, not shown');
		expect(scene.text).not.toContain('missing');
	});
});

describe('focus and overlays', () => {
	test('Tab goes round the panels, and shows one at a time where only one fits', () => {
		const scene = live(70, 20);
		expect(scene.text).toContain('LADDER');
		expect(scene.press('tab').text).toContain('TAPE');
		expect(scene.press('tab').text).toContain('MAKER');
		expect(scene.press('tab').text).toContain('RISK');
		expect(scene.press('tab').text).toContain('EVENTS');
		expect(scene.press('tab').text).toContain('LADDER');
	});

	test('a panel that a resize takes away loses the focus', () => {
		expect(live().press('tab', 'tab', 'tab', 'tab').resize(80, 24).state.focus).toBe('ladder');
	});

	test('help and log scroll where they do not fit, and Esc closes the top only', () => {
		const scene = live(80, 24).press('?');
		expect(scene.text).toContain('more');
		expect(scene.press(...Array.from({length: 14}, () => 'pagedown')).text).toContain('a number too wide');
		expect(scene.press('escape').text).toContain('LADDER');
		expect(scene.effects).toEqual([]);
	});

	test('End and Home take the help to its end and back, and move nothing that is not to be seen', () => {
		const scene = live(80, 24).press('?', 'end');
		expect(scene.text).toContain('a number too wide');
		expect(scene.press('home').text).toContain('pull both quotes');
		for (const overlay of ['?', 'd', 's', 'C']) {
			const {state} = live(80, 24).press(overlay, 'end');
			expect([state.chosenEvent, state.choices.cursor, state.memory.tapeOffset], overlay).toEqual([undefined, undefined, 0]);
		}
	});

	test('q and Ctrl+C leave with their codes, Ctrl+L and Ctrl+Z ask for what they are', () => {
		expect(live().press('q').effects).toEqual([{kind: 'quit', code: 0}]);
		expect(live(20, 5).press('ctrl+c').effects).toEqual([{kind: 'quit', code: 130}]);
		expect(live().press('ctrl+l', 'ctrl+z').effects).toEqual([{kind: 'redraw'}, {kind: 'suspend'}]);
	});

	test('without a terminal on stdin the screen says that there are no keys', () => {
		expect(new Scene(80, 24, {keys: false}).text).toContain('no keys: stdin is not a terminal');
	});
});
