import {expect, test} from 'vitest';
import type {JournalEntry} from '../../source/domain/journal-entry.js';
import {unixMs} from '../../source/domain/units.js';
import {startSession} from '../../source/runtime/live-session.js';
import {SessionLog} from '../../source/runtime/session-log.js';
import {EngineDriver, engineConfig} from '../helpers/engine-driver.js';
import {binanceReply, depthText, FakeWorld} from '../helpers/fake-ports.js';

test('what happens is written to the log, with symbol and kind, warnings marked', async () => {
	const world = new FakeWorld();
	let lastId = 100;
	world.reply = binanceReply(() => lastId, world);
	const session = startSession({
		config: engineConfig(),
		endpoints: {restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:2'},
		ports: world.ports,
		about: 'mm-tui 1.2.3, btcusdt on binance, orderSize 0.01',
	});
	await world.run(500);
	world.socket.handlers.onOpen();
	for (let count = 0; count < 5; count += 1) {
		lastId += 1;
		world.socket.handlers.onMessage(new TextEncoder().encode(depthText(lastId, lastId)));
		// oxlint-disable-next-line no-await-in-loop
		await world.run(100);
	}

	session.send({kind: 'pull-quotes'});
	session.send({kind: 'kill'});
	await session.close();
	const told = world.logged.join('\n');
	expect(told).toMatch(/^BTCUSDT SYNC book live at u=\d+ \(after start\)$/m);
	expect(told).toMatch(/^BTCUSDT COMMAND operator: pull quotes$/m);
	expect(told).toMatch(/^BTCUSDT RISK ! ACTIVE to KILLED \(operator: asked for\)$/m);
	expect(world.logged[0]).toBe('BEGIN mm-tui 1.2.3, btcusdt on binance, orderSize 0.01');
	expect(told).toMatch(/^BTCUSDT PARAMETERS halfSpread \d.*, order 1,.* makerFeeRate 0\.001,.*maxLoss \d/m);
	expect(world.logged.at(-2)).toMatch(/^BTCUSDT PARAMETERS /);
	expect(world.logged.at(-1)).toMatch(
		/^END mm-tui 1\.2\.3, BTCUSDT on paper: inventory 0 BTC, net 0 USDT = .* 0 fills \(queue-conservative\) in \d+s$/,
	);
	const lines = world.logged.length;
	await session.close();
	expect(world.logged).toHaveLength(lines);
});

test('a wait that another program is asked for meanwhile is kept, and said', async () => {
	const world = new FakeWorld();
	world.reply = binanceReply(() => 100, world);
	const session = startSession({
		config: engineConfig(),
		endpoints: {restUrl: 'https://venue.example', wsUrl: 'ws://127.0.0.1:2'},
		ports: world.ports,
	});
	await world.run(500);
	expect(world.asked.length).toBeGreaterThan(0);
	world.asked.length = 0;
	const until = world.ports.clock.now().wallMs + 120_000;
	world.holds.set('https://venue.example', unixMs(until));
	await world.run(100_000);
	expect(world.asked).toEqual([]);
	expect(world.logged.join('\n')).toMatch(/refused for now: by another run's word, binance wants no requests for another \d+ s/);
	world.holds.clear();
	await world.run(80_000);
	expect(world.asked.length).toBeGreaterThan(0);
	await session.close();
});

test('a wait that an earlier run was asked for is said at the start, once', async () => {
	const world = new FakeWorld();
	world.holds.set('https://venue.example', unixMs(world.ports.clock.now().wallMs + 90_000));
	const session = startSession({
		config: engineConfig(),
		endpoints: {restUrl: 'https://venue.example', wsUrl: 'ws://127.0.0.1:2'},
		ports: world.ports,
	});
	const heard: string[] = [];
	session.onOutput((output) => {
		if (output.kind === 'journal') heard.push(output.entry.text);
	});
	await world.run(1000);
	await session.close();
	const sentence = "by an earlier run's word, binance wants no requests for another 90 s";
	expect(heard.filter((text) => text === sentence)).toHaveLength(1);
	expect(world.logged.filter((line) => line === `BTCUSDT REST ! ${sentence}`)).toHaveLength(1);
	expect(world.asked).toEqual([]);
});

test('a refusal that repeats itself while a key is held down is written once, and again after five seconds', () => {
	const lines: string[] = [];
	const log = new SessionLog({write: (_atMs, text) => lines.push(text)}, 'mm-tui', unixMs(0));
	const {view} = new EngineDriver(engineConfig()).engine;
	const say = (atMs: number, text: string, parts: Partial<JournalEntry> = {}): void =>
		log.take({kind: 'journal', entry: {atMs: unixMs(atMs), kind: 'command', level: 'warning', text, ...parts}}, view, unixMs(atMs));
	for (let atMs = 0; atMs < 6000; atMs += 30) say(atMs, 'no wider');
	say(6030, 'no narrower');
	say(6060, 'no wider');
	say(6090, 'no wider', {level: 'info'});
	say(6120, 'no wider', {kind: 'risk'});
	say(11_200, 'no wider');
	say(16_200, 'no wider');
	expect(lines.map((line) => line.replace(/^\S+ (?=[A-Z]+ )/, ''))).toEqual([
		'BEGIN mm-tui',
		'COMMAND ! no wider',
		'COMMAND ! no narrower',
		'COMMAND ! no wider',
		'COMMAND no wider',
		'RISK ! no wider',
		'COMMAND ! no wider',
		'COMMAND ! no wider',
	]);
});
