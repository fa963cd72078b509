/** REST by `undici`: one total deadline, no compression, no redirects, bounded headers and bodies. */

import {Socket} from 'node:net';
import {Agent, buildConnector, request} from 'undici';
import {safeText} from '../../domain/text/safe-text.js';
import {codeOf} from '../../domain/error-code.js';
import {networkFailure} from './node-network-failure.js';
import {openTunnel, ProxyError} from './node-tunnel.js';
import type {HttpPort, HttpReply, ProxySettings} from './ports.js';
import {proxyFor, proxyName} from './proxy-route.js';

export type HttpLimits = {
	/** For the whole exchange, retry included: a body that drips never trips a timeout between chunks. */
	readonly deadlineMs: number;
	readonly connectMs: number;
	readonly bodyBytes: number;
};

export const HTTP_LIMITS: HttpLimits = {deadlineMs: 8000, connectMs: 5000, bodyBytes: 8 * 1024 * 1024};

/** An idle connection is not reused after this, whatever the server's `keep-alive` promises. */
const KEEP_ALIVE_MS = 4000;

export const nodeHttp = (limits: HttpLimits = HTTP_LIMITS, proxies?: ProxySettings): HttpPort => {
	const ways = new Ways(limits, proxies);
	const agent = new Agent({
		connect: (options, callback) => ways.connect(options, callback),
		headersTimeout: limits.deadlineMs,
		bodyTimeout: limits.deadlineMs,
		maxResponseSize: limits.bodyBytes,
		keepAliveTimeout: KEEP_ALIVE_MS,
		keepAliveMaxTimeout: KEEP_ALIVE_MS,
	});
	return {
		get: (url, headers) => getWithin({agent, limits, proxies}, url, headers),
		close() {
			ways.close();
			return agent.destroy();
		},
	};
};

/** Straight to the host, or through the proxy; TLS with the host itself either way. */
class Ways {
	readonly #limits: HttpLimits;
	readonly #proxies: ProxySettings | undefined;
	readonly #straight: buildConnector.connector;
	readonly #opening = new Set<() => void>();

	constructor(limits: HttpLimits, proxies: ProxySettings | undefined) {
		this.#limits = limits;
		this.#proxies = proxies;
		// `rejectUnauthorized` is said, so that no environment variable can switch it off.
		this.#straight = buildConnector({timeout: limits.connectMs, rejectUnauthorized: true});
	}

	connect(options: buildConnector.Options, callback: buildConnector.Callback): void {
		const url = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
		const proxy = proxyFor(this.#proxies, url);
		if (proxy === undefined) {
			this.#straight(options, callback);
			return;
		}

		const target = {hostname: url.hostname, port: Number(options.port) || 443};
		const giveUp = openTunnel(proxy, target, this.#limits.connectMs, (error, socket) => {
			this.#opening.delete(giveUp);
			if (error === null && socket instanceof Socket) this.#straight({...options, httpSocket: socket}, callback);
			else callback(error ?? new ProxyError(`${proxyName(proxy)} made no connection`), null);
		});
		this.#opening.add(giveUp);
	}

	close(): void {
		for (const giveUp of this.#opening) giveUp();
		this.#opening.clear();
	}
}

type Client = {readonly agent: Agent; readonly limits: HttpLimits; readonly proxies: ProxySettings | undefined};
type Headers = Readonly<Record<string, string>>;

const getWithin = async ({agent, limits, proxies}: Client, url: string, headers: Headers): Promise<HttpReply> => {
	const options = {
		dispatcher: agent,
		signal: AbortSignal.timeout(limits.deadlineMs),
		headers: {...headers, 'accept-encoding': 'identity'},
	};
	try {
		return await readReply(await requestOnLiveConnection(url, options));
	} catch (error) {
		throw new Error(safeText(reasonOf(error, limits, new URL(url), proxies)), {cause: error});
	}
};

type RequestOptions = NonNullable<Parameters<typeof request>[1]>;
type Response = Awaited<ReturnType<typeof request>>;

/** A kept connection may have died at rest, which shows when it is used: a GET may then be asked once more, on a new one. */
const requestOnLiveConnection = async (url: string, options: RequestOptions): Promise<Response> => {
	try {
		return await request(url, options);
	} catch (error) {
		if (!diedAtRest(error)) throw error;
		return request(url, options);
	}
};

/** Ended before a byte of this answer, after an answer to an earlier request. */
const diedAtRest = (error: unknown): boolean => {
	if (!(error instanceof Error) || codeOf(error) !== 'UND_ERR_SOCKET') return false;
	if (!('socket' in error) || typeof error.socket !== 'object' || error.socket === null) return false;
	return 'bytesRead' in error.socket && Number(error.socket.bytesRead) > 0;
};

const readReply = async ({statusCode, headers, body}: Response): Promise<HttpReply> => {
	const flat = flatten(headers);
	const encoding = flat['content-encoding'] ?? 'identity';
	if (encoding.trim().toLowerCase() !== 'identity') {
		// Aborting it surfaces as an error of the body, too.
		body.on('error', () => {}).destroy();
		throw new Error(`the answer is encoded as ${safeText(encoding, 40)}, and only identity was asked for`);
	}

	return {status: statusCode, headers: flat, body: await body.text()};
};

const reasonOf = (error: unknown, limits: HttpLimits, url: URL, proxies: ProxySettings | undefined): string => {
	const reason = plainReason(error, limits, url.host);
	const proxy = proxyFor(proxies, url);
	return proxy === undefined || error instanceof ProxyError ? reason : `through ${proxyName(proxy)}: ${reason}`;
};

const plainReason = (error: unknown, {deadlineMs, bodyBytes}: HttpLimits, host: string): string => {
	if (error instanceof Error && error.name === 'TimeoutError') return `no complete answer within ${deadlineMs / 1000} s`;
	if (codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return `the answer is larger than ${bodyBytes / 1024} KiB`;
	return networkFailure(error, host);
};

const flatten = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> => {
	// A header may be called anything, `__proto__` too.
	const flat: Record<string, string> = Object.create(null);
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
	}

	return flat;
};
