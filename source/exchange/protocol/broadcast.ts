/** Sends market events to the subscribed clients; each event is written once per message shape and time unit. */

import type {Snapshot} from '../../domain/feed-event.js';
import {
	aggregateTrade,
	bookTicker,
	damagedDepthUpdate,
	depthUpdate,
	partialDepth,
	serverShutdown,
	trade,
	unknownEvent,
	type WireContext,
} from './binance-messages.js';
import type {OutgoingDepth} from '../faults/depth-distorter.js';
import type {DepthSpeedMs, MarketEvent} from '../market/market.js';
import type {ListedSymbol} from '../listing/listing.js';
import type {TimeUnit} from './wire-numbers.js';
import type {ClientSession} from './client-session.js';

/** The receivers and the time: `wallMs` for the messages (Unix), `monoMs` for the sessions' limits (monotonic). */
export type Audience = {readonly sessions: Iterable<ClientSession>; readonly wallMs: number; readonly monoMs: number};

type Compose = (timeUnit: TimeUnit) => object;

const PARTIAL_LEVELS = [5, 10, 20] as const;

/** `btcusdt@depth`, `btcusdt@depth20@100ms`. */
const depthStream = (symbol: string, speedMs: DepthSpeedMs, levels?: number): string =>
	`${symbol.toLowerCase()}@depth${levels ?? ''}${speedMs === 100 ? '@100ms' : ''}`;

const sendTo = (audience: Audience, stream: string, compose: Compose, wanted: (session: ClientSession) => boolean): void => {
	const written = new Map<string, string>();
	for (const session of audience.sessions) {
		if (!wanted(session)) continue;
		const shape = `${session.timeUnit} ${session.combined} ${session.isApi}`;
		const text = written.get(shape) ?? write(compose(session.timeUnit), stream, session);
		written.set(shape, text);
		session.send(text, audience.monoMs);
	}
};

const write = (payload: object, stream: string, {isApi, combined}: ClientSession): string => {
	if (isApi) return JSON.stringify({event: payload});
	return JSON.stringify(combined ? {stream, data: payload} : payload);
};

/** Sends to all sessions subscribed to the stream. */
export const publish = (audience: Audience, stream: string, compose: Compose): void =>
	sendTo(audience, stream, compose, (session) => session.wants(stream));

const everybody = (): boolean => true;

const contextOf =
	(instrument: ListedSymbol, audience: Audience) =>
	(timeUnit: TimeUnit): WireContext => ({
		instrument,
		timeUnit,
		sentAtMs: audience.wallMs,
	});

/**
 * Publishes trades, aggregate trades and best prices. Depth events are published elsewhere, after the depth
 * distorter.
 */
export const publishEvent = (audience: Audience, instrument: ListedSymbol, event: Exclude<MarketEvent, {kind: 'depth'}>): void => {
	const context = contextOf(instrument, audience);
	const name = instrument.symbol.toLowerCase();
	switch (event.kind) {
		case 'trade':
			return publish(audience, `${name}@trade`, (unit) => trade(context(unit), event));
		case 'aggregate-trade':
			return publish(audience, `${name}@aggTrade`, (unit) => aggregateTrade(context(unit), event));
		case 'top':
			return publish(audience, `${name}@bookTicker`, (unit) => bookTicker(context(unit), event));
	}
};

export const publishDepth = (audience: Audience, instrument: ListedSymbol, speedMs: DepthSpeedMs, {diff, damaged}: OutgoingDepth): void => {
	const context = contextOf(instrument, audience);
	const compose = damaged ? damagedDepthUpdate : depthUpdate;
	publish(audience, depthStream(instrument.symbol, speedMs), (unit) => compose(context(unit), diff));
};

export const publishPartialDepth = (
	audience: Audience,
	instrument: ListedSymbol,
	speedMs: DepthSpeedMs,
	snapshot: (limit: number) => Snapshot,
): void => {
	const context = contextOf(instrument, audience);
	for (const levels of PARTIAL_LEVELS) {
		const stream = depthStream(instrument.symbol, speedMs, levels);
		publish(audience, stream, (unit) => partialDepth(context(unit), snapshot(levels)));
	}
};

export const announceShutdown = (audience: Audience): void =>
	sendTo(audience, '!serverShutdown', (unit) => serverShutdown(unit, audience.wallMs), everybody);

export const announceUnheardOf = (audience: Audience): void =>
	sendTo(audience, '!lunarEclipse', (unit) => unknownEvent(unit, audience.wallMs), everybody);

/** Sends a message that is not JSON. */
export const sendGarbage = (audience: Audience): void => {
	for (const session of audience.sessions) session.send('{"e":"depthUpdate","E":17\u{0}\u{1B}[2J', audience.monoMs);
};
