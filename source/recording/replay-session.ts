/**
 * A recorded session lived again: its inputs step a fresh session, at the moments at which they came. Opens nothing and
 * asks nobody; what the session wanted done was done when it was recorded.
 */

import type {Instant} from '../domain/units.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {EngineView} from '../engine/engine-view.js';
import {MarketSession} from '../session/market-session.js';
import type {EngineSession} from '../session/session.js';
import type {OwnMeasures, SessionStart, WireInput} from '../session/wire.js';
import type {Venue} from '../venue/venue.js';

export class ReplaySession implements EngineSession {
	readonly startedAt: Instant;
	readonly #session: MarketSession;
	readonly #outputListeners: ((output: EngineOutput, at: Instant) => void)[] = [];
	readonly #stepListeners: ((at: Instant) => void)[] = [];

	/** @param parseDate as the session had it. */
	constructor(start: SessionStart, venue: Venue, parseDate: (text: string) => number) {
		this.startedAt = start.at;
		const sink = {
			output: (output: EngineOutput, at: Instant) => {
				for (const listener of this.#outputListeners) listener(output, at);
			},
			effect: () => {},
		};
		this.#session = new MarketSession(start, {venue, sink, parseDate});
	}

	get view(): EngineView {
		return this.#session.view;
	}

	get measures(): OwnMeasures {
		return this.#session.measures;
	}

	onOutput(listener: (output: EngineOutput, at: Instant) => void): void {
		this.#outputListeners.push(listener);
	}

	onStep(listener: (at: Instant) => void): void {
		this.#stepListeners.push(listener);
	}

	step(input: WireInput, at: Instant): void {
		this.#session.step(input, at);
		for (const listener of this.#stepListeners) listener(at);
	}

	/** Time passes with the recorded inputs alone. */
	refresh(): void {}

	/** What was commanded is in the recording. */
	send(): void {}

	async close(): Promise<void> {}
}
