// Runs public Binance clients against the built-in exchange, changing nothing but base URLs: npm run
// test:clients [-- NAME…]. Prints a table of client, action and result; exits with 1 if one fails.

import {startExchange} from '../../dist/exchange/node-server.js';
import {binanceClient} from './binance-client.mjs';
import {binanceSpot} from './binance-spot.mjs';
import {ccxtPro} from './ccxt-pro.mjs';
import {ccxtRest} from './ccxt-rest.mjs';
import {nodeBinanceApi} from './node-binance-api.mjs';

const CLIENTS = [ccxtRest, ccxtPro, binanceSpot, binanceClient, nodeBinanceApi];
const ACTION_MS = 60_000;

const within = async (promise) => {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`nothing within ${ACTION_MS / 1000} s`)), ACTION_MS);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
};

const oneLine = (error) =>
	String(error?.message ?? error)
		.replace(/\s+/g, ' ')
		.slice(0, 160);

const actOut = async (action, client, world) => {
	try {
		await within(action(client, world));
		return undefined;
	} catch (error) {
		return oneLine(error);
	}
};

const row = (...cells) => process.stdout.write(`${cells.map((cell, index) => String(cell).padEnd([18, 30, 0][index] ?? 0)).join(' ')}\n`);

const tryClient = async ({name, open, actions, close}, world) => {
	let failures = 0;
	const client = await open(world);
	for (const [label, action] of Object.entries(actions)) {
		const failure = await actOut(action, client, world);
		if (failure !== undefined) failures += 1;
		row(name, label, failure ?? 'ok');
	}

	await actOut(close, client, world);
	return failures;
};

const wanted = process.argv.slice(2);
const exchange = await startExchange({symbols: ['btcusdt', 'ethusdt'], port: 0, seed: 1, speed: 2, faults: []});
const world = {exchange, restUrl: exchange.restUrl, wsUrl: exchange.wsUrl};
let failures = 0;
row('client', 'action', 'result');
for (const client of CLIENTS) if (wanted.length === 0 || wanted.includes(client.name)) failures += await tryClient(client, world);
row(failures === 0 ? 'All do what they do at Binance.' : `${failures} actions failed.`);
await exchange.close();
process.exit(failures === 0 ? 0 : 1);
