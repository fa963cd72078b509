/** The heap does not grow over hundreds of thousands of hostile inputs. */

import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseConfigFile} from '../../source/config/config-file.js';
import {resolveConfig} from '../../source/config/resolve-config.js';
import {safeText} from '../../source/domain/text/safe-text.js';
import {unixMs} from '../../source/domain/units.js';
import {Engine} from '../../source/engine/engine.js';
import {retryAfterMs} from '../../source/engine/feed/rest/rest-budget.js';
import {binance} from '../../source/venue/binance/index.js';
import {readMessage} from '../../source/venue/binance/market.js';
import {instant} from '../helpers/diffs.js';
import {engineConfig} from '../helpers/engine-driver.js';
import {depthText, instrumentText, shutdownText, snapshotText, SYMBOL, timeText, topText, tradeText} from '../simulation/model/wire.js';
import {EFFORT, nearly} from './mutate.js';

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

/** Generous: a few retained bytes per input would be a multiple of it. */
const GROWTH_BYTES = 3_000_000;
const WARM_UP = 2;
const ROUNDS = 4;

const heapBytes = (): number => {
	for (let time = 0; time < 3; time += 1) gc();
	return process.memoryUsage().heapUsed;
};

/** The first rounds fill caches; later ones must not grow the heap. */
const expectPlateau = (inputs: number, take: (index: number) => void): void => {
	const count = Math.ceil((inputs * EFFORT) / (WARM_UP + ROUNDS));
	let index = 0;
	const round = (): void => {
		for (const end = index + count; index < end; index += 1) take(index);
	};

	for (let done = 0; done < WARM_UP; done += 1) round();
	const before = heapBytes();
	for (let done = 0; done < ROUNDS; done += 1) round();
	expect((heapBytes() - before) / GROWTH_BYTES).toBeLessThan(1);
};

const read = binance.rest.readInstrument(instrumentText(10, 'TRADING'), SYMBOL);
if ('unreadable' in read) throw new Error(read.unreadable);
const instrument = read;

const AT = 1_800_000_000_123;
const SAMPLES = 2000;

const sample = (texts: readonly string[]): readonly string[] => [
	...fc.sample(nearly(texts), {numRuns: SAMPLES, seed: 7}),
	...fc.sample(fc.string({unit: 'binary', maxLength: 300}), {numRuns: SAMPLES / 4, seed: 7}),
];

/** Makes all inputs different, so that a cache by text would grow. */
const varied = (texts: readonly string[], index: number): string => {
	const text = texts[index % texts.length] ?? '';
	const at = (index * 7919) % (text.length + 1);
	switch (index % 3) {
		case 0:
			return text.replace(/\d+/, String(index));
		case 1:
			return text.replace(/"[a-zA-Z]+"/, `"x${index}"`);
		default:
			return text.slice(0, at) + String(index) + text.slice(at);
	}
};

const FRAMES = sample([
	depthText({
		firstId: 101,
		lastId: 105,
		atMs: AT,
		bids: [
			[99_990, 100_000],
			[99_980, 0],
		],
		asks: [[100_010, 9_223_372_036_854_775_807n]],
	}),
	tradeText({id: 12, price: 100_010, lots: 12_300_000, aggressor: 'buy', atMs: AT}),
	topText({id: 105, bid: [99_990, 100_000], ask: [100_010, 5_000_000]}),
	shutdownText(AT),
	'{"result":null,"id":1}',
	'{"error":{"code":2,"msg":"Invalid request"},"id":1}',
]);

test(
	'frames, by bytes and by text',
	() => {
		expectPlateau(200_000, (index) => {
			const text = varied(FRAMES, index);
			if (index % 2 === 0) readMessage(text, instrument);
			else readMessage(Buffer.from(text), instrument);
			if (index % 5 === 0) binance.market.split(text);
		});
	},
	60_000 * Math.max(1, EFFORT),
);

test(
	'the engine that hears of them',
	() => {
		const rules = {
			book: binance.book,
			limits: binance.limits,
			denseTradeIds: true,
			weightOf: () => 5,
		};
		const engine = new Engine(engineConfig(), rules, {output: () => {}, effect: () => {}}, instant(0), 1);
		engine.step({kind: 'opened', generation: 1}, instant(1));
		expectPlateau(100_000, (index) => {
			const event = readMessage(Buffer.from(varied(FRAMES, index)), instrument);
			engine.step({kind: 'event', generation: 1 + (index % 2), event}, instant(index / 10));
			if (index % 10 === 0) engine.step({kind: 'tick'}, instant(index / 10));
		});
	},
	60_000 * Math.max(1, EFFORT),
);

const BODIES = sample([
	snapshotText(
		{
			lastId: 105,
			bids: [
				[99_990, 100_000],
				[99_980, 7],
			],
			asks: [
				[100_010, 1],
				[100_020, 5],
			],
		},
		100,
	),
	instrumentText(10, 'TRADING'),
	timeText(AT),
	'{"code":-1003,"msg":"Too many requests"}',
	'<html>\u001B]0;owned\u0007</html>',
]);

test(
	'bodies and headers',
	() => {
		expectPlateau(100_000, (index) => {
			const body = varied(BODIES, index);
			binance.rest.readSnapshot(body, instrument);
			binance.rest.readInstrument(body, SYMBOL);
			binance.rest.readTime(body);
			binance.rest.readRefusal(100 + (index % 500), body);
			retryAfterMs(body.slice(0, 40), unixMs(AT), (text) => Date.parse(text));
		});
	},
	60_000 * Math.max(1, EFFORT),
);

const CONFIGS = sample([
	'symbol: ethusdt\nfps: 30\n',
	'theme: dark\nno-ascii: true\nfault:\n  - gap@20s\n',
	'symbol: &a btcusdt\nvenue: *a\n',
	'"__proto__": 1\n',
]);

test(
	'configurations',
	() => {
		expectPlateau(20_000, (index) => {
			try {
				resolveConfig({
					command: 'stream',
					flags: new Map(),
					environment: {MM_TUI_SYMBOL: `x${index}`},
					file: parseConfigFile('/x.yaml', varied(CONFIGS, index)),
				});
			} catch {
				// The answers are tested elsewhere.
			}
		});
	},
	60_000 * Math.max(1, EFFORT),
);

test(
	'texts',
	() => {
		expectPlateau(200_000, (index) => safeText(varied(BODIES, index)));
	},
	60_000 * Math.max(1, EFFORT),
);
