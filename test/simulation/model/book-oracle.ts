/**
 * Whether a trusted book is the exchange's: the whole of it by hash, or every level within the range that a shallow
 * snapshot vouches for; its best prices by the venue's own word for the same id; its age by the exchange's clock.
 */

import type {Top} from '../../../source/domain/feed-event.js';
import type {Instrument} from '../../../source/domain/instrument.js';
import {LevelColumns} from '../../../source/domain/book/level-columns.js';
import type {Engine} from '../../../source/engine/engine.js';
import {REST_TROUBLE, type FaultName} from './faults.js';
import {levelHash, type ModelExchange, type SideName} from './model-exchange.js';
import {PRICE_DECIMALS, type ModelLevel} from './wire.js';
import type {World} from './world.js';

/** How old a trusted book may be by the exchange's own clock: the limit of silence, and what the network usually takes. */
const TRUE_AGE_MS = 5000;
/** A proof taken from a lying cache counts for this long after. */
const CACHE_MEMORY_MS = 10_000;
const BACKLOG_MS = 1000;
const CLOCK_ERROR_MS = 1000;
/** After these, much comes at once. */
const BACKLOGS = ['backlog', 'suspend', 'stop', 'stall'] as const;
/** With these an audit comes to no end, or to a wrong one. */
const AUDIT_TROUBLE: readonly FaultName[] = [...REST_TROUBLE, 'frozen-rest', 'stale-rest', 'halt'];
/** One audit a minute, and what it takes: with REST in order it must have found by then what the venue had wrong. */
export const AUDITED_WITHIN_MS = 80_000;
const ON_ITS_WAY_MS = 10_000;
const MAX_LEVELS = 20_000;
const MAX_TOPS = 512;

export class BookOracle {
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #fail: (violation: string) => void;
	readonly #silentUntil: () => number;
	/** For reading books; filled anew each time. */
	readonly #columns = new LevelColumns();
	readonly #tops = new Map<number, Top>();
	/** Outermost prices that the venue's snapshots vouched for. */
	readonly #vouched = new Set<string>(['undefined undefined']);
	/** The latest end of what the venue had wrong; undefined once a book was right after it. */
	#deceivedUntil: number | undefined;
	comparisons = 0;

	/** @param silentUntil how long the venue has asked for silence on REST. */
	constructor(world: World, exchange: ModelExchange, fail: (violation: string) => void, silentUntil: () => number) {
		this.#world = world;
		this.#exchange = exchange;
		this.#fail = fail;
		this.#silentUntil = silentUntil;
	}

	/** Until this moment the venue itself says something wrong that looks right: only its own tops and an audit can tell. */
	deceivedUntil(moment: number): void {
		this.#deceivedUntil = Math.max(this.#deceivedUntil ?? 0, moment);
	}

	/** A snapshot was served: beyond these prices (in thousandths) it says nothing. */
	sawSnapshot(from: number | undefined, to: number | undefined): void {
		this.#vouched.add(`${from} ${to}`);
	}

	/** On a connection that the engine wants. */
	sawTop(top: Top): void {
		this.#tops.set(top.updateId, top);
		if (this.#tops.size > MAX_TOPS) this.#tops.delete(this.#tops.keys().next().value!);
	}

	/** Ids start again: what was said of them before is void. */
	forgetTops(): void {
		this.#tops.clear();
	}

	compare(engine: Engine, id: number): void {
		this.comparisons += 1;
		const {instrument} = engine.view;
		if (instrument === undefined) {
			this.#fail('trusted without an instrument');
			return;
		}

		const {fromUnits, toUnits} = engine.view.extent.known;
		if (fromUnits === undefined && toUnits === undefined) this.#compareHash(engine, instrument, id);
		else this.#compareKnownRange(engine, instrument, id);
	}

	#compareHash(engine: Engine, instrument: Instrument, id: number): void {
		const factor = unitsPerThousandth(instrument);
		const columns = this.#columns;
		let hash = 0;
		for (const side of ['bid', 'ask'] as const) {
			engine.view.book.topInto(side, MAX_LEVELS, columns);
			for (let index = 0; index < columns.count; index += 1) {
				hash ^= levelHash(side, columns.priceAt(index) / factor, columns.lotsAt(index));
			}
		}

		const truth = this.#exchange.truth(id).find((one) => one.hash === hash >>> 0);
		if (truth === undefined) {
			this.#failUnlessDeceived(
				engine,
				id,
				() => `trusted book differs from the exchange's at u=${id}: ${this.#differences(engine, factor, id)}`,
			);
			return;
		}

		this.#proveHonest();

		const age = this.#world.now - truth.leftAt;
		if (age > TRUE_AGE_MS && !this.#cacheLies && !this.#backlogComes && this.#knowsClock(engine)) {
			this.#fail(`trusted book is ${Math.round(age)} ms old by the exchange's clock`);
		}
	}

	#differences(engine: Engine, factor: number, id: number): string {
		const [truth] = this.#exchange.levelsAt(id);
		const sides = (['bid', 'ask'] as const).map((side) => {
			engine.view.book.topInto(side, MAX_LEVELS, this.#columns);
			return `${side}s ${difference(this.#columns, this.#columns.count, factor, [...(truth?.[side] ?? [])])}`;
		});
		return sides.join('; ');
	}

	/** Where the venue was wrong, its own best prices for this very id must tell, and one audit a minute, with REST in order. */
	#failUnlessDeceived(engine: Engine, id: number, violation: () => string): void {
		const {now} = this.#world;
		if (this.#deceivedUntil === undefined) this.#fail(violation());
		else if (now > Math.max(this.#deceivedUntil, this.#troubleEnds) + AUDITED_WITHIN_MS) this.#fail(`no audit found it: ${violation()}`);
		else if (!this.#agreesWithTop(engine, id)) this.#fail(`the venue's own best bid and ask were heard: ${violation()}`);
	}

	#agreesWithTop(engine: Engine, id: number): boolean {
		const top = this.#tops.get(id);
		if (top === undefined) return true;
		const {book} = engine.view;
		const bid = book.bestBid();
		const ask = book.bestAsk();
		return (
			bid?.priceUnits === top.bid.priceUnits &&
			bid.qtyLots === top.bid.qtyLots &&
			ask?.priceUnits === top.ask.priceUnits &&
			ask.qtyLots === top.ask.qtyLots
		);
	}

	get #troubleEnds(): number {
		return Math.max(this.#silentUntil(), ...AUDIT_TROUBLE.map((fault) => this.#world.endOf(fault)));
	}

	/** What was wrong may still be on its way when its cause is over. */
	#proveHonest(): void {
		if (this.#deceivedUntil !== undefined && this.#world.now > this.#deceivedUntil + ON_ITS_WAY_MS) this.#deceivedUntil = undefined;
	}

	/** How late a stream is, nobody can tell who does not know the venue's clock. */
	#knowsClock(engine: Engine): boolean {
		const now = this.#world.instant();
		const {clockOffset} = engine.view.gauges(now);
		return clockOffset !== undefined && Math.abs(clockOffset.offsetMs - (this.#world.venueWall() - now.wallMs)) < CLOCK_ERROR_MS;
	}

	/** Where REST itself is wrong about the present, a proof by REST is worth nothing. */
	get #cacheLies(): boolean {
		const {now} = this.#world;
		return (['frozen-rest', 'stale-rest', 'slow-rest'] as const).some((fault) => this.#world.endOf(fault) > now - CACHE_MEMORY_MS);
	}

	/** A burst of late messages is worked off within one moment; the first ones of it are old. */
	get #backlogComes(): boolean {
		const {now} = this.#world;
		return BACKLOGS.some((fault) => now >= this.#world.endOf(fault) && now - this.#world.endOf(fault) < BACKLOG_MS);
	}

	/** A shallow snapshot vouches for its own range only: there every level must agree, and the touch must lie within. */
	#compareKnownRange(engine: Engine, instrument: Instrument, id: number): void {
		const {fromUnits, toUnits} = engine.view.extent.known;
		const factor = unitsPerThousandth(instrument);
		const from = fromUnits === undefined ? undefined : fromUnits / factor;
		const to = toUnits === undefined ? undefined : toUnits / factor;
		if (!this.#vouched.has(`${from} ${to}`)) this.#fail(`known from ${from} to ${to}, which no snapshot vouches for`);
		const books = this.#exchange.levelsAt(id);
		for (const side of ['bid', 'ask'] as const) {
			const limit = side === 'bid' ? (from ?? Number.NEGATIVE_INFINITY) : (to ?? Number.POSITIVE_INFINITY);
			this.#compareSide(engine, side, {
				factor,
				id,
				within: (price) => (side === 'bid' ? price >= limit : price <= limit),
				truths: books.map((book) => book[side]),
			});
		}
	}

	#compareSide(engine: Engine, side: SideName, {factor, id, within, truths}: KnownSide): void {
		const columns = this.#columns;
		engine.view.book.topInto(side, MAX_LEVELS, columns);
		let count = 0;
		while (count < columns.count && within(columns.priceAt(count) / factor)) count += 1;
		if (count === 0 && columns.count > 0) this.#fail(`trusted, and the best ${side} is outside the known range`);
		if (truths.some((truth) => isSame(columns, count, factor, truth, within))) return;
		this.#failUnlessDeceived(
			engine,
			id,
			() =>
				`trusted ${side}s differ within the known range at u=${id}: ${difference(
					columns,
					count,
					factor,
					[...(truths[0] ?? [])].filter(([price]) => within(price)),
				)}`,
		);
	}
}

type KnownSide = {
	/** Price units to a thousandth. */
	readonly factor: number;
	readonly id: number;
	readonly within: (price: number) => boolean;
	readonly truths: readonly ReadonlyMap<number, number | bigint>[];
};

/** The same levels within the range: as many, and each of ours is one of theirs. */
const isSame = (
	columns: LevelColumns,
	count: number,
	factor: number,
	truth: ReadonlyMap<number, number | bigint>,
	within: (price: number) => boolean,
): boolean => {
	for (let index = 0; index < count; index += 1) if (truth.get(columns.priceAt(index) / factor) !== columns.lotsAt(index)) return false;
	let wanted = 0;
	for (const price of truth.keys()) if (within(price)) wanted += 1;
	return wanted === count;
};

/** Price units of the engine's instrument to one of the model's thousandths. */
const unitsPerThousandth = (instrument: Instrument): number => 10 ** (instrument.unitDecimals - PRICE_DECIMALS);

const difference = (columns: LevelColumns, count: number, factor: number, truth: readonly ModelLevel[]): string => {
	const own = new Set(Array.from({length: count}, (_none, index) => `${columns.priceAt(index) / factor}:${columns.lotsAt(index)}`));
	const wanted = new Set(truth.map(([price, lots]) => `${price}:${lots}`));
	const only = (levels: ReadonlySet<string>, others: ReadonlySet<string>): string =>
		[...levels]
			.filter((level) => !others.has(level))
			.slice(0, 3)
			.join(' ');
	return `ours ${only(own, wanted)}, theirs ${only(wanted, own)} of ${wanted.size}`;
};
