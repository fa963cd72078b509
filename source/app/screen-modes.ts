/** What the screen switches in the terminal, and how it is switched back. */

const ALTERNATE_SCREEN = 1049;
const CURSOR = 25;
const MARKED_PASTE = 2004;
const SYNCHRONISED = 2026;

const on = (mode: number): string => `\u{1B}[?${mode}h`;
const off = (mode: number): string => `\u{1B}[?${mode}l`;

export const enterSequence = (keys: boolean): string => on(ALTERNATE_SCREEN) + off(CURSOR) + (keys ? on(MARKED_PASTE) : '');

export const BEGIN_PICTURE = on(SYNCHRONISED);
export const END_PICTURE = off(SYNCHRONISED);

/** Colours off, paste as usual, cursor shown, the shell's screen. Does no harm twice. */
export const RESTORE_SEQUENCE = `${END_PICTURE}\u{1B}[0m${off(MARKED_PASTE)}${on(CURSOR)}`;
export const LEAVE_SEQUENCE = RESTORE_SEQUENCE + off(ALTERNATE_SCREEN);
