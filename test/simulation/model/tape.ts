/** A recorded session: its start, its inputs, and one line per output and effect. */

import type {Instant} from '../../../source/domain/units.js';
import type {EngineOutput} from '../../../source/engine/outputs.js';
import {MarketSession} from '../../../source/session/market-session.js';
import {OutputHash} from '../../../source/session/output-hash.js';
import {outputText} from '../../../source/session/output-text.js';
import type {SessionRecorder, SessionStart, WireEffect, WireInput} from '../../../source/session/wire.js';
import {binance} from '../../../source/venue/binance/index.js';
import type {Venue} from '../../../source/venue/venue.js';

export class SessionTape implements SessionRecorder {
	readonly inputs: {readonly input: WireInput; readonly at: Instant}[] = [];
	readonly lines: string[] = [];
	/** Of the outputs alone. */
	hash = new OutputHash();
	start: SessionStart | undefined;

	/** A restart begins a new session; the tape keeps the last one. */
	begin(start: SessionStart): void {
		this.inputs.length = 0;
		this.lines.length = 0;
		this.hash = new OutputHash();
		this.start = start;
	}

	input(number: number, input: WireInput, at: Instant): void {
		if (number !== this.inputs.length + 1) throw new Error(`input ${number} after ${this.inputs.length}`);
		this.inputs.push({input: input.kind === 'message' ? {...input, data: input.data.slice()} : input, at});
	}

	output(output: EngineOutput): void {
		this.hash.add(output);
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
		output: (output: EngineOutput) => void lines.push(outputText(output)),
		effect: (effect: WireEffect) => {
			if (only === undefined) lines.push(outputText(effect));
		},
	};
	const session = new MarketSession(start, {venue, sink, parseDate: (text) => Date.parse(text)});
	for (const {input, at} of inputs) session.step(input, at);
	return lines;
};

/** Lives a tape's session again. @returns the hash of its outputs. */
export const replayedHash = ({start, inputs}: SessionTape, venue: Venue = binance): string => {
	if (start === undefined) throw new Error('nothing was recorded');
	const hash = new OutputHash();
	const sink = {output: (output: EngineOutput) => hash.add(output), effect: () => {}};
	const session = new MarketSession(start, {venue, sink, parseDate: (text) => Date.parse(text)});
	for (const {input, at} of inputs) session.step(input, at);
	return hash.value;
};
