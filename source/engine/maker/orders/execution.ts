/** All of execution that the desk knows: who takes its orders, and what is told and asked beside. */

import type {BookView} from '../../../domain/book/order-book.js';
import type {Trade} from '../../../domain/feed-event.js';
import type {Instrument} from '../../../domain/instrument.js';
import type {UnixMs} from '../../../domain/units.js';
import type {ExecutionObserver} from '../types/execution-observer.js';
import type {QueuePlace, WorkingOrder} from '../types/quotes.js';
import type {OrderGateway} from './order-gateway.js';

/** What the market looks like, told to an executor that needs to know. */
export type MarketFeed = {
	/** Prices or quantities count in something new: orders and moments lose their meaning. */
	setInstrument(instrument: Instrument): void;
	/** Another tick or lot step in the same units. */
	setRules(instrument: Instrument): void;
	/** The book that orders are sent against from here on. A live view of it will do. */
	see(book: BookView): void;
	/** @param atMs on the exchange's clock. */
	onDepth(book: BookView, atMs: UnixMs): void;
	onTrade(trade: Trade): void;
	/** The feed has a hole. @param heardTo how far it had told, on the exchange's clock. */
	interrupt(heardTo: UnixMs): void;
};

/** What execution tells of itself besides reports. */
export type ExecutionFacts = {
	/** How long an order is under way at least. */
	readonly orderLatencyMs: number;
	/** Moments of the market that came too late to be settled in their place. */
	readonly lateMoments: number;
	/** Half a measured round trip makes messages slower than the setting, never faster. */
	setMeasuredLatency(ms: number | undefined): void;
	/** Where an order stands in the queue at its price, by estimate. */
	placeOf(orderId: number): QueuePlace;
};

export type Execution = {
	readonly gateway: OrderGateway;
	/**
	 * The same orders at an exchange where they fill as early as can be: its fills count in accounts of their own. It is
	 * only listened to. Undefined where nobody can know.
	 */
	readonly optimistic: Pick<OrderGateway, 'advance'> | undefined;
	readonly market: MarketFeed;
	readonly facts: ExecutionFacts;
};

/** Orders that stay, each with its place in the queue. @param now on the exchange's clock. */
export const standingOrders = ({gateway, facts}: Execution, now: UnixMs): readonly WorkingOrder[] => {
	const staying = gateway.working(now).filter(({phase}) => phase !== 'leaving');
	return staying.map((order) => ({...order, ...facts.placeOf(order.id)}));
};

/** @param observer hears of every settled moment, where the executor knows of such. */
export type MakeExecution = (observer: ExecutionObserver) => Execution;
