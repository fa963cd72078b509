/** What an operator can ask of the market maker. */

import type {LimitName} from '../../../domain/limit-table.js';
import type {PriceOffset} from '../../../domain/text/value-text.js';
import type {FairValueKind, QuotingModel} from '../settings/names.js';
import type {LimitValue} from '../settings/limit-edits.js';

/** What a slip could ask for: where it is doubtful it is done only for sure, and asked about otherwise. */
type Doubtful = {readonly sure?: true};

export type DoubtfulCommand = Extract<MakerCommand, {readonly kind: 'set-skew' | 'set-half-spread' | 'set-order-size' | 'set-limit'}>;

export type MakerCommand =
	/** Move both quotes by whole steps; positive moves them up. */
	| {readonly kind: 'adjust-skew'; readonly steps: number}
	/** Take the manual skew back to zero; the skew that inventory asks for stays. */
	| {readonly kind: 'flat-skew'}
	/** Widen (positive) or tighten by whole steps on each side. */
	| {readonly kind: 'adjust-half-spread'; readonly steps: number}
	/** The manual skew itself; positive stands for higher quotes. */
	| (Doubtful & {readonly kind: 'set-skew'; readonly shift: PriceOffset})
	/** The half-spread of the linear model; of the others, by how much theirs is widened. */
	| (Doubtful & {readonly kind: 'set-half-spread'; readonly halfSpread: PriceOffset})
	/** In base units, a plain decimal; rounded down to the lot step, and ignored where nothing is left. */
	| (Doubtful & {readonly kind: 'set-order-size'; readonly size: string})
	/** A limit, tighter at once, wider only for sure. */
	| (Doubtful & {readonly kind: 'set-limit'; readonly limit: LimitName; readonly value: LimitValue})
	/** Say what a limit is, and how much of it is used. */
	| {readonly kind: 'tell-limit'; readonly limit: LimitName}
	| {readonly kind: 'pull-quotes'}
	| {readonly kind: 'resume-quotes'}
	/** Quotes off, then what is held is closed by taking; quotes stay off. */
	| {readonly kind: 'flatten'}
	/** All orders off, latched. */
	| {readonly kind: 'kill'}
	/** Take a kill back. */
	| {readonly kind: 'rearm'}
	/** Quote only what brings the inventory towards zero. */
	| {readonly kind: 'reduce-only'; readonly on: boolean}
	| {readonly kind: 'choose-model'; readonly model: QuotingModel}
	| {readonly kind: 'choose-fair-value'; readonly fairValue: FairValueKind};
