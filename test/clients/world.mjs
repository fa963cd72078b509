// Shared by the client scripts: loading the packages, waiting, and checks of the data that a client received.

import {createRequire} from 'node:module';
import {strict as assert} from 'node:assert';

const peers = createRequire(new URL('../peers/package.json', import.meta.url));

/** A package of test/peers, as its users import it. */
export const peer = (name) => peers(name);

/** The first value passed to `start`'s callback that fits. */
export const first = (start, fits = () => true) =>
	new Promise((resolve, reject) => {
		const hear = (value) => {
			try {
				if (fits(value)) resolve(value);
			} catch (error) {
				reject(error);
			}
		};

		Promise.resolve(start(hear)).catch(reject);
	});

export const isPrice = (value) => assert.ok(Number(value) > 0, `${value} is no price`);

/** Whether it is sorted, uncrossed, and at least `depth` levels deep. `levels` are pairs. */
export const isBook = (bids, asks, depth) => {
	assert.equal(bids.length, depth);
	assert.equal(asks.length, depth);
	for (let index = 1; index < depth; index += 1) {
		assert.ok(Number(bids[index][0]) < Number(bids[index - 1][0]), 'bids fall');
		assert.ok(Number(asks[index][0]) > Number(asks[index - 1][0]), 'asks rise');
	}

	assert.ok(Number(bids[0][0]) < Number(asks[0][0]), 'the book is not crossed');
};

/** Whether ids are consecutive. */
export const inRow = (ids) => {
	assert.ok(ids.length > 0, 'there are some');
	for (const [index, id] of ids.entries()) assert.equal(Number(id), Number(ids[0]) + index);
};

/** Whether open times are consecutive. */
export const inPeriods = (opens, periodMs, count) => {
	assert.equal(opens.length, count);
	for (const [index, open] of opens.entries()) assert.equal(Number(open), Number(opens[0]) + index * periodMs);
};

/** Levels of the exchange's book at an id, as `price → quantity`. */
export const trueBook = (exchange, symbol, id) => {
	const market = exchange.market(symbol);
	const book = market.bookAt(id);
	assert.ok(book, `the exchange still knows the book at ${id}`);
	const {stepUnits, priceDecimals} = market.instrument;
	const texts = (levels) =>
		new Map(levels.map(({priceUnits, qtyLots}) => [(priceUnits * stepUnits) / 10 ** priceDecimals, Number(qtyLots) / 1e8]));
	return {bids: texts(book.bids), asks: texts(book.asks)};
};

/** Whether the best levels of a client's book equal the exchange's at that id. */
export const isTrueBook = (exchange, symbol, id, bids, asks, depth) => {
	const truth = trueBook(exchange, symbol, id);
	for (const [levels, side] of [
		[bids, truth.bids],
		[asks, truth.asks],
	]) {
		const best = [...side].slice(0, depth);
		assert.deepEqual(
			levels.slice(0, depth).map(([price, quantity]) => [Number(price), Number(quantity)]),
			best,
		);
	}
};

export {assert};
