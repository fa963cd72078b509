/** Reads Binance spot's REST bodies. */

import {formatFixed, parseScaled} from '../../domain/text/decimal-text.js';
import type {Level, Snapshot} from '../../domain/feed-event.js';
import {createInstrument, type Instrument, type MissingRule} from '../../domain/instrument.js';
import {remoteOrder, type RemoteLevel} from '../../domain/book/remote-levels.js';
import {safeText} from '../../domain/text/safe-text.js';
import type {Side, UnixMs} from '../../domain/units.js';
import {describeValue, isArray, isRecord, parseJson, readText, readUpdateId, type JsonRecord} from '../json.js';
import type {Refusal, Unreadable} from '../venue.js';
import {upperAscii} from './symbol.js';
import {parseLevels, remoteOf} from './parse.js';
import {readTime} from './wire-time.js';

/** Decimals of prices and quantities on the wire, whatever tick size and lot step are. */
const WIRE_DECIMALS = 8;

export const parseInstrument = (body: string, symbol: string): Instrument | Unreadable => {
	const info = parseJson(body);
	const symbols = isRecord(info) ? info['symbols'] : undefined;
	if (info === undefined) return {unreadable: `exchangeInfo is ${/^\s*</.test(body) ? 'a page of HTML' : 'no JSON'}`};
	if (!isArray(symbols)) return {unreadable: 'exchangeInfo has no list of symbols'};
	const entry = symbols.find((one) => isRecord(one) && one['symbol'] === upperAscii(symbol));
	if (!isRecord(entry)) return {unreadable: `exchangeInfo names no ${upperAscii(symbol)}`, absent: true};
	try {
		const instrument = instrumentOf(entry);
		return instrument.trading === 'trading' ? instrument : {...instrument, haltText: haltText(instrument.venueStatus)};
	} catch (error) {
		return {unreadable: `exchangeInfo of ${upperAscii(symbol)}: ${error instanceof Error ? error.message : String(error)}`};
	}
};

/** Meaning of the venue's status words for a symbol that does not trade. */
const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
	['HALT', 'trading is halted'],
	['BREAK', 'trading is off: maintenance, or the symbol is delisted'],
	['END_OF_DAY', 'trading has ended: the symbol is delisted'],
	['PRE_TRADING', 'trading has not begun'],
	['POST_TRADING', 'trading has ended'],
	['AUCTION_MATCH', 'an auction is held'],
]);

const haltText = (status: string): string => {
	const meaning = STATUS_WORDS.get(status);
	return `the venue says ${status}${meaning === undefined ? '' : `, ${meaning}`}`;
};

/** A short word for display, without control characters. */
const readName = (value: unknown): string => safeText(readText(value) ?? '', 32);

/** A step of zero switches the filter off, as the filters' documentation says; one without a value is left out. */
const isOff = (step: unknown): boolean =>
	step === undefined || step === null || step === '' || (typeof step === 'string' && parseScaled(step, WIRE_DECIMALS) === 0);

const missingRulesOf = (tickSize: unknown, stepSize: unknown): readonly MissingRule[] => [
	...(isOff(tickSize) ? (['no-tick-size'] as const) : []),
	...(isOff(stepSize) ? (['no-lot-step'] as const) : []),
];

/** Without a step, one unit of the wire. */
const stepText = (step: unknown): string => (isOff(step) ? formatFixed(1, WIRE_DECIMALS) : (readText(step) ?? ''));

const instrumentOf = (entry: JsonRecord): Instrument => {
	const filters = isArray(entry['filters']) ? entry['filters'].filter(isRecord) : [];
	const filter = (name: string): JsonRecord => filters.find((one) => one['filterType'] === name) ?? {};
	const {tickSize} = filter('PRICE_FILTER');
	const {stepSize} = filter('LOT_SIZE');
	const missingRules = missingRulesOf(tickSize, stepSize);
	const venueStatus = readName(entry['status']) || 'UNKNOWN';
	const instrument = createInstrument({
		symbol: readText(entry['symbol']) ?? '',
		baseAsset: readName(entry['baseAsset']),
		quoteAsset: readName(entry['quoteAsset']),
		venueStatus,
		trading: venueStatus === 'TRADING' ? 'trading' : 'halted',
		tickSize: stepText(tickSize),
		stepSize: stepText(stepSize),
		minQty: readText(filter('LOT_SIZE')['minQty']) ?? '0',
		minNotional: readText(filter('NOTIONAL')['minNotional']) ?? readText(filter('MIN_NOTIONAL')['minNotional']) ?? '0',
		maxQty: readText(filter('LOT_SIZE')['maxQty']),
		maxTakerQty: readText(filter('MARKET_LOT_SIZE')['maxQty']),
		maxNotional: readText(filter('NOTIONAL')['maxNotional']),
		qtyDecimals: WIRE_DECIMALS,
		unitDecimals: WIRE_DECIMALS,
	});
	return missingRules.length === 0 ? instrument : {...instrument, missingRules};
};

/** Sorts the levels; a price named twice or a crossed book is unreadable. */
export const parseSnapshot = (body: string, instrument: Instrument): Snapshot | Unreadable => {
	const depth = parseJson(body);
	if (!isRecord(depth)) return {unreadable: 'the snapshot is not JSON'};
	const lastId = readUpdateId(depth['lastUpdateId']);
	if (lastId === undefined) return {unreadable: `the snapshot's lastUpdateId is ${describeValue(depth['lastUpdateId'])}`};
	const bids = parseLevels(depth['bids'], instrument);
	const asks = parseLevels(depth['asks'], instrument);
	if (typeof bids === 'string') return {unreadable: `the snapshot's bid ${bids}`};
	if (typeof asks === 'string') return {unreadable: `the snapshot's ask ${asks}`};
	return checkedSnapshot({
		lastId,
		bids: bestFirst(bids.levels, -1),
		asks: bestFirst(asks.levels, 1),
		...sortedRemote(remoteOf(bids, asks)),
	});
};

const bestFirst = (levels: readonly Level[], sign: 1 | -1): readonly Level[] =>
	levels.filter((level) => level.qtyLots > 0).toSorted((a, b) => sign * (a.priceUnits - b.priceUnits));

const sortedRemote = ({remote}: Pick<Snapshot, 'remote'>): Pick<Snapshot, 'remote'> =>
	remote === undefined ? {} : {remote: {bids: remoteFirst(remote.bids, 'bid'), asks: remoteFirst(remote.asks, 'ask')}};

const remoteFirst = (levels: readonly RemoteLevel[], side: Side): readonly RemoteLevel[] =>
	levels.filter((level) => level.qtyLots > 0).toSorted(remoteOrder(side));

const checkedSnapshot = (snapshot: Snapshot): Snapshot | Unreadable => {
	const {remote} = snapshot;
	if (
		hasTwins(snapshot.bids) ||
		hasTwins(snapshot.asks) ||
		(remote !== undefined && (hasRemoteTwins(remote.bids) || hasRemoteTwins(remote.asks)))
	) {
		return {unreadable: 'the snapshot names a price twice'};
	}
	const [bid] = snapshot.bids;
	const [ask] = snapshot.asks;
	const crossed = bid !== undefined && ask !== undefined && bid.priceUnits >= ask.priceUnits;
	return crossed ? {unreadable: 'the snapshot is crossed'} : snapshot;
};

const hasTwins = (sorted: readonly Level[]): boolean => sorted.some((level, index) => level.priceUnits === sorted[index + 1]?.priceUnits);

const hasRemoteTwins = (sorted: readonly RemoteLevel[]): boolean => sorted.some((level, index) => level.units === sorted[index + 1]?.units);

export const parseTime = (body: string): UnixMs | Unreadable => {
	const time = parseJson(body);
	const serverTime = isRecord(time) ? readTime(time['serverTime']) : undefined;
	return serverTime ?? {unreadable: 'the time reply has no serverTime'};
};

const UNKNOWN_SYMBOL_CODES = new Set([-1121, -1100]);
const RATE_LIMIT_CODE = -1003;

/** `{"code":-1121,"msg":"Invalid symbol."}`; a body of another shape (a proxy's HTML) is described by its status. */
export const readRefusal = (status: number, body: string): Refusal => {
	const error = parseJson(body);
	const code = isRecord(error) ? error['code'] : undefined;
	const text = isRecord(error) ? readText(error['msg']) : undefined;
	const message = `HTTP ${status}${text === undefined ? '' : ` ${describeValue(code)} ${text}`}`;
	if (typeof code === 'number' && UNKNOWN_SYMBOL_CODES.has(code)) return {kind: 'unknown-symbol', message};
	const limited = status === 429 || status === 418 || status === 403 || code === RATE_LIMIT_CODE;
	return {kind: limited ? 'rate-limited' : 'other', message};
};
