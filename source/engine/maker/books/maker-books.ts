/** The market maker's money: the ledger that counts, the optimistic one beside it, and what is shown of both. */

import {applyLedgerFill, bookError, feesOf, netAt, openLedger, type FeeAsset, type Ledger} from '../../../domain/accounting/ledger.js';
import {worthAtPrice} from '../../../domain/contract.js';
import {priceMoney, worthAtHalfUnits, type Instrument} from '../../../domain/instrument.js';
import {money, MONEY_DECIMALS, ZERO_MONEY, type Money} from '../../../domain/money.js';
import {averagePrice, unrealisedAt} from '../../../domain/accounting/position.js';
import {midHalfUnits, type Touch} from '../../../domain/book/metrics.js';
import type {UnixMs} from '../../../domain/units.js';
import {DEFAULT_TAKER_FEE_RATE, type MakerSettings} from '../settings/maker-settings.js';
import type {Attribution} from './attribution.js';
import {signedLots} from '../settings/maker-parameters.js';
import type {Account, Fill} from '../types/fill.js';
import type {PaperFill, Variant} from '../types/order-report.js';
import {paperSettings} from '../settings/paper-settings.js';

export class MakerBooks {
	readonly #attribution: Attribution;
	readonly #feeAsset: FeeAsset;
	readonly #fillModel: Account['fillModel'];
	readonly #feeRates: Readonly<Record<PaperFill['liquidity'], bigint>>;
	#main: Ledger = openLedger(0n, ZERO_MONEY);
	#optimistic: Ledger = this.#main;
	#fills = {main: 0, shadow: 0};
	/** Found right. Books are replaced, never changed, and the mark stands on both sides of their identity. */
	#checked: Readonly<Record<Variant, Ledger | undefined>> = {main: undefined, shadow: undefined};
	#markHalfUnits: number | undefined;
	/** Of what was held before: its result at the first mark. */
	#inherited: Money = ZERO_MONEY;
	#liquidation = {bid: 0, ask: 0};

	constructor(settings: MakerSettings | undefined, attribution: Attribution) {
		this.#attribution = attribution;
		this.#fillModel = settings === undefined ? 'none' : paperSettings(settings.paper).rule.model;
		this.#feeAsset = settings?.feeAsset ?? {kind: 'quote'};
		this.#feeRates = {maker: settings?.makerFeeRate ?? 0n, taker: settings?.takerFeeRate ?? DEFAULT_TAKER_FEE_RATE};
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

	/** @returns the fill as it is told, or nothing for the shadow's. */
	take(instrument: Instrument, fill: PaperFill, now: UnixMs): Fill | undefined {
		const side = fill.side === 'bid' ? 'buy' : 'sell';
		const booked = {
			side,
			priceUnits: fill.priceUnits,
			qtyLots: fill.qtyLots,
			feeRate: this.#feeRates[fill.liquidity],
			feeAsset: this.#feeAsset,
		} as const;
		this.#fills[fill.variant] += 1;
		if (fill.variant === 'shadow') {
			this.#optimistic = applyLedgerFill(instrument, this.#optimistic, booked).ledger;
			return undefined;
		}

		const inventoryBeforeLots = this.inventoryLots;
		const {ledger, fee} = applyLedgerFill(instrument, this.#main, booked);
		this.#main = ledger;
		this.#attribution.book(instrument, fill, this.inventoryLots - inventoryBeforeLots);
		return {
			id: this.#fills.main,
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
			cause: fill.cause,
			inventoryBeforeLots,
			inventoryLots: this.inventoryLots,
		};
	}

	/** What is wrong with the money, in words. */
	error(instrument: Instrument): string | undefined {
		if (this.#checked.main === this.#main && this.#checked.shadow === this.#optimistic) return undefined;
		const mark = this.#markHalfUnits ?? 0;
		const error =
			bookError(instrument, this.#main, mark) ?? bookError(instrument, this.#optimistic, mark) ?? this.#attributionError(instrument, mark);
		if (error === undefined) this.#checked = {main: this.#main, shadow: this.#optimistic};
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
			fillCount: this.#fills.main,
			liquidationNet: priced ? this.liquidationNet(instrument) : net,
			fifoRealised: fifo.realised,
			turnover,
			optimistic: {
				net: priced ? netAt(instrument, this.#optimistic, mark) : net,
				fillCount: this.#fills.shadow,
				inventoryLots: this.#optimistic.position.inventoryLots,
			},
		};
	}
}
