// Socket to book: a server process writes prepared frames as fast as they are read; each engine reads them
// through `ws` in its own process, one round at a time.

import {fork} from 'node:child_process';
import {once} from 'node:events';
import {WebSocket, WebSocketServer} from 'ws';
import {ENGINES} from './engines.mjs';
import {loadMessages} from './messages.mjs';

const LOOPS = 4;
const BLOCK_BYTES = 262_144;

/** An unmasked text frame. */
const framed = (payload) => {
	const long = payload.length > 125;
	const header = Buffer.alloc(long ? (payload.length > 65_535 ? 10 : 4) : 2);
	header[0] = 0x81;
	header[1] = long ? (payload.length > 65_535 ? 127 : 126) : payload.length;
	if (header.length === 4) header.writeUInt16BE(payload.length, 2);
	if (header.length === 10) header.writeBigUInt64BE(BigInt(payload.length), 2);
	return Buffer.concat([header, payload]);
};

const blocksOf = (messages) => {
	const all = Buffer.concat(messages.map(framed));
	return Array.from({length: Math.ceil(all.length / BLOCK_BYTES)}, (_none, index) =>
		all.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES),
	);
};

const writeAll = async (socket, blocks) => {
	for (let loop = 0; loop < LOOPS; loop += 1) {
		for (const block of blocks) if (!socket.write(block)) await once(socket, 'drain');
	}
};

const serve = async () => {
	const blocks = blocksOf(loadMessages().messages);
	const server = new WebSocketServer({port: 0, host: '127.0.0.1'});
	server.on('connection', (client, {socket}) => {
		client.on('message', () => void writeAll(socket, blocks));
	});
	await once(server, 'listening');
	process.send({port: server.address().port});
};

const receive = (name, port) => {
	const {snapshot, messages} = loadMessages();
	const total = messages.length * LOOPS;
	process.on('message', () => {
		const running = ENGINES[name].start(snapshot);
		globalThis.gc();
		const socket = new WebSocket(`ws://127.0.0.1:${port}`, {perMessageDeflate: false});
		let seen = 0;
		let start = 0;
		socket.on('open', () => {
			start = performance.now();
			socket.send('go');
		});
		socket.on('message', (message) => {
			running.take(message);
			seen += 1;
			if (seen % messages.length === 0) running.again?.();
			if (seen < total) return;
			process.send({ns: ((performance.now() - start) * 1e6) / total});
			socket.terminate();
		});
	});
	process.send({ready: true});
};

const child = async (...args) => {
	const started = fork(new URL(import.meta.url), args, {execArgv: ['--expose-gc']});
	const [first] = await once(started, 'message');
	return {process: started, first};
};

/** Median ns per message, and median ratio of each round to the first engine's. */
export const measureSocket = async (names, rounds) => {
	const server = await child('serve');
	const clients = [];
	for (const name of names) clients.push({name, ...(await child('receive', name, String(server.first.port))), ns: []});
	for (let round = 0; round < rounds + 1; round += 1) {
		for (const client of clients) {
			client.process.send('go');
			const [{ns}] = await once(client.process, 'message');
			if (round > 0) client.ns.push(ns);
		}
	}

	for (const one of [server, ...clients]) one.process.kill();
	return Object.fromEntries(clients.map(({name, ns}) => [name, ns]));
};

const [, , role, ...args] = process.argv;
if (role === 'serve') await serve();
if (role === 'receive') receive(...args);
