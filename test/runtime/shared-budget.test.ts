/** Live sessions of one process on the built-in exchange, which counts what they use of it. */

import {afterEach, expect, test} from 'vitest';
import {startExchange} from '../../source/exchange/node-server.js';
import {startSession} from '../../source/runtime/live-session.js';
import {nodePorts} from '../../source/runtime/node/node-ports.js';
import {closePorts, type HttpReply, type Ports} from '../../source/runtime/node/ports.js';

const running: {close(): Promise<void>}[] = [];
afterEach(async () => {
	// oxlint-disable-next-line no-await-in-loop
	for (const one of running.splice(0).toReversed()) await one.close();
});

const SYMBOLS = ['btcusdt', 'ethusdt', 'solusdt'];
/** Half of what the exchange grants in a minute. */
const OURS = 3000;

/** The ports of a process that hears what the exchange has counted. */
const countingPorts = async (counts: number[]): Promise<Ports> => {
	const ports = await nodePorts();
	running.push({close: async () => closePorts(ports)});
	const note = (reply: HttpReply): HttpReply => {
		counts.push(Number(reply.headers['x-mbx-used-weight-1m']));
		return reply;
	};

	return {...ports, http: {...ports.http, get: async (url, headers) => note(await ports.http.get(url, headers))}};
};

test('three sessions that load their books over and over use no more than their half together, are never refused, and are live in the end', async () => {
	const exchange = await startExchange({symbols: SYMBOLS, port: 0, seed: 5, speed: 1, faults: [], farOrders: 50});
	running.push(exchange);
	const counts: number[] = [];
	const ports = await countingPorts(counts);
	const problems: string[] = [];
	const sessions = SYMBOLS.map((symbol) => {
		const session = startSession({
			config: {symbol, venue: 'binance', staleAfterMs: 3000, snapshotDepth: 5000},
			endpoints: {restUrl: exchange.restUrl, wsUrl: exchange.wsUrl},
			ports,
		});
		running.push(session);
		session.onOutput((output) => {
			if (output.kind === 'journal' && output.entry.kind === 'rest') problems.push(output.entry.text);
		});
		return session;
	});
	const live = async () => expect.poll(() => sessions.map(({view}) => view.trusted), {timeout: 90_000}).toEqual([true, true, true]);
	await live();
	// Until the exchange has given all that is ours of one minute.
	const isUsedUp = () => sessions.every(({view}) => view.gauges(ports.clock.now()).restWeightUsed > OURS * 0.9);
	for (let round = 0; round < 400 && !isUsedUp(); round += 1) {
		for (const session of sessions) session.send({kind: 'resync'});
		// oxlint-disable-next-line no-await-in-loop
		await new Promise((resolve) => void setTimeout(resolve, 50));
	}

	expect(isUsedUp()).toBe(true);
	for (const session of sessions) session.send({kind: 'resync'});
	await live();
	expect(Math.max(...counts)).toBeGreaterThan(OURS * 0.8);
	expect(Math.max(...counts)).toBeLessThanOrEqual(OURS);
	expect(problems).toEqual([]);
}, 240_000);
