/** When prices have to be counted from elsewhere: something that belongs to the market is out of reach of the origin. */

import type {FeedEvent, Snapshot} from '../../../domain/feed-event.js';
import {wholeUnits, type Instrument} from '../../../domain/instrument.js';
import type {BookView} from '../../../domain/book/order-book.js';
import {isFarFrom, NEAR_MARKET} from '../../../domain/price-origin.js';
import type {RemoteLevel, RemoteSides} from '../../../domain/book/remote-levels.js';
import type {PriceUnits} from '../../../domain/units.js';

/** The price that an origin is to be made for, counted from zero; undefined where the present one will do. */
export const eventWantsOrigin = (instrument: Instrument, event: FeedEvent, book: BookView): bigint | undefined => {
	if (event.kind === 'out-of-reach') {
		return event.trade !== undefined || isFarFrom(instrument.originUnits, event.units) ? event.units : undefined;
	}
	if (event.kind === 'snapshot') return snapshotWantsOrigin(instrument, event);
	if (event.kind !== 'diff' || event.remote === undefined) return undefined;
	const [bid, ask] = [book.bestBid()?.priceUnits, book.bestAsk()?.priceUnits];
	// Without a book nobody knows where the market is: the snapshot will say so.
	return bid === undefined && ask === undefined ? undefined : marketBeyond(instrument, {bid, ask}, event.remote);
};

/** The same of a snapshot. */
export const snapshotWantsOrigin = (instrument: Instrument, {bids, asks, remote}: Snapshot): bigint | undefined =>
	remote && marketBeyond(instrument, {bid: bids[0]?.priceUnits, ask: asks[0]?.priceUnits}, remote);

/** The same of a book that has moved with the market, where prices are not counted from zero. */
export const bookWantsOrigin = (instrument: Instrument, book: BookView): bigint | undefined => {
	const best = book.bestBid() ?? book.bestAsk();
	if (best === undefined) return undefined;
	const units = BigInt(wholeUnits(instrument, best.priceUnits));
	return isFarFrom(instrument.originUnits, units) ? units : undefined;
};

type Held = {readonly bid: PriceUnits | undefined; readonly ask: PriceUnits | undefined};

/** The market's price, if a remote level is the best of its side or stands near the best bid. */
const marketBeyond = (instrument: Instrument, held: Held, remote: RemoteSides): bigint | undefined => {
	const whole = (price: PriceUnits | undefined): readonly bigint[] => (price === undefined ? [] : [BigInt(wholeUnits(instrument, price))]);
	const [bids, asks] = [unitsOf(remote.bids), unitsOf(remote.asks)];
	const bid = bestOf([...whole(held.bid), ...bids], (a, b) => a > b);
	const ask = bestOf([...whole(held.ask), ...asks], (a, b) => a < b);
	const market = bid ?? ask;
	if (market === undefined || !isFarFrom(instrument.originUnits, market)) return undefined;
	const belongs = (units: bigint): boolean => units === bid || units === ask || isNear(units, market);
	return [...bids, ...asks].some(belongs) ? market : undefined;
};

/** Of levels that are there. */
const unitsOf = (levels: readonly RemoteLevel[]): readonly bigint[] => levels.filter(({qtyLots}) => qtyLots > 0).map(({units}) => units);

const bestOf = (prices: readonly bigint[], isBetter: (a: bigint, b: bigint) => boolean): bigint | undefined =>
	prices.reduce<bigint | undefined>((best, price) => (best === undefined || isBetter(price, best) ? price : best), undefined);

const isNear = (units: bigint, market: bigint): boolean => (units > market ? units - market : market - units) <= NEAR_MARKET;
