/** The market maker's money: the ledger that counts, the optimistic one beside it, and what is shown of both. */

import {
	applyLedgerFill,
	bookError,
	feesOf,
	netAt,
	openLedger,
	type FeeAsset,
	type Ledger,
	type PaidFee,
	type TradedFill,
} from '../../../domain/accounting/ledger.js';
import {worthAtPrice} from '../../../domain/contract.js';
import {priceMoney, worthAtHalfUnits, type Instrument} from '../../../domain/instrument.js';
import {money, MONEY_DECIMALS, ZERO_MONEY, type Money} from '../../../domain/money.js';
import {averagePrice, unrealisedAt} from '../../../domain/accounting/position.js';
import {midHalfUnits, type Touch} from '../../../domain/book/metrics.js';
import type {UnixMs} from '../../../domain/units.js';
import type {MakerSettings} from '../settings/maker-settings.js';
import type {Attribution} from './attribution.js';
import {paidFee, worthOfFee} from './reported-fee.js';
import {signedLots} from '../settings/maker-parameters.js';
import type {Account, Fill} from '../types/fill.js';
import type {FillCircumstances} from '../types/execution-observer.js';
import type {OrderFill} from '../types/order-report.js';
import {paperSettings} from '../settings/paper-settings.js';

export class MakerBooks {
	readonly #attribution: Attribution;
	readonly #feeAsset: FeeAsset;
	readonly #fillModel: Account['fillModel'];
	#main: Ledger = openLedger(0n, ZERO_MONEY);
	#optimistic: Ledger = this.#main;
	#fillCount = 0;
	#optimisticFillCount = 0;
	/** Found right. Books are replaced, never changed, and the mark stands on both sides of their identity. */
	#checked: {readonly main?: Ledger; readonly optimistic?: Ledger} = {};
	#markHalfUnits: number | undefined;
	/** Of what was held before: its result at the first mark. */
	#inherited: Money = ZERO_MONEY;
	#liquidation = {bid: 0, ask: 0};

	constructor(settings: MakerSettings | undefined, attribution: Attribution) {
		this.#attribution = attribution;
		this.#fillModel = settings === undefined ? 'none' : paperSettings(settings.paper).rule.model;
		this.#feeAsset = settings?.feeAsset ?? {kind: 'quote'};
	}

	get inventoryLots(): bigint {
		return this.#main.position.inventoryLots;
	}

	get markHalfUnits(): number | undefined {
		return this.#markHalfUnits;
	}

	/** What was held before gets a cost: the operator's, or the first price; and is marked, so that its old result stands apart. */
	open(instrument: Instrument, settings: MakerSettings, touch: Touch): void {
		const lots = signedLots(instrument, settings.inventory);
		const markHalfUnits = midHalfUnits(touch);
		const price = settings.averagePrice ?? priceMoney(instrument, markHalfUnits);
		this.#main = openLedger(lots, worthAtPrice(instrument, price, lots));
		this.#optimistic = this.#main;
		this.#inherited = unrealisedAt(instrument, this.#main.position, markHalfUnits);
		this.mark(touch);
		this.#attribution.open(this.#main.position.openCost);
	}

	/** @returns whether the mark changed. */
	mark(touch: Touch): boolean {
		const halfUnits = touch.bid.priceUnits + touch.ask.priceUnits;
		const changed = this.#markHalfUnits !== halfUnits;
		this.#markHalfUnits = halfUnits;
		this.#liquidation = {bid: touch.bid.priceUnits * 2, ask: touch.ask.priceUnits * 2};
		return changed;
	}

	/** Prices change their meaning. */
	forgetMark(): void {
		this.#markHalfUnits = undefined;
	}

	/** @returns the fill as it is told. */
	take(instrument: Instrument, fill: OrderFill, {cause, midHalfUnits: mid}: FillCircumstances, now: UnixMs): Fill {
		const booked = this.#booked(instrument, fill);
		const {side, fee} = booked;
		const inventoryBeforeLots = this.inventoryLots;
		this.#fillCount += 1;
		this.#main = applyLedgerFill(instrument, this.#main, booked);
		this.#attribution.book(instrument, fill, mid, this.inventoryLots - inventoryBeforeLots);
		return {
			id: this.#fillCount,
			side,
			priceUnits: fill.priceUnits,
			qtyLots: fill.qtyLots,
			liquidity: fill.liquidity,
			fee: fee.amount,
			feeAsset: fee.asset,
			feeValue: fee.quoteValue,
			atMs: now,
			executedAtMs: fill.atMs,
			sentAtMs: fill.sentAtMs,
			cause,
			inventoryBeforeLots,
			inventoryLots: this.inventoryLots,
		};
	}

	/** The fee of a fill is in the accounts: what it was paid in has a price. */
	hasPriceFor(instrument: Instrument, fill: OrderFill): boolean {
		return worthOfFee(instrument, fill, this.#feeAsset) !== undefined;
	}

	/** A fill of the same orders at their best. */
	takeOptimistic(instrument: Instrument, fill: OrderFill): void {
		this.#optimisticFillCount += 1;
		this.#optimistic = applyLedgerFill(instrument, this.#optimistic, this.#booked(instrument, fill));
	}

	#booked(instrument: Instrument, fill: OrderFill): TradedFill & {readonly fee: PaidFee} {
		const {side, priceUnits, qtyLots} = fill;
		return {side: side === 'bid' ? 'buy' : 'sell', priceUnits, qtyLots, fee: paidFee(instrument, fill, this.#feeAsset)};
	}

	/** What is wrong with the money, in words. */
	error(instrument: Instrument): string | undefined {
		if (this.#checked.main === this.#main && this.#checked.optimistic === this.#optimistic) return undefined;
		const mark = this.#markHalfUnits ?? 0;
		const error =
			bookError(instrument, this.#main, mark) ?? bookError(instrument, this.#optimistic, mark) ?? this.#attributionError(instrument, mark);
		if (error === undefined) this.#checked = {main: this.#main, optimistic: this.#optimistic};
		return error;
	}

	/** The net by where it comes from is the net, or something was counted twice. */
	#attributionError(instrument: Instrument, mark: number): string | undefined {
		const {spreadCaptured, adverseSelection, inventory} = this.#attribution.view(worthAtHalfUnits(instrument, mark, this.inventoryLots));
		const off = spreadCaptured + adverseSelection + inventory - feesOf(this.#main) - netAt(instrument, this.#main, mark);
		return off === 0n ? undefined : `spread + adverse selection + inventory − fees differs from the net by ${off}e-${MONEY_DECIMALS}`;
	}

	/** Net if everything had to go at the best price of the other side. */
	liquidationNet(instrument: Instrument): Money {
		const {bid, ask} = this.#liquidation;
		return netAt(instrument, this.#main, this.inventoryLots >= 0n ? bid : ask);
	}

	account(instrument: Instrument | undefined): Account {
		const {position, fifo, turnover} = this.#main;
		const mark = this.#markHalfUnits;
		const priced = instrument !== undefined && mark !== undefined;
		const unrealised = priced ? unrealisedAt(instrument, position, mark) : ZERO_MONEY;
		const fees = feesOf(this.#main);
		const net = money(position.realised + unrealised - fees);
		const worth = money(position.openCost + unrealised);
		return {
			fillModel: this.#fillModel,
			inventoryLots: position.inventoryLots,
			averagePrice: instrument === undefined ? undefined : averagePrice(instrument, position),
			realised: position.realised,
			unrealised,
			fees,
			net,
			inherited: this.#inherited,
			attribution: this.#attribution.view(worth),
			markHalfUnits: mark,
			fillCount: this.#fillCount,
			liquidationNet: priced ? this.liquidationNet(instrument) : net,
			fifoRealised: fifo.realised,
			turnover,
			optimistic: {
				net: priced ? netAt(instrument, this.#optimistic, mark) : net,
				fillCount: this.#optimisticFillCount,
				inventoryLots: this.#optimistic.position.inventoryLots,
			},
		};
	}
}
