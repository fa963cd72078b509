/** Meanings of colours; a theme assigns the colours. Bid and ask always differ by more than their role. */

export const COLOUR_ROLES = ['bid', 'ask', 'live', 'sync', 'alarm', 'warn', 'paper', 'accent', 'title', 'border', 'muted'] as const;
export type ColourRole = (typeof COLOUR_ROLES)[number];
