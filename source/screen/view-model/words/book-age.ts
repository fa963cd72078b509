import {millisecondsText, durationText} from '../cells/format.js';

/** Ages below ten seconds in milliseconds, others as a duration. */
export const bookAgeText = (ageMs: number): string => (ageMs < 10000 ? `${millisecondsText(ageMs)} ms` : durationText(ageMs));
