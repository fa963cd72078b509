/** Commands, searches, charts, zoom, freeze, mouse and copying: keys in, lines and effects out. */

import {describe, expect, test} from 'vitest';
import {chooseKeys} from '../../source/screen/view-model/settings/active-keys.js';
import {textWidth} from '../../source/screen/view-model/cells/cells.js';
import {KEYMAP} from '../../source/screen/view-model/settings/keymap.js';
import {after, badMinuteFrames, frame, gapFrame, liveFrames, maker, money, noMaker, ticks} from '../helpers/frames.js';
import {Scene, type settings} from '../helpers/screen-scene.js';

const live = (columns = 120, rows = 40, change: Parameters<typeof settings>[0] = {}) =>
	new Scene(columns, rows, change).frames(liveFrames());

/** Single key presses for a text such as `:skew 2⏎`. */
const keysOf = (text: string): readonly string[] =>
	Array.from(text, (character) => ({' ': 'space', '⏎': 'return', '⇥': 'tab', '⌫': 'backspace'})[character] ?? character);

const typed = (scene: Scene, text: string): Scene => scene.press(...keysOf(text));
const lastLine = (scene: Scene): string => scene.lines.at(-1) ?? '';

describe('commands', () => {
	test.each([
		[':skew 2⏎', {kind: 'set-skew', shift: money('2')}, 'asked for: skew 2'],
		[':skew -0.5⏎', {kind: 'set-skew', shift: money('-0.5')}, 'asked for: skew -0.5'],
		[':spread 0.05⏎', {kind: 'set-half-spread', halfSpread: money('0.05')}, 'asked for: half-spread 0.05'],
		[':size 0.01⏎', {kind: 'set-order-size', size: '0.01'}, 'asked for: order size 0.01'],
		[':resync⏎', {kind: 'resync'}, 'asked for: resync'],
		[':pull⏎', {kind: 'pull-quotes'}, 'asked for: pull quotes'],
		[':model glft⏎', {kind: 'choose-model', model: 'glft'}, 'model glft'],
		[':fair-value mic⏎', {kind: 'choose-fair-value', fairValue: 'micro'}, 'fair value micro'],
		[':skew-up⏎', {kind: 'adjust-skew', steps: 1}, 'skew one step up'],
		['  :   resy  ⏎'.trim(), {kind: 'resync'}, 'asked for: resync'],
	])('%s', (line, command, echo) => {
		const scene = typed(live(), line);
		expect(scene.commands).toEqual([command]);
		expect(lastLine(scene)).toContain(echo);
	});

	test('change the screen alone', () => {
		expect(typed(live(), ':group 10⏎').state.choices.groupIndex).toBe(9);
		expect(typed(live(), ':group 12⏎').text).toContain('group 10.00');
		expect(typed(live(), ':theme light⏎').state.settings.theme).toBe('light');
		expect(typed(live(), ':ascii on⏎').text).toContain('+- LADDER');
		expect(typed(live(), ':mouse⏎').state.settings.mouse).toBe(true);
		expect(typed(live(), ':zoom tape⏎').text).not.toContain('LADDER');
		expect(typed(live(), ':focus maker⏎').state.focus).toBe('maker');
		expect(typed(live(), ':quit⏎').effects).toEqual([{kind: 'quit', code: 0}]);
	});

	test('what is typed into a line is text, whatever its letters are keys for', () => {
		const keymap = chooseKeys([
			{id: 'abort', keys: ['A', 'ctrl+c']},
			{id: 'redraw', keys: ['S']},
		]);
		const scene = typed(live(120, 40, {keymap}), ':SA');
		expect(scene.effects).toEqual([]);
		expect(scene.state.prompt?.text).toBe('SA');
		expect(scene.press('ctrl+c').effects).toEqual([{kind: 'quit', code: 130}]);
	});

	test('there is one for every key', () => {
		for (const {id, keys, value, context} of KEYMAP) {
			if (keys.length === 0 || id === 'command' || id === 'search') continue;
			const at = (): Scene => live().press(...(context === 'maker' ? ['tab', 'tab'] : []));
			const byKey = at().press(keys[0] ?? '');
			const byName = typed(at(), `:${id}⏎`);
			const state = {...byName.state, commandHistory: [], frozen: byKey.state.frozen};
			expect(state, `${id} ${value?.placeholder ?? ''}`).toEqual(byKey.state);
			expect(byName.effects, id).toEqual(byKey.effects);
		}
	});

	test.each([
		[':skwe 2⏎', ':skwe is no command; Tab shows all, did you mean skew'],
		[':qqq⏎', ':qqq is no command; Tab shows all'],
		[':skew⏎', ':skew needs a value: :skew P, as in :skew -0.50'],
		[':skew two⏎', ':skew: "two" is not a number such as -0.50, 2bp or 3t'],
		[':spread 0⏎', ':spread: "0" is not a number above zero'],
		[':spread -1⏎', ':spread: "-1" is not a number above zero'],
		[':size 1e3⏎', ':size: "1e3" is not a plain decimal number above zero'],
		[':theme pink⏎', ':theme: "pink" is not one of dark, light, mono, cvd, red-up, light-cvd, light-red-up'],
		[':theme⏎', ':theme needs a value: one of dark, light, mono, cvd, red-up'],
		[':skew 1 2⏎', ':skew takes one value, "2" is too many'],
		[':pull now⏎', ':pull takes no value'],
		[':re⏎', ':re may be'],
	])('%s is refused with what would do', (line, problem) => {
		const scene = typed(live(), line);
		expect(scene.effects).toEqual([]);
		expect(lastLine(scene)).toContain(problem);
	});

	test('a size that order steps leave nothing of is not said to be set', () => {
		const scene = typed(live(), ':size 0.0000001⏎');
		expect(scene.effects).toEqual([]);
		expect(lastLine(scene)).toContain('order size stays: 0.0000001 is less than the order step of 0.');
	});

	test('a name that is like none has nothing suggested, least of all to leave', () => {
		expect(lastLine(typed(live(), ':qqq⏎'))).not.toContain('did you mean');
	});

	test('read-only refuses what changes quotes, and only that', () => {
		const readOnly = live(120, 40, {readOnly: true});
		expect(lastLine(typed(readOnly, ':skew 2⏎'))).toContain(':skew refused: --read-only');
		expect(readOnly.effects).toEqual([]);
		expect(typed(readOnly, ':theme mono⏎').state.settings.theme).toBe('mono');
	});

	test('without a market maker they say so', () => {
		const scene = new Scene(120, 40).frames([frame({maker: noMaker()})]);
		expect(lastLine(typed(scene, ':size 1⏎'))).toContain(':size: no market maker runs');
	});

	test('their echo is seen on the smallest screens too, also over a list', () => {
		const scene = live(44, 12).press('l', 'x');
		expect(scene.commands).toEqual([{kind: 'pull-quotes'}]);
		expect(lastLine(scene)).toBe(' asked for: pull quotes');
		expect(scene.text).toContain('LIVE');
	});

	test('work below the least size and over help', () => {
		expect(typed(live(44, 12), ':pull⏎').commands).toEqual([{kind: 'pull-quotes'}]);
		expect(typed(live(44, 12), ':sk').lines.at(-1)).toMatch(/^ :sk {4}:skew P {2}set the manual/);
		expect(typed(live(44, 12), ':zoom⏎').text).toContain(':zoom needs a larger terminal');
		expect(typed(live().press('?'), ':zoom tape⏎').text).toContain('TAPE');
	});
});

describe('the line', () => {
	test('shows what it may become, and Tab goes through it', () => {
		const scene = typed(live(), ':gr');
		expect(scene.text).toContain('COMMANDS');
		expect(scene.text).toMatch(/:group P +set the nearest price group/);
		expect(lastLine(scene.press('tab'))).toMatch(/^ :group /);
		expect(lastLine(scene.press('tab'))).toMatch(/^ :group-up /);
		expect(lastLine(scene.press('shift+tab'))).toMatch(/^ :group /);
	});

	test('completes values too', () => {
		expect(lastLine(typed(live(), ':theme l⇥'))).toMatch(/^ :theme light /);
		expect(typed(live(), ':model ').text).toMatch(/:model as-rolling/);
	});

	test('is edited as lines are', () => {
		const scene = typed(live(), ':skew 12⌫').press('home', 'x', 'delete', 'end', 'left', 'right');
		expect(lastLine(scene)).toMatch(/^ :xkew 1$/);
		expect(lastLine(scene.press('ctrl+w'))).toMatch(/^ :xkew$/);
		expect(lastLine(scene.press('ctrl+u'))).toMatch(/^ :( |$)/);
		expect(scene.press('backspace').state.prompt).toBeUndefined();
	});

	test('remembers what was given, and gives the draft back', () => {
		const scene = typed(live(), ':skew 1⏎:spread 2⏎:pu');
		expect(lastLine(scene.press('up'))).toMatch(/^ :spread 2 /);
		expect(lastLine(scene.press('up', 'up'))).toMatch(/^ :skew 1 /);
		expect(lastLine(scene.press('down', 'down'))).toMatch(/^ :pu /);
	});

	test('Esc leaves it, and what is typed in it is no key', () => {
		const scene = typed(live(), ':exX]q').press('escape');
		expect(scene.effects).toEqual([]);
		expect(scene.state.prompt).toBeUndefined();
		expect(typed(live(), ':ex').press('ctrl+c').effects).toEqual([{kind: 'quit', code: 130}]);
	});

	test('takes a paste as text, its first line only, and never does it', () => {
		const scene = typed(live(), ':').act({kind: 'paste', text: 'skew 3\u{1B}[31m\nquit\n'});
		expect(lastLine(scene)).toMatch(/^ :skew 3 /);
		expect(scene.effects).toEqual([]);
		expect(scene.press('return').commands).toEqual([{kind: 'set-skew', shift: money('3')}]);
	});

	test('moves no panel: the axis stays under the eyes', () => {
		const scene = live();
		const before = scene.lines.slice(0, 20);
		expect(typed(scene, ':').lines.slice(0, 20)).toEqual(before);
	});

	test('a wide symbol in it is cut by cells', () => {
		const scene = typed(live(60, 20), ':').act({kind: 'paste', text: '币安人生'.repeat(25)});
		for (const line of scene.rawLines) expect(textWidth(line)).toBe(60);
	});
});

/** Events with different words, the newest last. */
const eventful = (columns = 120, rows = 40) =>
	live(columns, rows).frames([
		frame({
			sequence: 9,
			journal: Array.from(
				{length: 60},
				(_, index) =>
					({
						atMs: after(index * 1000),
						kind: index % 10 === 0 ? 'rest' : 'sync',
						level: 'info',
						text: `event ${index}${index % 20 === 0 ? ' gap' : ''}`,
					}) as const,
			),
		}),
	]);

const chosen = (scene: Scene): string =>
	scene.state.memory.events.at((scene.state.chosenEvent ?? scene.state.memory.eventsSeen - 1) - scene.state.memory.eventsSeen)?.text ?? '';

describe('the events', () => {
	test('are searched from the newest on, while the words are typed', () => {
		const scene = typed(eventful(), '/ga');
		expect(scene.text).toContain('LOG');
		expect(chosen(scene)).toBe('event 40 gap');
		expect(lastLine(typed(scene, 'p⏎'))).toContain('3 with "gap"; n the next older, N the next newer');
		expect(chosen(scene.press('n'))).toBe('event 20 gap');
		expect(lastLine(scene)).toContain('2 of 3 with "gap"');
		expect(chosen(scene.press('n', 'n'))).toBe('event 40 gap');
		expect(chosen(scene.press('N'))).toBe('event 0 gap');
	});

	test('Esc ends the search first, then closes the log', () => {
		const scene = typed(eventful(), '/gap⏎').press('escape');
		expect(scene.state.search).toBe('');
		expect(scene.text).toContain('LOG');
		expect(scene.press('escape').text).toContain('LADDER');
	});

	test('a search without a match is reported', () => {
		expect(lastLine(typed(eventful(), '/nowhere⏎'))).toContain('no event has "nowhere"');
		expect(lastLine(eventful().press('n'))).toContain('nothing is searched for: / begins a search');
	});

	test('what is looked at stays where it is while new ones come', () => {
		const scene = typed(eventful(), '/event 20⏎');
		scene.frames([frame({sequence: 10, journal: [{atMs: after(70_000), kind: 'sync', level: 'info', text: 'a new one'}]})]);
		expect(chosen(scene)).toBe('event 20 gap');
		expect(scene.text).toContain('event 20 gap');
	});

	test('their panel scrolls when it has the focus', () => {
		const scene = eventful().press('shift+tab');
		expect(scene.state.focus).toBe('events');
		expect(chosen(scene.press('down', 'down', 'down'))).toBe('event 57');
		expect(scene.press('end').text).toMatch(/EVENTS {2}\d+ newer above/);
		expect(scene.press('home').state.chosenEvent).toBeUndefined();
	});
});

describe('zoom', () => {
	test('shows the focused panel alone and back, without borders at its sides', () => {
		const scene = live().press('tab', 'z');
		expect(scene.text).toContain('TAPE');
		expect(scene.text).not.toContain('LADDER');
		expect(scene.lines[5]).not.toContain('│');
		expect(scene.press('tab').text).toContain('MAKER');
		expect(scene.text).not.toContain('TAPE');
		expect(scene.press('z').text).toContain('LADDER');
	});

	test('keeps state and position in sight, and Esc ends it', () => {
		const scene = live().press('z');
		expect(scene.lines[0]).toContain('LIVE');
		expect(scene.lines[1]).toContain('pos +0.0420');
		expect(scene.press('escape').text).toContain('MAKER');
	});
});

const BORDER_WORDS = [
	'LADDER',
	'TAPE',
	'MAKER',
	'ORDERS',
	'&',
	'RISK',
	'GAUGES',
	'EVENTS',
	'FROZEN',
	'frozen',
	'do',
	'not',
	'trust',
	'it',
	'by',
	'aggressor',
	'queue-conservative',
	'p',
	'l',
	'all',
];

describe('a frozen picture', () => {
	const frozen = () =>
		live()
			.press('P')
			.frames([frame({sequence: 20, atMs: after(5000)}), gapFrame({sequence: 21, atMs: after(6000)})]);

	test('stands still and says so, while the header stays live', () => {
		const scene = frozen();
		expect(scene.lines[0]).toContain('FROZEN');
		expect(scene.lines[0]).toContain('RESYNC');
		expect(scene.text).toContain('frozen, do not trust it');
		expect(scene.text).toContain('67224.04');
		expect(scene.text.match(/ FROZEN /g)).toHaveLength(6);
	});

	test('has whole words in every border', () => {
		for (let columns = 60; columns <= 240; columns += 1) {
			const scene = live(columns, 40)
				.press('P')
				.frames([frame({sequence: 20, atMs: after(5000)})]);
			const borders = scene.text.match(/╭[^│╮]*FROZEN ─╮/g) ?? [];
			expect(borders.length, String(columns)).toBe(columns < 80 ? 1 : columns < 100 ? 3 : columns < 160 ? 5 : 6);
			for (const border of borders) {
				const words = border.split(/[^A-Za-z&-]+/).filter((word) => word !== '');
				expect(BORDER_WORDS, `${columns}: ${border}`).toEqual(expect.arrayContaining(words));
			}
		}
	});

	test('is released by the same key', () => {
		expect(frozen().press('P').lines[0]).not.toContain('FROZEN');
	});

	test('does not keep x from pulling', () => {
		expect(live().press('P', 'x').commands).toEqual([{kind: 'pull-quotes'}]);
	});
});

describe('pictures of the market', () => {
	test('depth: bids left, asks right, own orders below, in the group of the ladder', () => {
		const scene = live().press('d');
		expect(scene.text).toContain('DEPTH');
		expect(scene.text).toContain('group 1.00 a column');
		expect(scene.text).toMatch(/own +B +S/);
		expect(scene.text).toContain('67234.155');
		expect(scene.press('+').state.choices.groupIndex).toBe(7);
		expect(scene.press('s').text).toContain('MID AND SPREAD');
		expect(scene.press('escape').text).toContain('LADDER');
	});

	test('show that the book is not live', () => {
		const scene = live()
			.press('d')
			.frames([gapFrame({sequence: 9})]);
		expect(scene.lines[2]).toContain('NOT LIVE');
	});

	test('have an ASCII form', () => {
		// //
		// oxlint-disable-next-line no-control-regex -- printable ASCII only
		for (const key of ['d', 's', 'C']) expect(live(120, 40, {ascii: true}).press(key).text, key).toMatch(/^[\x20-\x7e\n]*$/);
	});
});

test('with ASCII characters only, texts from outside are too', () => {
	const scene = live(120, 40, {ascii: true}).frames([
		frame({
			sequence: 9,
			symbol: '币安人生USDT',
			journal: [{atMs: after(0), kind: 'command', level: 'info', text: 'operator: skew → +0.67'}],
		}),
	]);
	// //
	// oxlint-disable-next-line no-control-regex -- printable ASCII only
	expect(scene.text).toMatch(/^[\x20-\x7e\n]*$/);
	expect(scene.lines[0]).toContain('????????USDT');
	expect(scene.text).toContain('operator: skew > +0.67');
});

describe('one line on request', () => {
	test('i tells state, touch, position and result', () => {
		expect(lastLine(live(160, 40).press('i'))).toBe(
			' BTCUSDT book LIVE 1d04h; bid 67234.15, ask 67234.16, spread 0.01; position +0.0420, net +10.40 q-cons on paper, quotes both sides',
		);
	});

	test('and in fewer words, none of them cut, where that does not fit', () => {
		expect(lastLine(live(80, 24).press('i'))).toBe(' LIVE; 67234.15 x 67234.16; pos +0.0420; NET +10.40 q-cons; quotes both sides');
		const untrusted = live(80, 24)
			.frames([frame({sequence: 9, trusted: false})])
			.press('i');
		expect(lastLine(untrusted)).toContain('67234.15 x 67234.16 ?; pos +0.0420; NET +10.40 ?');
	});

	test('b shows what drawing costs', () => {
		const scene = live().act({kind: 'frame', frame: frame({sequence: 9}), render: {fps: 9.8, bytesPerSecond: 5770, skipped: 3}});
		expect(scene.press('b').lines[1]).toContain('drawn 10/s 5.8 KB/s skipped 3');
		expect(scene.press('b').lines[1]).not.toContain('KB/s');
	});

	test('b shows it once, never in place of the own position or the reason that the book is not live', () => {
		const render = {fps: 9.8, bytesPerSecond: 5770, skipped: 3};
		const wide = live(160, 40)
			.act({kind: 'frame', frame: frame({sequence: 9}), render})
			.press('b');
		expect(wide.text.match(/KB\/s/g)).toHaveLength(1);
		const narrow = live(70, 16)
			.act({kind: 'frame', frame: frame({sequence: 9}), render})
			.press('b');
		expect(narrow.lines[1]).toMatch(/^ pos \+0\.0420  NET \+10\.40 q-cons( |$)/);
		const costly = live(60, 16)
			.act({kind: 'frame', frame: frame({sequence: 9}), render: {...render, skipped: 123_456}})
			.press('b');
		expect(costly.lines[1]).toContain('67234.15 × 67234.16');
		const lost = new Scene(80, 24).frames(badMinuteFrames()).press('b');
		expect(lost.lines[1]).toContain('want U=');
		expect(lost.lines.at(-1)).toContain('what drawing costs is shown');
	});
});

test('the list of commands cuts no word', () => {
	const {lines} = typed(live(100, 30), ':sk');
	expect(lines.find((line) => line.includes(':skew P'))).toMatch(/bp or ticks … *│$/);
});

describe('copies', () => {
	test('the touch, the ladder’s row, an event', () => {
		expect(live().press('y').effects).toEqual([
			{kind: 'copy', text: expect.stringMatching(/^BTCUSDT 2\.41 @ 67234\.15 x 1\.204 @ 67234\.16$/)},
		]);
		expect(live().press('g', 'y').effects).toEqual([
			{kind: 'copy', text: expect.stringMatching(/^BTCUSDT 67234\.00 bid 4\.812\d* -0\.02bp$/)},
		]);
		const scene = typed(eventful(), '/event 40⏎').press('y');
		expect(scene.effects).toEqual([{kind: 'copy', text: '14:08:11 REST event 40 gap'}]);
		expect(lastLine(scene)).toContain('event sent to the clipboard');
	});

	test('what a terminal would not take is refused with a sentence', () => {
		const long = frame({sequence: 9, journal: [{atMs: after(0), kind: 'rest', level: 'info', text: 'x'.repeat(1985)}]});
		const longer = frame({sequence: 9, journal: [{atMs: after(0), kind: 'rest', level: 'info', text: 'x'.repeat(1987)}]});
		expect(live().frames([long]).press('l', 'y').effects).toEqual([{kind: 'copy', text: `14:07:31 REST ${'x'.repeat(1985)}`}]);
		const scene = live().frames([longer]).press('l', 'y');
		expect(scene.effects).toEqual([]);
		expect(lastLine(scene)).toContain('not copied: 2001 characters, 2000 at most');
	});

	test('a row that the snapshot does not vouch for is unknown, not empty', () => {
		const picture = {...frame().ladder, knownFromUnits: ticks('67230.00')};
		const scene = live()
			.press('end')
			.frames([frame({sequence: 9, ladder: {...picture, bids: []}})])
			.press('y');
		expect(scene.effects).toEqual([{kind: 'copy', text: expect.stringContaining('67222.00 bid unknown')}]);
	});

	test('what is not to be trusted does not look so elsewhere either', () => {
		const scene = live()
			.frames([frame({sequence: 9, trusted: false})])
			.press('y');
		expect(scene.effects).toEqual([{kind: 'copy', text: expect.stringMatching(/\(book not trusted\)$/)}]);
	});

	test('in sentences the text itself is told', () => {
		const scene = live(120, 40, {lines: true}).press('y');
		expect(scene.effects).toEqual([]);
		expect(lastLine(scene)).toContain('touch: BTCUSDT 2.41 @ 67234.15');
	});

	test('nothing is copied before there is a book', () => {
		const scene = new Scene(120, 40).press('y');
		expect(scene.effects).toEqual([]);
		expect(scene.text).toContain('nothing to copy yet');
	});
});

describe('the mouse', () => {
	const withMouse = () => live(120, 40, {mouse: true});
	const at = (scene: Scene, text: string) => {
		const y = scene.lines.findIndex((line) => line.includes(text));
		return {x: scene.lines[y]?.indexOf(text) ?? 0, y};
	};

	test('does nothing unless it was asked for', () => {
		const scene = live();
		const before = scene.state;
		expect(scene.act({kind: 'mouse', event: {button: 'left', x: 70, y: 10}}).state).toBe(before);
	});

	test('a click chooses a panel, and on the ladder a row', () => {
		const scene = withMouse();
		expect(scene.act({kind: 'mouse', event: {button: 'left', x: 70, y: 10}}).state.focus).toBe('tape');
		scene.act({kind: 'mouse', event: {button: 'left', ...at(scene, ' 67240.00')}});
		expect(scene.state.focus).toBe('ladder');
		expect(scene.state.choices.cursor?.priceUnits).toBe(6_724_000);
		scene.act({kind: 'mouse', event: {button: 'left', ...at(scene, ' 67230.00')}});
		expect(scene.state.choices.cursor?.priceUnits).toBe(6_723_000);
		expect(scene.effects).toEqual([]);
	});

	test('the wheel scrolls what lies under it', () => {
		const scene = withMouse().act({kind: 'mouse', event: {button: 'wheel-up', x: 10, y: 10}});
		expect(scene.text).toContain('HELD');
		const log = typed(eventful(120, 40), '').press('l');
		log.state = {...log.state, settings: {...log.state.settings, mouse: true}};
		expect(log.act({kind: 'mouse', event: {button: 'wheel-down', x: 10, y: 10}}).state.chosenEvent).toBeDefined();
	});

	test('a click on an event chooses it', () => {
		const scene = eventful();
		scene.state = {...scene.state, settings: {...scene.state.settings, mouse: true}};
		scene.act({kind: 'mouse', event: {button: 'left', ...at(scene, 'event 58')}});
		expect(chosen(scene)).toBe('event 58');
	});
});

describe('own key bindings', () => {
	const keymap = chooseKeys([
		{id: 'resync', keys: ['f5']},
		{id: 'help', keys: ['h']},
		{id: 'skew-up', keys: ['ctrl+up']},
		{id: 'skew-down', keys: ['ctrl+down']},
	]);

	test('work, and the old ones do not', () => {
		const scene = live(120, 40, {keymap}).press('r', '?', 'f5', 'ctrl+up');
		expect(scene.commands).toEqual([{kind: 'resync'}, {kind: 'adjust-skew', steps: 1}]);
		expect(scene.text).toContain('LADDER');
	});

	test('stand in footer, help, header and on the small card', () => {
		expect(lastLine(live(120, 40, {keymap}))).toMatch(/h help .* Ctrl\+down Ctrl\+up skew/);
		expect(live(120, 40, {keymap}).press('h').text).toMatch(/F5 +discard the book/);
		expect(live(120, 40, {keymap}).frames([gapFrame({sequence: 9})]).lines[1]).toContain('F5 = now');
		expect(live(44, 12, {keymap}).text).toContain('h help');
		expect(typed(live(120, 40, {keymap}), ':resy').text).toMatch(/:resync +F5/);
	});
});

test('a pulled quote is told in one word where the picture is small', () => {
	expect(live(44, 12).press('i').text).toContain('LIVE; 67234.15 x 67234.16');
	expect(
		live()
			.frames([frame({sequence: 9, maker: maker()})])
			.press('i').effects,
	).toEqual([]);
});
