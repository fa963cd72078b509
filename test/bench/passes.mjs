// One process per pair of engines, because engines that share call sites slow each other. Passes of both
// alternate over the same messages and the median of the paired ratios counts, so that other load affects both
// alike. Snapshots and garbage collections are outside the timing.

import {ENGINES} from './engines.mjs';
import {loadMessages} from './messages.mjs';
import {heapOf, measureDrift} from './memory.mjs';

const WARM_ROUNDS = 3;
const [, , job, kind, name, base, rounds] = process.argv;
const load = loadMessages(kind);
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
const median = (values) => quantile(values, 0.5);

const pass = (engine) => {
	const running = engine.start(load.snapshot);
	// Collects the other engine's garbage outside this one's pass.
	globalThis.gc();
	globalThis.gc({type: 'minor'});
	const start = performance.now();
	for (const message of load.messages) running.take(message);
	return {ns: ((performance.now() - start) * 1e6) / load.messages.length, running};
};

/** The faster of two passes of each; the other may have been interrupted. */
const round = () => {
	const [before, own, beforeAgain, again] = [base, name, base, name].map((engine) => pass(ENGINES[engine]));
	return {own: Math.min(own.ns, again.ns), before: Math.min(before.ns, beforeAgain.ns), running: again.running};
};

const paired = () => {
	const pairs = [];
	let running;
	for (let turn = 0; turn < WARM_ROUNDS + Number(rounds); turn += 1) {
		const {own, before, running: latest} = round();
		if (turn >= WARM_ROUNDS) pairs.push([own, before]);
		running = latest;
	}

	const ratios = pairs.map(([own, before]) => own / before);
	return {
		ns: median(pairs.map(([own]) => own)),
		minNs: Math.min(...pairs.map(([own]) => own)),
		ratio: median(ratios),
		quartiles: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
		extraNs: median(pairs.map(([own, before]) => own - before)),
		count: load.messages.length,
		best: running.best?.(),
		...(running.book === undefined ? {} : {differences: differencesFromExact(running.book), crossed: running.crossed()}),
	};
};

/** Units of the last digit on the wire, as a bigint. */
const exact = (text) => BigInt(text.replace('.', ''));

/** Compares with a book made of a map and bigints. @returns the number of differing levels. */
const differencesFromExact = (book) => {
	const sides = {bid: new Map(), ask: new Map()};
	const put = (side, pairs) => {
		for (const [price, qty] of pairs) {
			if (exact(qty) === 0n) sides[side].delete(exact(price) / 1_000_000n);
			else sides[side].set(exact(price) / 1_000_000n, exact(qty));
		}
	};

	const {bids, asks} = JSON.parse(load.snapshot);
	put('bid', bids);
	put('ask', asks);
	for (const text of load.texts) {
		const {data} = JSON.parse(text);
		if (data.e !== 'depthUpdate') continue;
		put('bid', data.b);
		put('ask', data.a);
	}

	let differences = 0;
	for (const side of ['bid', 'ask']) {
		const levels = book.top(side, Infinity);
		differences += Math.abs(levels.length - sides[side].size);
		for (const {priceUnits, qtyLots} of levels) if (sides[side].get(BigInt(priceUnits)) !== BigInt(qtyLots)) differences += 1;
	}

	return differences;
};

const JOBS = {
	paired,
	memory: () => heapOf(ENGINES[name], load),
	drift: () => measureDrift(load),
};

process.send({job, kind, name, source: load.source, ...(await JOBS[job]())}, () => process.disconnect());
