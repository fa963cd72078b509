/**
 * What is traded and how its numbers are read: as the venue says it, with what is found in the data where the venue
 * says nothing: a tick to look at, and where prices are counted from.
 */

import type {FeedEvent, OutOfReach, Snapshot, Trade} from '../domain/feed-event.js';
import {sameGrid, sameRules, sameUnits, type Instrument} from '../domain/instrument.js';
import {awaitsGrid, keepingGrid, withGridOf} from '../domain/missing-rules.js';
import type {BookView} from '../domain/book/order-book.js';
import {fromOrigin, originFor} from '../domain/price-origin.js';
import type {Instant} from '../domain/units.js';
import type {MakerDriver} from './maker-driver.js';
import type {FeedKeeper} from './feed/feed-keeper.js';
import {tellMissing, tellRules} from './journal.js';
import type {MakerDesk} from './maker/maker-desk.js';
import {bookWantsOrigin, eventWantsOrigin, snapshotWantsOrigin} from './feed/book/origin-watch.js';
import type {EngineOutput} from './outputs.js';

export type InstrumentParts = {
	readonly keeper: FeedKeeper;
	readonly desk: MakerDesk;
	readonly driver: MakerDriver;
	readonly output: (output: EngineOutput) => void;
};

export class InstrumentChanges {
	readonly #parts: InstrumentParts;
	#instrument: Instrument | undefined;

	constructor(parts: InstrumentParts) {
		this.#parts = parts;
	}

	/** Undefined until the venue has told it. */
	get instrument(): Instrument | undefined {
		return this.#instrument;
	}

	get #book(): BookView {
		return this.#parts.keeper.line.book;
	}

	/** The venue has described the instrument, for the first time or anew. */
	take(read: Instrument, at: Instant): void {
		const {keeper, driver, output} = this.#parts;
		const held = this.#instrument;
		const instrument = held === undefined ? read : keepingFound(held, read);
		keeper.halt = instrument.trading === 'trading' ? undefined : (instrument.haltText ?? `the venue says ${instrument.venueStatus}`);
		driver.stir();
		if (held !== undefined && sameUnits(held, instrument)) {
			this.#instrument = instrument;
			if (!sameRules(held, instrument)) this.#takeRules(held, instrument, at);
			return;
		}

		this.#takeUnits(instrument, at);
		if (instrument.missingRules !== undefined) output({kind: 'journal', entry: tellMissing(instrument, at.wallMs)});
		if (held === undefined) keeper.start(at.monoMs);
	}

	/** A tick that the venue does not give is taken from its prices; they mean what they meant. */
	findGrid(): void {
		const held = this.#instrument;
		if (held === undefined || !awaitsGrid(held)) return;
		const instrument = withGridOf(held, this.#book);
		if (sameGrid(held, instrument)) return;
		this.#setRules(instrument);
	}

	/**
	 * What comes over a connection may be out of reach: then prices are counted from elsewhere first.
	 *
	 * @returns what is left to be taken in: nothing of what was read in units that are gone, except a trade.
	 */
	withinReach(event: FeedEvent, at: Instant): Exclude<FeedEvent, OutOfReach> | undefined {
		const held = this.#instrument;
		const isMoved = held !== undefined && this.#moveOrigin(eventWantsOrigin(held, event, this.#book), at);
		if (event.kind === 'out-of-reach') return this.#trade(event);
		return isMoved ? undefined : event;
	}

	/** Who asked for a snapshot that is out of reach asks again. */
	followSnapshot(snapshot: Snapshot, at: Instant): void {
		if (this.#instrument !== undefined) this.#moveOrigin(snapshotWantsOrigin(this.#instrument, snapshot), at);
	}

	/** The origin stays below the market. Nothing for a market whose prices are counted from zero. */
	followMarket(at: Instant): void {
		const held = this.#instrument;
		if (held !== undefined && held.originUnits !== 0n) this.#moveOrigin(bookWantsOrigin(held, this.#book), at);
	}

	#trade({units, trade}: OutOfReach): Trade | undefined {
		const priceUnits = this.#instrument && fromOrigin(this.#instrument.originUnits, units);
		return trade === undefined || priceUnits === undefined ? undefined : {...trade, priceUnits};
	}

	/** @param market its price, counted from zero; undefined where the origin may stay. */
	#moveOrigin(market: bigint | undefined, at: Instant): boolean {
		const held = this.#instrument;
		if (market === undefined || held === undefined) return false;
		const originUnits = originFor(held.tickUnits, market);
		if (originUnits === held.originUnits) return false;
		this.#takeUnits({...held, originUnits}, at);
		this.#parts.driver.stir();
		return true;
	}

	/** Prices or quantities count in something new. */
	#takeUnits(instrument: Instrument, at: Instant): void {
		const {keeper, desk, output} = this.#parts;
		const isFirst = this.#instrument === undefined;
		// Emit outputs in the old units before the new instrument is published.
		desk.setInstrument(instrument);
		this.#instrument = instrument;
		output({kind: 'instrument', instrument});
		if (!isFirst) keeper.changeUnits(at.monoMs);
	}

	/** Only the rules for own orders have changed: the book stays. */
	#takeRules(held: Instrument, instrument: Instrument, at: Instant): void {
		this.#setRules(instrument);
		this.#parts.output({kind: 'journal', entry: tellRules(held, instrument, at.wallMs)});
	}

	#setRules(instrument: Instrument): void {
		const {desk, output} = this.#parts;
		this.#instrument = instrument;
		desk.setRules(instrument);
		output({kind: 'instrument', instrument});
	}
}

/** Keeps the origin and the tick that were found in the data, where the venue's answer does not contradict them. */
const keepingFound = (held: Instrument, read: Instrument): Instrument => {
	const counted = held.unitDecimals === read.unitDecimals ? {...read, originUnits: held.originUnits} : read;
	return sameUnits(held, counted) ? keepingGrid(held, counted) : counted;
};
