/**
 * The built-in exchange without sockets: markets, client sessions, the REST side, and the faults injected into
 * all three. It speaks Binance's spot protocol. `node-server.ts` puts it on loopback; a test moves a virtual
 * clock and calls `tick()`.
 */

import type {Snapshot} from '../domain/feed-event.js';
import {
	announceShutdown,
	announceUnheardOf,
	publishDepth,
	publishEvent,
	publishPartialDepth,
	sendGarbage,
	type Audience,
} from './protocol/broadcast.js';
import {isDepthFault} from './faults/depth-distorter.js';
import type {ExchangeOptions} from './exchange-options.js';
import {faultsBetween, usualDurationMs, type FaultKind} from './faults/fault.js';
import {FaultsInForce} from './faults/faults-in-force.js';
import {ListedMarket} from './market/listed-market.js';
import {isTradeFault} from './faults/trade-distorter.js';
import {SYMBOL_PATTERN, type ListedSymbol} from './listing/listing.js';
import {createMarket, type DepthEvent, type Market, type MarketEvent} from './market/market.js';
import type {ExchangeClock} from './ports.js';
import {createRandom, type Random} from './listing/random.js';
import type {Found, MarketView} from './protocol/methods/public-method.js';
import {publishSecond} from './protocol/timed-streams.js';
import {answerApi, API_CONNECTION_WEIGHT, type ApiAddress} from './protocol/ws-api.js';
import type {RestRequest} from './protocol/rest-api.js';
import {RestFront, type DelayedResponse} from './protocol/rest-front.js';
import {ClientSession, USUAL_LIMITS, type ClientSocket, type SessionLimits} from './protocol/client-session.js';
import type {StreamAddress} from './protocol/stream-address.js';

/** Greatest age of the served book copy during the fault `stale-rest`. */
const STALE_MS = 2000;
/** Time between `serverShutdown` and the disconnect. */
const SHUTDOWN_MS = 5000;
/** A longer pause between two ticks means that the machine slept; the markets then skip that time. */
const SLEEP_MS = 2000;

/** Above this one core cannot keep up. */
const MAX_SPEED = 100;

const SECOND_MS = 1000;
const nextSecond = (ms: number): number => (Math.floor(ms / SECOND_MS) + 1) * SECOND_MS;

const checkOptions = ({symbols, speed}: ExchangeOptions): void => {
	if (symbols.length === 0) throw new RangeError('an exchange needs at least one symbol');
	for (const symbol of symbols) {
		if (!SYMBOL_PATTERN.test(symbol.toUpperCase())) throw new RangeError(`"${symbol}" cannot be a symbol`);
	}

	if (speed > 0 && speed <= MAX_SPEED) return;
	throw new RangeError(`the speed ${speed} is not above 0 and at most ${MAX_SPEED}`);
};

type Disconnect = {readonly atMs: number; readonly sessions: readonly ClientSession[]};

export class Exchange {
	readonly clock: ExchangeClock;
	readonly #options: ExchangeOptions;
	readonly #limits: SessionLimits;
	readonly #random: Random;
	readonly #listed = new Map<string, ListedMarket>();
	readonly #sessions = new Set<ClientSession>();
	readonly #faults = new FaultsInForce();
	readonly #restFront = new RestFront(this.#faults);
	readonly #startMonoMs: number;
	readonly #startWallMs: number;
	#disconnects: Disconnect[] = [];
	#tickedMs: number;
	/** Unix milliseconds up to which the markets have advanced. */
	#advancedMs: number;

	/** @throws {RangeError} naming what is wrong with the options. */
	constructor(options: ExchangeOptions, clock: ExchangeClock) {
		checkOptions(options);
		this.#options = options;
		this.clock = clock;
		this.#limits = {...USUAL_LIMITS, ...options.limits};
		this.#random = createRandom(options.seed, 'exchange');
		this.#startMonoMs = clock.monoMs();
		this.#startWallMs = clock.wallMs();
		this.#tickedMs = this.#startMonoMs;
		this.#advancedMs = this.#startWallMs;
		for (const symbol of options.symbols) this.#list(symbol.toUpperCase());
	}

	/** By the venue's symbol: `BTCUSDT`. */
	market(symbol: string): Market | undefined {
		return this.#listed.get(symbol.toUpperCase())?.market;
	}

	/** Whether new connections are refused now. */
	get refusesSockets(): boolean {
		return this.#faults.has('refuse', this.clock.monoMs());
	}

	/** Advances the markets, sessions and faults to the clock's time; call it about every ten milliseconds. */
	tick(): void {
		const nowMs = this.clock.monoMs();
		const due = faultsBetween(this.#options.faults, this.#tickedMs - this.#startMonoMs, nowMs - this.#startMonoMs);
		const slept = nowMs - this.#tickedMs > SLEEP_MS;
		this.#tickedMs = nowMs;
		const beforeMs = this.#advancedMs;
		this.#advancedMs = this.#startWallMs + (nowMs - this.#startMonoMs);
		for (const listed of this.#listed.values()) this.#advance(listed, slept);
		if (!slept) this.#publishSeconds(beforeMs);
		for (const fault of due) this.injectFault(fault.kind, fault.durationMs);
		this.#disconnectDue(nowMs);
		for (const session of this.#sessions) session.tick(nowMs, () => String(this.#random.below(2 ** 32)));
	}

	/** Starts a fault now, for its usual duration if none is given. */
	injectFault(kind: FaultKind, durationMs = usualDurationMs(kind)): void {
		const nowMs = this.clock.monoMs();
		if (durationMs !== undefined) this.#faults.begin(kind, nowMs + durationMs);
		if (isDepthFault(kind)) {
			for (const listed of this.#listed.values()) listed.arm(kind);
			return;
		}

		if (isTradeFault(kind)) {
			for (const listed of this.#listed.values()) listed.armTrades(kind);
			return;
		}

		this.#startFault(kind, nowMs + (durationMs ?? 0));
	}

	answer(request: RestRequest): DelayedResponse {
		return this.#restFront.answer(request, this.#view(), this.clock.monoMs());
	}

	/** Adds a client of the market streams. */
	open(socket: ClientSocket, address: StreamAddress): ClientSession {
		const session = new ClientSession(socket, address, this.#limits, this.clock.monoMs());
		this.#sessions.add(session);
		return session;
	}

	/** Adds a client of the WebSocket API. */
	openApi(socket: ClientSocket, {timeUnit}: ApiAddress): ClientSession {
		const nowMs = this.clock.monoMs();
		this.#restFront.charge(API_CONNECTION_WEIGHT, this.clock.wallMs(), nowMs);
		const address = {timeUnit, subscriptions: {streams: new Set<string>(), combined: false}};
		const session = new ClientSession(socket, address, {...this.#limits, framesPerSecond: Infinity}, nowMs, true);
		this.#sessions.add(session);
		return session;
	}

	/** Answers a WebSocket API request, with the delay to send it after. */
	answerApi(text: string, address: ApiAddress, connectedMs: number): {readonly text: string; readonly delayMs: number} {
		const monoMs = this.clock.monoMs();
		const nowMs = this.clock.wallMs();
		const charge = (weight: number) => this.#restFront.charge(weight, nowMs, monoMs);
		const answer = answerApi(text, {...address, view: this.#view(), charge, connectedMs});
		return {text: this.#restFront.applyTextFaults(answer, monoMs), delayMs: this.#restFront.delayMs(monoMs)};
	}

	/** Removes a client. */
	leave(session: ClientSession): void {
		this.#sessions.delete(session);
	}

	#list(symbol: string): void {
		const {seed, speed, tickSize, farOrders} = this.#options;
		const market = createMarket({symbol, seed, speed, tickSize, farOrders, startMs: this.#startWallMs});
		this.#listed.set(symbol, new ListedMarket(market));
	}

	#startFault(kind: FaultKind, untilMs: number): void {
		switch (kind) {
			case 'garbage':
				return sendGarbage(this.#audience());
			case 'unknown-event':
				return announceUnheardOf(this.#audience());
			case 'id-reset':
				for (const listed of this.#listed.values()) listed.market.restartIds();
				return;
			case 'tick-change':
				for (const listed of this.#listed.values()) listed.market.changeTick();
				return;
			case 'stale-snapshot':
				for (const listed of this.#listed.values()) listed.freeze();
				return;
			case 'disconnect':
				for (const session of this.#sessions) session.terminate();
				return;
			case 'close':
				for (const session of this.#sessions) session.close(1001, '');
				return;
			case 'mute':
				for (const session of this.#sessions) session.mute(untilMs);
				return;
			case 'shutdown':
				announceShutdown(this.#audience());
				this.#disconnects.push({atMs: untilMs + SHUTDOWN_MS, sessions: [...this.#sessions]});
				return;
			default:
		}
	}

	#disconnectDue(nowMs: number): void {
		const due = this.#disconnects.filter((disconnect) => disconnect.atMs <= nowMs);
		if (due.length === 0) return;
		this.#disconnects = this.#disconnects.filter((disconnect) => disconnect.atMs > nowMs);
		for (const {sessions} of due) for (const session of sessions) session.close(1001, '');
	}

	#advance(listed: ListedMarket, slept: boolean): void {
		const {market} = listed;
		if (slept || this.#isStill()) return market.skip(this.#advancedMs);
		const audience = this.#audience();
		for (const event of market.advance(this.#advancedMs)) this.#publish(listed, event, audience);
	}

	/** Whether no market trades now. */
	#isStill(): boolean {
		return this.#isOn('halt') || this.#isOn('delist');
	}

	/** Publishes candles and tickers for each whole second since `sinceMs`. */
	#publishSeconds(sinceMs: number): void {
		if (this.#isStill() || this.#isOn('stall')) return;
		const found: Found[] = Array.from(this.#listed.values(), ({market}) => ({instrument: market.instrument, market}));
		for (let atMs = nextSecond(sinceMs); atMs <= this.#advancedMs; atMs += SECOND_MS) publishSecond(this.#audience(), {found, atMs});
	}

	#publish(listed: ListedMarket, event: MarketEvent, audience: Audience): void {
		if (this.#isOn('stall')) return;
		const {instrument} = listed.market;
		if (event.kind === 'top') return publishEvent(audience, instrument, event);
		if (event.kind !== 'depth') {
			for (const trade of listed.passTrade(event)) publishEvent(audience, instrument, trade);
			return;
		}

		if (!this.#isOn('stall-depth')) this.#publishDepth(listed, event, audience);
	}

	#publishDepth(listed: ListedMarket, event: DepthEvent, audience: Audience): void {
		const {instrument} = listed.market;
		for (const outgoing of listed.pass(event)) publishDepth(audience, instrument, event.speedMs, outgoing);
		publishPartialDepth(audience, instrument, event.speedMs, (limit) => listed.market.snapshot(limit));
	}

	#isOn(kind: FaultKind): boolean {
		return this.#faults.has(kind, this.#tickedMs);
	}

	#audience(): Audience {
		return {sessions: this.#sessions, wallMs: this.clock.wallMs(), monoMs: this.clock.monoMs()};
	}

	#view(): MarketView {
		const listed = this.#isOn('delist') ? [] : Array.from(this.#listed.values());
		return {
			nowMs: this.clock.wallMs(),
			instruments: listed.map(({market}) => this.#shown(market.instrument)),
			market: (symbol) => this.#listed.get(symbol)?.market,
			snapshot: (market, limit) => this.#snapshot(market, limit),
		};
	}

	#shown(instrument: ListedSymbol): ListedSymbol {
		return this.#isOn('halt') ? {...instrument, status: 'BREAK'} : instrument;
	}

	#snapshot(market: Market, limit: number): Snapshot {
		const frozen = this.#isOn('stale-snapshot') && this.#listed.get(market.instrument.symbol)?.frozenSnapshot(limit);
		if (frozen) return frozen;
		return this.#isOn('stale-rest') ? market.snapshot(limit, this.#random.between(0, STALE_MS)) : market.servedSnapshot(limit);
	}
}
