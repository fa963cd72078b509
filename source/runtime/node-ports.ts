/** The real ports: the only place where the engine's shell meets Node, ws and undici. */

import {randomInt} from 'node:crypto';
import {Agent, request} from 'undici';
import {WebSocket, type RawData} from 'ws';
import {safeText} from '../domain/safe-text.js';
import {monotonicMs, unixMs} from '../domain/units.js';
import {nodeRestMemory} from './node-rest-memory.js';
import type {ClockPort, HttpPort, HttpReply, Ports, SocketHandle, SocketHandlers, SocketPort, TimersPort} from './ports.js';

const REST_DEADLINE_MS = 8000;
const CONNECT_TIMEOUT_MS = 5000;
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const HANDSHAKE_TIMEOUT_MS = 8000;
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
const MAX_FRAGMENTS = 64;
/** The clocks may drift apart by this much before the wall anchor is set anew. */
const WALL_TOLERANCE_MS = 2;
const LONGEST_TIMER_MS = 2_147_483_647;

/** Wall time with a fraction: `Date.now` counts whole milliseconds, so it only anchors the monotonic clock. */
const nodeClock = (): ClockPort => {
	let anchor = Date.now() - performance.now();
	return {
		now() {
			const mono = performance.now();
			const wall = Date.now();
			if (Math.abs(mono + anchor - wall) > WALL_TOLERANCE_MS) anchor = wall - mono;
			return {monoMs: monotonicMs(mono), wallMs: unixMs(mono + anchor)};
		},
		parseDate: (text) => Date.parse(text),
	};
};

const nodeTimers: TimersPort = {
	every(periodMs, run) {
		const timer = setInterval(run, periodMs);
		return () => clearInterval(timer);
	},
	after(delayMs, run) {
		// A longer delay would fire at once; whoever waits longer looks again then.
		const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
		return () => clearTimeout(timer);
	},
};

const nodeSockets: SocketPort = {
	connect(url, handlers) {
		const socket = new WebSocket(url, {
			// Inflating costs more than the whole depth path, and a bomb could hide in it.
			perMessageDeflate: false,
			maxPayload: MAX_MESSAGE_BYTES,
			maxFragments: MAX_FRAGMENTS,
			handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
			followRedirects: false,
		});
		return listen(socket, handlers);
	},
};

const listen = (socket: WebSocket, handlers: SocketHandlers): SocketHandle => {
	let ended = false;
	let failure = '';
	const end = (code: number, detail: string): void => {
		if (ended) return;
		ended = true;
		handlers.onEnd(code, safeText(detail));
	};

	socket.on('error', (error) => {
		failure = error.message;
	});
	socket.on('open', () => {
		if (!ended) handlers.onOpen();
	});
	socket.on('message', (data, isBinary) => {
		if (!ended && !isBinary) handlers.onMessage(bytesOf(data));
	});
	socket.on('close', (code, reason) => end(code, failure === '' ? closeText(code, reason.toString('utf8')) : failure));
	return {
		send: (text) => {
			if (socket.readyState === WebSocket.OPEN) socket.send(text);
		},
		terminate: () => {
			ended = true;
			socket.terminate();
		},
		pause: () => socket.pause(),
		resume: () => socket.resume(),
	};
};

const bytesOf = (data: RawData): Uint8Array => {
	if (Array.isArray(data)) return Buffer.concat(data);
	return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
};

const closeText = (code: number, reason: string): string => (reason === '' ? `close ${code}` : `close ${code} ${reason}`);

const nodeHttp = (): HttpPort => {
	const agent = new Agent({
		connect: {timeout: CONNECT_TIMEOUT_MS},
		headersTimeout: REST_DEADLINE_MS,
		bodyTimeout: REST_DEADLINE_MS,
		maxResponseSize: MAX_BODY_BYTES,
	});
	return {
		get: (url, headers) => getOnce(agent, url, headers),
		close: () => agent.destroy(),
	};
};

const getOnce = async (agent: Agent, url: string, headers: Readonly<Record<string, string>>): Promise<HttpReply> => {
	try {
		const reply = await request(url, {
			dispatcher: agent,
			// A deadline for the whole exchange: a body that drips never trips a timeout between chunks.
			signal: AbortSignal.timeout(REST_DEADLINE_MS),
			headers: {...headers, 'accept-encoding': 'identity'},
		});
		const body = await reply.body.text();
		return {status: reply.statusCode, headers: flatten(reply.headers), body};
	} catch (error) {
		throw new Error(safeText(reasonOf(error)), {cause: error});
	}
};

const reasonOf = (error: unknown): string => {
	if (!(error instanceof Error)) return String(error);
	if (error.name === 'TimeoutError') return `no complete answer within ${REST_DEADLINE_MS / 1000} s`;
	if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
	return error.message === '' ? error.name : error.message;
};

const flatten = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> => {
	const flat: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
	}

	return flat;
};

export const nodePorts = (): Ports => ({
	clock: nodeClock(),
	timers: nodeTimers,
	random: {seed: () => randomInt(2 ** 32)},
	sockets: nodeSockets,
	http: nodeHttp(),
	restMemory: nodeRestMemory(),
});
