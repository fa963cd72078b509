/**
 * What passes between a session and the world, before anybody understood it and after it was decided: what is
 * recorded, and what a shell carries out.
 */

import type {Instant, UnixMs} from '../domain/units.js';
import type {Command, CommandSource} from '../engine/command.js';
import type {EngineConfig} from '../engine/engine-config.js';
import type {SharedBudget} from '../engine/feed/rest/rest-queue.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {RestCall} from '../engine/feed/types/rest-call.js';

/** Everything that builds the same session again. */
export type SessionStart = {
	readonly config: EngineConfig;
	/** The venue's own where absent. */
	readonly restUrl?: string;
	readonly wsUrl?: string;
	readonly seed: number;
	readonly at: Instant;
	/** An earlier run was asked for silence on REST until then. */
	readonly restHoldUntilMs?: UnixMs;
};

/** What became of a request. */
export type WireAnswer =
	/** Header names in lower case. */
	| {readonly kind: 'reply'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string}
	/** No HTTP answer at all; `message` is a sentence for a person. */
	| {readonly kind: 'failed'; readonly message: string}
	/** Not sent: another program was asked for silence that is not over yet. */
	| {readonly kind: 'held'; readonly waitMs: number};

export type WireInput =
	/** Time passes: at least every 100 ms while the session runs. */
	| {readonly kind: 'tick'}
	| {readonly kind: 'opened'; readonly generation: number}
	/** A WebSocket close code; 1006 where there was none. */
	| {readonly kind: 'lost'; readonly generation: number; readonly code: number; readonly detail: string}
	/** A text message in UTF-8, read within the step and not kept. */
	| {readonly kind: 'message'; readonly generation: number; readonly data: Uint8Array}
	| {readonly kind: 'answer'; readonly requestId: number; readonly sentAt: Instant; readonly answer: WireAnswer}
	/** Other sessions that ask at the same REST address have changed what is left of it. */
	| ({readonly kind: 'shared-budget'} & SharedBudget)
	/** With a source it is answered. */
	| {readonly kind: 'command'; readonly command: Command; readonly source?: CommandSource}
	/** Of the program's own, which nothing depends on: a sentence for a person. */
	| {readonly kind: 'trouble'; readonly text: string}
	/** What a program says of itself, once a second: lines about a session repeat it. */
	| ({readonly kind: 'measured'} & OwnMeasures);

export type OwnMeasures = {
	/** Memory that the process holds. */
	readonly rssBytes: number;
	/** Whether the session is written down. */
	readonly recording: 'on' | 'off' | 'failed';
};

/** What comes from the world, but for time and commands. */
export type OutsideInput = Extract<WireInput, {readonly kind: 'opened' | 'lost' | 'message' | 'answer'}>;

export type WireEffect =
	| {readonly kind: 'dial'; readonly generation: number; readonly url: string}
	| {readonly kind: 'say'; readonly generation: number; readonly text: string}
	/** At once; nothing of this generation is wanted any more. */
	| {readonly kind: 'hang-up'; readonly generation: number}
	| {
			readonly kind: 'get';
			readonly requestId: number;
			readonly url: string;
			readonly headers: Readonly<Record<string, string>>;
			/** What it asks for, and what the venue charges. */
			readonly call: RestCall;
			readonly weight: number;
	  }
	/** The venue wants no REST request at this base URL before then: to be kept for the next start too. */
	| {readonly kind: 'remember-hold'; readonly baseUrl: string; readonly untilMs: UnixMs};

/** Hears everything that a session is made of, in order: with it the session can be lived again. */
export type SessionRecorder = {
	begin(start: SessionStart): void;
	/** @param number dense, from 1. A message's bytes are good until this returns. */
	input(number: number, input: WireInput, at: Instant): void;
	/** What came of it, before anybody else hears of it. */
	output?(output: EngineOutput, at: Instant): void;
	/** It was closed by its program. */
	end?(at: Instant): void;
};
