/** What the desk measures: the market for its models and its limits, own orders for the operator. */

import type {Trade} from '../../../domain/feed-event.js';
import type {PriceOrigin} from '../../../domain/instrument.js';
import {touchOf, type Touch} from '../../../domain/book/metrics.js';
import type {BookView} from '../../../domain/book/order-book.js';
import type {MonotonicMs, Side, UnixMs} from '../../../domain/units.js';
import {Attribution} from '../books/attribution.js';
import {Calibration} from '../pricing/calibration.js';
import {ExecutionStats} from './execution-stats.js';
import {FillWitness} from './fill-witness.js';
import {HoldingTime} from './holding-time.js';
import {MarketStatistics} from './market-statistics.js';
import {Markouts} from './markouts.js';
import {MicroPrice} from '../pricing/micro-price.js';
import type {ExecutionObserver, FillCircumstances} from '../types/execution-observer.js';
import type {OrderFill} from '../types/order-report.js';
import {SignalQuality} from './signal-quality.js';

export class Measurements implements ExecutionObserver {
	readonly attribution = new Attribution();
	readonly calibration = new Calibration();
	/** Without one there is nothing to count distances in. */
	#knowsTick = false;
	readonly markouts = new Markouts();
	readonly micro = new MicroPrice();
	readonly sense = new MarketStatistics();
	readonly stats = new ExecutionStats();
	readonly signal = new SignalQuality();
	readonly holding = new HoldingTime();
	readonly #witness = new FillWitness();

	/** Where prices are counted from. */
	setOrigin(instrument: PriceOrigin): void {
		this.markouts.setOrigin(instrument);
		this.sense.setOrigin(instrument);
	}

	/** What a step of the price grid is. */
	setTick(tickUnits: number): void {
		this.#knowsTick = true;
		this.calibration.setTick(tickUnits);
		this.micro.setTick(tickUnits);
	}

	/** A depth event was applied; the book stands at it. */
	onDepth(book: BookView, at: MonotonicMs): Touch | undefined {
		const touch = touchOf(book);
		this.micro.observe(touch);
		if (touch !== undefined) this.signal.observe(touch, at);
		return touch;
	}

	onTouch(atMs: UnixMs, mid: number | undefined, own: Readonly<Record<Side, boolean>>): void {
		if (this.#knowsTick) this.calibration.onMid(atMs, mid === undefined ? undefined : mid / 2);
		this.markouts.onMid(atMs, mid);
		this.attribution.onMid(atMs, mid);
		this.stats.onTouch(atMs, mid !== undefined, own);
	}

	onTrade(trade: Trade): void {
		if (this.#knowsTick) this.calibration.onTrade(trade);
	}

	/** What was taken to get flat says nothing about the quotes. */
	onFill(fill: OrderFill, circumstances: FillCircumstances): void {
		this.#witness.note(fill, circumstances);
		this.holding.onFill(fill);
		this.attribution.onFill(fill, circumstances);
		if (fill.liquidity === 'maker') this.markouts.onFill(fill, circumstances);
	}

	/** How a reported fill came about. One that nobody has seen happen is measured from the mid of now. */
	circumstancesOf(fill: OrderFill, midHalfUnits: number | undefined): FillCircumstances {
		const seen = this.#witness.take(fill);
		if (seen !== undefined) return seen;
		const circumstances: FillCircumstances = {cause: fill.liquidity === 'taker' ? 'taken' : 'print', midHalfUnits};
		this.onFill(fill, circumstances);
		return this.#witness.take(fill) ?? circumstances;
	}

	/** The feed has a hole: nothing is measured across it. */
	interrupt(): void {
		this.attribution.interrupt();
		this.calibration.interrupt();
		this.markouts.interrupt();
		this.micro.interrupt();
		this.sense.interrupt();
		this.signal.interrupt();
	}
}
