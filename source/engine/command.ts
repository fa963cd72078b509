/** The one vocabulary of what an operator can ask for: keys, scripts and tests all say these. */

export type Command =
	/** Throw the book away and load it again. */
	| {readonly kind: 'resync'}
	/** Move both quotes by whole steps; positive moves them up. */
	| {readonly kind: 'adjust-skew'; readonly steps: number}
	/** Take the manual skew back to zero; the skew that inventory asks for stays. */
	| {readonly kind: 'flat-skew'}
	/** Widen (positive) or tighten by whole steps on each side. */
	| {readonly kind: 'adjust-half-spread'; readonly steps: number}
	| {readonly kind: 'pull-quotes'}
	| {readonly kind: 'resume-quotes'};
