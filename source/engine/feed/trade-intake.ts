/** Trades as they come: each once, those that are missing counted, and what is odd about them told. */

import type {Trade} from '../../domain/feed-event.js';
import type {Instant, MonotonicMs, UnixMs} from '../../domain/units.js';
import type {NoticeTopic} from './notice-limiter.js';
import type {TradeLoss} from './types/trade-loss.js';
import {TradeGate, type SettledHole} from './link/trade-gate.js';

export type TradeIntakeParts = {
	/** The venue numbers the trades of a symbol without holes. */
	readonly denseIds: boolean;
	/** Each trade once. */
	readonly onTrade: (trade: Trade, at: Instant) => void;
	readonly onLoss: (loss: TradeLoss) => void;
	readonly onNotice: (topic: NoticeTopic, text: string, now: MonotonicMs) => void;
};

export class TradeIntake {
	readonly #parts: TradeIntakeParts;
	readonly #gate: TradeGate;
	readonly #counts = {trades: 0, tradesLost: 0, tradesConflicting: 0};
	#incompleteSinceMs: UnixMs | undefined;
	#restarted = false;

	constructor(parts: TradeIntakeParts) {
		this.#parts = parts;
		this.#gate = new TradeGate(parts.denseIds);
	}

	get counts() {
		return {...this.#counts, tradesIncompleteSinceMs: this.#incompleteSinceMs};
	}

	take(trade: Trade, at: Instant): void {
		const now = at.monoMs;
		const admission = this.#gate.admit(trade, now);
		switch (admission.kind) {
			case 'again':
				return;
			case 'conflict':
				this.#counts.tradesConflicting += 1;
				this.#parts.onNotice('conflict', `a second trade with id ${trade.id} says something else: not counted`, now);
				return;
			case 'restart':
				this.#onRestart(trade, admission.previousId, now);
				break;
			case 'new':
		}

		this.#counts.trades += 1;
		this.#parts.onTrade(trade, at);
	}

	onTime(now: MonotonicMs): void {
		for (const settled of this.#gate.settle(now)) this.#onHole(settled, now);
	}

	/** Ids have started again: how many trades are missing in between cannot be known. */
	#onRestart(trade: Trade, previousId: number, now: MonotonicMs): void {
		this.#restarted = true;
		this.#incompleteSinceMs ??= trade.tradeAtMs;
		this.#parts.onNotice(
			'restart',
			`trade ids have begun anew at ${trade.id} after ${previousId}: whether trades were lost between them is not known`,
			now,
		);
	}

	#onHole({hole, told}: SettledHole, now: MonotonicMs): void {
		const {fromId, toId, missing, afterMs, beforeMs} = hole;
		this.#counts.tradesLost += missing - told;
		this.#incompleteSinceMs ??= afterMs;
		if (this.#counts.tradesLost === 0 && !this.#restarted) this.#incompleteSinceMs = undefined;
		this.#parts.onLoss({fromId, toId, missing, afterMs, beforeMs});
		this.#parts.onNotice('lost', tellHole(idsText(fromId, toId), missing, told), now);
	}
}

const idsText = (fromId: number, toId: number): string => (fromId === toId ? `id ${fromId}` : `ids ${fromId} to ${toId}`);

const tradesText = (count: number): string => `${count} trade${count === 1 ? '' : 's'}`;

const tellHole = (ids: string, missing: number, told: number): string =>
	told === 0
		? `${tradesText(missing)} lost on the way (${ids}): volume, prints/s and paper fills are incomplete from there`
		: `${tradesText(told - missing)} told as lost (${ids}) came late: ${missing} still missing`;
