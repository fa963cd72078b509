/** A recorded session: its start, its inputs, and one line per output and effect. */

import {detachDiff} from '../../../source/domain/feed-event.js';
import type {Instant} from '../../../source/domain/units.js';
import type {EngineOutput} from '../../../source/engine/outputs.js';
import {MarketSession} from '../../../source/session/market-session.js';
import type {SessionRecorder, SessionStart, WireEffect, WireInput} from '../../../source/session/wire.js';
import {binance} from '../../../source/venue/binance/index.js';
import type {Venue} from '../../../source/venue/venue.js';

const plain = (_key: string, value: unknown): unknown => {
	if (typeof value === 'bigint') return `${value}n`;
	return value instanceof Map ? [...value] : value;
};

/** The diff's columns are a reused buffer, so only its levels are printed. */
export const lineOf = (said: EngineOutput | WireEffect): string =>
	JSON.stringify(said.kind === 'book' ? {...said, diff: detachDiff(said.diff)} : said, plain);

export class SessionTape implements SessionRecorder {
	readonly inputs: {readonly input: WireInput; readonly at: Instant}[] = [];
	readonly lines: string[] = [];
	start: SessionStart | undefined;

	/** A restart begins a new session; the tape keeps the last one. */
	begin(start: SessionStart): void {
		this.inputs.length = 0;
		this.lines.length = 0;
		this.start = start;
	}

	input(number: number, input: WireInput, at: Instant): void {
		if (number !== this.inputs.length + 1) throw new Error(`input ${number} after ${this.inputs.length}`);
		this.inputs.push({input: input.kind === 'message' ? {...input, data: input.data.slice()} : input, at});
	}
}

/** The first differing line with its index; undefined if there is none. */
export const firstDifference = (one: readonly string[], other: readonly string[]): string | undefined => {
	const index = one.findIndex((line, place) => line !== other[place]);
	if (index === -1 && one.length === other.length) return undefined;
	const place = index === -1 ? one.length : index;
	return `line ${place}: ${one[place]?.slice(0, 300)} and ${other[place]?.slice(0, 300)}`;
};

type ReplayOptions = {
	/** Where effects were not written down. */
	readonly only?: 'outputs';
	readonly venue?: Venue;
};

/** Lives a tape's session again. @returns its lines. */
export const replayed = ({start, inputs}: SessionTape, {only, venue = binance}: ReplayOptions = {}): readonly string[] => {
	if (start === undefined) throw new Error('nothing was recorded');
	const lines: string[] = [];
	const sink = {
		output: (output: EngineOutput) => void lines.push(lineOf(output)),
		effect: (effect: WireEffect) => {
			if (only === undefined) lines.push(lineOf(effect));
		},
	};
	const session = new MarketSession(start, {venue, sink, parseDate: (text) => Date.parse(text)});
	for (const {input, at} of inputs) session.step(input, at);
	return lines;
};
