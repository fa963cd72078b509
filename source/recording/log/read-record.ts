/** A line of a log as the record that it was. */

import {instantOf, unixMs} from '../../domain/units.js';
import type {Command, CommandSource} from '../../engine/command.js';
import type {RestBudget} from '../../engine/feed/rest/rest-budget.js';
import type {OwnMeasures, SessionStart, WireAnswer, WireInput} from '../../session/wire.js';
import {exactReviver} from './exact-json.js';
import type {HoleReason, LogRecord, Recorded} from './record.js';

/** What our own writer writes: lines are read only where their frame's checksum is right. */
type StoredLine = {readonly n: number; readonly m: number; readonly t: number} & (
	| {readonly k: 'tick' | 'end'}
	| {readonly k: 'start'; readonly start: SessionStart; readonly by: Recorded}
	| {readonly k: 'hash'; readonly value: string}
	| {
			readonly k: 'hole';
			readonly reason: HoleReason;
			readonly first_n: number;
			readonly last_n: number;
			readonly from_t: number;
			readonly to_t: number;
	  }
	| {readonly k: 'ws'; readonly gen: number; readonly raw: string}
	| {readonly k: 'open'; readonly gen: number}
	| {readonly k: 'lost'; readonly gen: number; readonly code: number; readonly detail: string}
	| ({readonly k: 'rest'; readonly id: number; readonly sent_m: number; readonly sent_t: number} & StoredAnswer)
	| {readonly k: 'cmd'; readonly command: Command; readonly source?: CommandSource}
	| {readonly k: 'budget'; readonly budget: RestBudget; readonly kept: number}
	| {readonly k: 'trouble'; readonly text: string}
	| {readonly k: 'own'; readonly rss_bytes: number; readonly recording: OwnMeasures['recording']}
);

type StoredAnswer =
	| {readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string}
	| {readonly failed: string}
	| {readonly held_ms: number};

/** @returns undefined for a line that is none, or of a kind that this version does not know. */
export const readRecord = (text: string): LogRecord | undefined => {
	const line = storedLine(text);
	if (line === undefined) return undefined;
	const head = {n: line.n, at: instantOf(line.m / 1000, line.t / 1000)};
	switch (line.k) {
		case 'start':
			return {...head, kind: 'start', start: line.start, by: line.by};
		case 'hash':
			return {...head, kind: 'hash', value: line.value};
		case 'hole': {
			const {reason, first_n: firstN, last_n: lastN, from_t: from, to_t: to} = line;
			return {...head, kind: 'hole', reason, firstN, lastN, fromMs: unixMs(from / 1000), toMs: unixMs(to / 1000)};
		}

		case 'end':
			return {...head, kind: 'end'};
		default: {
			const input = inputOf(line);
			return input === undefined ? undefined : {...head, kind: 'input', input};
		}
	}
};

const storedLine = (text: string): StoredLine | undefined => {
	try {
		const line: StoredLine = JSON.parse(text);
		if (!Number.isSafeInteger(line.n) || typeof line.m !== 'number' || typeof line.t !== 'number') return undefined;
		// A reviver is slow, and few lines need one.
		const exact: StoredLine = line.k === 'start' || line.k === 'cmd' ? JSON.parse(text, exactReviver) : line;
		return exact;
	} catch {
		return undefined;
	}
};

const encoder = new TextEncoder();

const inputOf = (line: Exclude<StoredLine, {readonly k: 'start' | 'hash' | 'hole' | 'end'}>): WireInput | undefined => {
	switch (line.k) {
		case 'tick':
			return {kind: 'tick'};
		case 'ws':
			return {kind: 'message', generation: line.gen, data: encoder.encode(line.raw)};
		case 'open':
			return {kind: 'opened', generation: line.gen};
		case 'lost':
			return {kind: 'lost', generation: line.gen, code: line.code, detail: line.detail};
		case 'rest':
			return {kind: 'answer', requestId: line.id, sentAt: instantOf(line.sent_m / 1000, line.sent_t / 1000), answer: answerOf(line)};
		case 'cmd':
			return {kind: 'command', command: line.command, ...(line.source === undefined ? {} : {source: line.source})};
		case 'budget':
			return {kind: 'shared-budget', budget: line.budget, keptWeight: line.kept};
		case 'trouble':
			return {kind: 'trouble', text: line.text};
		case 'own':
			return {kind: 'measured', rssBytes: line.rss_bytes, recording: line.recording};
		default:
			return undefined;
	}
};

const answerOf = (line: StoredAnswer): WireAnswer => {
	if ('failed' in line) return {kind: 'failed', message: line.failed};
	if ('held_ms' in line) return {kind: 'held', waitMs: line.held_ms};
	return {kind: 'reply', status: line.status, headers: line.headers, body: line.body};
};
