import {describe, expect, test} from 'vitest';
import {startRawFeed} from '../../source/runtime/live-raw-feed.js';
import type {RawFeedEvent} from '../../source/session/raw-feed.js';
import {binanceReply, FakeWorld, httpReply, tradeText} from '../helpers/fake-ports.js';

const REST = 'http://127.0.0.1:1';

const start = (world: FakeWorld) => {
	const said: RawFeedEvent[] = [];
	const feed = startRawFeed({
		symbol: 'btcusdt',
		venue: 'binance',
		endpoints: {restUrl: REST, wsUrl: 'ws://127.0.0.1:2'},
		ports: world.ports,
	});
	feed.onEvent((event) => said.push(event));
	return {feed, said};
};

const refused = (status: number, retryAfter: string) =>
	httpReply('{"code":-1003,"msg":"Too much request weight used"}', status, {'retry-after': retryAfter});

describe('a venue that asks for silence', () => {
	test('gets it, to the last second, and then one request', async () => {
		const world = new FakeWorld();
		world.reply = () => refused(429, '37');
		const {said} = start(world);
		await world.run(36_900);
		expect(world.asked).toHaveLength(1);
		expect(said).toContainEqual({kind: 'notice', text: 'binance wants no requests for another 37 s'});
		world.reply = binanceReply(() => 1, world);
		await world.run(1000);
		expect(world.asked.length).toBeGreaterThan(1);
		expect(world.sockets).toHaveLength(1);
	});

	test('gets it also from the program that is started next', async () => {
		const world = new FakeWorld();
		world.reply = () => refused(418, '118');
		const first = start(world);
		await world.run(1000);
		await first.feed.close();
		const asked = world.asked.length;
		start(world);
		await world.run(110_000);
		expect(world.asked).toHaveLength(asked);
	});
});

test('a symbol that the venue does not have ends it with a sentence', async () => {
	const world = new FakeWorld();
	world.reply = () => httpReply('{"code":-1121,"msg":"Invalid symbol."}', 400);
	const {said} = start(world);
	await world.run(1000);
	expect(said).toEqual([{kind: 'fatal', message: 'btcusdt is not traded at binance (HTTP 400 -1121 Invalid symbol.)'}]);
});

test('a venue that cannot be reached is tried a few times, then given up', async () => {
	const world = new FakeWorld();
	const {said} = start(world);
	await world.run(10_000);
	expect(said).toEqual([
		{kind: 'fatal', message: 'binance cannot be reached: connect ECONNREFUSED; without a network, --demo runs on the built-in exchange'},
	]);
	expect(world.asked).toHaveLength(4);
});

describe('a connection', () => {
	/** A connected feed whose requests are all answered. */
	const connected = async () => {
		const world = new FakeWorld();
		world.reply = binanceReply(() => 1, world);
		const both = start(world);
		await world.run(1000);
		world.socket.handlers.onOpen();
		return {world, ...both};
	};

	const say = (world: FakeWorld): void => world.socket.handlers.onMessage(Buffer.from(tradeText(1)));

	test('closed for a policy violation is not dialled again for half a minute', async () => {
		const {world, said} = await connected();
		world.socket.handlers.onEnd(1008, 'close 1008 Too many requests');
		await world.run(29_900);
		expect(world.sockets).toHaveLength(1);
		await world.run(200);
		expect(world.sockets).toHaveLength(2);
		expect(said).toContainEqual({kind: 'notice', text: 'connection lost (close 1008 Too many requests); next try in 30.0 s'});
	});

	test('that flaps is dialled thirty times in five minutes at most', async () => {
		const {world} = await connected();
		let flapped = 0;
		for (let step = 0; step < 300; step += 1) {
			for (; flapped < world.sockets.length; flapped += 1) {
				const {handlers} = world.socket;
				handlers.onOpen();
				say(world);
				handlers.onEnd(1006, 'close 1006');
			}

			await world.run(1000);
		}

		expect(world.sockets.length).toBeGreaterThan(10);
		expect(world.sockets.length).toBeLessThanOrEqual(31);
	});

	test('on which nothing comes any more is given up after a minute, and another one made', async () => {
		const {world, said} = await connected();
		say(world);
		await world.run(59_000);
		expect([world.socket.terminated, world.sockets.length]).toEqual([false, 1]);
		say(world);
		await world.run(61_000);
		expect(world.sockets[0]?.terminated).toBe(true);
		expect(said).toContainEqual({
			kind: 'notice',
			text: expect.stringMatching(/^connection lost \(nothing came for 60 s\); next try in \d/),
		});
		await world.run(3000);
		expect(world.sockets).toHaveLength(2);
	});

	test('that a slow reader has paused is not given up for its silence', async () => {
		const {world, feed} = await connected();
		say(world);
		feed.pause();
		await world.run(600_000);
		feed.resume();
		await world.run(59_000);
		expect([world.socket.terminated, world.sockets.length]).toEqual([false, 1]);
		await world.run(2000);
		expect(world.sockets[0]?.terminated).toBe(true);
	});
});
