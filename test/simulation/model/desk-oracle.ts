/**
 * Rules for a market maker with any model: no quotes without trust, no trade counted twice, no quote through the
 * market, and money that adds up when recomputed from the fills.
 */

import type {Instrument} from '../../../source/domain/instrument.js';
import type {EngineView} from '../../../source/engine/engine-view.js';
import type {EngineOutput} from '../../../source/engine/outputs.js';
import {PRICE_DECIMALS} from './wire.js';

type Of<Kind extends EngineOutput['kind']> = Extract<EngineOutput, {kind: Kind}>;

/** Money is in units of 10^-26. */
const MONEY = 26;
const FEE_SCALE = 100_000_000n;
export const FEE_RATE = 100_000n;
const STEP_LOTS = 100_000;
const LOOK_EVERY = 16;
/** Least latency of an order. */
const LATENCY_MS = 25;

const unitOf = (instrument: Instrument): bigint => 10n ** BigInt(MONEY - instrument.unitDecimals);

const valueOf = (instrument: Instrument, halfUnits: number, lots: bigint): bigint =>
	(BigInt(halfUnits) * unitOf(instrument) * lots) / 2n / 10n ** BigInt(instrument.qtyDecimals);

export class DeskOracle {
	readonly #fail: (what: string) => void;
	readonly #made: (tradeId: number, price: number) => boolean;
	readonly #seenTrades = new Set<number>();
	#inventory = 0n;
	#cash = 0n;
	#fills = 0;
	#steps = 0;
	/** Exchange time by local time of the steps, while the two clocks have never diverged. */
	readonly #momentsThere = new Map<number, number>();
	#clocksAgree = true;
	/** A quote was announced in the current step. */
	#spoke = false;

	/** @param made whether the exchange made a trade of this id at this price, in thousandths. */
	constructor(fail: (what: string) => void, made: (tradeId: number, price: number) => boolean) {
		this.#fail = fail;
		this.#made = made;
	}

	/** Call before the engine's step. */
	onMoment(wallMs: number, thereMs: number): void {
		this.#clocksAgree &&= Math.abs(wallMs - thereMs) < 0.001;
		if (this.#clocksAgree) this.#momentsThere.set(wallMs, thereMs);
	}

	onOutput(output: EngineOutput, view: EngineView): void {
		switch (output.kind) {
			case 'trade':
				this.#onTrade(output.trade, view.instrument);
				return;
			case 'fill':
				this.#onFill(output.fill, view);
				return;
			case 'quote':
				this.#spoke = true;
				return;
			case 'account':
				this.#onAccount(output.account, view);
				return;
			default:
		}
	}

	/** Call after every step. With trust the maker, whose view is costly, is read only if it may have changed. */
	onStep(view: EngineView, trusted: boolean): void {
		this.#steps += 1;
		if (trusted && !this.#spoke && this.#steps % LOOK_EVERY !== 0) return;
		this.#spoke = false;
		const {quoting, orders} = view.maker;
		if (!trusted) {
			if (quoting.kind === 'quoting') this.#fail('quotes without trust');
			if (orders.length > 0) this.#fail('orders without trust');
			return;
		}

		if (quoting.kind === 'quoting') this.#checkQuotes(view, quoting);
	}

	#onTrade(trade: Of<'trade'>['trade'], instrument: Instrument | undefined): void {
		if (this.#seenTrades.has(trade.id)) this.#fail(`trade ${trade.id} is counted twice`);
		const price = trade.priceUnits / 10 ** ((instrument?.unitDecimals ?? PRICE_DECIMALS) - PRICE_DECIMALS);
		if (!this.#made(trade.id, price)) this.#fail(`trade ${trade.id} at ${price} is none of the exchange's`);
		this.#seenTrades.add(trade.id);
	}

	#onFill(fill: Of<'fill'>['fill'], view: EngineView): void {
		const {instrument} = view;
		this.#fills += 1;
		if (instrument === undefined) return;
		const lots = BigInt(fill.qtyLots);
		const value = valueOf(instrument, fill.priceUnits * 2, lots);
		const fee = (value * FEE_RATE) / FEE_SCALE;
		const sentThere = this.#momentsThere.get(fill.sentAtMs);
		if (sentThere !== undefined && fill.executedAtMs < sentThere + LATENCY_MS) {
			this.#fail(`a fill ${fill.executedAtMs - sentThere} ms after its order was sent`);
		}
		if (lots <= 0n) this.#fail(`a fill of ${lots} lots`);
		if (fill.id !== this.#fills) this.#fail(`fill ${fill.id} where ${this.#fills} was due`);
		if (fill.fee !== fee) this.#fail(`fee ${fill.fee} where ${fee} is due`);
		const before = this.#inventory;
		this.#inventory += fill.side === 'buy' ? lots : -lots;
		if (fill.liquidity === 'taker') this.#checkTaken(before);
		this.#cash += (fill.side === 'buy' ? -value : value) - fee;
		if (fill.inventoryLots !== this.#inventory) this.#fail(`inventory ${fill.inventoryLots} where the fills sum to ${this.#inventory}`);
		const most = BigInt(view.maker.parameters?.maxInventoryLots ?? 0);
		if (this.#inventory > most || -this.#inventory > most) this.#fail(`inventory ${this.#inventory} beyond ${most}`);
	}

	/** Taking closes a position and never reverses it. */
	#checkTaken(before: bigint): void {
		if (before * this.#inventory < 0n || this.#inventory * this.#inventory >= before * before) {
			this.#fail(`taking led from ${before} to ${this.#inventory}`);
		}
	}

	/** The money identity, from the fills alone. */
	#onAccount(account: Of<'account'>['account'], view: EngineView): void {
		const {instrument} = view;
		const {markHalfUnits} = account;
		if (account.inventoryLots !== this.#inventory) this.#fail(`account inventory ${account.inventoryLots}, fills ${this.#inventory}`);
		if (instrument === undefined || markHalfUnits === undefined) return;
		const equity = this.#cash + valueOf(instrument, markHalfUnits, this.#inventory);
		if (account.net !== equity) this.#fail(`net ${account.net} where cash and inventory make ${equity}`);
	}

	/** Post-only, uncrossed, on tick and step. */
	#checkQuotes(view: EngineView, {bid, ask}: {readonly bid: Quote; readonly ask: Quote}): void {
		const bestBid = view.book.bestBid()?.priceUnits ?? -Infinity;
		const bestAsk = view.book.bestAsk()?.priceUnits ?? Infinity;
		if (bid !== undefined && bid.priceUnits >= bestAsk) this.#fail(`bid quoted at ${bid.priceUnits}, best ask ${bestAsk}`);
		if (ask !== undefined && ask.priceUnits <= bestBid) this.#fail(`ask quoted at ${ask.priceUnits}, best bid ${bestBid}`);
		if (bid !== undefined && ask !== undefined && bid.priceUnits >= ask.priceUnits) this.#fail('own quotes cross');
		for (const quote of [bid, ask]) {
			if (quote !== undefined && (quote.qtyLots <= 0 || BigInt(quote.qtyLots) % BigInt(STEP_LOTS) !== 0n)) {
				this.#fail(`${quote.qtyLots} lots quoted: off the step`);
			}
			if (quote !== undefined && quote.priceUnits % (view.instrument?.tickUnits ?? 1) !== 0) {
				this.#fail(`quoted at ${quote.priceUnits}: off the tick`);
			}
		}
	}
}

type Quote = {readonly priceUnits: number; readonly qtyLots: number | bigint} | undefined;
