/**
 * What must hold after every single step of the engine, judged by what the model exchange knows and the engine
 * does not. The first violation ends the session.
 */

import type {Instrument} from '../../../source/domain/instrument.js';
import {LevelColumns} from '../../../source/domain/level-columns.js';
import {MAX_BUFFERED_DIFFS} from '../../../source/engine/book-sync.js';
import {DIAL_WINDOW_MS, MAX_DIALS_PER_WINDOW} from '../../../source/engine/connection.js';
import type {Engine} from '../../../source/engine/engine.js';
import {FEED_STATES, REASONS} from '../../../source/engine/status.js';
import {levelHash, type ModelExchange, type SideName} from './model-exchange.js';
import type {Network} from './network.js';
import type {World} from './world.js';
import {PRICE_DECIMALS, type ModelLevel} from './wire.js';

export const STALE_AFTER_MS = 3000;
/** How old a trusted book may be by the exchange's own clock: the limit, and what the network usually takes. */
const TRUE_AGE_MS = STALE_AFTER_MS + 2000;
/** A proof taken from a lying cache counts for this long after. */
const CACHE_MEMORY_MS = 10_000;
const BACKLOG_MS = 1000;
/** After these, much comes at once. */
const BACKLOGS = ['backlog', 'suspend', 'stop', 'stall'] as const;
/** After this long a halt must have been noticed, where REST works. */
const HALT_NOTICED_MS = 8000;
const REST_FAULTS = ['silent-rest', 'slow-rest', 'rest-errors', 'bad-body', 'rate-limit', 'ban', 'waf', 'nonsense-retry-after', 'neighbours', 'suspend', 'stop'] as const;
/** After 403, 418, 429 without a usable header. */
const DEFAULT_SILENCE_MS: Readonly<Record<number, number>> = {403: 300_000, 418: 120_000, 429: 60_000};
const LEAST_SILENCE_MS = 1000;
const LONGEST_SILENCE_MS = 3 * 24 * 3_600_000;
/** Half of the venue's grant is ours. */
const OWN_WEIGHT = 3000;
const MAX_SOCKETS = 2;
/** Waits double from half a second: more than this is no back-off. */
const HASTE_WINDOW_MS = 15_000;
const MAX_HASTY_DIALS = 10;
const MAX_LEVELS = 20_000;
/** One more second of old events than a late copy could make: ids have started again. */
const MAX_OLD_IN_A_ROW = 10;
const POLICY_SILENCE_MS = 30_000;

export class Judge {
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #network: Network;
	#violation: string | undefined;
	#violationAt = 0;
	checks = 0;
	comparisons = 0;
	#comparedId: number | undefined;
	#comparedAt = -1;
	#toldWeight = 0;
	#toldMinute = -1;
	#oldInARow = 0;
	/** For reading books; filled anew each time. */
	readonly #columns = new LevelColumns();
	#arrivals = new Map<number, number>();
	/** Update id → when the request that found the venue there was sent. */
	#proofs = new Map<number, number>();
	#notBefore = Number.NEGATIVE_INFINITY;
	#noDialBefore = Number.NEGATIVE_INFINITY;
	readonly #snapshotsInFlight = new Map<string, number>();
	/** Set by a step that must leave the book untrusted. */
	#mustDistrust: string | undefined;

	constructor(world: World, exchange: ModelExchange, network: Network) {
		this.#world = world;
		this.#exchange = exchange;
		this.#network = network;
	}

	get violation(): string | undefined {
		return this.#violation;
	}

	get violationAt(): number {
		return this.#violationAt;
	}

	fail(violation: string): void {
		if (this.#violation !== undefined) return;
		this.#violation = violation;
		this.#violationAt = this.#world.now;
	}

	/** A diff reached the engine on a connection that it wants. */
	sawDiff(lastId: number, view: Engine['view']): void {
		if (lastId >= (view.updateId ?? 0)) this.#oldInARow = 0;
		else this.#oldInARow += 1;
		if (this.#oldInARow > MAX_OLD_IN_A_ROW && view.trusted) this.fail(`trusted after ${this.#oldInARow} events in a row from before the book`);
		this.#arrivals.set(lastId, this.#world.instant().monoMs);
		if (this.#arrivals.size > 20_000) this.#arrivals = new Map([...this.#arrivals].slice(-10_000));
	}

	/** A snapshot or probe reached the engine. */
	sawSnapshot(lastId: number, sentAtMono: number): void {
		this.#proofs.set(lastId, Math.max(sentAtMono, this.#proofs.get(lastId) ?? 0));
		if (this.#proofs.size > 2000) this.#proofs = new Map([...this.#proofs].slice(-1000));
	}

	/** The step under way must not end with trust. */
	demandDistrust(why: string): void {
		this.#mustDistrust = why;
	}

	/** The venue asked for silence in a reply that reached the engine. */
	sawRefusal(status: number, retryAfterMs: number | undefined): void {
		const wanted = retryAfterMs ?? DEFAULT_SILENCE_MS[status] ?? LEAST_SILENCE_MS;
		const silence = Math.min(Math.max(wanted, LEAST_SILENCE_MS), LONGEST_SILENCE_MS);
		this.#notBefore = Math.max(this.#notBefore, this.#world.instant().monoMs + silence);
	}

	/** What the venue said of the weight used in this minute, by everybody behind our address. */
	sawWeight(header: string | undefined): void {
		if (header === undefined) return;
		const used = Number(header);
		this.#toldWeight = this.#toldMinute === this.#minute ? Math.max(this.#toldWeight, used) : used;
		this.#toldMinute = this.#minute;
	}

	get #minute(): number {
		return Math.floor(this.#world.instant().wallMs / 60_000);
	}

	get silentUntilMono(): number {
		return this.#notBefore;
	}

	sawPolicyClose(): void {
		this.#noDialBefore = this.#world.instant().monoMs + POLICY_SILENCE_MS;
	}

	/** The operator may ask for a connection sooner. */
	waivePolicyWait(): void {
		this.#noDialBefore = Number.NEGATIVE_INFINITY;
	}

	onDial(): void {
		const {now} = this.#world;
		const {dials, wanted} = this.#network;
		const recent = dials.filter((at) => now - at < DIAL_WINDOW_MS).length;
		if (recent > MAX_DIALS_PER_WINDOW) this.fail(`${recent} connects in five minutes`);
		const hasty = dials.filter((at) => now - at < HASTE_WINDOW_MS).length;
		if (hasty > MAX_HASTY_DIALS) this.fail(`${hasty} connects in ${HASTE_WINDOW_MS / 1000} s`);
		if (wanted > MAX_SOCKETS) this.fail(`${wanted} sockets at once`);
		if (this.#world.instant().monoMs < this.#noDialBefore) this.fail('dialled within 30 s of a close for bad manners');
	}

	onRequest(kind: string, weightViolation: string | undefined, weightIsOurs: number, weight: number): void {
		if (weightViolation !== undefined) this.fail(weightViolation);
		const told = this.#toldMinute === this.#minute ? this.#toldWeight : 0;
		if (told + weight > OWN_WEIGHT) this.fail(`${kind} requested in a minute in which ${told} of weight are known to be used`);
		if (weightIsOurs > OWN_WEIGHT && !this.#clocksDisagree) this.fail(`${weightIsOurs} of weight within a minute: more than our half`);
		if (this.#world.instant().monoMs < this.#notBefore) this.fail(`${kind} requested ${Math.round(this.#notBefore - this.#world.instant().monoMs)} ms before the venue allows it`);
	}

	/** @param whose what for, and on which connection. */
	countSnapshot(whose: string, change: 1 | -1): void {
		const underWay = (this.#snapshotsInFlight.get(whose) ?? 0) + change;
		this.#snapshotsInFlight.set(whose, underWay);
		if (underWay > 1) this.fail(`${underWay} requests in flight at once: ${whose}`);
	}

	/** Where the venue's minute is not ours. */
	get #clocksDisagree(): boolean {
		return Math.abs(this.#world.instant().wallMs - this.#world.venueWall()) > 1000;
	}

	afterStep(engine: Engine): void {
		const {view} = engine;
		const {trusted} = view;
		const must = this.#mustDistrust;
		this.#mustDistrust = undefined;
		if (!trusted) return;
		this.checks += 1;
		if (must !== undefined) this.fail(`trusted in the step of ${must}`);
		const bid = view.book.bestBid();
		const ask = view.book.bestAsk();
		if (bid === undefined || ask === undefined || bid.priceTicks >= ask.priceTicks) this.fail('trusted and crossed');
		this.#checkAge(view.updateId ?? -1);
		this.#checkHalt();
		if (view.updateId !== this.#comparedId || this.#world.now > this.#comparedAt + 1000) this.#compare(engine, view.updateId ?? -1);
	}

	/** A halted market is quiet in the same way as a calm one. */
	#checkHalt(): void {
		const since = this.#world.sinceOf('halt');
		if (!this.#world.has('halt') || this.#world.now - since < HALT_NOTICED_MS) return;
		const restFails = this.silentUntilMono > this.#world.instant().monoMs - HALT_NOTICED_MS || REST_FAULTS.some((fault) => this.#world.endOf(fault) > since);
		if (!restFails) this.fail(`trusted ${Math.round(this.#world.now - since)} ms into a halt`);
	}

	/** What the status says in words is what the predicate says; dearer, so not after every step. */
	checkStatus(engine: Engine): void {
		const {status, trusted} = engine.view;
		if (!FEED_STATES.includes(status.state) || !REASONS.includes(status.reason)) this.fail(`status ${status.state} ${status.reason} is on no list`);
		if (status.bufferedDiffs > MAX_BUFFERED_DIFFS) this.fail('buffer over its bound');
		if (trusted && status.state !== 'live') this.fail(`trusted while ${status.state}`);
		const twoSided = engine.view.book.bestBid() !== undefined && engine.view.book.bestAsk() !== undefined;
		if (status.state === 'live' && !trusted && twoSided) this.fail('live in words, and not trusted');
	}

	/** On the engine's own clock: the newest applied diff, or the newest proof of its id, is younger than the limit. */
	#checkAge(id: number): void {
		const mono = this.#world.instant().monoMs;
		const newest = Math.max(this.#arrivals.get(id) ?? Number.NEGATIVE_INFINITY, this.#proofs.get(id) ?? Number.NEGATIVE_INFINITY);
		if (mono - newest > STALE_AFTER_MS + 1) this.fail(`trusted at u=${id}, ${Math.round(mono - newest)} ms after its last proof`);
	}

	#compare(engine: Engine, id: number): void {
		this.#comparedId = id;
		this.#comparedAt = this.#world.now;
		this.comparisons += 1;
		const {instrument} = engine.view;
		if (instrument === undefined) {
			this.fail('trusted without an instrument');
			return;
		}

		const {known} = engine.extent;
		if (known.fromTicks !== undefined || known.toTicks !== undefined) this.#compareKnownRange(engine, instrument, id);
		else this.#compareHash(engine, instrument, id);
	}

	#compareHash(engine: Engine, instrument: Instrument, id: number): void {
		const factor = unitsPerTick(instrument);
		const columns = this.#columns;
		let hash = 0;
		for (const side of ['bid', 'ask'] as const) {
			engine.view.book.topInto(side, MAX_LEVELS, columns);
			for (let index = 0; index < columns.count; index += 1) {
				hash ^= levelHash(side, columns.priceAt(index) * factor, columns.lotsAt(index));
			}
		}

		const truth = this.#exchange.truth(id).find((one) => one.hash === hash >>> 0);
		if (truth === undefined) {
			this.fail(`trusted book differs from the exchange's at u=${id}`);
			return;
		}

		const age = this.#world.now - truth.leftAt;
		if (age > TRUE_AGE_MS && !this.#cacheLies && !this.#backlogComes) this.fail(`trusted book is ${Math.round(age)} ms old by the exchange's clock`);
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

	/** A shallow snapshot vouches for its own range only: there every level must agree. */
	#compareKnownRange(engine: Engine, instrument: Instrument, id: number): void {
		const {known} = engine.extent;
		const factor = unitsPerTick(instrument);
		const truth = this.#exchange.snapshotOf(id);
		for (const side of ['bid', 'ask'] as const) {
			const edge = side === 'bid' ? known.fromTicks : known.toTicks;
			const limit = edge === undefined ? undefined : edge * factor;
			const within = ([price]: ModelLevel): boolean => limit === undefined || (side === 'bid' ? price >= limit : price <= limit);
			const own = this.#levelsOf(engine, side, factor);
			const ownKnown = own.filter(within);
			const wanted = (side === 'bid' ? truth.bids : truth.asks).filter(within);
			if (!sameLevels(ownKnown, wanted)) this.fail(`trusted ${side}s differ within the known range at u=${id}: ${difference(ownKnown, wanted)}`);
			if (own[0] !== undefined && !within(own[0])) this.fail(`trusted, and the best ${side} is outside the known range`);
		}
	}

	#levelsOf(engine: Engine, side: SideName, factor: number): ModelLevel[] {
		const columns = this.#columns;
		engine.view.book.topInto(side, MAX_LEVELS, columns);
		return Array.from({length: columns.count}, (_none, index): ModelLevel => [columns.priceAt(index) * factor, columns.lotsAt(index)]);
	}
}

const sameLevels = (a: readonly ModelLevel[], b: readonly ModelLevel[]): boolean =>
	a.length === b.length && a.every(([price, lots], index) => price === b[index]![0] && lots === b[index]![1]);

const inWords = (levels: readonly ModelLevel[]): string[] => levels.map(([price, lots]) => `${price}:${lots}`);

const difference = (ours: readonly ModelLevel[], theirs: readonly ModelLevel[]): string => {
	const own = inWords(ours);
	const wanted = inWords(theirs);
	const only = (levels: readonly string[], others: readonly string[]): string => levels.filter((level) => !others.includes(level)).slice(0, 3).join(' ');
	return `ours ${only(own, wanted)}, theirs ${only(wanted, own)} of ${wanted.length}`;
};

/** Ticks of the engine's instrument in the model's thousandths. */
const unitsPerTick = (instrument: Instrument): number => instrument.tickUnits * 10 ** (PRICE_DECIMALS - instrument.priceDecimals);
