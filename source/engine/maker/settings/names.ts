/** The closed lists of the market maker's choices. */

export const FAIR_VALUES = ['mid', 'weighted', 'micro'] as const;
export type FairValueKind = (typeof FAIR_VALUES)[number];

export const QUOTING_MODELS = ['linear', 'as-rolling', 'as-infinite', 'glft'] as const;
export type QuotingModel = (typeof QUOTING_MODELS)[number];

/** `queue-optimistic` (whoever cancels stood ahead) runs beside the others too, at an exchange of its own: the far end of the band. */
export const FILL_MODELS = ['queue-conservative', 'queue-prob', 'queue-optimistic', 'trade-through', 'touch'] as const;
export type FillModel = (typeof FILL_MODELS)[number];

/** Why a fill happened. `no-print`: the other side's best reached the price without a trade there; `taken`: we took. */
export type FillCause = 'print' | 'through' | 'no-print' | 'taken';
