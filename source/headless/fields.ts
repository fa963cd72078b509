/** What lines have of their own, and how times become JSON numbers. */

import type {UnixMs} from '../domain/units.js';

/** An object in a line, with its members in the order in which they are written. */
export type Fields = Readonly<Record<string, unknown>>;

/** Milliseconds since 1970, without the fraction. */
export const wholeMs = (at: UnixMs): number => Math.floor(at);

/** To a microsecond. */
export const roundedMs = (value: number): number => Math.round(value * 1000) / 1000;
