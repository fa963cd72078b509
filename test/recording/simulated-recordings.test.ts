/** Simulated sessions under every fault, through the recorder's queue, its thread and a drive, and back: they say the same. */

import {describe, expect, test} from 'vitest';
import {codeOf} from '../../source/domain/error-code.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {LineQueue} from '../../source/recording/line-queue.js';
import {openRecording, recordsOf, type RecordingDrive} from '../../source/recording/log/recording-reader.js';
import {RecordingWriter} from '../../source/recording/log/recording-writer.js';
import {nodeZstd} from '../../source/recording/node-disk.js';
import {RecordedSession} from '../../source/recording/recorded-session.js';
import type {RecorderMessage} from '../../source/recording/recorder-messages.js';
import {RecorderThread} from '../../source/recording/recorder-thread.js';
import {ReplaySession} from '../../source/recording/replay-session.js';
import {verified} from '../../source/recording/verify.js';
import {MarketSession} from '../../source/session/market-session.js';
import {outputText} from '../../source/session/output-text.js';
import {binance} from '../../source/venue/binance/index.js';
import {MemoryDisk} from '../helpers/memory-disk.js';
import {FAULT_NAMES, type FaultName} from '../simulation/model/faults.js';
import {firstDifference, SessionTape} from '../simulation/model/tape.js';
import {simulate} from '../simulation/session.js';

const BY = {program: 'mm-tui 0', node: '24', demo: true};
const FLUSH_EVERY = 200;

const recorded = (tape: SessionTape): RecordingDrive => {
	const drive = {disk: new MemoryDisk(), zstd: nodeZstd, folder: '/recording'};
	const writer = new RecordingWriter({drive, by: BY, minFreeBytes: 0, codeOf, id: 'x', createdMs: 0});
	const thread = new RecorderThread(
		writer,
		() => 0,
		(report) => {
			if (report.kind === 'taken') queue.taken(report.bytes);
		},
	);
	const post = (message: RecorderMessage) => {
		if (message.kind !== 'close') thread.take(message);
	};
	const queue = new LineQueue(post);
	const session = new RecordedSession({log: 0, name: {venue: 'binance', symbol: 'BTCUSDT'}, by: BY, queue, post});
	if (tape.start === undefined) throw new Error('nothing was recorded');
	const sink = {output() {}, effect() {}};
	const live = new MarketSession(tape.start, {venue: binance, sink, parseDate: (text) => Date.parse(text), recorder: session});
	for (const [index, {input, at}] of tape.inputs.entries()) {
		live.step(input, at);
		if (index % FLUSH_EVERY === 0) thread.flush();
	}

	session.end(tape.inputs.at(-1)?.at ?? tape.start.at);
	queue.flush();
	thread.close();
	return drive;
};

const replayed = (drive: RecordingDrive): readonly string[] => {
	const [log] = openRecording(drive).logs;
	const lines: string[] = [];
	let session: ReplaySession | undefined;
	if (log === undefined) throw new Error('there is no log');
	for (const record of recordsOf(drive, log, ({what}) => expect.fail(what))) {
		if (record.kind === 'start') {
			session = new ReplaySession(record.start, binance, (text) => Date.parse(text));
			session.onOutput((output: EngineOutput) => void lines.push(outputText(output)));
		} else if (record.kind === 'input') session?.step(record.input, record.at);
	}

	return lines;
};

const check = (seed: number, names?: readonly FaultName[]): void => {
	const tape = new SessionTape();
	expect(simulate({seed, minutes: 1, dayEvery: 0, tape, names}).violation).toBeUndefined();
	const drive = recorded(tape);
	expect(
		verified({...openRecording(drive), drive}, {program: BY.program, venueOf: () => binance, parseDate: (text) => Date.parse(text)}).faults,
	).toEqual([]);
	const outputs = tape.lines.filter((line) => !WIRE_EFFECTS.has(/"kind":"([a-z-]+)"/u.exec(line)?.[1] ?? ''));
	expect(firstDifference(outputs, replayed(drive))).toBeUndefined();
};

const WIRE_EFFECTS: ReadonlySet<string> = new Set(['dial', 'say', 'hang-up', 'get', 'remember-hold']);

describe('replayed from what is on the drive', () => {
	test.each(FAULT_NAMES)('a session under %s says the same', (name) => check(42, [name]));
	test.each([1, 2, 3, 4])('a session with the faults of seed %i says the same', (seed) => check(seed));
});
