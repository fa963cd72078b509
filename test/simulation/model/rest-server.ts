/**
 * The venue's REST side: lagging caches, failing replies, limits, and a count of weight and of what the client
 * was told.
 */

import type {ModelExchange} from './model-exchange.js';
import {instrumentText, snapshotText, timeText, type ModelLevel, type ModelSnapshot} from './wire.js';
import type {World} from './world.js';

export type Reply =
	| {readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string}
	/** No HTTP reply at all. */
	| {readonly status: 0; readonly error: string};

const MINUTE_MS = 60_000;
/** The program's total deadline of a request. */
const DEADLINE_MS = 8000;
const HARD_LIMIT = 6000;
const HTML = '<html><head><title>403 Forbidden</title></head><body>\u001B]0;owned\u0007Request blocked.</body></html>';

const WRONG_LOTS = 987_654_300_000;

/** In place of a header: a different nonsense with every reply. */
export const ANY_NONSENSE = 'nonsense';
const NONSENSE = ['soon', '-5', '0', '', '1e9', 'Infinity', 'NaN', 'Thu, 01 Jan 1970 00:00:00 GMT', '1.5', '   7   ', '20'] as const;

/** Independent reading of `Retry-After`: seconds, a past date, or nothing usable. */
export const askedSilenceMs = (header: string | undefined): number | undefined => {
	const text = header?.trim() ?? '';
	if (/^[0-9]+$/.test(text)) return Number(text) * 1000;
	return text.startsWith('Thu') ? 0 : undefined;
};

type Refusal = {readonly until: number; readonly status: number; readonly header: string | undefined; readonly headers?: string[]};

/** The price range of a served snapshot, in thousandths: nothing is known beyond the outermost level of a full list. */
export type Served = (from: number | undefined, to: number | undefined) => void;

export class RestServer {
	readonly #world: World;
	readonly #exchange: ModelExchange;
	#minute = 0;
	#used = 0;
	#frozen: ModelSnapshot | undefined;
	/** End of the required silence, and its header. */
	#refusal: Refusal | undefined;
	/** No cache holds anything older. */
	#cachedSince = 0;
	peakWeight = 0;
	requests = 0;
	status = 'TRADING';
	readonly #served: Served;

	constructor(world: World, exchange: ModelExchange, served: Served) {
		this.#world = world;
		this.#exchange = exchange;
		this.#served = served;
	}

	/** Another server replies from now on; it has no past. */
	forgetCaches(): void {
		this.#cachedSince = this.#world.now;
		this.#frozen = undefined;
	}

	freeze(): void {
		this.#frozen = this.#exchange.snapshot();
	}

	/** @param header value of `Retry-After`; unset, the true remaining seconds. */
	refuse(status: number, forMs: number, header?: string): void {
		this.#refusal = {until: this.#world.now + forMs, status, header};
	}

	/** The first refusals carry these headers, later ones the true remaining time. */
	refuseInTurn(forMs: number, headers: readonly string[]): void {
		this.#refusal = {until: this.#world.now + forMs, status: 429, header: undefined, headers: [...headers]};
	}

	/** @returns a violation, or undefined. Charges the request's weight by the venue's table. */
	arrive(path: string): string | undefined {
		this.requests += 1;
		const minute = Math.floor(this.#world.venueWall() / MINUTE_MS);
		if (minute !== this.#minute) this.#used = 0;
		this.#minute = minute;
		this.#used += weightOf(path);
		this.peakWeight = Math.max(this.peakWeight, this.#used);
		return this.#used > HARD_LIMIT ? `${this.#used} of weight in one of the venue's minutes` : undefined;
	}

	/** Weight used in the venue's current minute. */
	get usedNow(): number {
		return this.#used;
	}

	/** Time until the reply arrives. */
	delay(): number {
		const world = this.#world;
		if (world.has('silent-rest')) return DEADLINE_MS;
		return world.latency() + (world.has('slow-rest') ? world.random() * 6000 : 0);
	}

	reply(path: string): Reply {
		const world = this.#world;
		if (world.has('silent-rest')) return {status: 0, error: 'no complete answer within 8 s'};
		if (world.has('outage')) return {status: 0, error: 'getaddrinfo ENOTFOUND'};
		const refusal = this.#refusal;
		if (refusal !== undefined && world.now < refusal.until) return this.#refuse(refusal);
		if (world.has('rest-errors') && world.chance(0.8)) return this.#failure();
		const body = world.has('bad-body') && world.chance(0.8) ? spoilt(this.#body(path), world) : this.#body(path);
		const others = world.has('neighbours') ? 5900 : 0;
		return {status: 200, headers: {'x-mbx-used-weight-1m': String(this.#used + others)}, body};
	}

	#refuse(refusal: Refusal): Reply {
		const left = String(Math.ceil((refusal.until - this.#world.now) / 1000));
		const header = refusal.headers?.shift() ?? (refusal.header === ANY_NONSENSE ? this.#world.pick(NONSENSE) : (refusal.header ?? left));
		const headers: Record<string, string> = header === '' ? {} : {'retry-after': header};
		const body = refusal.status === 403 ? HTML : '{"code":-1003,"msg":"Too much request weight used."}';
		return {status: refusal.status, headers, body};
	}

	#failure(): Reply {
		const world = this.#world;
		return world.pick<Reply>([
			{status: 0, error: 'read ECONNRESET'},
			{status: 500, headers: {}, body: '{"code":-1000,"msg":"An unknown error occurred."}'},
			{status: 502, headers: {'content-type': 'text/html'}, body: HTML},
			{status: 200, headers: {}, body: HTML},
			{status: 504, headers: {}, body: ''},
		]);
	}

	#body(path: string): string {
		const url = new URL(path, 'http://model');
		switch (url.pathname) {
			case '/api/v3/depth': {
				const limit = Number(url.searchParams.get('limit'));
				const snapshot = this.#deceive(this.#cached(limit));
				this.#served(edge(snapshot.bids, limit), edge(snapshot.asks, limit));
				if (this.#world.has('one-sided-body')) return snapshotText({...snapshot, asks: []}, limit);
				return snapshotText(this.#world.has('unsorted-body') ? shuffled(snapshot) : snapshot, limit);
			}

			case '/api/v3/exchangeInfo':
				return instrumentText(this.#exchange.tick, this.status);
			default:
				return timeText(this.#world.venueWall());
		}
	}

	/** A plausible body that is not of this book. */
	#deceive(snapshot: ModelSnapshot): ModelSnapshot {
		const world = this.#world;
		if (world.has('foreign-snapshot')) return foreign(snapshot, this.#exchange.tick, world);
		return world.has('mixed-snapshot') ? mixed(snapshot, world) : snapshot;
	}

	/** REST lags behind the stream, sometimes by seconds. */
	#cached(limit: number): ModelSnapshot {
		const world = this.#world;
		if (world.has('frozen-rest') && this.#frozen !== undefined) return capped(this.#frozen, limit);
		const behindMs = world.has('stale-rest') ? 500 + world.random() * 5000 : world.chance(0.5) ? 0 : world.random() * 300;
		const ageMs = Math.min(behindMs, world.now - this.#cachedSince);
		return capped(ageMs === 0 ? this.#exchange.snapshot() : this.#exchange.snapshotAt(world.now - ageMs), limit);
	}
}

const capped = (snapshot: ModelSnapshot, limit: number): ModelSnapshot => ({
	lastId: snapshot.lastId,
	bids: snapshot.bids.slice(0, limit),
	asks: snapshot.asks.slice(0, limit),
});

/** Unsorted, with levels of zero quantity in between: legal for a client that sorts. */
const shuffled = (snapshot: ModelSnapshot): ModelSnapshot => {
	const mix = (levels: readonly ModelLevel[]): ModelLevel[] => [
		...levels.filter((_level, index) => index % 3 === 1),
		...levels.filter((_level, index) => index % 3 !== 1).toReversed(),
	];
	return {lastId: snapshot.lastId, bids: mix(snapshot.bids), asks: mix(snapshot.asks)};
};

const edge = (levels: readonly ModelLevel[], limit: number): number | undefined =>
	levels.length < limit ? undefined : levels[limit - 1]?.[0];

/** Another symbol's book, through a mixed-up cache or proxy: the body does not name its symbol, and its ids may fit. */
const foreign = (snapshot: ModelSnapshot, tick: number, world: World): ModelSnapshot => {
	const away = world.pick([0, 0, 3, 50, -50, 400, -400]) * tick;
	const others = (levels: readonly ModelLevel[]): ModelLevel[] =>
		levels.filter(([price]) => price + away > 0).map(([price, lots]) => [price + away, away === 0 ? WRONG_LOTS : lots]);
	const lastId = world.chance(0.5) ? snapshot.lastId : Math.max(1, snapshot.lastId + Math.floor((world.random() - 0.5) * 2000));
	return {lastId, bids: others(snapshot.bids), asks: others(snapshot.asks)};
};

/** The right touch, but behind it a level more, less, or with another quantity. */
const mixed = (snapshot: ModelSnapshot, world: World): ModelSnapshot => {
	const side = world.pick(['bids', 'asks'] as const);
	const levels = [...snapshot[side]];
	if (levels.length < 4) return snapshot;
	const at = 2 + Math.floor(world.random() * (levels.length - 3));
	if (world.chance(0.4)) levels.splice(at, 1);
	else levels[at] = [levels[at]![0], WRONG_LOTS];
	return {...snapshot, [side]: levels};
};

/** A 200 with an unusable body. */
const spoilt = (body: string, world: World): string => {
	const first = /\["[^\]]*\]/.exec(body)?.[0] ?? '""';
	return world.pick([
		'{"code":-1003,"msg":"Way too much request weight used; IP banned"}',
		body.slice(0, Math.floor(body.length * world.random())),
		`${body}${body}`,
		body.replace(/"lastUpdateId":\d+/, '"lastUpdateId":"12"'),
		body.replace(/"lastUpdateId":\d+,/, ''),
		body.replace(first, `${first},${first}`),
		body.replace(first, '["abc","1.0"]'),
		body.replace('"bids":', '"x":').replace('"asks":', '"bids":').replace('"x":', '"asks":'),
		body.replace(/"bids":\[.*\],"asks"/, '"bids":null,"asks"'),
		'null',
		'[]',
		'',
	]);
};

/** The venue's weights, written independently. */
const weightOf = (path: string): number => {
	if (path.includes('/exchangeInfo')) return 20;
	if (!path.includes('/depth')) return 1;
	const limit = Number(new URL(path, 'http://model').searchParams.get('limit'));
	return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250;
};
