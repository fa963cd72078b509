/** A market maker that is stepped by hand, and hands back what it says. */

import type {ClockOffset} from '../../source/domain/clock-offset.js';
import type {Trade} from '../../source/domain/feed-event.js';
import type {Instrument} from '../../source/domain/instrument.js';
import type {BookView} from '../../source/domain/book/order-book.js';
import type {Random} from '../../source/domain/prng.js';
import type {Instant, UnixMs} from '../../source/domain/units.js';
import {MakerDesk} from '../../source/engine/maker/maker-desk.js';
import type {MakerView} from '../../source/engine/maker/maker-view.js';
import type {OperatorDesk} from '../../source/engine/maker/operator-desk.js';
import type {MakeExecution} from '../../source/engine/maker/orders/execution.js';
import {paperExecution} from '../../source/engine/maker/paper/paper-execution.js';
import type {MakerSettings} from '../../source/engine/maker/settings/maker-settings.js';
import type {MakerOutput} from '../../source/engine/maker/types/maker-output.js';
import type {Obstacle} from '../../source/engine/maker/types/quotes.js';

type Said = readonly MakerOutput[];

export class HeardDesk {
	readonly desk: MakerDesk;
	readonly #said: MakerOutput[] = [];

	constructor(settings: MakerSettings | undefined, at: Instant, makeExecution: MakeExecution) {
		this.desk = new MakerDesk({settings, at, makeExecution, emit: (output) => void this.#said.push(output)});
	}

	get view(): MakerView {
		return this.desk.view;
	}

	get isQuoting(): boolean {
		return this.desk.isQuoting;
	}

	get operator(): OperatorDesk {
		return this.desk.operator;
	}

	onClock(offset: ClockOffset | undefined): void {
		this.desk.onClock(offset);
	}

	onDepth(book: BookView, eventAtMs: UnixMs | undefined, at: Instant): void {
		this.desk.onDepth(book, eventAtMs, at);
	}

	setInstrument(instrument: Instrument): Said {
		return this.#hear(() => this.desk.setInstrument(instrument));
	}

	setRules(instrument: Instrument): Said {
		return this.#hear(() => this.desk.setRules(instrument));
	}

	onTime(at: Instant): Said {
		return this.#hear(() => this.desk.onTime(at));
	}

	/** A trade, and a step of time after it. */
	onTrade(trade: Trade, at: Instant): Said {
		return this.#hear(() => {
			this.desk.onTrade(trade, at);
			this.desk.onTime(at);
		});
	}

	/** A step of time, and a look at the book. */
	onBook(book: BookView, obstacle: Obstacle | undefined, at: Instant): Said {
		return this.#hear(() => {
			this.desk.onTime(at);
			this.desk.onBook(book, obstacle);
		});
	}

	pullByOperator(at: Instant): Said {
		return this.#hear(() => this.operator.pull(at));
	}

	killByOperator(at: Instant): Said {
		return this.#hear(() => this.operator.kill(at));
	}

	flattenByOperator(at: Instant): Said {
		return this.#hear(() => void this.operator.flatten(at));
	}

	rearm(at: Instant): Said {
		return this.#hear(() => this.operator.rearm(at));
	}

	#hear(act: () => void): Said {
		act();
		return this.#said.splice(0);
	}
}

/** Its orders are executed on paper. @param random of the messages' jitter. */
export const paperDesk = (settings: MakerSettings | undefined, at: Instant, random: Random = () => 0): HeardDesk =>
	new HeardDesk(settings, at, paperExecution(settings, random));
