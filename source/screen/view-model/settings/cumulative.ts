/** What stands in the change column. */

export type Cumulative = 'off' | 'base' | 'quote';
