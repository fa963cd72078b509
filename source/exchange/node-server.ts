/**
 * Serves the exchange on loopback: one port for REST and WebSocket, one timer that calls `tick()`. No decisions
 * here.
 */

import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {WebSocketServer, type RawData, type WebSocket} from 'ws';
import {Exchange} from './exchange.js';
import type {ExchangeOptions} from './exchange-options.js';
import type {FaultKind} from './faults/fault.js';
import type {Market} from './market/market.js';
import {createNodeClock, nodeTimers} from './node-ports.js';
import type {ExchangeClock, ExchangeTimers} from './ports.js';
import type {RestResponse} from './protocol/rest-response.js';
import {readApiAddress, type ApiAddress} from './protocol/ws-api.js';
import type {ClientSocket, ClientSession} from './protocol/client-session.js';
import {readStreamAddress, type StreamAddress} from './protocol/stream-address.js';

const HOST = '127.0.0.1';
const TICK_MS = 10;
/**
 * Compression for clients that ask for it, as at the venue: no context takeover, only larger messages, few at a
 * time, so that a connection costs little memory.
 */
const DEFLATE = {
	serverNoContextTakeover: true,
	clientNoContextTakeover: true,
	threshold: 512,
	concurrencyLimit: 4,
	zlibDeflateOptions: {level: 3, memLevel: 7},
};
/** No automatic pong: a session under the fault `mute` must not even answer a ping. */
const SOCKET_OPTIONS = {noServer: true, perMessageDeflate: DEFLATE, maxPayload: 64 * 1024, autoPong: false};

export type RunningExchange = {
	/** `http://127.0.0.1:PORT`, without a slash at the end. */
	readonly restUrl: string;
	/** `ws://127.0.0.1:PORT` */
	readonly wsUrl: string;
	/** The true market behind the streams; upper or lower case. */
	readonly market: (symbol: string) => Market | undefined;
	/** Starts a fault now, for its usual duration if none is given. */
	readonly injectFault: (kind: FaultKind, durationMs?: number) => void;
	/** Closes all connections, timers and the port. */
	readonly close: () => Promise<void>;
};

export type Ports = {readonly clock: ExchangeClock; readonly timers: ExchangeTimers};

/** @throws {RangeError} naming the invalid option. @throws {Error} if the port is taken or not permitted. */
export const startExchange = async (
	options: ExchangeOptions,
	ports: Ports = {clock: createNodeClock(), timers: nodeTimers},
): Promise<RunningExchange> => {
	const exchange = new Exchange(options, ports.clock);
	const server = createServer((request, response) => serveRest(exchange, ports.timers, request, response));
	const sockets = new WebSocketServer(SOCKET_OPTIONS);
	server.on('upgrade', (request, socket, head) => {
		const serve = serverFor(exchange, ports.timers, request.url ?? '');
		if (serve === undefined) return refuse(socket, '404 Not Found');
		if (exchange.refusesSockets) return refuse(socket, '503 Service Unavailable');
		sockets.handleUpgrade(request, socket, head, serve);
	});
	const connections = trackConnections(server);
	const port = await listen(server, options.port);
	const stopTicking = ports.timers.every(TICK_MS, () => exchange.tick());
	return {
		restUrl: `http://${HOST}:${port}`,
		wsUrl: `ws://${HOST}:${port}`,
		market: (symbol) => exchange.market(symbol),
		injectFault: (kind, durationMs) => exchange.injectFault(kind, durationMs),
		async close() {
			stopTicking();
			for (const connection of connections) connection.destroy();
			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	};
};

const listen = (server: Server, port: number): Promise<number> =>
	new Promise((resolve, reject) => {
		server.once('error', (error) => reject(new Error(listenMessage(error, port), {cause: error})));
		server.listen(port, HOST, () => resolve(portOf(server.address())));
	});

const listenMessage = (error: NodeJS.ErrnoException, port: number): string => {
	if (error.code === 'EADDRINUSE') return `port ${port} on ${HOST} is taken; choose another one, or 0 for any free one`;
	return `the exchange cannot listen on ${HOST}:${port}: ${error.message}`;
};

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address !== null ? address.port : 0);

const trackConnections = (server: Server): Set<Socket> => {
	const connections = new Set<Socket>();
	server.on('connection', (socket) => {
		connections.add(socket);
		socket.once('close', () => connections.delete(socket));
	});
	return connections;
};

const serveRest = (exchange: Exchange, timers: ExchangeTimers, request: IncomingMessage, response: ServerResponse): void => {
	const [path = '', search = ''] = (request.url ?? '').split('?', 2);
	const timeUnit = request.headers['x-mbx-time-unit'];
	const {response: answer, delayMs} = exchange.answer({
		method: request.method ?? 'GET',
		path,
		query: new URLSearchParams(search),
		timeUnit: Array.isArray(timeUnit) ? timeUnit[0] : timeUnit,
	});
	if (delayMs === 0) return write(response, answer);
	const cancel = timers.after(delayMs, () => write(response, answer));
	response.once('close', cancel);
};

const write = (response: ServerResponse, {status, headers, body}: RestResponse): void => {
	response.writeHead(status, {...headers, 'content-length': Buffer.byteLength(body)}).end(body);
};

/** The handler for a client of this address; `undefined` for an unknown address. */
const serverFor = (exchange: Exchange, timers: ExchangeTimers, url: string): ((client: WebSocket) => void) | undefined => {
	const streams = readStreamAddress(url);
	if (streams !== undefined) return (client) => serveStreams(exchange, client, streams);
	const api = readApiAddress(url);
	return api && ((client) => serveApi(exchange, timers, client, api));
};

const refuse = (socket: Duplex, status: string): void => {
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const serveStreams = (exchange: Exchange, client: WebSocket, address: StreamAddress): void => {
	const session = exchange.open(clientSocket(client), address);
	serveClient(exchange, client, session, (text) => session.onText(text, exchange.clock.monoMs()));
};

const serveApi = (exchange: Exchange, timers: ExchangeTimers, client: WebSocket, address: ApiAddress): void => {
	const {clock} = exchange;
	const session = exchange.openApi(clientSocket(client), address);
	const connectedMs = clock.wallMs();
	serveClient(exchange, client, session, (request) => {
		if (session.isMuted(clock.monoMs())) return;
		const {text, delayMs} = exchange.answerApi(request, address, connectedMs);
		if (delayMs === 0) return session.send(text, clock.monoMs());
		const cancel = timers.after(delayMs, () => session.send(text, clock.monoMs()));
		client.once('close', cancel);
	});
};

const serveClient = (exchange: Exchange, client: WebSocket, session: ClientSession, onText: (text: string) => void): void => {
	const {clock} = exchange;
	client.on('message', (data, isBinary) => {
		if (!isBinary) onText(textOf(data));
	});
	client.on('ping', (payload) => session.onPing(payload, clock.monoMs()));
	client.on('pong', () => session.onPong(clock.monoMs()));
	client.on('close', () => exchange.leave(session));
	client.on('error', () => client.terminate());
};

const textOf = (data: RawData): string => {
	if (Array.isArray(data)) return Buffer.concat(data).toString();
	return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
};

const clientSocket = (client: WebSocket): ClientSocket => ({
	send: (text) => client.send(text),
	ping: (payload) => client.ping(payload),
	pong: (payload) => client.pong(payload),
	close: (code, reason) => client.close(code, reason),
	terminate: () => client.terminate(),
	bufferedBytes: () => client.bufferedAmount,
});
