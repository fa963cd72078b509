/** A session written down, lived again by `mm-tui stream` on virtual time: what it says, and what its reader gets. */

import {createHash} from 'node:crypto';
import type {Instant} from '../../source/domain/units.js';
import {monotonicMs, unixMs} from '../../source/domain/units.js';
import type {Command} from '../../source/engine/command.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import type {MakerSettings} from '../../source/engine/maker/settings/maker-settings.js';
import {LineSink} from '../../source/headless/line-sink.js';
import {startLineStream} from '../../source/headless/line-stream.js';
import type {StreamSettings} from '../../source/headless/stream-settings.js';
import {MarketSession} from '../../source/session/market-session.js';
import type {EngineSession} from '../../source/session/session.js';
import type {SessionStart, WireInput} from '../../source/session/wire.js';
import {binance} from '../../source/venue/binance/index.js';
import {outputText} from '../../source/session/output-text.js';
import type {SessionTape} from '../simulation/model/tape.js';

/** What an operator has chosen, and does so many milliseconds after the start. */
export type Life = {
	readonly stream: StreamSettings;
	readonly maker?: MakerSettings;
	readonly commands?: ReadonlyArray<readonly [afterMs: number, command: Command]>;
};

/** A line, or an output as text, of a kind. */
export type Said = {readonly atMs: number; readonly kind: string; readonly text: string};

/** Timers and a clock that only {@link VirtualTime.goTo} moves. */
class VirtualTime {
	now: Instant;
	#timers: {readonly atMs: number; readonly run: () => void}[] = [];

	constructor(start: Instant) {
		this.now = start;
	}

	after(delayMs: number, run: () => void): () => void {
		const timer = {atMs: this.now.monoMs + delayMs, run};
		this.#timers.push(timer);
		return () => {
			this.#timers = this.#timers.filter((other) => other !== timer);
		};
	}

	goTo(at: Instant): void {
		for (;;) {
			const due = this.#timers.filter(({atMs}) => atMs <= at.monoMs).toSorted((a, b) => a.atMs - b.atMs)[0];
			if (due === undefined) break;
			this.#timers = this.#timers.filter((other) => other !== due);
			const passed = Math.max(0, due.atMs - this.now.monoMs);
			this.now = {monoMs: monotonicMs(this.now.monoMs + passed), wallMs: unixMs(this.now.wallMs + passed)};
			due.run();
		}

		this.now = at;
	}
}

const typeOf = (line: string): string => /"type":"(\w+)"/.exec(line)?.[1] ?? 'none';

/** Of a line all but its number, so that a line more or less does not change every later one. */
const withoutNumber = (line: string): string => line.replace(/"seq":\d+,/, '');

/** Lives a tape again. @returns outputs, effects and lines in the order in which they came. */
export const lived = ({start, inputs}: SessionTape, {stream, maker, commands = []}: Life): readonly Said[] => {
	if (start === undefined) throw new Error('nothing was recorded');
	const said: Said[] = [];
	const time = new VirtualTime(start.at);
	const tell = (kind: string, text: string) => void said.push({atMs: time.now.monoMs - start.at.monoMs, kind, text});
	let listener: (output: EngineOutput, at: Instant) => void = () => {};
	const session = marketSession(
		start,
		maker,
		(output, at) => {
			tell(`said ${output.kind}`, outputText(output));
			listener(output, at);
		},
		tell,
	);
	const target = {
		write: (line: string) => {
			tell(typeOf(line), line);
			return true;
		},
		once() {},
	};
	const stepListeners: ((at: Instant) => void)[] = [];
	const step = (input: WireInput): void => {
		session.step(input, time.now);
		for (const tellStep of stepListeners) tellStep(time.now);
	};
	const streamed: EngineSession = {
		view: session.view,
		startedAt: start.at,
		measures: {rssBytes: 1_000_000, recording: 'off'},
		onOutput: (next) => void (listener = next),
		onStep: (next) => void stepListeners.push(next),
		refresh: () => step({kind: 'tick'}),
		send() {},
		close: async () => {},
	};
	const stop = startLineStream({
		session: streamed,
		settings: stream,
		sink: new LineSink(target, () => tell('slow', '')),
		timers: {clock: () => time.now, schedule: (delayMs, run) => time.after(delayMs, run)},
		onFatal: (message) => tell('fatal', message),
		onKilled: (message) => tell('killed', message),
	});
	for (const [afterMs, command] of commands) time.after(afterMs, () => step({kind: 'command', command}));
	for (const {input, at} of inputs) {
		time.goTo(at);
		step(input);
	}

	stop();
	return said;
};

const marketSession = (
	start: SessionStart,
	maker: MakerSettings | undefined,
	output: (output: EngineOutput, at: Instant) => void,
	tell: (kind: string, text: string) => void,
): MarketSession => {
	return new MarketSession(
		{...start, config: maker === undefined ? start.config : {...start.config, maker}},
		{
			venue: binance,
			sink: {output, effect: (effect) => tell(`does ${effect.kind}`, outputText(effect))},
			parseDate: (text) => Date.parse(text),
		},
	);
};

/** A difference shows in which part of the session it begins. */
const PARTS = 8;

type Row = {count: number; readonly hashes: ReadonlyArray<ReturnType<typeof createHash>>};

/** A row for each kind: how many there were, and a short hash of those in each eighth of the session. */
export const summaryOf = (said: readonly Said[]): string => {
	const rows = new Map<string, Row>();
	const endMs = said.at(-1)?.atMs ?? 0;
	const add = (kind: string, atMs: number, text: string): void => {
		const row = rows.get(kind) ?? {count: 0, hashes: Array.from({length: PARTS}, () => createHash('sha256'))};
		rows.set(kind, row);
		row.count += 1;
		row.hashes[Math.min(PARTS - 1, Math.floor((atMs / (endMs + 1)) * PARTS))]?.update(`${text}\n`);
	};
	for (const {kind, atMs, text} of said) {
		add(kind, atMs, withoutNumber(text));
		add('(in order)', atMs, text);
	}

	return [...rows]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(
			([kind, {count, hashes}]) =>
				`  ${kind.padEnd(18)} ${String(count).padStart(6)}  ${hashes.map((hash) => hash.digest('hex').slice(0, 8)).join(' ')}`,
		)
		.join('\n');
};
