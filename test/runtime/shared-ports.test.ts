/** Several sessions on the same ports. */

import {expect, test} from 'vitest';
import {startSession, type LiveSession} from '../../source/runtime/live-session.js';
import {NO_DIALS, politeSockets, type DialMemory, type DialRecord} from '../../source/runtime/node/polite-sockets.js';
import {closePorts, type PlainSockets} from '../../source/runtime/node/ports.js';
import {engineConfig} from '../helpers/engine-driver.js';
import {binanceReply, depthText, FakeWorld, tradeText, type FakeSocket} from '../helpers/fake-ports.js';
import {outputText} from '../../source/session/output-text.js';
import {firstDifference, replayed, SessionTape} from '../simulation/model/tape.js';

/** Both of the same market, so that one venue serves them. */
const twoSessions = async () => {
	const world = new FakeWorld();
	let lastId = 100;
	world.reply = binanceReply(() => lastId, world);
	const start = (about: string): LiveSession =>
		startSession({
			config: engineConfig(),
			endpoints: {restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:2'},
			ports: world.ports,
			about,
		});
	const [one, other] = [start('one'), start('other')];
	await world.run(500);
	const sockets: FakeSocket[] = [...world.sockets];
	for (const {handlers} of sockets) handlers.onOpen();
	const say = (text: string): void => {
		const data = new TextEncoder().encode(text.replaceAll('1772000000000', String(Math.round(world.at.wallMs))));
		for (const {handlers, terminated} of world.sockets) if (!terminated) handlers.onMessage(data);
	};

	const trade = async (events: number): Promise<void> => {
		for (let count = 0; count < events; count += 1) {
			lastId += 1;
			say(depthText(lastId, lastId, [['99.98', `${lastId}`]]));
			// oxlint-disable-next-line no-await-in-loop
			await world.run(100);
		}
	};

	await trade(20);
	expect([one.view.trusted, other.view.trusted]).toEqual([true, true]);
	return {world, one, other, say, trade};
};

test('one that closes leaves the other its requests, its sockets and its log', async () => {
	const {world, one, other, say, trade} = await twoSessions();
	await one.close();
	expect(world.sockets.map(({terminated}) => terminated)).toEqual([true, false]);
	expect([world.httpClosed, world.logClosed]).toEqual([false, false]);
	const asked = world.asked.length;
	other.send({kind: 'resync'});
	await trade(20);
	expect(world.asked.length).toBeGreaterThan(asked);
	expect(other.view.trusted).toBe(true);
	say(tradeText(1, '90.00', '2.00000000'));
	await trade(10);
	await other.close();
	await closePorts(world.ports);
	expect([world.httpClosed, world.logClosed]).toEqual([true, true]);
	const ends = world.logged.filter((line) => line.startsWith('END'));
	expect(ends).toHaveLength(2);
	expect(ends[0]).toMatch(/^END one, .* 0 fills /);
	expect(ends[1]).toMatch(/^END other, .* [1-9]\d* fills? /);
	expect(world.logged.at(-1)).toBe(ends[1]);
});

test('what happens to a closed session is not heard by anybody', async () => {
	const {world, one, other, trade} = await twoSessions();
	const heard: string[] = [];
	one.onOutput(({kind}) => heard.push(kind));
	await one.close();
	const before = heard.length;
	world.sockets[0]?.handlers.onEnd(1006, 'close 1006');
	one.send({kind: 'resync'});
	one.refresh();
	await trade(5);
	expect(heard).toHaveLength(before);
	expect(other.view.trusted).toBe(true);
	// A socket that has ended by itself is not held on to.
	const ended = world.sockets[1];
	ended?.handlers.onEnd(1006, 'close 1006');
	await other.close();
	expect(ended?.terminated).toBe(false);
	expect(world.timerCount).toBe(0);
});

test('what one uses of the venue, the other knows in its next step; each can be lived again from its own inputs', async () => {
	const world = new FakeWorld();
	let lastId = 100;
	world.reply = binanceReply(() => lastId, world);
	const tapes = [new SessionTape(), new SessionTape()];
	const sessions = tapes.map((tape) => {
		const session = startSession({
			config: engineConfig(),
			endpoints: {restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:2'},
			ports: world.ports,
			recorder: tape,
		});
		session.onOutput((output) => tape.lines.push(outputText(output)));
		return session;
	});
	await world.run(500);
	for (const {handlers} of world.sockets) handlers.onOpen();
	for (let count = 0; count < 60; count += 1) {
		lastId += 1;
		for (const {handlers, terminated} of world.sockets) {
			if (!terminated) handlers.onMessage(new TextEncoder().encode(depthText(lastId, lastId)));
		}

		if (count % 10 === 5) sessions[count % 20 === 5 ? 0 : 1]?.send({kind: 'resync'});
		// oxlint-disable-next-line no-await-in-loop
		await world.run(100);
		for (const session of [...sessions, ...sessions]) session.refresh();
		const [one, other] = sessions.map(({view}) => view.gauges(world.at).restWeightUsed);
		expect(one).toEqual(other);
	}

	expect(sessions.map(({view}) => view.trusted)).toEqual([true, true]);
	for (const session of sessions) await session.close();
	for (const tape of tapes) {
		expect(tape.inputs.filter(({input}) => input.kind === 'shared-budget').length).toBeGreaterThan(3);
		expect(tape.lines.length).toBeGreaterThan(50);
		const written: SessionTape = Object.assign(new SessionTape(), {
			start: tape.start,
			// As a recording has them: nothing of an input is shared with the one who gave it.
			inputs: structuredClone(tape.inputs),
		});
		expect(firstDifference(tape.lines, replayed(written, {only: 'outputs'}))).toBeUndefined();
	}
});

test('together they dial a host at most thirty times in five minutes; loopback has no limit', async () => {
	for (const [wsUrl, isCounted] of [
		['wss://venue.example', true],
		['ws://127.0.0.1:2', false],
		['ws://localhost:2', false],
		['ws://[::1]:2', false],
	] as const) {
		const world = new FakeWorld();
		const records = new Map<string, DialRecord>();
		const memory: DialMemory = {
			read: (host) => records.get(host) ?? NO_DIALS,
			update(host, change, done) {
				records.set(host, change(records.get(host) ?? NO_DIALS));
				done?.();
			},
		};
		const {clock, timers} = world.ports;
		const ports = {...world.ports, sockets: politeSockets(world.ports.sockets as PlainSockets, {memory, clock, timers})};
		world.reply = binanceReply(() => 100, world);
		const sessions = [1, 2].map(() => startSession({config: engineConfig(), endpoints: {restUrl: 'http://127.0.0.1:1', wsUrl}, ports}));
		let flapped = 0;
		for (let second = 0; second < 290; second += 1) {
			for (; flapped < world.sockets.length; flapped += 1) {
				world.sockets[flapped]?.handlers.onOpen();
				world.sockets[flapped]?.handlers.onMessage(new TextEncoder().encode(tradeText(1)));
				world.sockets[flapped]?.handlers.onEnd(1006, 'close 1006');
			}

			// oxlint-disable-next-line no-await-in-loop
			await world.run(1000);
		}

		if (isCounted) expect(world.sockets).toHaveLength(30);
		else expect(world.sockets.length, wsUrl).toBeGreaterThan(30);
		expect(records.size).toBe(isCounted ? 1 : 0);
		for (const session of sessions) await session.close();
	}
});
