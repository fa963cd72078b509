/** The WebSocket client against hostile servers: raw bytes over loopback. */

import type {Socket} from 'node:net';
import {getCACertificates, setDefaultCACertificates} from 'node:tls';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {nodeSockets, SOCKET_LIMITS, type SocketLimits} from '../../../source/runtime/node/node-sockets.js';
import type {SocketHandle} from '../../../source/runtime/node/ports.js';
import {makeCertificate, type Certificate} from '../../helpers/certificate.js';
import {clientFrames, closeFrame, frameOf, onRequest, OPCODE, serve, upgradeAll, upgradeHead} from '../../helpers/raw-server.js';

type End = {readonly code: number; readonly detail: string};

const connect = (url: string, change: Partial<SocketLimits> = {}) => {
	const said = {opened: 0, messages: [] as string[], ends: [] as End[]};
	const socket: SocketHandle = nodeSockets({...SOCKET_LIMITS, ...change}).connect(url, {
		onOpen: () => (said.opened += 1),
		onMessage: (message) => said.messages.push(Buffer.from(message).toString('utf8')),
		onEnd: (code, detail) => said.ends.push({code, detail}),
	});
	onTestFinished(() => socket.terminate());
	return {socket, said};
};

const LONG = {timeout: 10_000, interval: 5};
const until = async (check: () => void): Promise<void> => vi.waitFor(check, LONG);

/** All events of a client whose server upgrades and then acts; the connection has ended afterwards. */
const ended = async (onUpgraded: (socket: Socket) => void, change: Partial<SocketLimits> = {}) => {
	const server = await serve(upgradeAll(onUpgraded));
	const {said} = connect(`ws://127.0.0.1:${server.port}/x`, change);
	await until(() => expect(said.ends).toHaveLength(1));
	await until(() => expect(server.sockets[0]?.destroyed).toBe(true));
	return {...said, end: said.ends[0]!};
};

const good = frameOf(OPCODE.text, '{"e":"x"}');

describe('frames', () => {
	test('as they should be are messages, also in a few fragments and around pings', async () => {
		const {messages} = await ended((socket) => {
			socket.write(
				Buffer.concat([
					good,
					frameOf(OPCODE.text, 'a', {fin: false}),
					frameOf(OPCODE.ping, 'between'),
					frameOf(OPCODE.continuation, 'b', {fin: false}),
					frameOf(OPCODE.continuation, 'ç'),
					closeFrame(1000),
				]),
			);
			socket.end();
		});
		expect(messages).toEqual(['{"e":"x"}', 'abç']);
	});

	test('in more fragments than the limit end the connection', async () => {
		const {end, messages} = await ended((socket) => {
			socket.write(frameOf(OPCODE.text, 'x', {fin: false}));
			socket.write(Buffer.concat(Array.from({length: SOCKET_LIMITS.fragments}, () => frameOf(OPCODE.continuation, 'x', {fin: false}))));
		});
		expect(end).toEqual({code: 1006, detail: 'Too many message fragments'});
		expect(messages).toEqual([]);
	});

	test('in fragments without end and without content are cut, and the rest is not read', async () => {
		const empty = Buffer.concat(Array.from({length: 200_000}, () => frameOf(OPCODE.continuation, '', {fin: false})));
		const {end} = await ended((socket) => {
			socket.write(frameOf(OPCODE.text, '', {fin: false}));
			socket.write(empty);
		});
		expect(end).toEqual({code: 1006, detail: 'Too many message fragments'});
	});

	test('that come byte by byte are cut when they come in too many pieces', async () => {
		const {end} = await ended(
			(socket) => {
				socket.setNoDelay(true);
				socket.write(frameOf(OPCODE.text, '', {length: 60_000}));
				const drip = setInterval(() => socket.write('x'), 1);
				socket.on('close', () => clearInterval(drip));
			},
			{chunks: 20},
		);
		expect(end).toEqual({code: 1006, detail: 'Too many buffered chunks'});
	});

	test.each<[name: string, length: number | bigint]>([
		['one byte beyond the limit', SOCKET_LIMITS.messageBytes + 1],
		['2⁵³ and more', 2n ** 53n],
		['2⁶³', 2n ** 63n],
	])('that announce %s are refused before a byte of them came', async (_, length) => {
		const {end} = await ended((socket) => socket.write(frameOf(OPCODE.text, '', {length})));
		expect(end.code).toBe(1006);
		expect(end.detail).toMatch(/^(?:Max payload size exceeded|Unsupported WebSocket frame: payload length > 2\^53 - 1)$/);
	});

	test('whose fragments together pass the limit are refused', async () => {
		const half = 'x'.repeat(SOCKET_LIMITS.messageBytes / 2 + 1);
		const {end} = await ended((socket) => {
			socket.write(frameOf(OPCODE.text, half, {fin: false}));
			socket.write(frameOf(OPCODE.continuation, half));
		});
		expect(end).toEqual({code: 1006, detail: 'Max payload size exceeded'});
	});

	test('said to be compressed are refused, whatever is in them', async () => {
		const {end, messages} = await ended((socket) => socket.write(frameOf(OPCODE.text, Buffer.alloc(1000), {rsv1: true})));
		expect(end).toEqual({code: 1006, detail: 'Invalid WebSocket frame: RSV1 must be clear'});
		expect(messages).toEqual([]);
	});

	test.each([
		['a lone byte', [0xff]],
		['an overlong slash', [0xc0, 0xaf]],
		['half a surrogate pair', [0xed, 0xa0, 0x80]],
		['a character cut off', [0x61, 0xe2, 0x82]],
	])('that are no UTF-8 (%s) end the connection, and nothing of them is read', async (_, bytes) => {
		const {end, messages} = await ended((socket) => socket.write(frameOf(OPCODE.text, Uint8Array.from(bytes))));
		expect(end).toEqual({code: 1006, detail: 'Invalid WebSocket frame: invalid UTF-8 sequence'});
		expect(messages).toEqual([]);
	});

	test('of bytes are dropped; a stream of them is given up', async () => {
		const binary = frameOf(OPCODE.binary, '{"e":"depthUpdate"}');
		const {end, messages} = await ended((socket) => {
			for (let count = 0; count < SOCKET_LIMITS.binaryFrames - 1; count += 1) socket.write(binary);
			socket.write(good);
			setTimeout(() => socket.write(binary), 20);
		});
		expect(messages).toEqual(['{"e":"x"}']);
		expect(end).toEqual({code: 1003, detail: 'binary frames on a stream of text'});
	});

	test('behind a bad one are not read, and the end does not wait for the server', async () => {
		const {messages, end} = await ended((socket) => {
			socket.write(Buffer.concat([frameOf(3, 'x'), good, good]));
			// Continues forever and never closes.
			const flood = setInterval(() => socket.write(good), 1);
			socket.on('close', () => clearInterval(flood));
		});
		expect(messages).toEqual([]);
		expect(end.detail).toBe('Invalid WebSocket frame: invalid opcode 3');
	});

	test('of a server that is given up are not read either', async () => {
		const server = await serve(
			upgradeAll((socket) => {
				const flood = setInterval(() => socket.write(good), 1);
				socket.on('close', () => clearInterval(flood));
			}),
		);
		const {socket, said} = connect(`ws://127.0.0.1:${server.port}/`);
		await until(() => expect(said.messages.length).toBeGreaterThan(3));
		socket.terminate();
		const heard = said.messages.length;
		await until(() => expect(server.sockets[0]?.destroyed).toBe(true));
		expect(said.messages).toHaveLength(heard);
		expect(said.ends).toEqual([]);
	});
});

describe('a close', () => {
	test.each([1000, 1001, 1008, 1012, 1013, 4000])('with code %i is told with its reason', async (code) => {
		const {end} = await ended((socket) => socket.end(closeFrame(code, 'enough')));
		expect(end).toEqual({code, detail: `close ${code} enough`});
	});

	test('whose reason is meant for the terminal brings words only', async () => {
		const {end} = await ended((socket) => socket.end(closeFrame(1008, 'bye\u001B]0;owned\u0007\u001B[2J\u202E\u200Bnow\r\nthen')));
		expect(end).toEqual({code: 1008, detail: 'close 1008 byenow then'});
	});

	test('after which the server does not close is one all the same', async () => {
		const {end} = await ended((socket) => socket.write(closeFrame(1008)), {closeMs: 50});
		expect(end).toEqual({code: 1008, detail: 'close 1008'});
	});

	test.each([
		['a code that may not be sent', closeFrame(1005), 'Invalid WebSocket frame: invalid status code 1005'],
		['a code out of range', closeFrame(65_535), 'Invalid WebSocket frame: invalid status code 65535'],
		['a reason that is no UTF-8', closeFrame(1000, Uint8Array.of(0xff)), 'Invalid WebSocket frame: invalid UTF-8 sequence'],
		['half a code', frameOf(OPCODE.close, 'x'), 'Invalid WebSocket frame: invalid payload length 1'],
	])('with %s is a loss', async (_, bytes, detail) => {
		const {end} = await ended((socket) => socket.write(bytes));
		expect(end).toEqual({code: 1006, detail});
	});

	test('without a close frame is 1006', async () => {
		const {end} = await ended((socket) => setTimeout(() => socket.destroy(), 20));
		expect(end).toEqual({code: 1006, detail: 'close 1006'});
	});
});

describe('pings', () => {
	test('are answered with their own payload, however full it is', async () => {
		let answered = Buffer.alloc(0);
		const payloads = ['1772000000000', '', 'x'.repeat(125)];
		const server = await serve(
			upgradeAll((socket) => {
				socket.on('data', (bytes: Buffer) => (answered = Buffer.concat([answered, bytes])));
				for (const payload of payloads) socket.write(frameOf(OPCODE.ping, payload));
			}),
		);
		connect(`ws://127.0.0.1:${server.port}/`);
		await until(() =>
			expect(clientFrames(answered).map(({opcode, payload}) => [opcode, payload.toString()])).toEqual(
				payloads.map((payload) => [OPCODE.pong, payload]),
			),
		);
	});

	test('without end do not pile up answers that are not read', async () => {
		const flood = Buffer.concat(Array.from({length: 5000}, () => frameOf(OPCODE.ping, 'x'.repeat(125))));
		const {end} = await ended((socket) => {
			socket.pause();
			const write = (): void => void (socket.destroyed || !socket.write(flood) || setImmediate(write));
			socket.on('drain', write);
			write();
		});
		expect(end.code).toBe(1006);
	});
});

describe('a pause', () => {
	test('asked for before the connection is open holds until it is taken back', async () => {
		const server = await serve(upgradeAll((socket) => socket.write(Buffer.concat([good, good]))));
		const {socket, said} = connect(`ws://127.0.0.1:${server.port}/`);
		socket.pause();
		await until(() => expect(said.opened).toBe(1));
		// Meanwhile a frame of a second connection arrives.
		const {said: other} = connect(`ws://127.0.0.1:${server.port}/`);
		await until(() => expect(other.messages).toHaveLength(2));
		expect(said.messages).toEqual([]);
		socket.resume();
		await until(() => expect(said.messages).toHaveLength(2));
	});
});

describe('the upgrade', () => {
	const answering = async (answer: (request: string) => string, change: Partial<SocketLimits> = {}) => {
		const server = await serve((socket) => onRequest(socket, (head) => socket.write(answer(head))));
		const {said} = connect(`ws://127.0.0.1:${server.port}/x`, change);
		await until(() => expect(said.ends).toHaveLength(1));
		expect(said.opened).toBe(0);
		await until(() => expect(server.sockets[0]?.destroyed).toBe(true));
		return said.ends[0]!;
	};

	test('asks for no compression, and for nothing else', async () => {
		let asked = '';
		const server = await serve((socket) => onRequest(socket, (head) => (asked = head)));
		connect(`ws://127.0.0.1:${server.port}/stream?streams=a@b`);
		await until(() => expect(asked).not.toBe(''));
		expect(asked).toMatch(/^GET \/stream\?streams=a@b HTTP\/1\.1\r\n/);
		expect(asked.toLowerCase()).not.toMatch(/sec-websocket-(?:extensions|protocol)|permessage-deflate|authorization|cookie|origin/);
	});

	test('that brings unrequested compression is refused', async () => {
		const end = await answering(
			(request) => `${upgradeHead(request)}Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n`,
		);
		expect(end).toEqual({code: 1006, detail: 'Server sent a Sec-WebSocket-Extensions header but no extension was requested'});
	});

	test.each([301, 302, 303, 307, 308])('answered with a redirect (%i) is a loss, and nobody else is asked', async (status) => {
		const elsewhere = await serve(() => {});
		const end = await answering(
			() => `HTTP/1.1 ${status} Moved\r\nLocation: ws://127.0.0.1:${elsewhere.port}/stolen\r\nContent-Length: 0\r\n\r\n`,
		);
		expect(end).toEqual({code: 1006, detail: `Unexpected server response: ${status}`});
		expect(elsewhere.sockets).toHaveLength(0);
	});

	test.each([200, 403, 429, 502, 503])('answered with %i is a loss, however long the page', async (status) => {
		const end = await answering(() => `HTTP/1.1 ${status} \u001B[31mred\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n`);
		expect(end).toEqual({code: 1006, detail: `Unexpected server response: ${status}`});
	});

	test.each<[name: string, answer: string]>([
		['no HTTP', '\u001B]0;owned\u0007hello\r\n\r\n'],
		['a head without end', `HTTP/1.1 101 Switching Protocols\r\n${'X-Pad: '.padEnd(70_000, 'x')}`],
		['a wrong key', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n'],
		['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'],
	])('answered with %s is a loss', async (_, answer) => {
		const end = await answering(() => answer);
		expect(end.code).toBe(1006);
		expect(end.detail).toMatch(/^[ -~]{5,120}$/);
	});

	test('that is never answered has a deadline', async () => {
		expect(await answering(() => '', {handshakeMs: 100})).toEqual({code: 1006, detail: 'no handshake within 0.1 s'});
	});

	test('that is answered byte by byte has the same deadline', async () => {
		const server = await serve((socket) =>
			onRequest(socket, (head) => {
				const answer = `${upgradeHead(head)}X-Pad: ${'x'.repeat(10_000)}`;
				let at = 0;
				const drip = setInterval(() => socket.write(answer[at++] ?? 'x'), 5);
				socket.on('close', () => clearInterval(drip));
			}),
		);
		const {said} = connect(`ws://127.0.0.1:${server.port}/`, {handshakeMs: 150});
		await until(() => expect(said.ends).toEqual([{code: 1006, detail: 'no handshake within 0.15 s'}]));
		await until(() => expect(server.sockets[0]?.destroyed).toBe(true));
	});

	test('to an address without a listener is a loss too', async () => {
		const server = await serve(() => {});
		await server.close();
		const {said} = connect(`ws://127.0.0.1:${server.port}/`);
		await until(() => expect(said.ends).toEqual([{code: 1006, detail: `connect ECONNREFUSED 127.0.0.1:${server.port}`}]));
		// Of a name with several addresses, the first failure is reported.
		const named = connect(`ws://localhost:${server.port}/`);
		await until(() =>
			expect(named.said.ends).toEqual([{code: 1006, detail: expect.stringMatching(/^connect ECONNREFUSED (?:127\.0\.0\.1|::1):\d+$/)}]),
		);
	});
});

describe('TLS', () => {
	const trust = (authority: Certificate): void => {
		const before = getCACertificates();
		setDefaultCACertificates([...before, authority.cert]);
		onTestFinished(() => setDefaultCACertificates(before));
	};

	const authority = {...makeCertificate({host: 'Test authority', isAuthority: true}), host: 'Test authority'};
	const long = (years: number): Date => new Date(Date.now() + years * 365 * 86_400_000);

	test('with a certificate of a known authority works', async () => {
		trust(authority);
		const server = await serve(
			upgradeAll((socket) => socket.write(good)),
			makeCertificate({host: '127.0.0.1', issuer: authority}),
		);
		const {said} = connect(`wss://127.0.0.1:${server.port}/`);
		await until(() => expect(said.messages).toEqual(['{"e":"x"}']));
	});

	const refused: [name: string, certificate: Certificate, words: string][] = [
		['signed by itself', makeCertificate({host: '127.0.0.1'}), 'self-signed certificate'],
		[
			'of an unknown authority',
			makeCertificate({host: '127.0.0.1', issuer: {...makeCertificate({host: 'Nobody', isAuthority: true}), host: 'Nobody'}}),
			'unable to verify the first certificate',
		],
		[
			'that has expired',
			makeCertificate({host: '127.0.0.1', issuer: authority, validFrom: long(-2), validUntil: long(-1)}),
			'certificate has expired',
		],
		[
			'that is not valid yet',
			makeCertificate({host: '127.0.0.1', issuer: authority, validFrom: long(1), validUntil: long(2)}),
			'certificate is not yet valid',
		],
		[
			'of another host',
			makeCertificate({host: 'evil.example', issuer: authority}),
			"Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: ",
		],
	];

	describe.each([
		['', undefined],
		[', also where the environment asks to look away', '0'],
	])('with a certificate%s', (_, environment) => {
		test.each(refused)('%s is refused with a sentence, and nothing is sent', async (_name, certificate, words) => {
			trust(authority);
			if (environment !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', environment);
			onTestFinished(() => void vi.unstubAllEnvs());
			let sent = '';
			const server = await serve((socket) => onRequest(socket, (head) => (sent += head)), certificate);
			const {said} = connect(`wss://127.0.0.1:${server.port}/`);
			await until(() => expect(said.ends).toHaveLength(1));
			const place = `127.0.0.1:${server.port}`;
			expect(said.ends[0]).toEqual({
				code: 1006,
				detail: `the certificate of ${place} is refused (${words}); a CA of your own is named in NODE_EXTRA_CA_CERTS`,
			});
			expect([said.opened, sent]).toEqual([0, '']);
		});
	});

	test('with a server that does not speak it is refused with a sentence', async () => {
		const server = await serve((socket) => socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')));
		const {said} = connect(`wss://127.0.0.1:${server.port}/`);
		await until(() => expect(said.ends).toHaveLength(1));
		expect(said.ends[0]?.detail).toBe(`127.0.0.1:${server.port} does not answer in TLS (wrong version number)`);
	});
});
