/** The running screen on a parsed terminal: what is visible, and what is restored at the end. */

import {describe, expect, test, vi} from 'vitest';
import {runScreen} from '../../../source/screen/app/run-screen.js';
import type {ScreenOptions} from '../../../source/screen/app/screen-options.js';
import {DEFAULT_KEYMAP} from '../../../source/screen/view-model/settings/active-keys.js';
import {after, frame, liveFrames, maker, pulled} from '../../helpers/frames.js';
import {FakeHost} from '../../helpers/fake-host.js';
import {FakeTerminal} from '../../helpers/screen-terminal.js';
import {Scene} from '../../helpers/screen-scene.js';

const options: ScreenOptions = {
	symbol: 'BTCUSDT',
	venue: 'binance',
	fps: 10,
	colour: '256',
	theme: 'dark',
	ascii: false,
	readOnly: false,
	keymap: DEFAULT_KEYMAP,
	mouse: false,
	lines: false,
};

/** Waits, because Ink throttles its drawing with its own timers. */
const sees = async (terminal: FakeTerminal, text: string | RegExp): Promise<void> => {
	await vi.waitFor(async () => expect((await terminal.lines()).join('\n')).toMatch(text), {timeout: 5000, interval: 10});
};

const expectRestored = async (terminal: FakeTerminal): Promise<void> => {
	await terminal.lines();
	expect(terminal.restored).toBe(1);
	expect(terminal.alternate).toBe(false);
	expect(terminal.isRaw).toBe(false);
	expect(terminal.pasteMarked).toBe(false);
	expect(terminal.listenerCount).toBe(0);
};

describe.each(['ink', 'surface'] as const)('drawn as %s:', (renderer) => {
	const start = (terminal = new FakeTerminal(120, 40, renderer), change: Partial<ScreenOptions> = {}) => {
		const host = new FakeHost();
		const outcome = runScreen({host, options: {...options, ...change}, terminal});
		return {host, terminal, outcome};
	};

	const live = async () => {
		const running = start();
		await sees(running.terminal, 'STARTING');
		for (const one of liveFrames()) running.host.frame(one);
		await sees(running.terminal, 'LIVE');
		return running;
	};

	describe('what is seen', () => {
		test('is the picture of the view-model, on the alternate screen', async () => {
			const {terminal, outcome} = await live();
			const expected = new Scene(120, 40).frames(liveFrames()).lines;
			await vi.waitFor(async () => expect((await terminal.lines()).slice(0, 39)).toEqual(expected));
			expect(terminal.alternate).toBe(true);
			expect(terminal.isRaw).toBe(true);
			expect(terminal.pasteMarked).toBe(true);
			terminal.type('q');
			await outcome;
		});

		test('stays whole through resizes, down to one cell and back', async () => {
			const {terminal, outcome} = await live();
			for (const [columns, rows] of [
				[80, 24],
				[44, 12],
				[2, 1],
				[60, 16],
				[200, 60],
				[120, 40],
			] as const) {
				terminal.resize(columns, rows);
				await new Promise((resolve) => setTimeout(resolve, 40));
			}

			for (const [columns, rows] of [
				[80, 24],
				[44, 12],
				[100, 30],
			] as const) {
				terminal.resize(columns, rows);
				const expected = new Scene(columns, rows).frames(liveFrames()).lines;
				await vi.waitFor(async () => expect((await terminal.lines()).slice(0, rows - 1)).toEqual(expected), {timeout: 3000});
			}

			terminal.type('q');
			await outcome;
		});

		test('is drawn anew by Ctrl+L and after Ctrl+Z', async () => {
			const {host, terminal, outcome} = await live();
			terminal.stdout.write('\u{1B}[3;3Hrubbish');
			await sees(terminal, 'rubbish');
			terminal.type('\u{0C}');
			await vi.waitFor(async () => expect((await terminal.lines()).join('\n')).not.toContain('rubbish'));
			terminal.type('\u{1A}');
			await vi.waitFor(() => expect(terminal.stops).toBe(1));
			await sees(terminal, 'LADDER');
			expect(terminal.alternate).toBe(true);
			// Input that the shell did not read arrives after `fg`.
			terminal.type('x');
			await vi.waitFor(() => expect(host.commands).toEqual([{kind: 'pull-quotes'}]));
			terminal.type('q');
			await outcome;
		});
	});

	describe('keys', () => {
		test('become commands, also several in one read', async () => {
			const {host, terminal, outcome} = await live();
			terminal.type(']]');
			await vi.waitFor(() => expect(host.commands).toHaveLength(2));
			terminal.type('x');
			await vi.waitFor(() => expect(host.commands.at(-1)).toEqual({kind: 'pull-quotes'}));
			host.frame(frame({sequence: 9, atMs: after(300), maker: maker({quoting: pulled('operator')})}));
			await sees(terminal, 'PULLED');
			terminal.type('u');
			await vi.waitFor(() => expect(host.commands.at(-1)).toEqual({kind: 'resume-quotes'}));
			terminal.type('q');
			await outcome;
		});

		test('do not come out of a paste', async () => {
			const {host, terminal, outcome} = await live();
			terminal.type('\u{1B}[200~xq]]r\u{1B}[201~');
			await sees(terminal, 'paste of 5 characters ignored');
			expect(host.commands).toEqual([]);
			terminal.type('q');
			await outcome;
		});

		test('that a held line delivers all at once are each pressed: a line with its Enter, then a pull', async () => {
			const {host, terminal, outcome} = await live();
			terminal.type('[]:skew 2\rx');
			await vi.waitFor(() =>
				expect(host.commands.map(({kind}) => kind)).toEqual(['adjust-skew', 'adjust-skew', 'set-skew', 'pull-quotes']),
			);
			terminal.type('q');
			await outcome;
		});

		test.each([
			['x', 'pull-quotes'],
			['X', 'kill'],
		])('Esc and %s in one read leave the line that is typed, and act', async (key, kind) => {
			const {host, terminal, outcome} = await live();
			terminal.type(`:ske\u{1B}${key}`);
			await vi.waitFor(() => expect(host.commands.map((command) => command.kind)).toEqual([kind]));
			terminal.type('q');
			await outcome;
		});

		test('are not needed: with another stdin the screen runs and says so', async () => {
			const terminal = new FakeTerminal(120, 40, renderer, false);
			const {outcome} = start(terminal);
			await sees(terminal, 'no keys: stdin is not a terminal');
			expect(terminal.isRaw).toBe(false);
			terminal.signal('SIGTERM');
			expect(await outcome).toMatchObject({code: 143});
			expect(terminal.restored).toBe(1);
		});
	});

	describe('commands', () => {
		test('are typed letter by letter, and pasted into the line as text', async () => {
			const {host, terminal, outcome} = await live();
			terminal.type(':');
			await sees(terminal, 'COMMANDS');
			terminal.type('sk');
			terminal.type('ew');
			terminal.type('\u{1B}[200~ 2\rq\u{1B}[201~');
			await sees(terminal, /:skew 2 /);
			expect(host.commands).toEqual([]);
			terminal.type('\r');
			await vi.waitFor(() => expect(host.commands).toHaveLength(1));
			terminal.type('q');
			await outcome;
		});

		test('take the mouse and give it back, also by the way out', async () => {
			const {terminal, outcome} = await live();
			expect(terminal.mouseTracked).toBe(false);
			for (const key of ':mouse') terminal.type(key);
			terminal.type('\r');
			await vi.waitFor(async () => {
				await terminal.lines();
				expect(terminal.mouseTracked).toBe(true);
			});
			terminal.type('\u{1B}[<64;5;');
			terminal.type('10M');
			await sees(terminal, 'HELD');
			terminal.type('q');
			await outcome;
			await expectRestored(terminal);
		});

		test('copy what is on the screen, and change its colours', async () => {
			const {terminal, outcome} = await live();
			terminal.type('y');
			await vi.waitFor(async () => {
				await terminal.lines();
				expect(terminal.clipboard).toMatch(/^BTCUSDT .* @ 67234\.15 x .* @ 67234\.16$/);
			});
			const before = (await terminal.cellTexts()).join('');
			for (const key of ':theme') terminal.type(key);
			terminal.type(' ');
			terminal.type('cv');
			terminal.type('\r');
			await sees(terminal, 'theme cvd');
			expect((await terminal.cellTexts()).join('')).not.toBe(before);
			terminal.type('q');
			await outcome;
		});

		test('has the colours of the operator over whichever theme', async () => {
			const {terminal, host, outcome} = start(new FakeTerminal(120, 40, renderer), {ownColours: {title: {kind: 'index', index: 201}}});
			for (const one of liveFrames()) host.frame(one);
			await sees(terminal, 'LIVE');
			expect((await terminal.cellTexts()).join('')).toMatch(/\/201[ >]/);
			for (const part of [...Array.from(':theme'), ' ', 'cv', '\r']) terminal.type(part);
			await sees(terminal, 'theme cvd');
			expect((await terminal.cellTexts()).join('')).toMatch(/\/201[ >]/);
			terminal.type('q');
			await outcome;
		});

		test('Esc alone is a key, after a moment', async () => {
			const {terminal, outcome} = await live();
			terminal.type('?');
			await sees(terminal, 'HELP');
			terminal.type('\u{1B}');
			terminal.pass(50);
			await sees(terminal, 'LADDER');
			terminal.type('q');
			await outcome;
		});
	});

	describe('frames', () => {
		test('are asked for one by one, at the rate asked for, and the ladder’s wishes with them', async () => {
			const {host, terminal, outcome} = start();
			expect(host.credits).toBe(1);
			expect(host.watches).toHaveLength(1);
			terminal.pass(30);
			host.frame(frame({sequence: 1}));
			await sees(terminal, 'LIVE');
			expect(host.credits).toBe(1);
			terminal.pass(69);
			expect(host.credits).toBe(1);
			terminal.pass(1);
			expect(host.credits).toBe(2);
			expect(host.watches.at(-1)).toEqual({groupUnits: 100, rows: 48});
			terminal.type('q');
			await outcome;
		});

		test('that stop are shown on the picture', async () => {
			const {host, terminal, outcome} = await live();
			terminal.pass(200);
			terminal.pass(1700);
			expect((await terminal.lines()).join('\n')).not.toContain('NO PICTURE');
			terminal.pass(1000);
			await sees(terminal, 'NO PICTURE');
			host.frame(frame({sequence: 10}));
			await sees(terminal, '● LIVE');
			terminal.type('q');
			await outcome;
		});
	});

	describe('every way out gives the terminal back', () => {
		test.each([
			['q', 'q', 0],
			['Ctrl+C', '\u{03}', 130],
		])('%s', async (_, key, code) => {
			const {terminal, outcome} = await live();
			terminal.type(key);
			expect(await outcome).toMatchObject({code});
			await expectRestored(terminal);
		});

		test.each([
			['SIGINT', 130],
			['SIGTERM', 143],
			['SIGHUP', 129],
			['SIGQUIT', 131],
		] as const)('%s', async (signal, code) => {
			const {terminal, outcome} = await live();
			terminal.signal(signal);
			expect(await outcome).toMatchObject({code});
			await expectRestored(terminal);
		});

		test('a signal before the first picture', async () => {
			const {terminal, outcome} = start();
			terminal.signal('SIGTERM');
			expect(await outcome).toMatchObject({code: 143});
			await expectRestored(terminal);
		});

		test('the engine ends', async () => {
			const {host, terminal, outcome} = await live();
			host.emit({kind: 'ended', code: 4, message: 'the symbol is not to be had'});
			expect(await outcome).toMatchObject({code: 4, message: 'the symbol is not to be had'});
			await expectRestored(terminal);
		});

		test('an uncaught exception', async () => {
			const {terminal, outcome} = await live();
			terminal.fail({kind: 'exception', error: new Error('elsewhere')});
			expect(await outcome).toMatchObject({code: 1, message: expect.stringContaining('elsewhere')});
			await expectRestored(terminal);
		});

		test('a picture that cannot be drawn', async () => {
			const {host, terminal, outcome} = await live();
			host.frame(frame({sequence: 9, touch: undefined as never}));
			expect(await outcome).toMatchObject({code: 1, message: expect.stringContaining('Cannot read properties of undefined')});
			await expectRestored(terminal);
		});

		test('an error within React', async () => {
			const {host, terminal, outcome} = await live();
			host.frame(frame({sequence: 9, counters: undefined as never}));
			expect(await outcome).toMatchObject({code: 1, message: expect.stringContaining('gaps')});
			await expectRestored(terminal);
		});

		test('the terminal is gone', async () => {
			const {terminal, outcome} = await live();
			terminal.fail({kind: 'hang-up'});
			expect(await outcome).toMatchObject({code: 129});
		});
	});
});

test('what drawing costs stands in the header where there is room for it', async () => {
	const terminal = new FakeTerminal(200, 60, 'surface');
	const host = new FakeHost();
	const outcome = runScreen({host, options, terminal});
	await sees(terminal, 'STARTING');
	terminal.pass(1000);
	for (const one of liveFrames()) host.frame(one);
	await sees(terminal, /drawn \d+\/s \d+\.\d KB\/s skipped \d+/);
	terminal.type('q');
	await outcome;
});

describe('the terminal beside the picture', () => {
	test('has a title of our own words, and the symbol that was asked for', async () => {
		const terminal = new FakeTerminal(120, 40, 'surface');
		const host = new FakeHost();
		const outcome = runScreen({host, options: {...options, symbol: 'btcusdt'}, terminal});
		for (const one of liveFrames()) host.frame({...one, symbol: '\u{1B}]2;evil\u{07}'});
		await sees(terminal, 'LADDER');
		expect(terminal.title).toBe('mm-tui BTCUSDT LIVE');
		terminal.type('q');
		await outcome;
		await terminal.lines();
		expect(terminal.title).toBe('');
	});

	test.each(['ink', 'surface'] as const)('is asked for the mouse at the start where that was wanted, by %s', async (renderer) => {
		const terminal = new FakeTerminal(120, 40, renderer);
		const outcome = runScreen({host: new FakeHost(), options: {...options, mouse: true}, terminal});
		await sees(terminal, 'STARTING');
		await vi.waitFor(() => expect(terminal.mouseTracked).toBe(true));
		terminal.type('q');
		await outcome;
		expect(terminal.restored).toBe(1);
	});
});

describe('in sentences', () => {
	const start = () => {
		const terminal = new FakeTerminal(120, 40, 'surface');
		const host = new FakeHost();
		return {terminal, host, outcome: runScreen({host, options: {...options, lines: true}, terminal})};
	};

	test('each change is a line, nothing is drawn, and keys work', async () => {
		const {terminal, host, outcome} = start();
		await sees(terminal, 'mm-tui in sentences');
		for (const one of liveFrames()) host.frame(one);
		await sees(terminal, 'BTCUSDT book LIVE');
		expect(terminal.alternate).toBe(false);
		expect(terminal.isRaw).toBe(true);
		const told = terminal.bytes;
		host.frame(frame({sequence: 9, atMs: after(100)}));
		expect(terminal.bytes).toBe(told);
		terminal.type('i');
		await sees(terminal, /bid 67234\.15, ask 67234\.16, spread 0\.01; position \+0\.0420/);
		terminal.type('?');
		await sees(terminal, /# +a number too wide/);
		terminal.type('x');
		await vi.waitFor(() => expect(host.commands).toEqual([{kind: 'pull-quotes'}]));
		host.frame(frame({sequence: 10, trusted: false}));
		await sees(terminal, /BTCUSDT book SUSPECT.*not to be trusted/);
		terminal.type('q');
		expect(await outcome).toMatchObject({code: 0});
		await expectRestored(terminal);
	});

	test('frames go on being asked for', async () => {
		const {terminal, host, outcome} = start();
		host.frame(frame({sequence: 1}));
		terminal.pass(100);
		expect(host.credits).toBe(2);
		terminal.signal('SIGTERM');
		expect(await outcome).toMatchObject({code: 143});
	});

	test('a terminal that does not read loses the oldest lines, and learns how many', async () => {
		const {terminal, host, outcome} = start();
		await sees(terminal, 'mm-tui in sentences');
		terminal.room = 10;
		for (let sequence = 1; sequence < 300; sequence += 1) {
			host.frame(frame({sequence, journal: [{atMs: after(sequence), kind: 'sync', level: 'info', text: `event ${sequence}`}]}));
		}

		terminal.room = Infinity;
		terminal.pass(100);
		await sees(terminal, 'event 299');
		expect((await terminal.lines()).join('\n')).not.toContain('event 20\n');
		terminal.type('q');
		await outcome;
	});
});
