import {millisecondsText, durationText} from '../cells/format.js';

/** Below ten seconds in milliseconds, else as a duration. */
export const bookAgeText = (ageMs: number): string => (ageMs < 10000 ? `${millisecondsText(ageMs)} ms` : durationText(ageMs));
