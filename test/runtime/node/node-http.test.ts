/** The REST client against hostile servers: raw bytes over loopback. */

import type {Socket} from 'node:net';
import {gzipSync} from 'node:zlib';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {HTTP_LIMITS, nodeHttp, type HttpLimits} from '../../../source/runtime/node/node-http.js';
import {makeCertificate} from '../../helpers/certificate.js';
import {onRequest, serve, type RawServer} from '../../helpers/raw-server.js';

/** Answers every request with the same bytes. */
const answering = async (...parts: readonly (string | Uint8Array)[]): Promise<RawServer> =>
	serve((socket) =>
		onRequest(socket, () => {
			for (const part of parts) socket.write(part);
		}),
	);

const client = (change: Partial<HttpLimits> = {}) => {
	const http = nodeHttp({...HTTP_LIMITS, ...change});
	onTestFinished(() => http.close());
	return http;
};

const get = async ({port}: RawServer, change: Partial<HttpLimits> = {}) =>
	client(change).get(`http://127.0.0.1:${port}/api/v3/depth?symbol=BTCUSDT`, {});

const SHORT: Partial<HttpLimits> = {deadlineMs: 150};
const TOO_LATE = 'no complete answer within 0.15 s';

/** Writes a byte every few milliseconds while the connection is open. */
const drip = (socket: Socket, text: string): void => {
	let at = 0;
	const timer = setInterval(() => socket.write(text[at++] ?? ' '), 5);
	socket.on('close', () => clearInterval(timer));
};

describe('an answer', () => {
	test('is status, headers and body', async () => {
		const server = await answering('HTTP/1.1 200 OK\r\nX-MBX-Used-Weight-1M: 7\r\nContent-Length: 3\r\n\r\n{}\n');
		expect(await get(server)).toEqual({status: 200, headers: {'x-mbx-used-weight-1m': '7', 'content-length': '3'}, body: '{}\n'});
	});

	test('is asked for without compression, and without anything that names us', async () => {
		let asked = '';
		const server = await serve((socket) =>
			onRequest(socket, (head) => {
				asked = head.toLowerCase();
				socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
			}),
		);
		await get(server);
		expect(asked).toContain('accept-encoding: identity\r\n');
		expect(asked).not.toMatch(/authorization|cookie|origin|referer|x-mbx-apikey/);
	});

	test('may have headers with any name', async () => {
		const server = await answering('HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\nContent-Length: 0\r\n\r\n');
		const {headers} = await get(server);
		expect(headers['__proto__']).toBe('x');
		expect(headers['toString']).toBeUndefined();
		expect('x' in {}).toBe(false);
	});

	test('that says it is refused is an answer too', async () => {
		const server = await answering('HTTP/1.1 418 \u001B]0;x\u0007\r\nRetry-After: 30\r\nContent-Length: 2\r\n\r\n{}');
		expect(await get(server)).toMatchObject({status: 418, headers: {'retry-after': '30'}});
	});
});

describe('time', () => {
	test('is up for a body that drips', async () => {
		const server = await serve((socket) =>
			onRequest(socket, () => {
				socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
				drip(socket, '{');
			}),
		);
		await expect(get(server, SHORT)).rejects.toThrow(TOO_LATE);
		await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true));
	});

	test('is up for headers that drip', async () => {
		const server = await serve((socket) => onRequest(socket, () => drip(socket, 'HTTP/1.1 200 OK\r\nX-Pad: ')));
		await expect(get(server, SHORT)).rejects.toThrow(TOO_LATE);
	});

	test('is up for a body that stops', async () => {
		const server = await answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"las\r\n');
		await expect(get(server, SHORT)).rejects.toThrow(TOO_LATE);
	});

	test('is up for a server that takes the request and says nothing', async () => {
		const server = await answering();
		await expect(get(server, SHORT)).rejects.toThrow(TOO_LATE);
	});

	test('is up for one that repeats 103 without end', async () => {
		const server = await serve((socket) =>
			onRequest(socket, () => {
				const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5);
				socket.on('close', () => clearInterval(timer));
			}),
		);
		await expect(get(server, SHORT)).rejects.toThrow(TOO_LATE);
	});

	test('is up for a server that does not greet in TLS', async () => {
		const server = await serve((socket) => socket.resume());
		await expect(client({deadlineMs: 150, connectMs: 100}).get(`https://127.0.0.1:${server.port}/`, {})).rejects.toThrow(
			/within 0\.15 s|Connect Timeout/,
		);
	});
});

describe('a body', () => {
	const MIB = 1024 * 1024;

	test('that is announced beyond the limit is refused', async () => {
		const server = await answering(
			`HTTP/1.1 200 OK\r\nContent-Length: ${HTTP_LIMITS.bodyBytes + 1}\r\n\r\n`,
			'x'.repeat(HTTP_LIMITS.bodyBytes + 1),
		);
		await expect(get(server)).rejects.toThrow('the answer is larger than 8192 KiB');
	});

	test('without end is cut at the limit', async () => {
		let written = 0;
		const server = await serve((socket) =>
			onRequest(socket, () => {
				socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
				const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
				const more = (): void => {
					while (!socket.destroyed && socket.write(chunk)) written += chunk.length;
				};

				socket.on('drain', more);
				more();
			}),
		);
		await expect(get(server)).rejects.toThrow('the answer is larger than 8192 KiB');
		await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true));
		// Plus the contents of the kernel's buffers.
		expect(written).toBeLessThan(64 * MIB);
	});

	test('within the limit is whole', async () => {
		const body = 'x'.repeat(5 * MIB);
		const server = await answering(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`, body);
		expect((await get(server)).body === body).toBe(true);
	});

	test.each(['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'identity, gzip', 'x-\u001B[31mred'])(
		'that is encoded as %j is refused unread',
		async (encoding) => {
			const bomb = gzipSync(Buffer.alloc(64 * MIB));
			const server = await answering(
				`HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding.replace('\u001B', '')}\r\nContent-Length: ${bomb.length}\r\n\r\n`,
				bomb,
			);
			await expect(get(server)).rejects.toThrow(/^the answer is encoded as [ -~]+, and only identity was asked for$/);
		},
	);

	test.each([
		['by its length', 'Content-Length: 5000', '{"lastUpdateId":1}'],
		['by its last chunk', 'Transfer-Encoding: chunked', '12\r\n{"lastUpdateId":1}\r\n'],
	])('that ends before its end, %s, is no answer', async (_, header, body) => {
		const server = await serve((socket) => onRequest(socket, () => socket.end(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n${body}`)));
		await expect(get(server)).rejects.toThrow(/^[ -~]+$/);
	});

	test.each<[name: string, answer: string]>([
		['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} '],
		['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
		['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}'],
		['a head without end', `HTTP/1.1 200 OK\r\nX-Pad: ${'x'.repeat(100_000)}`],
		['no HTTP', '\u001B]0;owned\u0007\u202Ehello\r\n\r\n'],
	])('with %s is no answer, and the failure is a harmless sentence', async (_, answer) => {
		const server = await answering(answer);
		await expect(get(server, {deadlineMs: 1000})).rejects.toThrow(/^[ -~]{5,200}$/);
	});
});

test.each([301, 302, 303, 307, 308])('a redirect (%i) is an answer, and nobody else is asked', async (status) => {
	const elsewhere = await serve(() => {});
	const server = await answering(
		`HTTP/1.1 ${status} Moved\r\nLocation: http://127.0.0.1:${elsewhere.port}/stolen\r\nContent-Length: 0\r\n\r\n`,
	);
	expect(await get(server)).toMatchObject({status, body: ''});
	expect(elsewhere.sockets).toHaveLength(0);
	expect(server.sockets).toHaveLength(1);
});

describe('a kept connection', () => {
	const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

	/** Serves `served` requests per connection and disconnects at the next one. */
	const cutting = async (served: number) =>
		serve((socket) => {
			let count = 0;
			onRequest(socket, () => {
				count += 1;
				if (count <= served) socket.write(OK);
				else socket.destroy();
			});
		});

	const twice = async (server: RawServer) => {
		const http = client();
		const url = `http://127.0.0.1:${server.port}/`;
		await http.get(url, {});
		// The connection returns to the pool shortly after the body has ended.
		await new Promise((resolve) => setTimeout(resolve, 50));
		return http.get(url, {});
	};

	test('is used again', async () => {
		const server = await cutting(10);
		await twice(server);
		expect(server.sockets).toHaveLength(1);
	});

	test('that has died at rest costs nothing: the request is made once more, on a new one', async () => {
		const server = await cutting(1);
		expect(await twice(server)).toMatchObject({status: 200});
		expect(server.sockets).toHaveLength(2);
	});

	test('that the server closed at rest is not used', async () => {
		const server = await serve((socket) => onRequest(socket, () => socket.end(OK)));
		expect(await twice(server)).toMatchObject({status: 200});
		expect(server.sockets).toHaveLength(2);
	});

	test('that dies with its first request is a failure, asked once', async () => {
		const server = await cutting(0);
		await expect(get(server)).rejects.toThrow('other side closed');
		expect(server.sockets).toHaveLength(1);
	});

	test('that dies each time is a failure after one more', async () => {
		let answers = 1;
		const server = await serve((socket) => onRequest(socket, () => (answers-- > 0 ? socket.write(OK) : socket.destroy())));
		await expect(twice(server)).rejects.toThrow('other side closed');
		expect(server.sockets).toHaveLength(2);
	});

	test('is let go when the client is closed, with what is under way', async () => {
		const server = await answering();
		const http = client();
		const answer = http.get(`http://127.0.0.1:${server.port}/`, {});
		await vi.waitFor(() => expect(server.sockets).toHaveLength(1));
		await http.close();
		await expect(answer).rejects.toThrow(/^[ -~]+$/);
		await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true));
	});
});

test.each([undefined, '0'])(
	'a certificate signed by itself is refused with a sentence (NODE_TLS_REJECT_UNAUTHORIZED=%s)',
	async (environment) => {
		if (environment !== undefined) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', environment);
		onTestFinished(() => void vi.unstubAllEnvs());
		let asked = '';
		const server = await serve((socket) => onRequest(socket, (head) => (asked += head)), makeCertificate({host: '127.0.0.1'}));
		await expect(client().get(`https://127.0.0.1:${server.port}/`, {})).rejects.toThrow(
			`the certificate of 127.0.0.1:${server.port} is refused (self-signed certificate); a CA of your own is named in NODE_EXTRA_CA_CERTS`,
		);
		expect(asked).toBe('');
	},
);
