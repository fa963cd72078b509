/** What `mm-tui stream` says and when: an engine's outputs, the book by its rule, the stats each second. */

import type {Instant} from '../domain/units.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {Account} from '../engine/maker/types/fill.js';
import type {Quoting} from '../engine/maker/types/quotes.js';
import type {FeedStatus} from '../engine/feed/types/status.js';
import type {EngineSession} from '../session/session.js';
import type {ColumnWriter} from './columns.js';
import type {LineSink} from './line-sink.js';
import {LineText} from './line-text.js';
import {writeAccount, writeFill, writeQuote, writeRisk} from './maker-fields.js';
import {writeBook, writeDepth, writeEvent, writeStatus, writeTrade} from './market-fields.js';
import {LineHead} from './ndjson.js';
import {everyPeriod, Periods, type Timers} from './periodic.js';
import {writeStats} from './stats-fields.js';
import type {LineType, StreamSettings} from './stream-settings.js';

const STATS_PERIOD_MS = 1000;

export type LineStreamParts = {
	readonly session: EngineSession;
	readonly settings: StreamSettings;
	readonly sink: Pick<LineSink, 'push' | 'losses'>;
	/** Tell the session the time when a line is due. Without them time passes with the session's inputs alone. */
	readonly timers?: Timers;
	readonly onFatal: (message: string) => void;
	/** The risk layer has ended it, and what it closes is closed. Lines of the same step still come. */
	readonly onKilled: (why: string) => void;
};

/**
 * Starts with a status line, so that a reader knows the state before anything happens.
 *
 * @returns what stops it; the session stays open.
 */
export const startLineStream = (parts: LineStreamParts): (() => void) => {
	const {session} = parts;
	const lines = new LineWriter(parts);
	let stopped = false;
	const stopTimers = tellTime(parts);
	lines.status(session.view.status, session.startedAt);
	const watchKill = killWatch(parts);
	session.onOutput((output, at) => {
		if (stopped) return;
		takeOutput(parts, lines, output, at);
		watchKill(output);
	});
	const tellDue = dueLines(parts, lines);
	session.onStep((at) => {
		if (!stopped) tellDue(at);
	});
	return () => {
		stopped = true;
		stopTimers();
	};
};

const periodsOf = ({settings}: LineStreamParts): readonly number[] =>
	settings.every === 'update' ? [STATS_PERIOD_MS] : [STATS_PERIOD_MS, settings.every];

/** So that what is due comes at its time, and what it says is true then. */
const tellTime = (parts: LineStreamParts): (() => void) => {
	const {session, timers} = parts;
	if (timers === undefined) return () => {};
	const stops = periodsOf(parts).map((periodMs) => everyPeriod(periodMs, session.startedAt.monoMs, timers, () => session.refresh()));
	return () => {
		for (const stop of stops) stop();
	};
};

/** Lines by the clock come with the first input that is late enough: a session that is lived again says the same. */
const dueLines = ({session, settings}: LineStreamParts, lines: LineWriter): ((at: Instant) => void) => {
	const startMs = session.startedAt.monoMs;
	const stats = new Periods(STATS_PERIOD_MS, startMs);
	const books = settings.every === 'update' ? undefined : new Periods(settings.every, startMs);
	return (at) => {
		for (let ended = stats.ended(at.monoMs); ended > 0; ended -= 1) lines.stats(at);
		for (let ended = books?.ended(at.monoMs) ?? 0; ended > 0; ended -= 1) lines.book(at);
	};
};

/** What a kill closes is closed first. */
const killWatch = ({session, onKilled}: LineStreamParts): ((output: EngineOutput) => void) => {
	let killed: string | undefined;
	let isTold = false;
	// At the end of a step: the kill is said before the orders that close are on their way.
	session.onStep(() => {
		if (killed === undefined || isTold || session.view.maker.flattening) return;
		isTold = true;
		onKilled(killed);
	});
	return (output) => {
		killed ??= killOf(output);
	};
};

const killOf = (output: EngineOutput): string | undefined => {
	if (output.kind !== 'risk' || output.transition.to !== 'killed') return undefined;
	const {reason, detail} = output.transition;
	return `stopped by the risk layer: ${reason ?? 'killed'}: ${detail}`;
};

const takeOutput = (parts: LineStreamParts, lines: LineWriter, output: EngineOutput, at: Instant): void => {
	switch (output.kind) {
		case 'book':
			if (parts.settings.every === 'update') lines.book(at);
			lines.ofMarket('depth', at, writeDepth, output);
			return;
		case 'status':
			lines.status(output.status, at);
			return;
		case 'trade':
			lines.ofMarket('trade', at, writeTrade, output.trade);
			return;
		case 'fill':
			lines.ofMarket('fill', at, writeFill, output.fill);
			return;
		case 'quote':
			lines.quote(output.quoting, at);
			return;
		case 'account':
			lines.account(output.account, at);
			return;
		case 'risk':
			lines.of('risk', at, writeRisk, output.transition);
			return;
		case 'fatal':
			parts.onFatal(output.message);
			return;
		case 'journal':
			lines.of('event', at, writeEvent, output.entry);
			return;
		case 'answer':
		case 'instrument':
		case 'loss':
	}
};

/** Builds the lines that are wanted. */
class LineWriter {
	readonly #parts: LineStreamParts;
	readonly #wanted: ReadonlySet<LineType>;
	readonly #head = new LineHead();
	readonly #text = new LineText();
	/** Of the types that are said only when they change. */
	readonly #lastFields = new Map<LineType, string>();
	#lastStatus = '';

	constructor(parts: LineStreamParts) {
		this.#parts = parts;
		this.#wanted = new Set<LineType>([...parts.settings.only, 'status']);
	}

	book(at: Instant): void {
		if (!this.#wanted.has('book')) return;
		const {session, settings} = this.#parts;
		writeBook(this.#text, session.view, settings.levels);
		this.#push('book', at, this.#text.take());
	}

	/** The number of buffered events alone makes no new line. */
	status(status: FeedStatus, at: Instant): void {
		const essence = JSON.stringify({...status, bufferedDiffs: 0});
		if (essence === this.#lastStatus) return;
		this.#lastStatus = essence;
		writeStatus(this.#text, status, at.wallMs);
		this.#push('status', at, this.#text.take());
	}

	stats(at: Instant): void {
		if (!this.#wanted.has('stats')) return;
		const {session, sink} = this.#parts;
		const {dropped, conflated} = sink.losses;
		writeStats(this.#text, session.view, at, {...session.measures, linesDropped: dropped, linesConflated: conflated});
		this.#push('stats', at, this.#text.take());
	}

	quote(quoting: Quoting, at: Instant): void {
		if (!this.#wanted.has('quote')) return;
		const {instrument, status, risk} = this.#parts.session.view;
		writeQuote(this.#text, {quoting, feedReason: status.reason, risk}, instrument);
		this.#pushChanged('quote', at, this.#text.take());
	}

	account(account: Account, at: Instant): void {
		if (!this.#wanted.has('account')) return;
		const {instrument, counters} = this.#parts.session.view;
		writeAccount(this.#text, {account, incompleteSinceMs: counters.tradesIncompleteSinceMs}, instrument);
		this.#pushChanged('account', at, this.#text.take());
	}

	/** What happened in a market has an instrument; without one there is nothing to say. */
	ofMarket<Of>(type: LineType, at: Instant, write: ColumnWriter<Of>, of: Of): void {
		if (this.#parts.session.view.instrument !== undefined) this.of(type, at, write, of);
	}

	of<Of>(type: LineType, at: Instant, write: ColumnWriter<Of>, of: Of): void {
		if (!this.#wanted.has(type)) return;
		write(this.#text, of, this.#parts.session.view.instrument);
		this.#push(type, at, this.#text.take());
	}

	#pushChanged(type: LineType, at: Instant, fields: string): void {
		if (this.#lastFields.get(type) === fields) return;
		this.#lastFields.set(type, fields);
		this.#push(type, at, fields);
	}

	#push(type: LineType, at: Instant, fields: string): void {
		const {session, sink} = this.#parts;
		sink.push({type, tail: `${this.#head.text(session.view, at)},${fields}`});
	}
}
