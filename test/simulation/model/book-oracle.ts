/**
 * Judges a trusted book: equal to the exchange's by hash, or level by level within a shallow snapshot's range;
 * its best prices against the venue's own for the same id; its age by the exchange's clock.
 */

import type {Top} from '../../../source/domain/feed-event.js';
import type {Instrument} from '../../../source/domain/instrument.js';
import {LevelColumns} from '../../../source/domain/book/level-columns.js';
import type {Engine} from '../../../source/engine/engine.js';
import {REST_TROUBLE, type FaultName} from './faults.js';
import {levelHash, type ModelExchange, type SideName} from './model-exchange.js';
import {PRICE_DECIMALS, type ModelLevel} from './wire.js';
import type {World} from './world.js';

/** Greatest age of a trusted book by the exchange's clock: the silence limit plus the usual network delay. */
const TRUE_AGE_MS = 5000;
/** A proof from a faulty cache still counts for this long afterwards. */
const CACHE_MEMORY_MS = 10_000;
const BACKLOG_MS = 1000;
const CLOCK_ERROR_MS = 1000;
/** After these faults many messages arrive at once. */
const BACKLOGS = ['backlog', 'suspend', 'stop', 'stall'] as const;
/** During these faults an audit fails or misleads. */
const AUDIT_TROUBLE: readonly FaultName[] = [...REST_TROUBLE, 'frozen-rest', 'stale-rest', 'halt'];
/** An audit runs once a minute and takes a while; with REST in order, a wrong book must be found within this time. */
export const AUDITED_WITHIN_MS = 80_000;
const ON_ITS_WAY_MS = 10_000;
const MAX_LEVELS = 20_000;
const MAX_TOPS = 512;

export class BookOracle {
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #fail: (violation: string) => void;
	readonly #silentUntil: () => number;
	/** Reused for reading books. */
	readonly #columns = new LevelColumns();
	readonly #tops = new Map<number, Top>();
	/** Outermost prices of the venue's snapshots. */
	readonly #vouched = new Set<string>(['undefined undefined']);
	/** End of the venue's latest deception; undefined after a correct book. */
	#deceivedUntil: number | undefined;
	comparisons = 0;

	/** @param silentUntil how long the venue has asked for silence on REST. */
	constructor(world: World, exchange: ModelExchange, fail: (violation: string) => void, silentUntil: () => number) {
		this.#world = world;
		this.#exchange = exchange;
		this.#fail = fail;
		this.#silentUntil = silentUntil;
	}

	/** Until then the venue sends plausible errors, which only its own best prices or an audit can reveal. */
	deceivedUntil(moment: number): void {
		this.#deceivedUntil = Math.max(this.#deceivedUntil ?? 0, moment);
	}

	/** A snapshot was served; beyond these prices (in thousandths) it says nothing. */
	sawSnapshot(from: number | undefined, to: number | undefined): void {
		this.#vouched.add(`${from} ${to}`);
	}

	/** On a connection that the engine wants. */
	sawTop(top: Top): void {
		this.#tops.set(top.updateId, top);
		if (this.#tops.size > MAX_TOPS) this.#tops.delete(this.#tops.keys().next().value!);
	}

	/** Ids restart: earlier best prices no longer apply. */
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

	/** A deception must be found through the venue's best prices for the same id, or by the audit, with REST in order. */
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

	/** Messages of a deception may still be in flight after its end. */
	#proveHonest(): void {
		if (this.#deceivedUntil !== undefined && this.#world.now > this.#deceivedUntil + ON_ITS_WAY_MS) this.#deceivedUntil = undefined;
	}

	/** Lateness of a stream cannot be known before the venue's clock is. */
	#knowsClock(engine: Engine): boolean {
		const now = this.#world.instant();
		const {clockOffset} = engine.view.gauges(now);
		return clockOffset !== undefined && Math.abs(clockOffset.offsetMs - (this.#world.venueWall() - now.wallMs)) < CLOCK_ERROR_MS;
	}

	/** While REST itself is wrong, its proofs are worthless. */
	get #cacheLies(): boolean {
		const {now} = this.#world;
		return (['frozen-rest', 'stale-rest', 'slow-rest'] as const).some((fault) => this.#world.endOf(fault) > now - CACHE_MEMORY_MS);
	}

	/** Late messages are processed within one moment; the first of them are old. */
	get #backlogComes(): boolean {
		const {now} = this.#world;
		return BACKLOGS.some((fault) => now >= this.#world.endOf(fault) && now - this.#world.endOf(fault) < BACKLOG_MS);
	}

	/** Within a shallow snapshot's range every level must agree, and the touch must lie inside. */
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
	/** Price units per thousandth. */
	readonly factor: number;
	readonly id: number;
	readonly within: (price: number) => boolean;
	readonly truths: readonly ReadonlyMap<number, number | bigint>[];
};

/** Whether both have the same levels within the range. */
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

/** Price units of the engine's instrument per thousandth of the model. */
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
