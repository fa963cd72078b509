/** `mm-tui replay PATH`: a recording lived again, its lines on stdout. */

import type {Config} from '../../config/config.js';
import {safeText} from '../../domain/text/safe-text.js';
import {startLineStream} from '../../headless/line-stream.js';
import {LineSink} from '../../headless/line-sink.js';
import {asked} from './asked.js';
import {openLog} from '../../recording/node-recording.js';
import {Pace} from '../../recording/pace.js';
import type {LogRecord} from '../../recording/log/record.js';
import {holeSentence} from '../../recording/log/hole-sentence.js';
import {ReplaySession} from '../../recording/replay-session.js';
import {venueNamed} from '../../venue/registry.js';
import {say, type CommandIo} from '../process/command-io.js';
import {EXIT, UsageError} from '../process/exit-code.js';
import {runHeadless, type Ending} from '../headless/run-headless.js';

/** Runs to the recording's end, a signal or a closed pipe. @returns the exit code. @throws {UsageError} */
export const runReplay = async (config: Config, io: CommandIo, [path]: readonly string[]): Promise<number> => {
	if (path === undefined) throw new UsageError('replay needs the folder of a recording: mm-tui replay DIR --headless');
	if (!config.replay.headless) throw new UsageError('the screen cannot replay yet; mm-tui replay DIR --headless writes what stream wrote');
	const log = asked(() => openLog(path, config.symbol));
	return runHeadless(io, async (end) => {
		const replay = new HeadlessReplay(config, io, end);
		const done = replay.run(log.records);
		return {
			isEmpty: () => replay.isEmpty,
			close: async () => {
				replay.stop();
				await done;
			},
		};
	});
};

/** So many records, and what comes from outside has its turn. */
const TURN = 500;

class HeadlessReplay {
	readonly #config: Config;
	readonly #io: CommandIo;
	readonly #end: (ending: Ending) => void;
	readonly #pace: Pace;
	#sink: LineSink | undefined;
	#session: ReplaySession | undefined;
	#stopLines: () => void = () => {};
	#sessions = 0;
	#isStopped = false;

	constructor(config: Config, io: CommandIo, end: (ending: Ending) => void) {
		this.#config = config;
		this.#io = io;
		this.#end = end;
		this.#pace = new Pace(config.replay.speed ?? 'max', () => performance.now());
	}

	get isEmpty(): boolean {
		return this.#sink?.isEmpty !== false;
	}

	stop(): void {
		this.#isStopped = true;
	}

	async run(records: Iterable<LogRecord>): Promise<void> {
		try {
			await this.#live(records);
			this.#end({code: EXIT.done});
		} catch (error) {
			this.#end({code: EXIT.unexpected, message: error instanceof Error ? error.message : String(error)});
		}
	}

	async #live(records: Iterable<LogRecord>): Promise<void> {
		let taken = 0;
		for (const record of records) {
			if (this.#isStopped) return;
			// In the order in which they came, and no faster than the reader reads.
			/* oxlint-disable no-await-in-loop */
			const waitMs = this.#pace.waitMs(record.at.monoMs);
			if (waitMs > 0) await this.#pause(waitMs);
			this.#take(record);
			taken += 1;
			if (taken % TURN === 0 || !this.isEmpty) await this.#pause(0);
			while (!this.isEmpty && !this.#isStopped) await this.#pause(1);
			/* oxlint-enable no-await-in-loop */
		}
	}

	#take(record: LogRecord): void {
		switch (record.kind) {
			case 'start':
				this.#begin(record);
				return;
			case 'input':
				this.#session?.step(record.input, record.at);
				return;
			case 'hole':
				say(
					this.#io,
					`lines ${record.firstN} to ${record.lastN} are missing (${holeSentence(record.reason)}); what follows is made of what there is`,
				);
				return;
			case 'end':
				this.#stopLines();
				return;
			case 'hash':
		}
	}

	#begin({start, at}: Extract<LogRecord, {kind: 'start'}>): void {
		this.#stopLines();
		this.#session = undefined;
		this.#sessions += 1;
		const wanted = this.#config.replay.session;
		if (wanted !== undefined && wanted !== this.#sessions) return;
		this.#pace.begin(at.monoMs);
		const session = new ReplaySession(start, venueNamed(start.config.venue), (text) => Date.parse(text));
		const sink = new LineSink(this.#io.stdout, () => {});
		this.#session = session;
		this.#sink = sink;
		this.#stopLines = startLineStream({
			session,
			settings: this.#config.stream,
			sink,
			onFatal: (message) => say(this.#io, safeText(message)),
			onKilled: () => {},
		});
	}

	async #pause(ms: number): Promise<void> {
		await new Promise<void>((resolve) => {
			if (ms > 0) setTimeout(resolve, ms);
			else setImmediate(resolve);
		});
	}
}
