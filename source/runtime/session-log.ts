/** The first and the last lines of a session in the log: what ran, with which numbers, and what came of it. */

import {plainText} from '../domain/text/plain-text.js';
import {resultText} from '../domain/text/result-text.js';
import type {UnixMs} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {LogPort} from './node/ports.js';

export class SessionDiary {
	readonly #log: LogPort;
	readonly #startedAt: UnixMs;
	readonly #about: string;
	#told = false;

	/** @param about the program with its version, and what it was told to do. */
	constructor(log: LogPort, about: string, at: UnixMs) {
		this.#log = log;
		this.#about = about;
		this.#startedAt = at;
		log.write(at, `BEGIN ${about}`);
	}

	/** As soon as a first price has given them. */
	tellParameters(view: EngineView, at: UnixMs): void {
		if (this.#told || view.maker.parameters === undefined) return;
		this.#told = true;
		this.#writeParameters(view, at);
	}

	/** The parameters as they were left, and the result. @returns the latter, for whoever is left; undefined where no market maker ever had a price. */
	end(view: EngineView, at: UnixMs): string | undefined {
		const {symbol, instrument, maker} = view;
		const name = symbol.toUpperCase();
		if (this.#told) this.#writeParameters(view, at);
		const result =
			instrument === undefined || !this.#told
				? undefined
				: resultText({...maker.account, instrument, fillModel: maker.fillModel, elapsedMs: at - this.#startedAt});
		this.#log.write(at, `END ${this.#about.split(',', 1)[0] ?? ''}, ${result ?? `${name} without a market maker's result`}`);
		return result;
	}

	#writeParameters({symbol, instrument, maker}: EngineView, at: UnixMs): void {
		this.#log.write(at, `${symbol.toUpperCase()} PARAMETERS ${plainText({...maker.parameters, ...maker.risk?.limits}, instrument)}`);
	}
}
