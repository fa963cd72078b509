/** Getting flat, carried out: what the flattener decides is sent, and what comes of it is said. */

import type {Instrument} from '../../domain/instrument.js';
import type {Touch} from '../../domain/book/metrics.js';
import type {BookView} from '../../domain/book/order-book.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import {tellFlatten} from './maker-journal.js';
import type {EmitMaker} from './types/maker-output.js';
import {Flattener} from './risk/flattener.js';
import type {OrderRouter} from './orders/order-router.js';
import type {RiskLimits} from './settings/risk-limits.js';

export type FlattenMarket = {
	readonly instrument: Instrument;
	readonly inventoryLots: bigint;
	readonly book: BookView;
	readonly touch: Touch;
	readonly limits: RiskLimits;
	/** Slow mean of the mid, twice it. */
	readonly referenceHalfUnits: number | undefined;
	readonly ordersOpen: boolean;
	readonly ordersUnknown: boolean;
	readonly takerBaseRebate: bigint;
	readonly at: Instant;
	/** On the exchange's clock. */
	readonly now: UnixMs;
};

export class FlattenOrders {
	readonly #flattener = new Flattener();
	readonly #router: OrderRouter;
	readonly #emit: EmitMaker;

	constructor(router: OrderRouter, emit: EmitMaker) {
		this.#router = router;
		this.#emit = emit;
	}

	get isActive(): boolean {
		return this.#flattener.isActive;
	}

	/** @param obstacle why it cannot begin, in words: then only that is said. */
	begin(obstacle: string | undefined, at: Instant): void {
		if (obstacle === undefined) this.#flattener.start(at.monoMs);
		else this.#say(obstacle, true, at);
	}

	stop(): void {
		this.#flattener.stop();
	}

	/** The book cannot be walked any more, or no order can be made. */
	lose(at: Instant, why = 'the book is not trusted any more'): void {
		if (!this.isActive) return;
		this.stop();
		this.#say(`flatten stopped: ${why}`, true, at);
	}

	/** The book stands at a new event: what there is to do is done. */
	run(market: FlattenMarket): void {
		if (!this.isActive) return;
		const {at, now} = market;
		const step = this.#flattener.step({...market, mayOrder: this.#router.mayOrder(at), now: at.monoMs});
		if (step.kind === 'send') this.#router.take(step.order, at, now);
		else if (step.kind === 'over') this.#say(step.text, step.left, at);
	}

	#say(text: string, warn: boolean, at: Instant): void {
		this.#emit({kind: 'journal', entry: tellFlatten(text, warn, at.wallMs)});
	}
}
