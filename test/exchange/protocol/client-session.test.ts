import {expect, test} from 'vitest';
import {ClientSession, USUAL_LIMITS, type ClientSocket} from '../../../source/exchange/protocol/client-session.js';
import {readStreamAddress} from '../../../source/exchange/protocol/stream-address.js';

const connect = () => {
	const log: string[] = [];
	let buffered = 0;
	const socket: ClientSocket = {
		send: (text) => log.push(`send ${text}`),
		ping: (payload) => log.push(`ping ${payload}`),
		pong: (payload) => log.push(`pong ${String.fromCharCode(...payload)}`),
		close: (code, reason) => log.push(`close ${code} ${reason}`),
		terminate: () => log.push('terminate'),
		bufferedBytes: () => buffered,
	};
	const address = readStreamAddress('/ws/btcusdt@trade');
	if (address === undefined) throw new Error('no address');
	const session = new ClientSession(socket, address, USUAL_LIMITS, 0);
	return {session, log, fill: (bytes: number) => (buffered = bytes)};
};

const payload = () => 'abc';
const LIST = '{"method":"LIST_SUBSCRIPTIONS","id":1}';

test('pings every 20 s, and gives up 60 s after the last pong', () => {
	const {session, log} = connect();
	for (let at = 0; at <= 90_000; at += 1000) {
		if (at === 21_000) session.onPong(at);
		session.tick(at, payload);
	}

	expect(log.slice(0, 4)).toEqual(['ping abc', 'ping abc', 'ping abc', 'ping abc']);
	expect(log[4]).toBe('terminate');
});

test('five frames in a second are accepted, the sixth is refused', () => {
	const {session, log} = connect();
	session.onPong(0);
	session.onPing(Uint8Array.of(104, 105), 100);
	for (const at of [200, 300, 400]) session.onText(LIST, at);
	expect(log.at(-1)).toBe('send {"result":["btcusdt@trade"],"id":1}');
	expect(log[0]).toBe('pong hi');
	session.onText(LIST, 999);
	expect(log.at(-1)).toBe('close 1008 Too many requests');
});

test('frames in different seconds do not add up', () => {
	const {session, log} = connect();
	for (let at = 0; at < 10_000; at += 210) session.onText(LIST, at);
	expect(log.filter((line) => line.startsWith('close'))).toEqual([]);
});

test('ends after a day', () => {
	const {session, log} = connect();
	session.onPong(86_400_000);
	session.tick(86_400_001, payload);
	expect(log.at(-1)).toBe('close 1001 connection too old');
});

test('cuts off a client that does not read', () => {
	const {session, log, fill} = connect();
	fill(9 * 2 ** 20);
	session.send('x', 5);
	expect(log).toEqual(['send x', 'terminate']);
});

test('a muted session neither sends, reads nor closes', () => {
	const {session, log} = connect();
	session.mute(100_000);
	session.send('x', 5);
	session.onText(LIST, 10);
	session.onPing(Uint8Array.of(1), 20);
	session.tick(99_000, payload);
	expect(log).toEqual([]);
	session.send('x', 100_000);
	expect(log).toEqual(['send x']);
});
