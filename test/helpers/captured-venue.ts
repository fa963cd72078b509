/** A loopback venue that replays one symbol of a captured session, REST bodies and stream messages byte for byte. */

import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {WebSocketServer, type WebSocket} from 'ws';

export const DATA_FOLDER = new URL('../../../shared/data/', import.meta.url);

export type CapturedLine = {readonly ts_recv_us: number; readonly raw: string; readonly rest?: string; readonly symbol?: string};

export const readNdjson = (name: string): unknown[] =>
	gunzipSync(readFileSync(new URL(name, DATA_FOLDER)))
		.toString('utf8')
		.trimEnd()
		.split('\n')
		.map((line): unknown => JSON.parse(line));

/** One symbol's lines, in order. */
const linesOf = (name: string, symbol: string): CapturedLine[] =>
	(readNdjson(`${name}.ndjson.gz`) as CapturedLine[]).filter((line) =>
		line.rest === undefined ? line.raw.includes(`"s":"${symbol}"`) : line.symbol === symbol,
	);

const decimalsOf = (text: string): number => (text.split('.')[1] ?? '').replace(/0+$/, '').length;

/** The largest step that divides all prices of the capture. */
const tickSizeOf = (lines: readonly CapturedLine[]): string => {
	const prices = lines.flatMap((line) => [...line.raw.matchAll(/\["([\d.]+)","[\d.]+"\]/g)].map((match) => match[1] ?? ''));
	const decimals = Math.max(...prices.map(decimalsOf));
	return decimals === 0 ? '1' : `0.${'0'.repeat(decimals - 1)}1`;
};

const exchangeInfo = (symbol: string, tickSize: string): string =>
	JSON.stringify({
		symbols: [
			{
				symbol,
				status: 'TRADING',
				baseAsset: symbol.slice(0, -4),
				quoteAsset: symbol.slice(-4),
				filters: [
					{filterType: 'PRICE_FILTER', tickSize},
					{filterType: 'LOT_SIZE', minQty: '0.00001000', stepSize: '0.00001000'},
					{filterType: 'NOTIONAL', minNotional: '5.00000000'},
				],
			},
		],
	});

/** One symbol of a captured session: its lines, and what the venue would have said of its instrument. */
export const capturedSession = (name: string, symbol: string): {readonly lines: readonly CapturedLine[]; readonly info: string} => {
	const lines = linesOf(name, symbol);
	return {lines, info: exchangeInfo(symbol, tickSizeOf(lines))};
};

export type CapturedVenue = {
	readonly restUrl: string;
	readonly wsUrl: string;
	/** Resolves when all lines are sent. */
	readonly played: Promise<void>;
	close(): Promise<void>;
};

/**
 * Sends the lines before the snapshot, waits until the snapshot was requested and answered, then sends the rest,
 * so that the join happens as captured.
 */
export const playCaptured = async (name: string, symbol: string): Promise<CapturedVenue> => {
	const {lines, info} = capturedSession(name, symbol);
	const snapshotAt = lines.findIndex((line) => line.rest === 'depth');
	let socket: WebSocket | undefined;
	const {promise: played, resolve: finish} = Promise.withResolvers<void>();
	const send = (from: number, to: number): void => {
		for (const line of lines.slice(from, to)) if (line.rest === undefined) socket?.send(line.raw);
	};

	const answer = (request: IncomingMessage, response: ServerResponse): void => {
		const {pathname} = new URL(request.url ?? '/', 'http://x');
		response.setHeader('content-type', 'application/json;charset=UTF-8');
		if (pathname === '/api/v3/exchangeInfo') response.end(info);
		else if (pathname === '/api/v3/time') response.end(JSON.stringify({serverTime: Date.now()}));
		else if (pathname === '/api/v3/depth') {
			response.end(lines[snapshotAt]?.raw, () => {
				send(snapshotAt + 1, lines.length);
				finish();
			});
		} else response.writeHead(404).end('{}');
	};

	const server = createServer(answer);
	const sockets = new WebSocketServer({server});
	sockets.on('connection', (connected) => {
		socket = connected;
		send(0, snapshotAt);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const {port} = server.address() as AddressInfo;
	return {
		restUrl: `http://127.0.0.1:${port}`,
		wsUrl: `ws://127.0.0.1:${port}`,
		played,
		async close() {
			for (const client of sockets.clients) client.terminate();
			sockets.close();
			server.closeAllConnections();
			await new Promise((resolve) => {
				server.close(resolve);
			});
		},
	};
};
