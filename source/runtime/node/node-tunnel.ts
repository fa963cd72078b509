/** A way through a proxy to a host behind it, by HTTP's CONNECT: what goes through it is encrypted end to end. */

import {request as httpRequest} from 'node:http';
import {Agent, request as httpsRequest, type RequestOptions} from 'node:https';
import {isIP, type Socket} from 'node:net';
import {connect as tlsConnect} from 'node:tls';
import type {Duplex} from 'node:stream';
import {codeOf} from '../../domain/error-code.js';
import {networkFailure} from './node-network-failure.js';
import type {Proxy} from './ports.js';
import {bareHost, proxyName} from './proxy-route.js';

/** A failure that is the proxy's: its sentence names the proxy already. */
export class ProxyError extends Error {
	override readonly name = 'ProxyError';
}

export type TunnelTarget = {readonly hostname: string; readonly port: number};
type Callback = (error: Error | null, socket?: Socket) => void;

/**
 * @param withinMs for the connection to the proxy and its answer together.
 * @returns a function that gives up; nothing is called back after it.
 */
export const openTunnel = (proxy: Proxy, target: TunnelTarget, withinMs: number, callback: Callback): (() => void) => {
	const authority = `${target.hostname.includes(':') ? `[${bareHost(target.hostname)}]` : target.hostname}:${target.port}`;
	const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)(optionsOf(proxy, authority));
	let waiting = true;
	const end = (error: Error | null, socket?: Socket): void => {
		if (!waiting) return;
		waiting = false;
		clearTimeout(timer);
		if (error !== null) request.destroy();
		callback(error, socket);
	};
	const fail = (what: string): void => end(new ProxyError(`${proxyName(proxy)} ${what}`));
	const timer = setTimeout(() => fail(`did not answer within ${withinMs / 1000} s`), withinMs);
	request.once('connect', ({statusCode = 0}, socket: Socket, head) => {
		if (!waiting || statusCode < 200 || statusCode > 299) {
			socket.on('error', () => {}).destroy();
			fail(refusalText(statusCode, proxy, authority));
			return;
		}

		// The first bytes of a server that speaks before it is spoken to belong to the reader of the tunnel.
		if (head.length > 0) socket.unshift(head);
		end(null, socket);
	});
	request.on('error', (error) => fail(failureText(error, proxy)));
	request.end();
	return () => {
		waiting = false;
		clearTimeout(timer);
		request.destroy();
	};
};

const optionsOf = ({hostname, port, login}: Proxy, authority: string): RequestOptions => ({
	host: bareHost(hostname),
	port,
	method: 'CONNECT',
	path: authority,
	headers: {host: authority, ...(login === undefined ? {} : {'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}`})},
	agent: false,
	// Otherwise the host behind the proxy would be looked for in the proxy's certificate.
	servername: isIP(bareHost(hostname)) === 0 ? hostname : '',
	rejectUnauthorized: true,
});

const refusalText = (status: number, {variable, login}: Proxy, authority: string): string => {
	if (status === 407) {
		return login === undefined
			? `asks for a user and password (407); write them into ${variable} as http://USER:PASSWORD@HOST:PORT`
			: `does not take the user and password of ${variable} (407)`;
	}
	if (status === 403) return `does not allow connections to ${authority} (403); whoever runs it can, or NO_PROXY goes past it`;
	if (status >= 502 && status <= 504) return `cannot reach ${authority} (${status})`;
	return `answered a CONNECT to ${authority} with ${status}`;
};

const failureText = (error: Error, {hostname}: Proxy): string => {
	if (codeOf(error).startsWith('HPE_')) return 'does not speak HTTP';
	if (codeOf(error) === 'ECONNRESET') return 'ended the connection without an answer';
	return `cannot be used: ${networkFailure(error, hostname)}`;
};

/** For whoever takes an agent: a tunnel for each request, and TLS with the host itself in it. */
export class TunnelAgent extends Agent {
	readonly #proxy: Proxy;
	readonly #withinMs: number;
	#giveUp = (): void => {};

	constructor(proxy: Proxy, withinMs: number) {
		super({keepAlive: false});
		this.#proxy = proxy;
		this.#withinMs = withinMs;
	}

	/** The socket comes later, by the callback. */
	override createConnection({host, port}: RequestOptions, callback: (error: Error | null, socket?: Duplex) => void): undefined {
		const hostname = host ?? '';
		this.#giveUp = openTunnel(this.#proxy, {hostname, port: Number(port)}, this.#withinMs, (error, socket) => {
			if (error !== null || socket === undefined) callback(error ?? new ProxyError('no connection was made'));
			else callback(null, tlsConnect({socket, ...nameInTls(hostname), rejectUnauthorized: true, ALPNProtocols: ['http/1.1']}));
		});
	}

	/** Of what is not open yet. */
	giveUp(): void {
		this.#giveUp();
	}
}

/** An address is no name in TLS; that the certificate is for it is checked all the same. */
const nameInTls = (hostname: string): {readonly host: string; readonly servername?: string} =>
	isIP(hostname) === 0 ? {host: hostname, servername: hostname} : {host: hostname};
