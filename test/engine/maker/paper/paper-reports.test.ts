/**
 * What the paper exchange reports of random orders in a random market, kept as a digest for each fill model: the chosen
 * rule's reports and the optimistic one's fills, in the order in which they are told. Where they are meant to change:
 * `MM_TUI_SHOW_DIGESTS=1` prints the new ones.
 */

import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import {seededRandom, type Random} from '../../../../source/domain/prng.js';
import {unixMs} from '../../../../source/domain/units.js';
import type {PaperSettings} from '../../../../source/engine/maker/settings/paper-rules.js';
import {Bench} from '../../../helpers/paper-bench.js';
import type {Sides} from '../../../helpers/diffs.js';

type Case = readonly [name: string, settings: Partial<PaperSettings>, digest: string];

const CASES: readonly Case[] = [
	['queue-conservative', {}, '200 203 61 306 748fa12ab125f9e1a284f70d'],
	['queue-prob', {rule: {model: 'queue-prob', power: 2}}, '204 203 61 306 804cb82c9bf33bc1cc56a593'],
	['queue-optimistic', {rule: {model: 'queue-optimistic', power: 1}}, '203 203 61 306 b53ed749553f81e9a5a2350b'],
	['trade-through', {rule: {model: 'trade-through', power: 1}}, '153 192 64 305 3c24d9b93e3bf78f86219b38'],
	['touch', {rule: {model: 'touch', power: 1}}, '182 173 56 306 7e39a3753a705ec1675f4f86'],
	[
		'slow answers',
		{responseLatencyMs: 700, cancelLatencyMs: 40, entryLatencyMs: 120, holdBackMs: 60},
		'193 193 81 303 48ba49f1309a7ed540cca0e7',
	],
];

const whole = (random: Random, below: number): number => Math.floor(random() * below);

const bookAround = (random: Random, mid: number): Sides => {
	const level = (price: number): [number, number] => [price, 20 + whole(random, 60)];
	const gap = 1 + whole(random, 2);
	return {
		bids: [level(mid - gap), level(mid - gap - 1), level(mid - gap - 2)],
		asks: [level(mid + gap), level(mid + gap + 1), level(mid + gap + 2)],
	};
};

const printNear = (bench: Bench, random: Random, mid: number, at: number): void => {
	bench.trade(random() < 0.5 ? 'sell' : 'buy', mid + whole(random, 3) - 1, 1 + whole(random, 25), at - whole(random, 400));
};

/** Orders, cuts, cancels, takers, prints that come late, books that walk, and twice a hole in the feed. */
const live = (bench: Bench, random: Random): void => {
	let mid = 100;
	let id = 0;
	for (let at = 1000; at < 41_000; at += 20) {
		if (random() < 0.04) mid += whole(random, 3) - 1;
		const kind = whole(random, 9);
		const side = random() < 0.5 ? 'bid' : 'ask';
		const price = side === 'bid' ? mid - whole(random, 3) : mid + whole(random, 3);
		if (kind < 3) bench.depth(bookAround(random, mid), at - whole(random, 20));
		else if (kind < 5) printNear(bench, random, mid, at);
		else if (kind === 5) id = bench.send(side, price, 1 + whole(random, 30), at, random() < 0.3 ? id : undefined);
		else if (kind === 6) bench.exchange.cancel(Math.max(id - whole(random, 4), 1), unixMs(at));
		else if (kind === 7) bench.exchange.reduce(Math.max(id - whole(random, 3), 1), 1 + whole(random, 9), unixMs(at));
		else if (random() < 0.4) id = bench.take(side, side === 'bid' ? mid + 3 : mid - 3, 1 + whole(random, 50), at);
		if (random() < 0.7) bench.until(at);
		if (at === 15_000 || at === 30_000) bench.hole(at);
	}

	bench.until(60_000);
};

test.each(CASES)('%s: what is reported of random orders is what it was', (name, settings, digest) => {
	const bench = new Bench(settings);
	live(bench, seededRandom(77));
	const {told} = bench;
	const count = (kind: string): number => told.filter((line) => line.startsWith(kind)).length;
	const counts = [count('main fill'), count('optimistic fill'), count('main reduced'), count('main ended')].join(' ');
	const found = `${counts} ${createHash('sha256').update(told.join('\n')).digest('hex').slice(0, 24)}`;
	if (process.env['MM_TUI_SHOW_DIGESTS'] !== undefined) console.log(`DIGEST ${name}: ${found}`);
	else expect(found).toBe(digest);
});
