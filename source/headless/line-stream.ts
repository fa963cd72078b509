/** What `mm-tui stream` says and when: an engine's outputs, the book by its rule, the stats each second. */

import type {Instrument} from '../domain/instrument.js';
import type {Instant} from '../domain/units.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import type {Account} from '../engine/maker/types/fill.js';
import type {FeedStatus} from '../engine/feed/types/status.js';
import type {EngineSession} from '../session/session.js';
import type {Fields} from './fields.js';
import type {LineSink} from './line-sink.js';
import {accountFields, fillFields, quoteFields, riskFields} from './maker-fields.js';
import {bookFields, depthFields, eventFields, statusFields, tradeFields} from './market-fields.js';
import {createLine, type Line} from './ndjson.js';
import {everyPeriod, type Clock, type Schedule} from './periodic.js';
import {statsFields} from './stats-fields.js';
import type {LineType, StreamSettings} from './stream-settings.js';

const STATS_PERIOD_MS = 1000;

export type LineStreamParts = {
	readonly session: EngineSession;
	readonly settings: StreamSettings;
	readonly sink: Pick<LineSink, 'push' | 'losses'>;
	readonly clock: Clock;
	readonly schedule: Schedule;
	readonly rssBytes: () => number;
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
	const {session, settings, clock, schedule} = parts;
	const lines = new LineWriter(parts);
	let stopped = false;
	const everyMs = (periodMs: number, run: () => void) => everyPeriod(periodMs, clock, schedule, run);
	const stops = [everyMs(STATS_PERIOD_MS, () => lines.stats(clock()))];
	if (settings.every !== 'update') {
		stops.push(
			everyMs(settings.every, () => {
				session.refresh();
				lines.book(clock());
			}),
		);
	}

	lines.status(session.view.status, clock());
	const watchKill = killWatch(parts);
	session.onOutput((output, at) => {
		if (stopped) return;
		takeOutput(parts, lines, output, at);
		watchKill(output);
	});
	return () => {
		stopped = true;
		for (const stop of stops) stop();
	};
};

/** What a kill closes is closed first. */
const killWatch = ({session, onKilled}: LineStreamParts): ((output: EngineOutput) => void) => {
	let killed: string | undefined;
	return (output) => {
		killed ??= killOf(output);
		if (killed !== undefined && !session.view.maker.flattening) onKilled(killed);
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
			lines.ofInstrument('depth', at, (instrument) => depthFields(instrument, output));
			return;
		case 'status':
			lines.status(output.status, at);
			return;
		case 'trade':
			lines.ofInstrument('trade', at, (instrument) => tradeFields(instrument, output.trade));
			return;
		case 'fill':
			lines.ofInstrument('fill', at, (instrument) => fillFields(instrument, output.fill));
			return;
		case 'quote':
			lines.changed(
				'quote',
				at,
				quoteFields(parts.session.view.instrument, output.quoting, parts.session.view.status.reason, parts.session.view.maker.risk),
			);
			return;
		case 'account':
			lines.account(output.account, at);
			return;
		case 'risk':
			lines.fields('risk', at, riskFields(output.transition));
			return;
		case 'fatal':
			parts.onFatal(output.message);
			return;
		case 'journal':
			lines.ofEvent(output.entry, at);
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
	/** Of the types that are said only when they change. */
	readonly #lastFields = new Map<LineType, string>();
	#lastStatus = '';

	constructor(parts: LineStreamParts) {
		this.#parts = parts;
		this.#wanted = new Set<LineType>([...parts.settings.only, 'status']);
	}

	book(at: Instant): void {
		const {session, settings} = this.#parts;
		if (this.#wanted.has('book')) this.#write('book', at, bookFields(session.view, settings.levels));
	}

	/** The number of buffered events alone makes no new line. */
	status(status: FeedStatus, at: Instant): void {
		const essence = JSON.stringify({...status, bufferedDiffs: 0});
		if (essence === this.#lastStatus) return;
		this.#lastStatus = essence;
		this.#write('status', at, statusFields(status, at.wallMs));
	}

	stats(at: Instant): void {
		if (!this.#wanted.has('stats')) return;
		const {session, sink, rssBytes} = this.#parts;
		const {dropped, conflated} = sink.losses;
		const outside = {rssBytes: rssBytes(), linesDropped: dropped, linesConflated: conflated};
		this.#write('stats', at, statsFields(session.view, at, outside));
	}

	/** What happened in a market has an instrument; without one there is nothing to say. */
	ofInstrument(type: LineType, at: Instant, fields: (instrument: Instrument) => Fields): void {
		const {instrument} = this.#parts.session.view;
		if (instrument !== undefined && this.#wanted.has(type)) this.#write(type, at, fields(instrument));
	}

	fields(type: LineType, at: Instant, fields: Fields): void {
		if (this.#wanted.has(type)) this.#write(type, at, fields);
	}

	account(account: Account, at: Instant): void {
		const {instrument, counters} = this.#parts.session.view;
		this.changed('account', at, accountFields(instrument, account, counters.tradesIncompleteSinceMs));
	}

	ofEvent(entry: JournalEntry, at: Instant): void {
		if (this.#wanted.has('event')) this.#write('event', at, eventFields(entry));
	}

	changed(type: LineType, at: Instant, fields: Fields): void {
		if (!this.#wanted.has(type)) return;
		const line = this.#line(type, at, fields);
		if (this.#lastFields.get(type) === line.fields) return;
		this.#lastFields.set(type, line.fields);
		this.#parts.sink.push(line);
	}

	#write(type: LineType, at: Instant, fields: Fields): void {
		this.#parts.sink.push(this.#line(type, at, fields));
	}

	#line(type: LineType, at: Instant, fields: Fields): Line {
		return createLine(type, this.#parts.session.view, at, fields);
	}
}
