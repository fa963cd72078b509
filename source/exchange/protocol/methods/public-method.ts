/** A public method's definition, shared by REST and the WebSocket API. */

import type {Snapshot} from '../../../domain/feed-event.js';
import type {ListedSymbol, SymbolStatus} from '../../listing/listing.js';
import type {Market} from '../../market/market.js';
import {RequestError, type Parameters} from './parameters.js';
import type {TimeUnit} from '../wire-numbers.js';

/** The state from which answers are made. */
export type MarketView = {
	/** The symbols listed now. */
	readonly instruments: readonly ListedSymbol[];
	/** Unix milliseconds. */
	readonly nowMs: number;
	readonly market: (symbol: string) => Market | undefined;
	/** Takes the copy of the book that is served now; a fault may make it an old one. */
	readonly snapshot: (market: Market, limit: number) => Snapshot;
};

export type Call = {readonly parameters: Parameters; readonly view: MarketView; readonly timeUnit: TimeUnit};

export type PublicMethod = {
	/** `/api/v3/depth` */
	readonly path: string;
	/** `trades.recent`; unset if the WebSocket API has no such method. */
	readonly wsMethod?: string;
	/** Number of parameters. */
	readonly parameters: number;
	/** Request weight, by the parameters sent. */
	readonly weight: (sent: ReadonlyMap<string, string>) => number;
	/** Reads all parameters and returns the function that makes the answer. @throws {RequestError} */
	readonly read: (call: Call) => () => unknown;
};

export type Found = {readonly instrument: ListedSymbol; readonly market: Market};

/** @throws {RequestError} −1121 */
export const findMarket = (view: MarketView, symbol: string): Found => {
	const instrument = view.instruments.find((listed) => listed.symbol === symbol);
	const market = view.market(symbol);
	if (instrument !== undefined && market !== undefined) return {instrument, market};
	throw new RequestError(-1121, 'Invalid symbol.');
};

const STATUSES: ReadonlySet<string> = new Set<SymbolStatus>(['TRADING', 'HALT', 'BREAK']);

/** @throws {RequestError} −1122 */
export const readStatus = (parameters: Parameters): string | undefined => {
	const status = parameters.optional('symbolStatus');
	if (status === undefined || STATUSES.has(status)) return status;
	throw new RequestError(-1122, 'Invalid symbolStatus.');
};

/** @throws {RequestError} −1220 */
export const checkStatus = ({status}: ListedSymbol, wanted: string | undefined): void => {
	if (wanted === undefined || wanted === status) return;
	throw new RequestError(-1220, "The symbol's status does not match the requested symbolStatus.");
};

/** The answer for one symbol, or a list for several or all; symbols with another status are left out of a list. */
export const forSymbols = (
	{parameters, view}: Call,
	body: (found: Found) => unknown,
	all: readonly ListedSymbol[] = view.instruments,
): (() => unknown) => {
	const wanted = parameters.oneOrSeveral();
	const status = readStatus(parameters);
	return () => {
		if (typeof wanted === 'string') {
			const found = findMarket(view, wanted);
			checkStatus(found.instrument, status);
			return body(found);
		}

		const symbols = wanted ?? all.map(({symbol}) => symbol);
		const found = symbols.map((symbol) => findMarket(view, symbol));
		return found.filter(({instrument}) => status === undefined || instrument.status === status).map(body);
	};
};

/** Number of symbols requested; `undefined` for all. */
export const symbolCount = (sent: ReadonlyMap<string, string>): number | undefined => {
	const symbols = sent.get('symbols');
	if (symbols === undefined || symbols === '') return sent.has('symbol') ? 1 : undefined;
	return symbols.split(',').length;
};
