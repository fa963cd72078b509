/** Content of the cumulative column. */

export type Cumulative = 'off' | 'base' | 'quote';
