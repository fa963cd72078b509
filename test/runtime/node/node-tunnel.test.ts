/** REST and sockets through a real proxy, and all ways in which a proxy fails. */

import {getCACertificates, setDefaultCACertificates} from 'node:tls';
import {afterAll, beforeAll, describe, expect, onTestFinished, test, vi} from 'vitest';
import {HTTP_LIMITS, nodeHttp, type HttpLimits} from '../../../source/runtime/node/node-http.js';
import {nodeSockets, SOCKET_LIMITS, type SocketLimits} from '../../../source/runtime/node/node-sockets.js';
import type {ProxySettings} from '../../../source/runtime/node/ports.js';
import {makeCertificate} from '../../helpers/certificate.js';
import {startProxy, type TestProxyOptions} from '../../helpers/connect-proxy.js';
import {closeFrame, frameOf, onRequest, OPCODE, serve, upgradeAll} from '../../helpers/raw-server.js';

const authority = {...makeCertificate({host: 'an authority', isAuthority: true}), host: 'an authority'};
const venue = makeCertificate({host: 'venue.example', issuer: authority});
const other = makeCertificate({host: 'other.example', issuer: authority});
const usual = getCACertificates('default');

beforeAll(() => setDefaultCACertificates([...usual, authority.cert]));
afterAll(() => setDefaultCACertificates([...usual]));

const LOGIN = 'me:secret';
const UNREACHED = 1;

const restVenue = async (certificate = venue) =>
	serve((socket) => onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')), certificate);

const get = async (proxies: ProxySettings, change: Partial<HttpLimits> = {}) => {
	const http = nodeHttp({...HTTP_LIMITS, ...change}, proxies);
	onTestFinished(() => http.close());
	return http.get('https://venue.example/api/v3/time', {});
};

type Said = {opened: number; readonly messages: string[]; readonly ends: {readonly code: number; readonly detail: string}[]};

const dial = async (proxies: ProxySettings, change: Partial<SocketLimits> = {}): Promise<Said> => {
	const said: Said = {opened: 0, messages: [], ends: []};
	const socket = nodeSockets({...SOCKET_LIMITS, ...change}, proxies).connect('wss://venue.example:9443/stream', {
		onOpen: () => (said.opened += 1),
		onMessage: (message) => said.messages.push(Buffer.from(message).toString('utf8')),
		onEnd: (code, detail) => said.ends.push({code, detail}),
	});
	onTestFinished(() => socket.terminate());
	await vi.waitFor(() => expect(said.ends).toHaveLength(1), {timeout: 20_000, interval: 5});
	return said;
};

const nameOf = ({proxy: {protocol, hostname, port}}: ProxySettings): string => `the proxy ${protocol}//${hostname}:${port} (HTTPS_PROXY)`;

describe('through the proxy', () => {
	test('REST goes to the host, by name and port, encrypted end to end', async () => {
		const {settings, asked} = await startProxy({behindPort: (await restVenue()).port});
		expect(await get(settings)).toMatchObject({status: 200, body: '{}'});
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatch(/^CONNECT venue\.example:443 HTTP\/1\.1\r\n/);
		expect(asked[0]?.toLowerCase()).toContain('host: venue.example:443\r\n');
		expect(asked[0]?.toLowerCase()).not.toMatch(/authorization|api\/v3/);
	});

	test('a tunnel that is at rest is used again', async () => {
		const {settings, asked} = await startProxy({behindPort: (await restVenue()).port});
		const http = nodeHttp(HTTP_LIMITS, settings);
		onTestFinished(() => http.close());
		await http.get('https://venue.example/a', {});
		await new Promise((resolve) => {
			setTimeout(resolve, 50);
		});
		await http.get('https://venue.example/b', {});
		expect(asked).toHaveLength(1);
	});

	test('sockets go, and their messages come', async () => {
		const behind = await serve(
			upgradeAll((socket) => socket.write(Buffer.concat([frameOf(OPCODE.text, 'hello'), closeFrame(1000)]))),
			venue,
		);
		const {settings, asked} = await startProxy({behindPort: behind.port});
		const said = await dial(settings);
		expect(said).toMatchObject({opened: 1, messages: ['hello'], ends: [{code: 1000}]});
		expect(asked[0]).toMatch(/^CONNECT venue\.example:9443 HTTP\/1\.1\r\n/);
	});

	test('the user and password of its URL are sent to the proxy alone', async () => {
		const heads: string[] = [];
		const behind = await serve(
			(socket) =>
				onRequest(socket, (head) => {
					heads.push(head);
					socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
				}),
			venue,
		);
		const {settings, asked} = await startProxy({behindPort: behind.port, login: LOGIN});
		await get(settings);
		expect(asked[0]?.toLowerCase()).toContain(`proxy-authorization: basic ${Buffer.from(LOGIN).toString('base64').toLowerCase()}\r\n`);
		expect(heads.join('').toLowerCase()).not.toContain('authorization');
	});

	test('which may be spoken to in TLS itself, verified like the host', async () => {
		const own = makeCertificate({host: '127.0.0.1', issuer: authority});
		const {settings} = await startProxy({behindPort: (await restVenue()).port, tls: own});
		expect(await get(settings)).toMatchObject({status: 200});
		const {settings: stranger} = await startProxy({behindPort: 1, tls: makeCertificate({host: '127.0.0.1'})});
		await expect(get(stranger)).rejects.toThrow(`${nameOf(stranger)} cannot be used: the certificate of 127.0.0.1 is refused`);
	});

	test('what is excepted goes past it', async () => {
		const {settings, asked} = await startProxy({behindPort: (await restVenue()).port});
		await expect(get({...settings, exceptions: ['venue.example']})).rejects.toThrow(/venue\.example/);
		expect(asked).toEqual([]);
	});
});

describe('TLS with the host is verified through the tunnel', () => {
	test.each([
		['another name', other],
		['itself for authority', makeCertificate({host: 'venue.example'})],
	])('a certificate with %s is refused, for REST and sockets', async (_, certificate) => {
		const {settings} = await startProxy({behindPort: (await restVenue(certificate)).port});
		await expect(get(settings)).rejects.toThrow(
			/^through the proxy http:\/\/127\.0\.0\.1:\d+ \(HTTPS_PROXY\): the certificate of venue\.example is refused \(/,
		);
		const {ends} = await dial(settings);
		expect(ends[0]?.detail).toMatch(/^through the proxy http:\S+ \(HTTPS_PROXY\): the certificate of venue\.example:9443 is refused \(/);
	});
});

const REFUSALS: readonly (readonly [answer: string, login: string | undefined, sentence: string])[] = [
	[
		'HTTP/1.1 407 x\r\nContent-Length: 0\r\n\r\n',
		undefined,
		'asks for a user and password (407); write them into HTTPS_PROXY as http://USER:PASSWORD@HOST:PORT',
	],
	['HTTP/1.1 407 x\r\nContent-Length: 0\r\n\r\n', LOGIN, 'does not take the user and password of HTTPS_PROXY (407)'],
	[
		'HTTP/1.1 403 x\r\nContent-Length: 4\r\n\r\nno!!',
		undefined,
		'does not allow connections to venue.example:PORT (403); whoever runs it can, or NO_PROXY goes past it',
	],
	['HTTP/1.1 502 \u001B[31m\r\n\r\n', undefined, 'cannot reach venue.example:PORT (502)'],
	['HTTP/1.1 503 x\r\n\r\n', undefined, 'cannot reach venue.example:PORT (503)'],
	['HTTP/1.1 504 x\r\n\r\n', undefined, 'cannot reach venue.example:PORT (504)'],
	['HTTP/1.1 500 x\r\n\r\n', undefined, 'answered a CONNECT to venue.example:PORT with 500'],
	['HTTP/1.1 301 x\r\nLocation: http://else\r\n\r\n', undefined, 'answered a CONNECT to venue.example:PORT with 301'],
	['SSH-2.0-OpenSSH\r\n', undefined, 'does not speak HTTP'],
];

describe('a proxy that is no way is named, never with its password', () => {
	test.each(REFUSALS)('%j with login %s: %s', async (answer, login, sentence) => {
		const options: TestProxyOptions = {answer, ...(login === undefined ? {} : {login})};
		const {settings} = await startProxy(options);
		const expected = (port: number): string => `${nameOf(settings)} ${sentence.replace('example:PORT', `example:${port}`)}`;
		const rest = await get(settings).catch((error: Error) => error.message);
		expect(rest).toBe(expected(443));
		const {ends, opened} = await dial(settings);
		expect(opened).toBe(0);
		expect(ends).toEqual([{code: 1006, detail: expected(9443)}]);
		expect(JSON.stringify([rest, ends])).not.toContain('secret');
	});

	test('nothing listens at its address', async () => {
		const settings: ProxySettings = {
			proxy: {protocol: 'http:', hostname: '127.0.0.1', port: UNREACHED, variable: 'HTTPS_PROXY', login: LOGIN},
			exceptions: [],
		};
		await expect(get(settings)).rejects.toThrow(`${nameOf(settings)} cannot be used: connect ECONNREFUSED 127.0.0.1:1`);
		expect((await dial(settings)).ends[0]?.detail).toBe(`${nameOf(settings)} cannot be used: connect ECONNREFUSED 127.0.0.1:1`);
	});

	test('it hangs up without a word', async () => {
		const server = await serve((socket) => onRequest(socket, () => socket.destroy()));
		const settings: ProxySettings = {
			proxy: {protocol: 'http:', hostname: '127.0.0.1', port: server.port, variable: 'HTTPS_PROXY'},
			exceptions: [],
		};
		await expect(get(settings)).rejects.toThrow(`${nameOf(settings)} ended the connection without an answer`);
		expect((await dial(settings)).ends[0]?.detail).toBe(`${nameOf(settings)} ended the connection without an answer`);
	});

	test('it never answers: the time is bounded, and the connection to it is given up', async () => {
		const server = await serve((socket) => socket.resume());
		const settings: ProxySettings = {
			proxy: {protocol: 'http:', hostname: '127.0.0.1', port: server.port, variable: 'HTTPS_PROXY'},
			exceptions: [],
		};
		await expect(get(settings, {connectMs: 150})).rejects.toThrow(`${nameOf(settings)} did not answer within 0.15 s`);
		const {ends} = await dial(settings, {handshakeMs: 150});
		expect(ends[0]?.code).toBe(1006);
		expect(ends[0]?.detail).toContain(nameOf(settings));
		await vi.waitFor(() => expect(server.sockets.map(({destroyed}) => destroyed)).toEqual([true, true]), {timeout: 10_000});
	});

	test('it opens the tunnel, and nothing comes through it', async () => {
		const {settings} = await startProxy({answer: 'HTTP/1.1 200 OK\r\n\r\n'});
		await expect(get(settings, {deadlineMs: 200})).rejects.toThrow(`through ${nameOf(settings)}: no complete answer within 0.2 s`);
		expect((await dial(settings, {handshakeMs: 200})).ends[0]?.detail).toBe(`through ${nameOf(settings)}: no handshake within 0.2 s`);
	});

	test('the answer has no end', async () => {
		const {settings} = await startProxy({answer: `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`});
		await expect(get(settings)).rejects.toThrow(`${nameOf(settings)} does not speak HTTP`);
	});
});

describe('what is given up', () => {
	test('a client that is closed while its tunnel opens leaves nothing behind', async () => {
		const server = await serve((socket) => socket.resume());
		const settings: ProxySettings = {
			proxy: {protocol: 'http:', hostname: '127.0.0.1', port: server.port, variable: 'HTTPS_PROXY'},
			exceptions: [],
		};
		const http = nodeHttp(HTTP_LIMITS, settings);
		const asked = http.get('https://venue.example/', {}).catch((error: Error) => error.message);
		const socket = nodeSockets(SOCKET_LIMITS, settings).connect('wss://venue.example/', {
			onOpen: () => {},
			onMessage: () => {},
			onEnd: () => expect.unreachable(),
		});
		await vi.waitFor(() => expect(server.sockets).toHaveLength(2), {timeout: 10_000});
		await http.close();
		socket.terminate();
		await vi.waitFor(() => expect(server.sockets.map(({destroyed}) => destroyed)).toEqual([true, true]), {timeout: 10_000});
		expect(await asked).toContain('proxy');
	});
});
