/** What a colour means; a theme decides how it looks. Sides are never told apart by role alone. */

export const COLOUR_ROLES = ['bid', 'ask', 'live', 'sync', 'alarm', 'warn', 'paper', 'accent', 'title', 'border', 'muted'] as const;
export type ColourRole = (typeof COLOUR_ROLES)[number];
