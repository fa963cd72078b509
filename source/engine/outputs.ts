/** What the engine says, in the order in which it happened. */

import type {Instrument} from '../domain/instrument.js';
import type {Diff, Trade} from '../domain/feed-event.js';
import type {UnixMs, UpdateId} from '../domain/units.js';
import type {DoubtfulCommand} from './command.js';
import type {Account, Fill, Quoting} from './maker/maker-view.js';
import type {RiskTransition} from './maker/risk/risk-manager.js';
import type {FeedStatus} from './feed/types/status.js';

/** A line of the events panel: what happened, for a person. Text is already cleaned for a terminal. */
export type JournalEntry = {
	readonly atMs: UnixMs;
	readonly kind: 'sync' | 'connection' | 'trades' | 'fill' | 'quotes' | 'rest' | 'command' | 'risk';
	readonly level: 'info' | 'warning';
	readonly text: string;
	/** A command that was not done because it is doubtful: sent again for sure, it is. */
	readonly asks?: {readonly command: DoubtfulCommand; readonly why: string};
};

/** Trades that the venue made and we were not told of, between two that we were. */
export type TradeLoss = {
	/** The first and last id of the hole. Told again with the same ids when a part of it came late. */
	readonly fromId: number;
	readonly toId: number;
	/** How many of them are missing now; 0 when all came late. */
	readonly missing: number;
	/** When the trades on both sides of it were matched. */
	readonly afterMs: UnixMs;
	readonly beforeMs: UnixMs;
};

export type EngineOutput =
	| {readonly kind: 'instrument'; readonly instrument: Instrument}
	/** A depth event was applied: the book may be read now. */
	/** The diff that was applied is valid until the listener returns. `epoch` grows at every loss of trust. */
	| {readonly kind: 'book'; readonly updateId: UpdateId; readonly diff: Diff; readonly epoch: number}
	| {readonly kind: 'trade'; readonly trade: Trade}
	| {readonly kind: 'loss'; readonly loss: TradeLoss}
	| {readonly kind: 'status'; readonly status: FeedStatus}
	| {readonly kind: 'quote'; readonly quoting: Quoting}
	| {readonly kind: 'fill'; readonly fill: Fill}
	| {readonly kind: 'account'; readonly account: Account}
	/** The risk layer went from one state to another. A journal entry says the same to a person. */
	| {readonly kind: 'risk'; readonly transition: RiskTransition}
	| {readonly kind: 'journal'; readonly entry: JournalEntry}
	/** The session cannot go on: the symbol does not exist, the venue refuses it. */
	| {readonly kind: 'fatal'; readonly message: string};
