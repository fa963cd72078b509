/** A recording's summary, for people and for programs. */

import type {RecordingSummary} from '../../recording/log/summary.js';
import {safeText} from '../../domain/text/safe-text.js';

export const infoJson = ({sessions, symbols, fromMs, toMs, messages, holes, bytes, program, demo}: RecordingSummary): string =>
	`${JSON.stringify({
		sessions,
		symbols: symbols.map(({symbol}) => symbol),
		venues: [...new Set(symbols.map(({venue}) => venue))],
		from_ts_ms: fromMs ?? null,
		to_ts_ms: toMs ?? null,
		messages,
		holes: holes.map((hole) => ({symbol: hole.symbol, from_ts_ms: hole.fromMs, to_ts_ms: hole.toMs, reason: hole.reason})),
		bytes,
		program,
		demo,
	})}\n`;

const NAME_WIDTH = 10;

export const infoText = (summary: RecordingSummary): string => {
	const {sessions, symbols, fromMs, toMs, messages, holes, bytes, program, demo} = summary;
	const rows = [
		['by', `${program}${demo ? ', of the built-in exchange' : ''}`],
		['symbols', symbols.map(({venue, symbol}) => `${venue}:${symbol}`).join(', ')],
		['sessions', String(sessions)],
		['from', timeText(fromMs)],
		['to', timeText(toMs)],
		['messages', String(messages)],
		['bytes', String(bytes)],
		['holes', holes.length === 0 ? 'none' : String(holes.length)],
		...holes.map((hole) => ['', `${hole.symbol} ${timeText(hole.fromMs)} to ${timeText(hole.toMs)}: ${hole.reason}`]),
	];
	return rows.map(([name = '', text = '']) => `${name.padEnd(NAME_WIDTH)}${safeText(text)}\n`).join('');
};

const timeText = (ms: number | undefined): string => (ms === undefined ? 'nothing recorded' : new Date(ms).toISOString());
