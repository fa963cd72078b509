/** A line's own fields, and how times become JSON numbers. */

import type {UnixMs} from '../domain/units.js';

/** The fields of a type in the order in which it is written. */
export type Fields = Readonly<Record<string, unknown>>;

/** Milliseconds since 1970, without the fraction. */
export const wholeMs = (at: UnixMs): number => Math.floor(at);

/** To a microsecond; `null` where it is not known. */
export const roundedMs = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 1000) / 1000);
