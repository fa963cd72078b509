/**
 * The market maker's desk: parameters, working paper orders, position and money, in one owned object that the
 * engine steps. Quotes stand only while the book is trusted; the money identity is checked after every fill.
 */

import type {Trade} from '../domain/feed-event.js';
import {notional, type Instrument} from '../domain/instrument.js';
import {midHalfTicks, touchOf} from '../domain/metrics.js';
import {addMoney, money, negateMoney, subtractMoney, ZERO_MONEY} from '../domain/money.js';
import type {BookView} from '../domain/order-book.js';
import {parseScaled} from '../domain/decimal-text.js';
import {
	applyExecution,
	averagePrice,
	identityError,
	openPosition,
	unrealisedAt,
	type Position,
} from '../domain/position.js';
import type {UnixMs} from '../domain/units.js';
import type {MakerSettings} from './engine-config.js';
import {chooseParameters, priceMoney} from './maker-parameters.js';
import type {Account, Fill, MakerParameters, MakerView, PullReason, Quoting} from './maker-state.js';
import {quoteFor, sameQuoting} from './market-maker.js';
import {FILL_MODEL, NO_ORDERS, observeDepth, onTrade, place, type OrderFill, type WorkingOrders} from './paper-executor.js';

/** Fee rates are fractions in units of this. */
const FEE_RATE_SCALE = 100_000_000n;

export type DeskChange = {
	readonly quoting: Quoting | undefined;
	readonly fill: Fill | undefined;
	readonly account: Account | undefined;
};

const NO_CHANGE: DeskChange = {quoting: undefined, fill: undefined, account: undefined};

/** Why there can be no quotes at all, told by whoever knows the book. */
export type Obstacle = Exclude<PullReason, 'operator' | 'off'>;

export class MakerDesk {
	readonly #settings: MakerSettings | undefined;
	#instrument: Instrument | undefined;
	#parameters: MakerParameters | undefined;
	#position: Position = openPosition(0n, ZERO_MONEY);
	#opened = false;
	#orders: WorkingOrders = NO_ORDERS;
	#quoting: Quoting;
	#markHalfTicks: number | undefined;
	#pulledByOperator = false;
	#nextOrderId = 1;
	#fillCount = 0;

	/** @param settings absent: no market maker, ever. */
	constructor(settings: MakerSettings | undefined, now: UnixMs) {
		this.#settings = settings;
		this.#quoting =
			settings === undefined ? {kind: 'off'} : {kind: 'pulled', reason: 'no-instrument', sinceMs: now};
	}

	get view(): MakerView {
		return {
			quoting: this.#quoting,
			parameters: this.#parameters,
			orders: [this.#orders.bid, this.#orders.ask].filter((order) => order !== undefined),
			account: this.#account(),
			fillModel: FILL_MODEL,
		};
	}

	get isQuoting(): boolean {
		return this.#quoting.kind === 'quoting';
	}

	/** Ticks may have changed their meaning: orders go, money stays. */
	setInstrument(instrument: Instrument): void {
		this.#instrument = instrument;
		this.#orders = NO_ORDERS;
		this.#markHalfTicks = undefined;
	}

	/** The book moved or its trust changed: mark, and quote or pull. */
	onBook(book: BookView, obstacle: Obstacle | undefined, now: UnixMs): DeskChange {
		if (this.#settings === undefined) return NO_CHANGE;
		const touch = obstacle === undefined ? touchOf(book) : undefined;
		const instrument = this.#instrument;
		if (instrument === undefined || touch === undefined) {
			return this.#pull(obstacle ?? 'one-sided-book', now);
		}

		const marked = this.#mark(instrument, midHalfTicks(touch));
		const parameters = this.#parameters;
		if (this.#pulledByOperator || parameters === undefined) {
			return {...this.#pull('operator', now), account: marked};
		}

		this.#orders = observeDepth(this.#orders, book);
		const quoting = quoteFor(instrument, parameters, this.#position.inventoryLots, touch);
		this.#orders = place(this.#orders, quoting, book, {nextId: this.#nextOrderId, at: now});
		this.#nextOrderId += 2;
		return {quoting: this.#takeQuoting(quoting), fill: undefined, account: marked};
	}

	onTrade(trade: Trade, now: UnixMs): DeskChange {
		const instrument = this.#instrument;
		if (instrument === undefined) return NO_CHANGE;
		const {orders, fill} = onTrade(this.#orders, trade);
		this.#orders = orders;
		if (fill === undefined) return NO_CHANGE;
		return {quoting: undefined, fill: this.#book(instrument, fill, now), account: this.#account()};
	}

	pullByOperator(now: UnixMs): DeskChange {
		this.#pulledByOperator = true;
		return this.#settings === undefined ? NO_CHANGE : this.#pull('operator', now);
	}

	/** Quotes come back with the next trusted book. */
	resumeByOperator(): void {
		this.#pulledByOperator = false;
	}

	/** Positive steps move both quotes up. */
	adjustSkew(steps: number): MakerParameters | undefined {
		return this.#change((held) => ({
			...held,
			manualSkew: subtractMoney(held.manualSkew, money(held.step * BigInt(steps))),
		}));
	}

	flatSkew(): MakerParameters | undefined {
		return this.#change((held) => ({...held, manualSkew: ZERO_MONEY}));
	}

	/** Never below zero. */
	adjustHalfSpread(steps: number): MakerParameters | undefined {
		return this.#change((held) => {
			const wanted = addMoney(held.halfSpread, money(held.step * BigInt(steps)));
			return {...held, halfSpread: wanted < 0n ? ZERO_MONEY : wanted};
		});
	}

	#change(edit: (held: MakerParameters) => MakerParameters): MakerParameters | undefined {
		if (this.#parameters !== undefined) this.#parameters = edit(this.#parameters);
		return this.#parameters;
	}

	#pull(reason: PullReason, now: UnixMs): DeskChange {
		this.#orders = NO_ORDERS;
		const shown = this.#pulledByOperator ? 'operator' : reason;
		return {...NO_CHANGE, quoting: this.#takeQuoting({kind: 'pulled', reason: shown, sinceMs: now})};
	}

	#takeQuoting(quoting: Quoting): Quoting | undefined {
		const same = sameQuoting(this.#quoting, quoting);
		// The time since which quotes are pulled belongs to the first of several equal pulls.
		if (!same || quoting.kind === 'quoting') this.#quoting = quoting;
		return same ? undefined : quoting;
	}

	#mark(instrument: Instrument, markHalfTicks: number): Account | undefined {
		const changed = this.#markHalfTicks !== markHalfTicks;
		const first = !this.#opened;
		this.#markHalfTicks = markHalfTicks;
		this.#open(instrument, markHalfTicks);
		const matters = first || this.#position.inventoryLots !== 0n;
		return changed && matters ? this.#account() : undefined;
	}

	/** At the first trusted price: defaults are chosen, and what was held before gets a cost. */
	#open(instrument: Instrument, markHalfTicks: number): void {
		const settings = this.#settings;
		if (this.#opened || settings === undefined) return;
		this.#opened = true;
		this.#parameters = chooseParameters(instrument, settings, markHalfTicks);
		this.#position = startingPosition(instrument, settings, markHalfTicks);
	}

	#book(instrument: Instrument, fill: OrderFill, now: UnixMs): Fill {
		const side = fill.order.side === 'bid' ? 'buy' : 'sell';
		const value = notional(instrument, fill.order.priceTicks, BigInt(fill.qtyLots));
		const fee = money((value * (this.#parameters?.makerFeeRate ?? 0n)) / FEE_RATE_SCALE);
		const execution = {side, priceTicks: fill.order.priceTicks, qtyLots: fill.qtyLots, fee} as const;
		this.#position = applyExecution(instrument, this.#position, execution);
		this.#fillCount += 1;
		return {
			...execution,
			id: this.#fillCount,
			liquidity: 'maker',
			feeAsset: instrument.quoteAsset,
			atMs: now,
			inventoryLots: this.#position.inventoryLots,
		};
	}

	#account(): Account {
		const {inventoryLots, realised, fees} = this.#position;
		const instrument = this.#instrument;
		const mark = this.#markHalfTicks;
		const priced = instrument !== undefined && mark !== undefined;
		const unrealised = priced ? unrealisedAt(instrument, this.#position, mark) : ZERO_MONEY;
		if (priced) assertIdentity(instrument, this.#position, mark);
		return {
			inventoryLots,
			averagePrice: instrument === undefined ? undefined : averagePrice(instrument, this.#position),
			realised,
			unrealised,
			fees,
			net: money(realised + unrealised - fees),
			markHalfTicks: mark,
			fillCount: this.#fillCount,
		};
	}
}

/** @throws {Error} when money was lost or made by arithmetic: nothing shown after that could be believed. */
const assertIdentity = (instrument: Instrument, position: Position, markHalfTicks: number): void => {
	if (identityError(instrument, position, markHalfTicks) !== 0n) {
		throw new Error('the money identity is broken: cash + inventory × mark ≠ realised + unrealised − fees');
	}
};

const startingPosition = (instrument: Instrument, settings: MakerSettings, markHalfTicks: number): Position => {
	const negative = settings.inventory.startsWith('-');
	const lots = BigInt(parseScaled(settings.inventory.replace(/^-/, ''), instrument.qtyDecimals) ?? 0);
	const price = settings.averagePrice ?? priceMoney(instrument, markHalfTicks);
	const cost = money((price * lots) / 10n ** BigInt(instrument.qtyDecimals));
	return negative ? openPosition(-lots, negateMoney(cost)) : openPosition(lots, cost);
};
