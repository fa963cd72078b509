// Memory: what a message allocates, what stays allocated, and how a day of drifting prices grows a book.

import {instrument} from './messages.mjs';
import {binance, LevelColumns, OrderBook, readMessage} from './product.mjs';

/** Warm-up before counting, because compilation allocates. */
const WARM_PASSES = 12;
const WARM_MESSAGES = 40_000;
const COUNTED_PASSES = 9;
const DAY_MS = 86_400_000;
/** Price drift over the day, as a fraction. */
const DRIFT = 0.05;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const used = () => {
	const {heapUsed, arrayBuffers} = process.memoryUsage();
	return {heapUsed, arrayBuffers};
};

/** After a finished garbage collection. */
const settled = async () => {
	for (let turn = 0; turn < 3; turn += 1) {
		globalThis.gc();
		await new Promise((resolve) => {
			setTimeout(resolve, 30);
		});
	}

	return used();
};

/**
 * Heap growth over one pass without collections (the young generation is larger, see depth-path.mjs), and what
 * is left after one.
 */
export const heapOf = (engine, {snapshot, messages}) => {
	const running = engine.start(snapshot);
	const pass = () => {
		running.again?.();
		for (const message of messages) running.take(message);
	};

	const warmPasses = Math.max(WARM_PASSES, Math.ceil(WARM_MESSAGES / messages.length));
	for (let warm = 0; warm < warmPasses; warm += 1) pass();
	const allocated = [];
	const retained = [];
	for (let counted = 0; counted < COUNTED_PASSES; counted += 1) {
		globalThis.gc();
		const before = used();
		pass();
		const after = used();
		globalThis.gc();
		const left = used();
		allocated.push((after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers) / messages.length);
		retained.push((left.heapUsed - before.heapUsed + left.arrayBuffers - before.arrayBuffers) / messages.length);
	}

	return {allocated: median(allocated), retained: median(retained)};
};

const eventsOf = ({messages}) =>
	messages.map((message) => {
		const {bids, asks, eventAtMs} = readMessage(message, instrument);
		return {bids: [...bids], asks: [...asks], eventAtMs};
	});

const shifted = (levels, byTicks, out) => {
	out.clear();
	for (const {priceUnits, qtyLots} of levels) out.push(priceUnits + byTicks, qtyLots);
	return out;
};

/** Removals that a real exchange would send after a price move: levels on the wrong side of the touch. */
const swept = (book, touch) => ({
	bids: book.levelsTo('bid', touch.ask).map(({priceUnits}) => ({priceUnits, qtyLots: 0})),
	asks: book.levelsTo('ask', touch.bid).map(({priceUnits}) => ({priceUnits, qtyLots: 0})),
});

/** A simulated day: the depth messages repeated, each time at slightly higher prices. Old levels are not removed. */
export const measureDrift = async (load) => {
	const events = eventsOf(load);
	const snapshot = binance.rest.readSnapshot(load.snapshot, instrument);
	const book = OrderBook.of(snapshot);
	const [bids, asks] = [new LevelColumns(), new LevelColumns()];
	const loopMs = events.at(-1).eventAtMs - events[0].eventAtMs;
	const loops = Math.ceil(DAY_MS / loopMs);
	const touch = {bid: snapshot.bids[0].priceUnits, ask: snapshot.asks[0].priceUnits};
	const hours = [];
	for (let loop = 0; loop < loops; loop += 1) {
		const by = Math.round((touch.bid * DRIFT * loop) / loops);
		book.apply(swept(book, {bid: touch.bid + by, ask: touch.ask + by}));
		for (const event of events) book.apply({bids: shifted(event.bids, by, bids), asks: shifted(event.asks, by, asks)});
		const hour = Math.floor(((loop + 1) * 24) / loops);
		if (hour === Math.floor((loop * 24) / loops) || ![1, 6, 12, 18, 24].includes(hour)) continue;
		const {heapUsed, arrayBuffers} = await settled();
		hours.push({
			hour,
			levels: book.levelCount('bid') + book.levelCount('ask'),
			evicted: book.evicted,
			megabytes: (heapUsed + arrayBuffers) / 2 ** 20,
		});
	}

	return {hours};
};
