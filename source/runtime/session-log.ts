/** A session in the log: what ran, with which numbers, everything that happened, and what came of it. */

import type {JournalEntry} from '../domain/journal-entry.js';
import {isRepeatedRefusal} from '../domain/repeated-refusal.js';
import {plainText} from '../domain/text/plain-text.js';
import {resultText} from '../domain/text/result-text.js';
import type {UnixMs} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {LogPort} from './node/ports.js';

export class SessionLog {
	readonly #log: Pick<LogPort, 'write'>;
	readonly #startedAt: UnixMs;
	readonly #about: string;
	#parametersTold = false;
	/** The newest entry, written or not: a refusal that only repeats it is left out. */
	#lastEntry: JournalEntry | undefined;

	/** @param about the program with its version, and what it was told to do. */
	constructor(log: Pick<LogPort, 'write'>, about: string, at: UnixMs) {
		this.#log = log;
		this.#about = about;
		this.#startedAt = at;
		log.write(at, `BEGIN ${about}`);
	}

	/** @param view as it is right after the output. */
	take(output: EngineOutput, view: EngineView, at: UnixMs): void {
		if (output.kind === 'journal') this.#writeEntry(output.entry, view.symbol);
		if (output.kind === 'quote') this.#tellParameters(view, at);
	}

	/** Writes the parameters as they were left, and the result. @returns the result; undefined where no market maker ever had a price. */
	end(view: EngineView, at: UnixMs): string | undefined {
		const {symbol, instrument, maker} = view;
		const name = symbol.toUpperCase();
		if (this.#parametersTold) this.#writeParameters(view, at);
		const result =
			instrument === undefined || !this.#parametersTold
				? undefined
				: resultText({...maker.account, instrument, fillModel: maker.fillModel, elapsedMs: at - this.#startedAt});
		this.#log.write(at, `END ${this.#about.split(',', 1)[0] ?? ''}, ${result ?? `${name} without a market maker's result`}`);
		return result;
	}

	#writeEntry(entry: JournalEntry, symbol: string): void {
		const isRepeated = isRepeatedRefusal(this.#lastEntry, entry);
		this.#lastEntry = entry;
		if (isRepeated) return;
		const {atMs, kind, level, text} = entry;
		const mark = level === 'warning' ? ' !' : '';
		this.#log.write(atMs, `${symbol.toUpperCase()} ${kind.toUpperCase()}${mark} ${text}`);
	}

	/** Once, as soon as a first price has given them. */
	#tellParameters(view: EngineView, at: UnixMs): void {
		if (this.#parametersTold || view.maker.parameters === undefined) return;
		this.#parametersTold = true;
		this.#writeParameters(view, at);
	}

	#writeParameters({symbol, instrument, maker}: EngineView, at: UnixMs): void {
		this.#log.write(at, `${symbol.toUpperCase()} PARAMETERS ${plainText({...maker.parameters, ...maker.risk?.limits}, instrument)}`);
	}
}
