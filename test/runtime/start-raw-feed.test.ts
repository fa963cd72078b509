import {describe, expect, test} from 'vitest';
import {startRawFeed} from '../../source/runtime/start-raw-feed.js';
import type {RawFeedEvent} from '../../source/runtime/raw-feed.js';
import {binanceReply, FakeWorld, httpReply} from '../helpers/fake-ports.js';

const REST = 'http://127.0.0.1:1';

const start = (world: FakeWorld) => {
	const said: RawFeedEvent[] = [];
	const feed = startRawFeed({symbol: 'btcusdt', venue: 'binance', endpoints: {restUrl: REST, wsUrl: 'ws://127.0.0.1:2'}, ports: world.ports});
	feed.onEvent((event) => said.push(event));
	return {feed, said};
};

const refused = (status: number, retryAfter: string) => httpReply('{"code":-1003,"msg":"Too much request weight used"}', status, {'retry-after': retryAfter});

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
	expect(said).toEqual([{kind: 'fatal', message: 'binance cannot be reached: connect ECONNREFUSED'}]);
	expect(world.asked).toHaveLength(4);
});
