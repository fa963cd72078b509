/** Getting flat, carried out: what the flattener decides is sent, and what comes of it is said. */

import type {Instrument} from '../../domain/instrument.js';
import type {Touch} from '../../domain/book/metrics.js';
import type {BookView} from '../../domain/book/order-book.js';
import type {Instant, UnixMs} from '../../domain/units.js';
import {tellFlatten} from './maker-journal.js';
import type {MakerOutput} from './types/maker-output.js';
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

	constructor(router: OrderRouter) {
		this.#router = router;
	}

	get isActive(): boolean {
		return this.#flattener.isActive;
	}

	/** @param obstacle why it cannot begin, in words. */
	begin(obstacle: string | undefined, at: Instant): readonly MakerOutput[] {
		if (obstacle === undefined) this.#flattener.start(at.monoMs);
		return obstacle === undefined ? [] : [said(obstacle, true, at)];
	}

	stop(): void {
		this.#flattener.stop();
	}

	/** The book cannot be walked any more, or no order can be made. */
	lose(at: Instant, why = 'the book is not trusted any more'): readonly MakerOutput[] {
		if (!this.isActive) return [];
		this.stop();
		return [said(`flatten stopped: ${why}`, true, at)];
	}

	/** The book stands at a new event: what there is to do is done. */
	run(market: FlattenMarket): readonly MakerOutput[] {
		if (!this.isActive) return [];
		const {at, now} = market;
		const step = this.#flattener.step({...market, mayOrder: this.#router.mayOrder(at), now: at.monoMs});
		if (step.kind === 'send') this.#router.take(step.order, at, now);
		return step.kind === 'over' ? [said(step.text, step.left, at)] : [];
	}
}

const said = (text: string, warn: boolean, at: Instant): MakerOutput => ({kind: 'journal', entry: tellFlatten(text, warn, at.wallMs)});
