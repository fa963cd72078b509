/** The names that `--venue` accepts, apart from the venues' code, which is loaded only when one is connected to. */

export const VENUE_NAMES = ['binance'] as const;
export type VenueName = (typeof VENUE_NAMES)[number];
