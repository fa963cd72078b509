/** A record of the log as its line: a head that every line has, and a tail by its kind. */

import type {Instant} from '../../domain/units.js';
import type {SessionStart, WireAnswer, WireInput} from '../../session/wire.js';
import {exactText} from './exact-json.js';
import type {Hole, LogRecord, Recorded} from './record.js';

/** Of a clock that counts whole microseconds. */
export const microsOf = (ms: number): number => Math.round(ms * 1000);

/** With its newline. */
export const recordText = (record: LogRecord): string =>
	headText(record.n, microsOf(record.at.monoMs), microsOf(record.at.wallMs)) + tailOf(record);

export const headText = (n: number, monoMicros: number, wallMicros: number): string => `{"n":${n},"m":${monoMicros},"t":${wallMicros},"k":`;

const tailOf = (record: LogRecord): string => {
	switch (record.kind) {
		case 'start':
			return startTail(record.start, record.by);
		case 'input':
			return inputTail(record.input);
		case 'hash':
			return hashTail(record.value);
		case 'hole':
			return holeTail(record);
		case 'end':
			return END_TAIL;
	}
};

export const END_TAIL = '"end"}\n';
const TICK_TAIL = '"tick"}\n';

export const startTail = (start: SessionStart, by: Recorded): string => `"start","by":${exactText(by)},"start":${exactText(start)}}\n`;

export const hashTail = (value: string): string => `"hash","value":${JSON.stringify(value)}}\n`;

export const holeTail = ({reason, firstN, lastN, fromMs, toMs}: Hole): string =>
	`"hole","reason":"${reason}","first_n":${firstN},"last_n":${lastN},"from_t":${microsOf(fromMs)},"to_t":${microsOf(toMs)}}\n`;

export const inputTail = (input: WireInput): string => {
	switch (input.kind) {
		case 'tick':
			return TICK_TAIL;
		case 'message':
			return messageTail(input.generation, input.data);
		case 'opened':
			return `"open","gen":${input.generation}}\n`;
		case 'lost':
			return `"lost","gen":${input.generation},"code":${input.code},"detail":${JSON.stringify(input.detail)}}\n`;
		case 'answer':
			return answerTail(input.requestId, input.sentAt, input.answer);
		case 'command':
			return commandTail(input);
		case 'shared-budget':
			return `"budget","budget":${exactText(input.budget)},"kept":${input.keptWeight}}\n`;
		case 'trouble':
			return `"trouble","text":${JSON.stringify(input.text)}}\n`;
		case 'measured':
			return `"own","rss_bytes":${input.rssBytes},"recording":"${input.recording}"}\n`;
	}
};

/** A mark of the byte order at a message's beginning is a part of it. */
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** Most lines are such. */
export const messageTail = (generation: number, data: Uint8Array): string =>
	`"ws","gen":${generation},"raw":${JSON.stringify(decoder.decode(data))}}\n`;

const commandTail = ({command, source}: Extract<WireInput, {kind: 'command'}>): string =>
	`"cmd","command":${exactText(command)}${source === undefined ? '' : `,"source":${exactText(source)}`}}\n`;

const answerTail = (requestId: number, sentAt: Instant, answer: WireAnswer): string =>
	`"rest","id":${requestId},"sent_m":${microsOf(sentAt.monoMs)},"sent_t":${microsOf(sentAt.wallMs)},${JSON.stringify(answerOf(answer)).slice(1)}\n`;

const answerOf = (answer: WireAnswer): object => {
	switch (answer.kind) {
		case 'reply':
			return {status: answer.status, headers: keptHeaders(answer.headers), body: answer.body};
		case 'failed':
			return {failed: answer.message};
		case 'held':
			return {held_ms: answer.waitMs};
	}
};

/** A cookie is nobody's business, and nothing reads it. */
const keptHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.has(name)));

const SECRET_HEADERS: ReadonlySet<string> = new Set([
	'set-cookie',
	'set-cookie2',
	'authorization',
	'proxy-authenticate',
	'www-authenticate',
]);
