/** What the market maker says, in the order in which it happened. */

import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {RiskTransition} from '../risk/risk-manager.js';
import type {Account, Fill} from './fill.js';
import type {DoubtfulCommand} from './maker-command.js';
import type {Quoting} from './quotes.js';

/** `asks`: a command that was not done because it is doubtful; sent again for sure, it is. */
export type MakerEntry = JournalEntry & {readonly asks?: {readonly command: DoubtfulCommand; readonly why: string}};

export type MakerOutput =
	| {readonly kind: 'quote'; readonly quoting: Quoting}
	| {readonly kind: 'fill'; readonly fill: Fill}
	| {readonly kind: 'account'; readonly account: Account}
	/** The risk layer went from one state to another. A journal entry says the same to a person. */
	| {readonly kind: 'risk'; readonly transition: RiskTransition}
	| {readonly kind: 'journal'; readonly entry: MakerEntry};

export type EmitMaker = (output: MakerOutput) => void;
