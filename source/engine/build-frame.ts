/** The engine's state as one immutable picture, plus everything that happened since the picture before. */

import type {Trade} from '../domain/feed-event.js';
import {sameUnits, wholeUnits, type Instrument} from '../domain/instrument.js';
import {groupLevels} from '../domain/book/group-levels.js';
import {imbalance, micropriceUnits, midHalfUnits, spreadUnits, touchOf} from '../domain/book/metrics.js';
import type {BookView} from '../domain/book/order-book.js';
import {fromOrigin} from '../domain/price-origin.js';
import {reachOf} from '../domain/book/reach.js';
import type {Instant, PriceUnits, Side} from '../domain/units.js';
import type {EngineView} from './engine-view.js';
import type {MonitorFrame, ReachPicture, SessionPicture, TouchPicture, Watch} from './frame.js';
import type {Latency} from './feed/types/gauges.js';
import type {Fill} from './maker/types/fill.js';
import type {CommandAnswer} from './command.js';
import type {EngineOutput} from './outputs.js';
import type {TradeLoss} from './feed/types/trade-loss.js';
import type {MakerEntry} from './maker/types/maker-output.js';

/** Per kind, between two frames; what does not fit is counted, never silently lost. */
export const MAX_BATCH = 5000;

type Batch = {
	trades: Trade[];
	losses: TradeLoss[];
	fills: Fill[];
	journal: MakerEntry[];
	answers: CommandAnswer[];
	lost: {trades: number; fills: number; journal: number};
};

const emptyBatch = (): Batch => ({
	trades: [],
	losses: [],
	fills: [],
	journal: [],
	answers: [],
	lost: {trades: 0, fills: 0, journal: 0},
});

/** Collects events between frames and builds the frames. */
export class FrameBuilder {
	#batch = emptyBatch();
	#session = NO_SESSION;
	#instrument: Instrument | undefined;
	#sequence = 0;

	collect(output: EngineOutput): void {
		if (output.kind === 'instrument') this.#takeInstrument(output.instrument);
		if (output.kind === 'trade') {
			this.#session = withPrice(this.#session, output.trade.priceUnits);
			this.#keep('trades', output.trade);
		} else if (output.kind === 'loss') this.#keepLoss(output.loss);
		else if (output.kind === 'fill') this.#keep('fills', output.fill);
		else if (output.kind === 'journal') this.#keep('journal', output.entry);
		else if (output.kind === 'answer') this.#keepAnswer(output.answer);
	}

	/** Prices count in the units of their instrument: in others the session begins anew, and what waits is told anew. */
	#takeInstrument(instrument: Instrument): void {
		const held = this.#instrument;
		if (held !== undefined && !sameUnits(held, instrument)) {
			this.#session = NO_SESSION;
			this.#recount('trades', held, instrument);
			this.#recount('fills', held, instrument);
		}

		this.#instrument = instrument;
	}

	/** What cannot be said in the new units is counted as not shown. */
	#recount(kind: 'trades' | 'fills', from: Instrument, to: Instrument): void {
		const list: {priceUnits: PriceUnits}[] = this.#batch[kind];
		const recounted = list.flatMap((event) => {
			const price =
				from.unitDecimals === to.unitDecimals && from.qtyDecimals === to.qtyDecimals
					? fromOrigin(to.originUnits, wholeUnits(from, event.priceUnits))
					: undefined;
			return price === undefined ? [] : [{...event, priceUnits: price}];
		});
		this.#batch.lost[kind] += list.length - recounted.length;
		list.splice(0, list.length, ...recounted);
	}

	/** Takes the batch along: every event is in exactly one frame. */
	build(view: EngineView, watch: Watch, at: Instant, applyLatency?: Latency): MonitorFrame {
		const batch = this.#batch;
		this.#batch = emptyBatch();
		this.#sequence += 1;
		const {extent} = view;
		return {
			sequence: this.#sequence,
			atMs: at.wallMs,
			symbol: view.symbol,
			venue: view.venue,
			instrument: view.instrument,
			status: view.status,
			trusted: view.trusted,
			lastTrustedAtMs: view.lastTrustedAtMs,
			updateId: view.updateId,
			bookAtMs: extent.bookAtMs,
			touch: touchPicture(view.book),
			ladder: {
				groupUnits: watch.groupUnits,
				bids: groupLevels(view.book, 'bid', watch.groupUnits, watch.rows),
				asks: groupLevels(view.book, 'ask', watch.groupUnits, watch.rows),
				knownFromUnits: extent.known.fromUnits,
				knownToUnits: extent.known.toUnits,
				evicted: view.book.evicted,
			},
			session: this.#session,
			reach: reachPicture(view, watch),
			applyLatency,
			counters: view.counters,
			gauges: view.gauges(at),
			maker: view.maker,
			...batch,
		};
	}

	/** A loss that does not fit into a frame is still in the counters. */
	#keepLoss(loss: TradeLoss): void {
		if (this.#batch.losses.length < MAX_BATCH) this.#batch.losses.push(loss);
	}

	/** Whoever gets none says so himself. */
	#keepAnswer(answer: CommandAnswer): void {
		if (this.#batch.answers.length < MAX_BATCH) this.#batch.answers.push(answer);
	}

	#keep<Kind extends 'trades' | 'fills' | 'journal'>(kind: Kind, event: Batch[Kind][number]): void {
		const list: unknown[] = this.#batch[kind];
		if (list.length < MAX_BATCH) list.push(event);
		else this.#batch.lost[kind] += 1;
	}
}

const NO_SESSION: SessionPicture = {highUnits: undefined, lowUnits: undefined, lastUnits: undefined};

const withPrice = ({highUnits, lowUnits}: SessionPicture, price: PriceUnits): SessionPicture => ({
	highUnits: highUnits === undefined || price > highUnits ? price : highUnits,
	lowUnits: lowUnits === undefined || price < lowUnits ? price : lowUnits,
	lastUnits: price,
});

/** Through the asks for a price above the mid, through the bids for one below. */
const reachPicture = ({book, instrument}: EngineView, {cursorUnits}: Watch): ReachPicture | undefined => {
	const touch = touchOf(book);
	if (cursorUnits === undefined || instrument === undefined || touch === undefined) return undefined;
	const side: Side = 2 * cursorUnits > midHalfUnits(touch) ? 'ask' : 'bid';
	return {side, toUnits: cursorUnits, ...reachOf(instrument, book.levelsTo(side, cursorUnits))};
};

const touchPicture = (book: BookView): TouchPicture => {
	const touch = touchOf(book);
	return {
		bid: book.bestBid(),
		ask: book.bestAsk(),
		midHalfUnits: touch && midHalfUnits(touch),
		spreadUnits: touch && spreadUnits(touch),
		micropriceUnits: touch && micropriceUnits(touch),
		imbalance1: imbalance(book, 1),
		imbalance5: imbalance(book, 5),
		imbalance20: imbalance(book, 20),
	};
};
