/** What `mm-tui stream` says and when: an engine's outputs, the book by its rule, the stats each second. */

import type {Instrument} from '../domain/instrument.js';
import type {Instant} from '../domain/units.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {FeedStatus} from '../engine/status.js';
import type {EngineSession} from '../runtime/engine-session.js';
import type {LineSink} from './line-sink.js';
import * as ndjson from './ndjson.js';
import {everyPeriod, type Clock, type Schedule} from './periodic.js';
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
	session.onOutput((output, at) => {
		if (!stopped) takeOutput(parts, lines, output, at);
	});
	return () => {
		stopped = true;
		for (const stop of stops) stop();
	};
};

const takeOutput = (parts: LineStreamParts, lines: LineWriter, output: EngineOutput, at: Instant): void => {
	switch (output.kind) {
		case 'book':
			if (parts.settings.every === 'update') lines.book(at);
			return;
		case 'status':
			lines.status(output.status, at);
			return;
		case 'trade':
			lines.ofInstrument('trade', at, instrument => ndjson.tradeFields(instrument, output.trade));
			return;
		case 'fill':
			lines.ofInstrument('fill', at, instrument => ndjson.fillFields(instrument, output.fill));
			return;
		case 'quote':
			lines.changed('quote', at, ndjson.quoteFields(parts.session.view.instrument, output.quoting, parts.session.view.status.reason, parts.session.view.maker.risk));
			return;
		case 'account':
			lines.changed('account', at, ndjson.accountFields(parts.session.view.instrument, output.account));
			return;
		case 'fatal':
			parts.onFatal(output.message);
			return;
		case 'instrument':
		case 'journal':
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
		if (this.#wanted.has('book')) this.#write('book', at, ndjson.bookFields(session.view, settings.levels));
	}

	/** The number of buffered events alone makes no new line. */
	status(status: FeedStatus, at: Instant): void {
		const essence = JSON.stringify({...status, bufferedDiffs: 0});
		if (essence === this.#lastStatus) return;
		this.#lastStatus = essence;
		this.#write('status', at, ndjson.statusFields(status, at.wallMs));
	}

	stats(at: Instant): void {
		if (!this.#wanted.has('stats')) return;
		const {session, sink, rssBytes} = this.#parts;
		const {dropped, conflated} = sink.losses;
		const outside = {rssBytes: rssBytes(), linesDropped: dropped, linesConflated: conflated};
		this.#write('stats', at, ndjson.statsFields(session.view, at, outside));
	}

	/** What happened in a market has an instrument; without one there is nothing to say. */
	ofInstrument(type: LineType, at: Instant, fields: (instrument: Instrument) => ndjson.Fields): void {
		const {instrument} = this.#parts.session.view;
		if (instrument !== undefined && this.#wanted.has(type)) this.#write(type, at, fields(instrument));
	}

	changed(type: LineType, at: Instant, fields: ndjson.Fields): void {
		if (!this.#wanted.has(type)) return;
		const line = this.#line(type, at, fields);
		if (this.#lastFields.get(type) === line.fields) return;
		this.#lastFields.set(type, line.fields);
		this.#parts.sink.push(line);
	}

	#write(type: LineType, at: Instant, fields: ndjson.Fields): void {
		this.#parts.sink.push(this.#line(type, at, fields));
	}

	#line(type: LineType, at: Instant, fields: ndjson.Fields): ndjson.Line {
		return ndjson.createLine(type, this.#parts.session.view, at, fields);
	}
}
